import { Check, LoaderCircle, X } from 'lucide-react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { SignInFlow, SignInStep } from '../../../shared/model/session.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { joined } from '../../components/button.tsx';
import { useTranslate } from '../../state/services.tsx';
import styles from './sign-in.module.css';

const SHOWN = ['browser', 'approval', 'accounts'] as const;
type StepState = 'done' | 'current' | 'failed' | 'ahead';

interface SignInStepsProps {
  readonly step: SignInStep;
  readonly flow: SignInFlow;
  readonly done: boolean;
  /** Whether one identity of Alibaba Cloud signs in, whose steps have words of their own. */
  readonly identity: boolean;
  /** Why the step failed; stands where the step was. */
  readonly error: AppError | null;
}

/** Browser → Approval → Accounts, the current one alive. */
export function SignInSteps({ step, flow, done, identity, error }: SignInStepsProps) {
  const t = useTranslate();
  const at = step === 'preparing' ? 0 : SHOWN.indexOf(step);
  return (
    <ol className={styles['steps']}>
      {SHOWN.map((one, place) => {
        const state: StepState =
          done || place < at ? 'done' : place > at ? 'ahead' : error === null ? 'current' : 'failed';
        return (
          <li
            key={one}
            className={joined(styles['step'], styles[state])}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span className={styles['marker']}>
              <StepMark state={state} number={place + 1} />
            </span>
            <div className={styles['stepWords']}>
              <p className={styles['stepName']}>
                {t(identity && one === 'accounts' ? 'aliyunWindow.signIn.identity' : `window.signIn.${one}`)}
                {state === 'done' && <span className="visually-hidden">, {t('window.signIn.stepDone')}</span>}
              </p>
              {state === 'current' && (
                <p className={styles['stepDetail']}>{t(detailKey(one, step, flow, identity))}</p>
              )}
              {state === 'failed' && error !== null && <StepError error={error} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const IDENTITY_DETAILS = {
  browser: 'aliyunWindow.signIn.browserDetail',
  approval: 'aliyunWindow.signIn.approvalDetail',
  accounts: 'aliyunWindow.signIn.identityDetail',
} as const;

function detailKey(shown: (typeof SHOWN)[number], step: SignInStep, flow: SignInFlow, identity: boolean) {
  if (step === 'preparing') return 'window.signIn.preparingDetail' as const;
  if (identity) return IDENTITY_DETAILS[shown];
  // With a device code nothing opens by itself: somebody else may have sent the link (security.md R-22).
  return shown === 'browser' && flow === 'device'
    ? ('window.signIn.browserDetailDevice' as const)
    : (`window.signIn.${shown}Detail` as const);
}

function StepError({ error }: { readonly error: AppError }) {
  const t = useTranslate();
  const { message, hint } = translateError(t, error);
  return (
    <div role="alert">
      <p className={styles['reason']}>{message}</p>
      <p className={styles['stepDetail']}>{hint}</p>
    </div>
  );
}

function StepMark({ state, number }: { readonly state: StepState; readonly number: number }) {
  switch (state) {
    case 'done':
      return <Check size={14} aria-hidden />;
    case 'current':
      return <LoaderCircle size={14} aria-hidden className={styles['turning']} />;
    case 'failed':
      return <X size={14} aria-hidden />;
    case 'ahead':
      return <>{number}</>;
  }
}
