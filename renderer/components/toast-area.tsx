import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { translateError } from '../../shared/i18n/error-text.ts';
import { useServices, useTranslate } from '../state/services.tsx';
import { ToastsProvider, type ToastAction, type Toasts } from '../state/toasts.tsx';
import { Button, IconButton, joined } from './button.tsx';
import styles from './toast-area.module.css';

interface Toast {
  readonly id: number;
  readonly tone: 'done' | 'error';
  readonly message: string;
  readonly hint: string | null;
  readonly action: ToastAction | null;
}

const DONE_FOR_MS = 6_000;
/** What must be read and acted on stays until it is dismissed or pushed out. */
const AT_MOST = 3;

/** Gives everything below a way to leave notes, and shows them. Read out politely, never taking the focus. */
export function ToastArea({ children }: { readonly children: ReactNode }) {
  const { t, timers } = useServices();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const nextId = useRef(1);
  const remove = useCallback((id: number) => {
    setToasts((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const value = useMemo<Toasts>(() => {
    const add = (toast: Omit<Toast, 'id'>) => {
      const id = nextId.current++;
      setToasts((all) =>
        [...all.filter((one) => one.message !== toast.message), { ...toast, id }].slice(-AT_MOST),
      );
      if (toast.tone === 'done' && toast.action === null) {
        timers.after(DONE_FOR_MS, () => {
          remove(id);
        });
      }
    };
    return {
      done: (message, action) => {
        add({ tone: 'done', message, hint: null, action: action ?? null });
      },
      failed: (error, action) => {
        add({ tone: 'error', ...translateError(t, error), action: action ?? null });
      },
    };
  }, [remove, t, timers]);
  return (
    <ToastsProvider value={value}>
      {children}
      <div role="status" aria-live="polite" className={styles['area']}>
        {toasts.map((toast) => (
          <ToastCard
            key={toast.id}
            toast={toast}
            onClose={() => {
              remove(toast.id);
            }}
          />
        ))}
      </div>
    </ToastsProvider>
  );
}

function ToastCard({ toast, onClose }: { readonly toast: Toast; readonly onClose: () => void }) {
  const t = useTranslate();
  const Icon = toast.tone === 'done' ? CircleCheck : CircleAlert;
  const { action } = toast;
  return (
    <div className={joined(styles['toast'], styles[toast.tone])}>
      <Icon size={16} aria-hidden />
      <div className={styles['words']}>
        <p className={styles['message']}>{toast.message}</p>
        {toast.hint !== null && <p className={styles['hint']}>{toast.hint}</p>}
        {action !== null && (
          <Button
            className={styles['action']}
            onClick={() => {
              onClose();
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton label={t('window.common.dismiss')} icon={<X size={14} />} onClick={onClose} />
    </div>
  );
}
