import { useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { absoluteTime } from '../../../shared/time/absolute-time.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAppState, useBridge, useServices, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useProfiles } from '../profiles/use-profiles.ts';
import styles from './removal.module.css';

interface Report {
  readonly removed: readonly string[];
  readonly credentialsValidUntil: Instant | null;
}

interface SessionRemovalProps {
  readonly sessionId: SessionId;
  /** `sign-out` keeps session and profiles; `remove` takes them too. */
  readonly what: 'sign-out' | 'remove';
}

/** Asks before a session is signed out or removed, and tells afterwards what was taken away. */
export function SessionRemoval({ sessionId, what }: SessionRemovalProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const nameNow = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record.name ?? null,
  );
  // The session may be gone by the time the report is read.
  const [name] = useState(nameNow ?? '');
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    showOverlay(null);
  };
  const run = async () => {
    setBusy(true);
    setError(null);
    const reply =
      what === 'sign-out'
        ? await bridge.signIn.signOut({ sessionId })
        : await bridge.sessions.remove({ sessionId });
    setBusy(false);
    if (reply.ok) setReport(reply.value);
    else setError(reply.error);
  };
  const words = what === 'sign-out' ? 'signOut' : 'remove';
  if (report !== null) {
    return (
      <Dialog
        shape="box"
        title={t(`window.removal.${words}Done`, { name })}
        onClose={close}
        footer={
          <Button look="primary" onClick={close}>
            {t('window.common.done')}
          </Button>
        }
      >
        <RemovalReport report={report} />
      </Dialog>
    );
  }
  return (
    <Dialog
      shape="box"
      title={t(`window.removal.${words}Title`, { name })}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button
            look={what === 'sign-out' ? 'primary' : 'danger'}
            disabled={busy}
            onClick={() => void run()}
          >
            {t(what === 'sign-out' ? 'window.session.signOut' : 'window.removal.removeSession')}
          </Button>
        </>
      }
    >
      <p>{t(`window.removal.${words}Text`)}</p>
      {what === 'remove' && <ManagedProfiles sessionId={sessionId} />}
      {error !== null && <ErrorCallout error={error} />}
    </Dialog>
  );
}

/** The profiles that go with a session. */
function ManagedProfiles({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const profiles = useProfiles();
  const rows = (profiles.rows ?? []).filter((row) => row.managed && row.sessionId === sessionId);
  if (rows.length === 0) return null;
  return (
    <>
      <p>{t('window.removal.profiles', { count: rows.length })}</p>
      <ul className={styles['list']}>
        {rows.map((row) => (
          <li key={`${row.file}/${row.name}`}>{row.name}</li>
        ))}
      </ul>
    </>
  );
}

function RemovalReport({ report }: { readonly report: Report }) {
  const { t, timeStyle } = useServices();
  return (
    <>
      {report.removed.length === 0 ? (
        <p>{t('window.removal.nothing')}</p>
      ) : (
        <>
          <p>{t('window.removal.removed')}</p>
          <ul className={styles['list']}>
            {report.removed.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {report.credentialsValidUntil !== null && (
        <p>
          {t('window.removal.stillValid', { time: absoluteTime(report.credentialsValidUntil, timeStyle) })}
        </p>
      )}
    </>
  );
}
