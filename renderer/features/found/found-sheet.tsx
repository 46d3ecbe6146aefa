import { useEffect, useState } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { Envelope } from '../../../shared/ipc/types.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { FoundOnMachine, FoundSession } from '../../../shared/model/found.ts';
import { absoluteTime } from '../../../shared/time/absolute-time.ts';
import { Button } from '../../components/button.tsx';
import { ErrorCallout } from '../../components/callout.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useAppState, useBridge, useServices, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';
import styles from './found.module.css';

/** How many profile names are told before the rest becomes a number. */
const NAMES_SHOWN = 4;

/** What the config file has already, to choose from. */
export function FoundSheet() {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const reply = useFound();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const found = reply?.ok === true ? reply.value : null;
  const shown = (found?.sessions ?? []).filter((session) => session.sessionId === null);
  const chosen = shown.filter((session) => session.problem === null && !left.has(session.name));
  const close = () => {
    showOverlay(null);
  };
  const use = async () => {
    if (chosen.length === 0 || busy) return;
    setBusy(true);
    const names = chosen.map(({ name }) => name);
    const used = await bridge.found.use({ names });
    setBusy(false);
    if (!used.ok) {
      setError(used.error);
      return;
    }
    close();
    toasts.done(t('found.used', { count: names.length, names: names.join(', ') }));
  };
  const shownError = error ?? (reply?.ok === false ? reply.error : null);
  return (
    <Dialog
      shape="sheet"
      title={t('found.title')}
      onClose={close}
      onSubmit={() => void use()}
      footer={
        <>
          <Button onClick={close}>{t('window.common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={busy || chosen.length === 0}>
            {t('found.useCount', { count: chosen.length })}
          </Button>
        </>
      }
    >
      {shownError !== null && <ErrorCallout error={shownError} />}
      {reply === null && <p className={styles['muted']}>{t('found.loading')}</p>}
      {found !== null && (
        <>
          <p>{t(shown.length === 0 ? 'found.nothing' : 'found.lead', { file: found.file })}</p>
          <ul className={styles['list']}>
            {shown.map((session) => (
              <li key={session.name}>
                <FoundRow
                  session={session}
                  checked={session.problem === null && !left.has(session.name)}
                  onChange={(checked) => {
                    setLeft((before) => {
                      const after = new Set(before);
                      if (checked) after.delete(session.name);
                      else after.add(session.name);
                      return after;
                    });
                  }}
                />
              </li>
            ))}
          </ul>
          {found.profiles.others > 0 && (
            <p className={styles['muted']}>{t('found.others', { count: found.profiles.others })}</p>
          )}
        </>
      )}
    </Dialog>
  );
}

/** Read when the sheet opens, and again when the file changes below it. */
function useFound(): Envelope<FoundOnMachine> | null {
  const bridge = useBridge();
  const revision = useAppState((state) => [state.found, state.sessions.length]);
  const [reply, setReply] = useState<Envelope<FoundOnMachine> | null>(null);
  useEffect(() => {
    let wanted = true;
    void bridge.found.list({}).then((answer) => {
      if (wanted) setReply(answer);
    });
    return () => {
      wanted = false;
    };
  }, [bridge, revision]);
  return reply;
}

interface FoundRowProps {
  readonly session: FoundSession;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function FoundRow({ session, checked, onChange }: FoundRowProps) {
  const { t, timeStyle } = useServices();
  const { name, kind, startUrl, region, problem, signedInUntil } = session;
  const url = startUrl.replace(/^https?:\/\//, '');
  return (
    <label className={styles['row']}>
      <input
        type="checkbox"
        className={styles['box']}
        checked={checked}
        disabled={problem !== null}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span className={styles['words']}>
        <span className={styles['nameLine']}>
          <span className={styles['name']}>{name}</span>
          {kind === 'legacy' && <span className={styles['tag']}>{t('found.legacy')}</span>}
        </span>
        {startUrl !== '' && <span className={styles['muted']}>{t('found.place', { url, region })}</span>}
        <span className={styles['muted']}>{useProfileWords(session)}</span>
        {signedInUntil !== null && (
          <span className={styles['good']}>
            {t('found.signedInUntil', { time: absoluteTime(signedInUntil, timeStyle) })}
          </span>
        )}
        {problem !== null && <span className={styles['problem']}>{translateError(t, problem).message}</span>}
      </span>
    </label>
  );
}

function useProfileWords({ profiles }: FoundSession): string {
  const t = useTranslate();
  if (profiles.length === 0) return t('found.noProfiles');
  const names = profiles.slice(0, NAMES_SHOWN).join(', ') + (profiles.length > NAMES_SHOWN ? ', …' : '');
  return t('found.names', { profiles: t('found.profiles', { count: profiles.length }), names });
}
