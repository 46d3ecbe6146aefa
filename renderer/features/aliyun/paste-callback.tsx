import { useRef, useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { problemText } from '../profile-change/use-change.ts';
import styles from './aliyun-sign-in.module.css';

/**
 * The way back for a browser on another machine: the address it was sent to, pasted by hand. The field is uncontrolled and
 * emptied as soon as its value is on its way to main, for it holds an authorization code (security.md §0.3).
 */
export function PasteCallback({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const address = input.current?.value.trim() ?? '';
    if (input.current !== null) input.current.value = '';
    if (address === '' || busy) return;
    setBusy(true);
    const reply = await bridge.signIn.pasteCallback({ sessionId, address });
    setBusy(false);
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) input.current?.focus();
  };
  return (
    <details className={styles['more']}>
      <summary>{t('aliyunWindow.signIn.paste')}</summary>
      <form
        className={styles['paste']}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field
          label={t('aliyunWindow.signIn.pasteLabel')}
          hint={t('aliyunWindow.signIn.pasteHint')}
          problem={problemText(t, error)}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={input}
              inputMode="url"
              placeholder="http://127.0.0.1:12345/cli/callback?…"
            />
          )}
        </Field>
        <Button type="submit" disabled={busy}>
          {t('aliyunWindow.signIn.pasteAction')}
        </Button>
      </form>
    </details>
  );
}
