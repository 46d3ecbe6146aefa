import { useEffect, useState } from 'react';
import type { Envelope } from '../../../shared/ipc/types.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** Shows what removing a profile does to the file, and does it. */
export function ProfileRemoval({ name }: { readonly name: string }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const [preview, setPreview] = useState<Envelope<ChangePreview> | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let wanted = true;
    void bridge.profiles.previewRemoval({ name }).then((reply) => {
      if (wanted) setPreview(reply);
    });
    return () => {
      wanted = false;
    };
  }, [bridge, name]);
  const close = () => {
    showOverlay(null);
  };
  const remove = async () => {
    if (preview?.ok !== true) return;
    setBusy(true);
    const reply = await bridge.profiles.remove({ name, digest: preview.value.digest, confirmed: true });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    close();
    toasts.done(t('window.profiles.removed', { name }));
  };
  const shownError = error ?? (preview?.ok === false ? preview.error : null);
  return (
    <Dialog
      shape="box"
      title={t('window.removal.profileTitle', { name })}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="danger" disabled={busy || preview?.ok !== true} onClick={() => void remove()}>
            {t('window.profiles.remove')}
          </Button>
        </>
      }
    >
      <p>{t('window.removal.profileText')}</p>
      {shownError !== null && <ErrorCallout error={shownError} />}
      {preview?.ok === true && (
        <>
          {[...preview.value.asks, ...preview.value.warnings].map((warning) => (
            <ErrorCallout key={warning.code} error={warning} tone="warning" />
          ))}
          <DiffView preview={preview.value} />
        </>
      )}
    </Dialog>
  );
}
