import { useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { ChangeDialog } from '../profile-change/change-dialog.tsx';
import { useChange } from '../profile-change/use-change.ts';
import { useProfiles } from '../profiles/use-profiles.ts';
import { RemovalReport, type Report } from './removal-report.tsx';
import styles from './removal.module.css';

/** Asks before a session is signed out of, and tells afterwards what was taken away. */
export function SessionSignOut({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const name = useNameAtFirst(sessionId);
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    showOverlay(null);
  };
  const run = async () => {
    setBusy(true);
    setError(null);
    const reply = await bridge.signIn.signOut({ sessionId });
    setBusy(false);
    if (reply.ok) setReport(reply.value);
    else setError(reply.error);
  };
  if (report !== null) {
    return <ReportDialog title={t('window.removal.signOutDone', { name })} report={report} />;
  }
  return (
    <Dialog
      shape="box"
      title={t('window.removal.signOutTitle', { name })}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" disabled={busy} onClick={() => void run()}>
            {t('window.session.signOut')}
          </Button>
        </>
      }
    >
      <p>{t('window.removal.signOutText')}</p>
      {error !== null && <ErrorCallout error={error} />}
    </Dialog>
  );
}

/** Shows what goes with a session, asks where foreign profiles use it, and tells afterwards what was taken away. */
export function SessionRemoval({ sessionId }: { readonly sessionId: SessionId }) {
  const t = useTranslate();
  const bridge = useBridge();
  const name = useNameAtFirst(sessionId);
  const [report, setReport] = useState<Report | null>(null);
  const change = useChange({
    question: sessionId,
    preview: () => bridge.sessions.previewRemoval({ sessionId }),
    changeOf: (preview) => preview,
    carryOut: (consent) => bridge.sessions.remove({ sessionId, ...consent }),
    onDone: setReport,
  });
  if (report !== null) {
    return <ReportDialog title={t('window.removal.removeDone', { name })} report={report} />;
  }
  return (
    <ChangeDialog
      title={t('window.removal.removeTitle', { name })}
      change={change}
      action={t('window.removal.removeSession')}
      danger
    >
      <p>{t('window.removal.removeText')}</p>
      <ManagedProfiles sessionId={sessionId} />
    </ChangeDialog>
  );
}

/** The session may be gone by the time the report is read. */
function useNameAtFirst(sessionId: SessionId): string {
  const nameNow = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.record.name ?? null,
  );
  const [name] = useState(nameNow ?? '');
  return name;
}

function ReportDialog({ title, report }: { readonly title: string; readonly report: Report }) {
  const t = useTranslate();
  const showOverlay = useShowOverlay();
  const close = () => {
    showOverlay(null);
  };
  return (
    <Dialog
      shape="box"
      title={title}
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
