import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslate } from '../state/services.tsx';
import { IconButton, joined } from './button.tsx';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: ReactNode;
  /** A sheet stands at the side and keeps the list in view; a box stands in the middle. */
  readonly shape: 'sheet' | 'box';
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
  /** Given: the dialog is a form, and the main button of the footer submits it. */
  readonly onSubmit?: () => void;
}

/**
 * A modal dialog on the platform's own `<dialog>`: focus stays inside, Escape closes, and focus goes back to where it
 * was. Open while it is rendered.
 */
export function Dialog({ title, shape, onClose, children, footer, onSubmit }: DialogProps) {
  const t = useTranslate();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The platform would choose the Close button. The first field is what comes next, or else the title, to be read out.
    const field = element?.querySelector<HTMLElement>(
      '[data-dialog-body] :is(input:not([type=radio]), textarea)',
    );
    (field ?? element?.querySelector<HTMLElement>('h2'))?.focus();
    return () => {
      element?.close();
    };
  }, []);

  const body = (
    <>
      <header className={styles['header']}>
        <h2 id={titleId} tabIndex={-1} className={styles['title']}>
          {title}
        </h2>
        <IconButton label={t('window.common.close')} icon={<X size={16} />} onClick={onClose} />
      </header>
      <div data-dialog-body className={styles['body']}>
        {children}
      </div>
      {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
    </>
  );
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={joined(styles['dialog'], styles[shape])}
      onCancel={(event) => {
        // A menu inside may be what Escape was meant for.
        event.preventDefault();
        if (event.target === dialog.current) onClose();
      }}
    >
      {onSubmit === undefined ? (
        <div className={styles['content']}>{body}</div>
      ) : (
        <form
          noValidate
          className={styles['content']}
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {body}
        </form>
      )}
    </dialog>
  );
}
