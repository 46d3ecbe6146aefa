import type { AppError, AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SessionId, SignInFlow } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

/** The browser could not come back to this machine; a device code needs no way back. */
const WITHOUT_WAY_BACK: readonly AppErrorCode[] = [
  'sign-in.port-unavailable',
  'sign-in.browser-unavailable',
  'sign-in.timed-out',
];

interface NextTryProps {
  readonly sessionId: SessionId;
  readonly error: AppError;
  readonly start: (flow?: SignInFlow) => void;
  /** Whether the session can sign in with a device code as well. */
  readonly byDeviceCode: boolean;
}

/** What to do after a sign-in that failed: once more, by another way, or in the region that the portal is in. */
export function NextTry({ sessionId, error, start, byDeviceCode }: NextTryProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const toasts = useToasts();
  const region = error.code === 'sign-in.wrong-region' ? error.params?.['suggestion'] : undefined;
  const moveTo = async (there: string) => {
    const reply = await bridge.sessionSettings.edit({
      sessionId,
      changes: { region: there },
      digest: null,
      confirmed: false,
      signOut: true,
    });
    if (reply.ok) start();
    else toasts.failed(reply.error);
  };
  return (
    <>
      {byDeviceCode && WITHOUT_WAY_BACK.includes(error.code) && (
        <Button
          onClick={() => {
            start('device');
          }}
        >
          {t('window.signIn.useDeviceCode')}
        </Button>
      )}
      {typeof region === 'string' ? (
        <Button look="primary" onClick={() => void moveTo(region)}>
          {t('sessions.wrongRegion.use', { region })}
        </Button>
      ) : (
        <Button
          look="primary"
          onClick={() => {
            start();
          }}
        >
          {t('window.common.tryAgain')}
        </Button>
      )}
    </>
  );
}
