import { useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useTranslate } from '../../state/services.tsx';
import { RemovalReport, type Report } from './removal-report.tsx';

/** Asks before all sessions are signed out of, and tells afterwards what was taken away, and what could not be. */
export function SignOutAll() {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const names = useAppState((state) =>
    state.sessions.filter(({ phase }) => phase.state !== 'signed-out').map(({ record }) => record.name),
  );
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    showOverlay(null);
  };
  const run = async () => {
    setBusy(true);
    setError(null);
    const reply = await bridge.signIn.signOutAll({});
    setBusy(false);
    if (reply.ok) setReport(reply.value);
    else setError(reply.error);
  };
  if (report !== null) {
    const whole = (report.failed ?? []).length === 0;
    return (
      <Dialog
        shape="box"
        title={t(whole ? 'found.signOutAll.done' : 'found.signOutAll.doneBut')}
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
      title={t('found.signOutAll.title')}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" disabled={busy || names.length === 0} onClick={() => void run()}>
            {t('found.signOutAll.item')}
          </Button>
        </>
      }
    >
      <p>{t('found.signOutAll.text', { count: names.length, names: names.join(', ') })}</p>
      <p>{t('found.signOutAll.otherTools')}</p>
      {error !== null && <ErrorCallout error={error} />}
    </Dialog>
  );
}
