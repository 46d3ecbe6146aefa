import { useEffect, useRef, useState } from 'react';
import { CircleCheck, Undo2 } from 'lucide-react';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import type { SavedProfile } from './use-profile-form.ts';
import styles from './save-profile.module.css';

/** "Saved. Undo", and the command to try. */
export function SavedNote({ saved }: { readonly saved: SavedProfile }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const heading = useRef<HTMLParagraphElement>(null);
  const [undone, setUndone] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const undo = async () => {
    setBusy(true);
    const reply = await bridge.profiles.undo({ digest: null, confirmed: false });
    setBusy(false);
    if (!reply.ok && reply.error.code === 'config.undo-changed') {
      // Somebody else has written the file since: what would happen must be seen first.
      showOverlay({ type: 'undo-change' });
      return;
    }
    if (reply.ok) setUndone(true);
    setError(reply.ok ? null : reply.error);
  };
  return (
    <>
      <div className={styles['saved']}>
        <CircleCheck size={20} aria-hidden className={undone ? styles['undone'] : styles['check']} />
        <p ref={heading} tabIndex={-1} role="status" className={styles['savedWords']}>
          {undone
            ? t('window.saveProfile.undone', { file: saved.file })
            : t('window.saveProfile.saved', { name: saved.name, file: saved.file })}
        </p>
        {!undone && (
          <Button icon={<Undo2 size={14} aria-hidden />} disabled={busy} onClick={() => void undo()}>
            {t('window.common.undo')}
          </Button>
        )}
      </div>
      {error !== null && <ErrorCallout error={error} />}
      {!undone &&
        saved.warnings.map((warning) => (
          <ErrorCallout key={JSON.stringify(warning)} error={warning} tone="warning" />
        ))}
      {!undone && (
        <section className={styles['preview']}>
          <h3>{t('window.saveProfile.try')}</h3>
          <CopyLine text={saved.tryCommand} label={t('window.saveProfile.copyCommand')} />
        </section>
      )}
    </>
  );
}
