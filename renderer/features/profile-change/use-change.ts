import { useEffect, useRef, useState } from 'react';
import { translateError } from '../../../shared/i18n/error-text.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { Envelope } from '../../../shared/ipc/types.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { useAppState, useServices } from '../../state/services.tsx';

/** Typing settles for this long before main is asked. */
const DEBOUNCE_MS = 150;

/** What was shown and agreed to. */
export interface Consent {
  readonly digest: string;
  readonly confirmed: boolean;
}

interface ChangeRequest<Preview, Outcome> {
  /** What the change is made of, as text: a new one is previewed anew. Null while there is nothing to preview. */
  readonly question: string | null;
  readonly preview: () => Promise<Envelope<Preview>>;
  readonly changeOf: (preview: Preview) => ChangePreview;
  readonly carryOut: (consent: Consent) => Promise<Envelope<Outcome>>;
  readonly onDone: (outcome: Outcome) => void;
}

export interface Change<Preview> {
  /** The newest preview, maybe still of an earlier question; null where there is no question. */
  readonly preview: Preview | null;
  readonly change: ChangePreview | null;
  /** Whether it is of what stands in the form now. */
  readonly current: boolean;
  /** What stands against it. */
  readonly error: AppError | null;
  /** Whether nothing has come of the question yet. */
  readonly waiting: boolean;
  readonly isAgreed: (ask: AppError) => boolean;
  readonly agree: (ask: AppError, agreed: boolean) => void;
  readonly canRun: boolean;
  readonly busy: boolean;
  readonly run: () => void;
}

/**
 * A change of the files: previewed whenever the question or the files change, agreed to where it asks, and carried out
 * exactly as it was shown. Answers to anything but the newest question are dropped.
 */
export function useChange<Preview, Outcome>(request: ChangeRequest<Preview, Outcome>): Change<Preview> {
  const { timers } = useServices();
  const revision = useAppState((state) => state.profilesRevision);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<{
    readonly question: string | null;
    readonly error: AppError;
  } | null>(null);
  const [answered, setAnswered] = useState<{
    readonly key: string;
    readonly reply: Envelope<Preview>;
  } | null>(null);
  const latest = useRef(request);
  useEffect(() => {
    latest.current = request;
  });

  const { question } = request;
  const key = question === null || over ? null : `${question} ${String(revision)} ${String(attempt)}`;
  useEffect(() => {
    if (key === null) return undefined;
    let wanted = true;
    const cancel = timers.after(DEBOUNCE_MS, () => {
      void latest.current.preview().then((reply) => {
        if (wanted) setAnswered({ key, reply });
      });
    });
    return () => {
      wanted = false;
      cancel();
    };
  }, [key, timers]);

  const answer = answered?.reply ?? null;
  const current = key !== null && answered?.key === key;
  const preview = question !== null && answer?.ok === true ? answer.value : null;
  const change = preview === null ? null : request.changeOf(preview);
  const isAgreed = (ask: AppError) => agreed.has(JSON.stringify(ask));
  const canRun = !busy && !over && current && change?.asks.every(isAgreed) === true;
  const run = async () => {
    if (!canRun) return;
    setBusy(true);
    setRefused(null);
    const reply = await request.carryOut({ digest: change.digest, confirmed: change.asks.length > 0 });
    setBusy(false);
    if (reply.ok) {
      setOver(true);
      latest.current.onDone(reply.value);
      return;
    }
    setRefused({ question, error: reply.error });
    // Whatever is in the way, the preview must show the files as they are now.
    setAttempt(attempt + 1);
  };
  const error =
    refused?.question === question ? refused.error : current && answer?.ok === false ? answer.error : null;
  return {
    preview,
    change,
    current,
    error,
    waiting: question !== null && preview === null && error === null,
    isAgreed,
    agree: (ask, yes) => {
      setAgreed((before) => {
        const after = new Set(before);
        if (yes) after.add(JSON.stringify(ask));
        else after.delete(JSON.stringify(ask));
        return after;
      });
    },
    canRun,
    busy,
    run: () => void run(),
  };
}

/** An error as one text, e.g. below the field that it is about. */
export function problemText(t: Translate, error: AppError | null): string | undefined {
  if (error === null) return undefined;
  const { message, hint } = translateError(t, error);
  return t('window.common.sentences', { message, hint });
}
