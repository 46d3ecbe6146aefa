import { useEffect, useState } from 'react';
import { ExternalLink } from 'lucide-react';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { SessionId, SessionPhase, SignInStep } from '../../../shared/model/session.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import { timeOfDay } from '../../../shared/time/absolute-time.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAppState, useBridge, useNow, useServices, useTranslate } from '../../state/services.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useToasts } from '../../state/toasts.tsx';
import { AdministratorSheet } from '../aliyun/administrator-sheet.tsx';
import { PasteCallback } from '../aliyun/paste-callback.tsx';
import { ReplaceKeysSheet } from '../aliyun/replace-keys-sheet.tsx';
import { SignedInAs } from '../aliyun/signed-in-as.tsx';
import { useSignedIn } from '../aliyun/use-signed-in.ts';
import { NobodyComesBack, WhoSignsIn } from '../aliyun/who-signs-in.tsx';
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

/** What an administrator may have to set right. */
const UP_TO_ADMINISTRATORS: readonly AppErrorCode[] = ['sign-in.nobody-returned', 'sign-in.denied'];

type Running = Extract<SessionPhase, { state: 'signing-in' }>;

/** A sign-in under way; where keys were pasted, a new paste is what a sign-in is. */
export function SignInSheet(props: SignInSheetProps) {
  const found = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === props.sessionId)?.record ?? null,
  );
  return found?.cloud === 'aliyun' && found.kind === 'sts-token' ? (
    <ReplaceKeysSheet record={found} />
  ) : (
    <Sheet {...props} />
  );
}

/** What happens now, the link, and a way out. Closing it lets the sign-in go on. */
function Sheet({ sessionId, start: startNow }: SignInSheetProps) {
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

  const oauth = record?.cloud === 'aliyun' && record.kind === 'oauth' ? record : null;
  const [guide, setGuide] = useState(false);

  const over = stage.stage === 'done' || stage.stage === 'ended';
  // Who has signed in is not what the user chose here but what the browser was, so it stays to be read.
  const person = useSignedIn(stage.stage === 'done' ? oauth : null);
  const asked = stage.stage === 'failed' && stage.error.code === 'identity.changed';
  const ends = asked || (over && person === null);
  useEffect(() => {
    if (!ends) return;
    // Somebody else than last time: the question stands in the view below.
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
  if (person === 'asking') return null;
  if (person !== null) {
    return (
      <Dialog
        shape="box"
        title={t('window.signIn.done', { name })}
        onClose={close}
        footer={
          <Button look="primary" onClick={close}>
            {t('window.common.done')}
          </Button>
        }
      >
        <SignedInAs identity={person} />
      </Dialog>
    );
  }
  const showGuide = () => {
    setGuide(true);
  };
  return (
    <>
      <Dialog
        shape="box"
        title={t(userCode === null ? 'window.signIn.title' : 'window.signIn.titleDevice', { name })}
        onClose={close}
        footer={
          failed === null ? (
            <>
              {running?.flow === 'pkce' && oauth === null && (
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
              {oauth !== null && UP_TO_ADMINISTRATORS.includes(failed.error.code) && (
                <Button onClick={showGuide}>{t('aliyunWindow.administrators.show')}</Button>
              )}
              <NextTry
                sessionId={sessionId}
                error={failed.error}
                start={start}
                byDeviceCode={record?.cloud !== 'aliyun'}
              />
            </>
          )
        }
      >
        {userCode !== null && <DeviceCode code={userCode} />}
        {running !== null && oauth !== null && running.step !== 'accounts' && <WhoSignsIn />}
        <SignInSteps
          step={step}
          flow={running?.flow ?? 'pkce'}
          done={over}
          identity={oauth !== null}
          error={failed?.error ?? null}
        />
        {running?.linkPreview != null && (
          <BrowserNote
            sessionId={sessionId}
            problem={running.browserProblem}
            linkOnly={linkOnly && running.flow === 'pkce'}
          />
        )}
        {running !== null && <SignInLink sessionId={sessionId} phase={running} linkOnly={linkOnly} />}
        {running !== null && oauth !== null && running.step !== 'accounts' && (
          <div className={styles['ways']}>
            <PasteCallback sessionId={sessionId} />
            <NobodyComesBack onGuide={showGuide} />
          </div>
        )}
      </Dialog>
      {guide && (
        <AdministratorSheet
          site={oauth?.site ?? 'CN'}
          onClose={() => {
            setGuide(false);
          }}
        />
      )}
    </>
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
