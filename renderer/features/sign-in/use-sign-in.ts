import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { SessionId, SessionPhase, SignInFlow, SignInStep } from '../../../shared/model/session.ts';
import { useAppState, useServices } from '../../state/services.tsx';
import { sameJson } from '../../state/structural-equality.ts';

type Running = Extract<SessionPhase, { state: 'signing-in' }>;

export type SignInStage =
  | { readonly stage: 'starting' }
  | { readonly stage: 'running'; readonly phase: Running }
  | { readonly stage: 'failed'; readonly step: SignInStep; readonly error: AppError }
  | { readonly stage: 'done' }
  /** Cancelled, or the session is gone. */
  | { readonly stage: 'ended' };

/** A sign-in that failed at once may never be seen running; after this its outcome counts as it is. */
const SEEN_WITHIN_MS = 2_000;

/**
 * How the sign-in of a session goes. AppState tells; an attempt is over when its session is no longer signing in. With
 * `startNow` it begins one at once.
 */
export function useSignIn(
  sessionId: SessionId,
  startNow: boolean,
): { readonly stage: SignInStage; readonly start: (flow?: SignInFlow) => void } {
  const { bridge, timers } = useServices();
  const phase = useAppState(
    (state) => state.sessions.find(({ record }) => record.id === sessionId)?.phase ?? null,
  );
  const [attempt, setAttempt] = useState<Attempt>(() => ({
    before: phase,
    lastStep: null,
    refused: null,
    waitedFor: !startNow,
  }));
  if (phase?.state === 'signing-in' && attempt.lastStep !== phase.step) {
    setAttempt({ ...attempt, lastStep: phase.step });
  }

  const run = async (flow?: SignInFlow) => {
    const reply = await bridge.signIn.start({ sessionId, ...(flow === undefined ? {} : { flow }) });
    if (!reply.ok) {
      setAttempt((current) => ({ ...current, refused: reply.error }));
    }
    timers.after(SEEN_WITHIN_MS, () => {
      setAttempt((current) => ({ ...current, waitedFor: true }));
    });
  };
  const begun = useRef(false);
  useEffect(() => {
    if (startNow && !begun.current) {
      begun.current = true;
      void run();
    }
  });
  return {
    stage: stageOf(phase, attempt),
    start: (flow) => {
      setAttempt({ before: phase, lastStep: null, refused: null, waitedFor: false });
      void run(flow);
    },
  };
}

interface Attempt {
  readonly before: SessionPhase | null;
  /** The furthest step seen; null while the attempt has not been seen running. */
  readonly lastStep: SignInStep | null;
  readonly refused: AppError | null;
  readonly waitedFor: boolean;
}

function stageOf(phase: SessionPhase | null, attempt: Attempt): SignInStage {
  const { before, lastStep, refused, waitedFor } = attempt;
  if (refused !== null) {
    return { stage: 'failed', step: lastStep ?? 'preparing', error: refused };
  }
  if (phase === null) {
    return { stage: 'ended' };
  }
  if (phase.state === 'signing-in') {
    return { stage: 'running', phase };
  }
  if (phase.error?.code === 'sign-in.replaced') {
    // The attempt that took over is about to show.
    return { stage: 'starting' };
  }
  const seen = lastStep !== null || waitedFor || (phase.error !== null && !sameJson(phase, before));
  if (!seen) {
    return { stage: 'starting' };
  }
  if (phase.error !== null && phase.error.code !== 'sign-in.cancelled') {
    return { stage: 'failed', step: lastStep ?? 'preparing', error: phase.error };
  }
  // Back to exactly what it was before: a renewed sign-in that was called off, not one that worked.
  return { stage: phase.state === 'active' && !sameJson(phase, before) ? 'done' : 'ended' };
}
