import { useRef, useState } from 'react';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { PastePreview } from '../../../shared/model/aliyun-input.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useServices } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { instantOf } from '../add-session/use-aliyun-form.ts';
import { problemText } from '../profile-change/use-change.ts';
import { ExpiryField } from './expiry-field.tsx';
import { KeysInput, type KeysHandle } from './keys-input.tsx';
import styles from './aliyun-sign-in.module.css';

/** New keys for a session of pasted ones: what a sign-in is for the others. */
export function ReplaceKeysSheet({ record }: { readonly record: AliyunSessionRecord }) {
  const { t, bridge, ticker } = useServices();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const keys = useRef<KeysHandle>(null);
  const [preview, setPreview] = useState<PastePreview | null>(null);
  const [expires, setExpires] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    showOverlay(null);
  };
  const expiresAt = instantOf(expires);
  const past = expiresAt !== null && expiresAt <= ticker.now() ? appError('input.expiry-past') : null;
  const submit = async () => {
    if (busy || past !== null) return;
    const source = keys.current?.take() ?? null;
    if (source === null) return;
    setBusy(true);
    const reply = await bridge.aliyun.replaceStsToken({
      sessionId: record.id,
      source,
      ...(expiresAt === null ? {} : { expiresAt }),
    });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    close();
    toasts.done(t('aliyunWindow.keys.replaced', { name: record.name }));
  };
  const aboutKeys = error?.code.startsWith('paste.') === true;
  return (
    <Dialog
      shape="sheet"
      title={t('aliyunWindow.keys.replaceTitle', { name: record.name })}
      onClose={close}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy}>
            {t('aliyunWindow.keys.replace')}
          </Button>
        </>
      }
    >
      <p className={styles['muted']}>
        {t('aliyunWindow.keys.replaceLead', { profile: record.profileName ?? record.name })}
      </p>
      <KeysInput
        ref={keys}
        problem={aboutKeys ? error : null}
        onPreview={(next) => {
          setPreview(next);
          if (next !== null) setError(null);
        }}
      />
      {error !== null && <p className={styles['muted']}>{t('aliyunWindow.keys.again')}</p>}
      {preview?.expiresAt == null && (
        <ExpiryField value={expires} problem={problemText(t, past)} onChange={setExpires} />
      )}
      {error !== null && !aboutKeys && <ErrorCallout error={error} />}
      <p className={styles['muted']}>{t('aliyunWindow.keys.renewing')}</p>
    </Dialog>
  );
}
