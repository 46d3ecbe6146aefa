import { useEffect } from 'react';
import { ExternalLink } from 'lucide-react';
import type { SessionId, SessionPhase, SignInStep } from '../../../shared/model/session.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAppState, useBridge, useNow, useServices, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { BrowserNote } from './browser-note.tsx';
import { CopyButton } from './copy-button.tsx';
import { NextTry } from './next-try.tsx';
import { SignInSteps } from './sign-in-steps.tsx';
import { useSignIn } from './use-sign-in.ts';
import styles from './sign-in.module.css';

interface SignInSheetProps {
  readonly sessionId: SessionId;
  readonly start: boolean;
}

type Running = Extract<SessionPhase, { state: 'signing-in' }>;

/** A sign-in under way: what happens now, the link, and a way out. Closing it lets the sign-in go on. */
export function SignInSheet({ sessionId, start: startNow }: SignInSheetProps) {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const { stage, start } = useSignIn(sessionId, startNow);
  const record = useAppState(
    (state) => state.sessions.find((session) => session.record.id === sessionId)?.record ?? null,
  );
  const name = record?.name ?? '';
  const linkOnly = record?.browser.type === 'link-only';

  const over = stage.stage === 'done' || stage.stage === 'ended';
  useEffect(() => {
    if (!over) return;
    showOverlay(null);
    if (stage.stage === 'done') toasts.done(t('window.signIn.done', { name }));
  });
  const close = () => {
    showOverlay(null);
  };
  const cancel = async () => {
    const reply = await bridge.signIn.cancel({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
    close();
  };

  const running = stage.stage === 'running' ? stage.phase : null;
  const userCode = running?.userCode ?? null;
  const failed = stage.stage === 'failed' ? stage : null;
  const step: SignInStep = running?.step ?? failed?.step ?? 'preparing';
  return (
    <Dialog
      shape="box"
      title={t(userCode === null ? 'window.signIn.title' : 'window.signIn.titleDevice', { name })}
      onClose={close}
      footer={
        failed === null ? (
          <>
            {running?.flow === 'pkce' && (
              <Button
                look="quiet"
                className={styles['instead']}
                onClick={() => {
                  start('device');
                }}
              >
                {t('window.signIn.useDeviceCode')}
              </Button>
            )}
            <Button onClick={() => void cancel()}>{t('window.common.cancel')}</Button>
          </>
        ) : (
          <>
            <Button onClick={close}>{t('window.common.close')}</Button>
            <NextTry sessionId={sessionId} error={failed.error} start={start} />
          </>
        )
      }
    >
      {userCode !== null && <DeviceCode code={userCode} />}
      <SignInSteps step={step} flow={running?.flow ?? 'pkce'} done={over} error={failed?.error ?? null} />
      {running?.linkPreview != null && (
        <BrowserNote
          sessionId={sessionId}
          problem={running.browserProblem}
          linkOnly={linkOnly && running.flow === 'pkce'}
        />
      )}
      {running !== null && <SignInLink sessionId={sessionId} phase={running} linkOnly={linkOnly} />}
    </Dialog>
  );
}

/** The code to compare, large enough to read across a desk. */
function DeviceCode({ code }: { readonly code: string }) {
  const t = useTranslate();
  const bridge = useBridge();
  return (
    <div className={styles['device']}>
      <output className={styles['code']} aria-label={t('window.signIn.code')}>
        {code}
      </output>
      <CopyButton label={t('window.signIn.copyCode')} copy={() => bridge.app.copyText({ text: code })} />
      <p className={styles['compare']}>{t('window.signIn.compare')}</p>
    </div>
  );
}

interface SignInLinkProps {
  readonly sessionId: SessionId;
  readonly phase: Running;
  readonly linkOnly: boolean;
}

function SignInLink({ sessionId, phase, linkOnly }: SignInLinkProps) {
  const { t, timeStyle } = useServices();
  const bridge = useBridge();
  const toasts = useToasts();
  const now = useNow(() => MINUTE);
  if (phase.linkPreview === null) return null;
  const open = async () => {
    const reply = await bridge.signIn.openLink({ sessionId });
    if (!reply.ok) toasts.failed(reply.error);
  };
  return (
    <div className={styles['link']}>
      <code className={styles['preview']} title={phase.linkPreview}>
        {phase.linkPreview}
      </code>
      <div className={styles['linkActions']}>
        <CopyButton label={t('window.signIn.copyLink')} copy={() => bridge.signIn.copyLink({ sessionId })} />
        {!linkOnly && phase.browserProblem?.code !== 'browser.missing' && (
          <Button icon={<ExternalLink size={14} aria-hidden />} onClick={() => void open()}>
            {t(phase.flow === 'device' ? 'window.signIn.openPage' : 'window.signIn.openAgain')}
          </Button>
        )}
        <span className={styles['deadline']}>
          {t('window.signIn.waitsUntil', { time: timeOfDay(phase.deadline, now, timeStyle) })}
        </span>
      </div>
    </div>
  );
}
