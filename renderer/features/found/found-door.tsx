import { FileSearch } from 'lucide-react';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useTranslate } from '../../state/services.tsx';
import styles from './found.module.css';

/** The third door of the first start: what is on this machine already. Nothing where there is nothing. */
export function FoundDoor() {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const found = useAppState((state) => state.found);
  if (found === null || found.sessions === 0) return null;
  return (
    <button
      type="button"
      className={styles['door']}
      onClick={() => {
        showOverlay({ type: 'found' });
      }}
    >
      <FileSearch size={20} aria-hidden className={styles['cardIcon']} />
      <span className={styles['doorWords']}>
        <span className={styles['doorTitle']}>
          {t('found.door', {
            sessions: t('found.sessions', { count: found.sessions }),
            profiles: t('found.profiles', { count: found.profiles }),
          })}
        </span>
        <span className={styles['muted']}>{t('found.doorSentence')}</span>
      </span>
      <span className={styles['doorUse']}>{t('found.use')}</span>
    </button>
  );
}
