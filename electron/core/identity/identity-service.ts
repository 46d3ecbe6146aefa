import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { IdentityView } from '../../../shared/model/identity.ts';
import { addMillis, HOUR, SECOND, type Instant, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionIdentity, SessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { withRecord, type AppStore } from '../app-store.ts';
import { listedRecordOf, listedSessionOf } from '../catalog/listed-sessions.ts';
import type { AskCallerIdentity } from '../catalog/role-source.ts';
import type { Clock, Log, Random, Scheduler, Settings } from '../ports.ts';
import { SingleFlight } from '../single-flight.ts';
import { backoff } from '../wait.ts';

/** How long credentials wait for the answer to "whose are they?"; after that they are handed out and it is asked on. */
const patience: Millis = 5 * SECOND;
const firstPause: Millis = 30 * SECOND;
const longestPause: Millis = HOUR;

export interface IdentityPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly callerIdentity: AskCallerIdentity;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Who is behind the token of each session (product.md §2 "Identity"): learned by a GetCallerIdentity with the first
 * credentials asked for, compared with the last one known after every token that a sign-in or another tool brought. A
 * changed identity holds everything back until the user has answered. What cannot be asked (STS out of reach, or shut in
 * that region) holds nothing back: it is asked again later, at growing intervals.
 */
export interface IdentityService {
  /** Says that the session's token may be another person's from now on: a sign-in, a token of another tool, a sign-out. */
  mayBeSomebodyElse(sessionId: SessionId): void;
  /** Counts those moments; credentials of an earlier one are not handed out any more. */
  generation(sessionId: SessionId): number;
  /** Why nothing may be handed out or written for the session: `identity.changed`. Null where nothing is in the way. */
  refusal(sessionId: SessionId): Result<never> | null;
  /** Looks whose credentials these are before they are handed out. Errors: `identity.changed`. */
  check(session: SessionRecord, credentials: RoleCredentials): Promise<Result<void>>;
  /** The user says that the new person is right. Errors: `input.session-unknown`, `identity.not-asked`. */
  accept(sessionId: SessionId): Result<void>;
  /** Ends the questions under way. */
  dispose(): void;
}

/** What was found out of the token held now. */
interface Finding {
  readonly found: SessionIdentity | null;
  readonly failures: number;
  /** Not asked again before then. */
  readonly notBefore: Instant;
}

export function createIdentityService(ports: IdentityPorts): IdentityService {
  const { store, settings, clock, scheduler, random, log } = ports;
  const generations = new Map<SessionId, number>();
  const findings = new Map<SessionId, Finding>();
  const asking = new SingleFlight<string, void>();
  const controller = new AbortController();

  function generation(sessionId: SessionId): number {
    return generations.get(sessionId) ?? 0;
  }

  function show(sessionId: SessionId, view: IdentityView | null): void {
    store.update(({ identities }) => {
      const others = Object.entries(identities).filter(([id]) => id !== sessionId);
      return { identities: Object.fromEntries(view === null ? others : [...others, [sessionId, view]]) };
    });
  }

  function keep(sessionId: SessionId, identity: SessionIdentity): void {
    const stored = settings.get('sessions');
    settings.set(
      'sessions',
      stored.map((record) => (record.id === sessionId ? { ...record, identity } : record)),
    );
    const record = listedRecordOf(store.current(), sessionId);
    if (record !== null) {
      store.update(withRecord({ ...record, identity }));
    }
    show(sessionId, { state: 'confirmed', name: identity.name });
  }

  async function ask(sessionId: SessionId, credentials: RoleCredentials): Promise<void> {
    const asked = generation(sessionId);
    const session = listedRecordOf(store.current(), sessionId);
    if (session === null) {
      return;
    }
    const answer = await ports.callerIdentity(session, credentials, controller.signal);
    const record = listedRecordOf(store.current(), sessionId);
    if (record === null || generation(sessionId) !== asked) {
      return;
    }
    if (!answer.ok) {
      const failures = (findings.get(sessionId)?.failures ?? 0) + 1;
      const pause = firstPause + backoff(random, failures, firstPause, longestPause);
      findings.set(sessionId, { found: null, failures, notBefore: addMillis(clock.now(), pause) });
      log.info('identity.unknown', { code: answer.error.code });
      return;
    }
    const found = answer.value;
    findings.set(sessionId, { found, failures: 0, notBefore: clock.now() });
    // Account and ARN are those of the role that was asked for; the name alone is the person's.
    if (record.identity === null) {
      keep(sessionId, found);
    } else if (record.identity.name === found.name) {
      show(sessionId, { state: 'confirmed', name: found.name });
    } else {
      log.warn('identity.changed');
      show(sessionId, { state: 'changed', was: record.identity.name, now: found.name });
    }
  }

  function heldBack(session: SessionRecord): AppError | null {
    const view = store.current().identities[session.id];
    return view?.state === 'changed'
      ? appError('identity.changed', { session: session.name, was: view.was, now: view.now })
      : null;
  }

  return {
    mayBeSomebodyElse(sessionId) {
      generations.set(sessionId, generation(sessionId) + 1);
      findings.delete(sessionId);
      show(sessionId, null);
    },

    generation,

    refusal(sessionId) {
      const session = listedRecordOf(store.current(), sessionId);
      const question = session === null ? null : heldBack(session);
      return question === null ? null : err(question);
    },

    async check(session, credentials) {
      const finding = findings.get(session.id);
      if (finding?.found == null && clock.now() >= (finding?.notBefore ?? 0)) {
        const asked = asking.run(`${session.id} ${generation(session.id)}`, () =>
          ask(session.id, credentials),
        );
        // Without somebody to compare with there is nothing to wait for.
        if (session.identity !== null) {
          await atMost(scheduler, patience, asked);
        }
      }
      const held = heldBack(session);
      return held === null ? ok(undefined) : err(held);
    },

    accept(sessionId) {
      const session = listedSessionOf(store.current(), sessionId);
      if (!session.ok) {
        return session;
      }
      const found = findings.get(sessionId)?.found ?? null;
      if (found === null || heldBack(session.value) === null) {
        return err(appError('identity.not-asked', { session: session.value.name }));
      }
      keep(sessionId, found);
      return ok(undefined);
    },

    dispose() {
      controller.abort();
    },
  };
}

/** Waits for a task, but no longer than so. */
async function atMost(scheduler: Scheduler, limit: Millis, task: Promise<void>): Promise<void> {
  let stop: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    stop = scheduler.after(limit, resolve);
  });
  await Promise.race([task, late]);
  stop();
}
