import { translateError } from '../../../shared/i18n/error-text.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { absoluteTime } from '../../../shared/time/absolute-time.ts';
import { Callout } from '../../components/callout.tsx';
import { useServices } from '../../state/services.tsx';
import styles from './removal.module.css';

export interface Report {
  readonly removed: readonly string[];
  readonly credentialsValidUntil: Instant | null;
  readonly endsOtherTools: boolean;
  /** Sessions that could not be signed out of. */
  readonly failed?: readonly { readonly session: string; readonly error: AppError }[];
}

/** What a sign-out or a removal took away, what it could not, and what goes on all the same. */
export function RemovalReport({ report }: { readonly report: Report }) {
  const { t, timeStyle } = useServices();
  const { removed, credentialsValidUntil, endsOtherTools, failed = [] } = report;
  return (
    <>
      {failed.map(({ session, error }) => {
        const { message, hint } = translateError(t, error);
        return (
          <Callout key={session} tone="error" title={t('found.signOutAll.failed', { name: session })}>
            {t('window.common.sentences', { message, hint })}
          </Callout>
        );
      })}
      {removed.length === 0 ? (
        <p>{t('window.removal.nothing')}</p>
      ) : (
        <>
          <p>{t('window.removal.removed')}</p>
          <ul className={styles['list']}>
            {removed.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {endsOtherTools && <p>{t('found.signOutAll.otherToolsDone')}</p>}
      {credentialsValidUntil !== null && (
        <p>{t('window.removal.stillValid', { time: absoluteTime(credentialsValidUntil, timeStyle) })}</p>
      )}
    </>
  );
}
