import type { AppError } from '../../../shared/model/app-error.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { Callout } from '../../components/callout.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './sign-in.module.css';

interface BrowserNoteProps {
  readonly sessionId: SessionId;
  /** Why nothing opened, where that was meant. */
  readonly problem: AppError | null;
  readonly linkOnly: boolean;
}

/** Says so where the link has to be taken to a browser by hand, with the way out where there is one. */
export function BrowserNote({ sessionId, problem, linkOnly }: BrowserNoteProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  if (problem === null) {
    return linkOnly ? <Callout tone="info" title={t('surroundings.browser.copyLinkFirst')} /> : null;
  }
  const open = async () => {
    const reply = await bridge.signIn.openLink({ sessionId, inDefaultBrowser: true });
    if (!reply.ok) toasts.failed(reply.error);
  };
  const { message, hint } = translateError(t, problem);
  return (
    <div role="alert">
      <Callout tone="warning" title={message}>
        <p>{hint}</p>
        {problem.code === 'browser.missing' && (
          <Button className={styles['openInDefault']} onClick={() => void open()}>
            {t('surroundings.browser.openInDefault')}
          </Button>
        )}
      </Callout>
    </div>
  );
}
