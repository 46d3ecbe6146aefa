import { FileSearch, X } from 'lucide-react';
import { Button, IconButton } from '../../components/button.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './found.module.css';

/** Tells quietly of sign-ins that another tool has set up since; once waved away, of newer ones only. */
export function FoundCard() {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const fresh = useAppState((state) => state.found?.fresh ?? []);
  if (fresh.length === 0) return null;
  const dismiss = async () => {
    const reply = await bridge.found.dismiss({});
    if (!reply.ok) toasts.failed(reply.error);
  };
  const names = fresh.join(', ');
  return (
    <section aria-label={t('found.title')} className={styles['card']}>
      <FileSearch size={16} aria-hidden className={styles['cardIcon']} />
      <div className={styles['cardWords']}>
        <p className={styles['cardTitle']}>{t('found.cardTitle', { count: fresh.length, names })}</p>
        <p className={styles['muted']}>{t('found.cardText')}</p>
      </div>
      <Button
        onClick={() => {
          showOverlay({ type: 'found' });
        }}
      >
        {t('found.look')}
      </Button>
      <IconButton label={t('window.common.dismiss')} icon={<X size={16} />} onClick={() => void dismiss()} />
    </section>
  );
}
