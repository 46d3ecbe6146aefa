import {
  addMillis,
  instant,
  MINUTE,
  SECOND,
  type Instant,
  type Millis,
} from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import type { Cancel, Clock, Scheduler } from '../ports.ts';

/** Keys are fetched anew when this much of their life is left, or half of it where that is less. */
export const keyMargin: Millis = 20 * MINUTE;
/** What falls due this soon is renewed in the same write. */
export const dueTogether: Millis = 2 * MINUTE;
/** A session may come back within this, e.g. by a renewal after sleep; then its keys are taken away. */
const graceAfterEnd: Millis = MINUTE;
const firstPause: Millis = MINUTE;
const longestPause: Millis = 10 * MINUTE;

/** When keys of this end are fetched anew; however short their life, never a storm. */
export function renewalOfKeys(expiresAt: Instant, now: Instant): Instant {
  const life = Math.max(0, expiresAt - now);
  const due = addMillis(expiresAt, -Math.min(keyMargin, life / 2));
  return instant(Math.max(due, addMillis(now, firstPause)));
}

/** Entries whose renewal failed, and until when each is left in peace. */
export function createSetbacks(clock: Clock) {
  const setbacks = new Map<string, { readonly pause: Millis; readonly until: Instant }>();
  return {
    has: (id: string) => setbacks.has(id),
    until: (id: string): Instant | null => setbacks.get(id)?.until ?? null,
    note(id: string): void {
      const before = setbacks.get(id);
      const pause = Math.min(longestPause, before === undefined ? firstPause : before.pause * 2);
      setbacks.set(id, { pause, until: addMillis(clock.now(), pause) });
    },
    forget: (id: string) => setbacks.delete(id),
    clear: () => {
      setbacks.clear();
    },
  };
}

/** How sessions live, and since when those that have ended have. */
export function createSessionEnds(store: AppStore, clock: Clock) {
  const endedAt = new Map<SessionId, Instant>();

  /** `active`, or what keeps it from being so. */
  function stateOf(sessionId: SessionId): 'active' | 'waiting' | 'ended' {
    const phase = store.current().sessions.find(({ record }) => record.id === sessionId)?.phase;
    switch (phase?.state) {
      case 'active':
        return 'active';
      case 'signing-in':
        return 'waiting';
      default:
        return 'ended';
    }
  }

  return {
    stateOf,
    note(sessionIds: Iterable<SessionId>): void {
      for (const sessionId of sessionIds) {
        if (stateOf(sessionId) !== 'ended') {
          endedAt.delete(sessionId);
        } else if (!endedAt.has(sessionId)) {
          endedAt.set(sessionId, clock.now());
        }
      }
    },
    /** When the grace of an ended session is over; null before it was seen to have ended. */
    graceOver(sessionId: SessionId): Instant | null {
      const end = endedAt.get(sessionId);
      return end === undefined ? null : addMillis(end, graceAfterEnd);
    },
  };
}

/**
 * Looks now, once more after a look under way, and then when the next thing falls due; also whenever sessions or files
 * change. `look` does what is due, `moments` are those at which something will be.
 */
export function createDueLoop({
  store,
  clock,
  scheduler,
  look,
  moments,
  onSessions,
}: {
  readonly store: AppStore;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly look: () => Promise<void>;
  readonly moments: () => readonly Instant[];
  /** Sessions have changed: what failed before may succeed. */
  readonly onSessions: () => void;
}) {
  let seen = { sessions: '', files: 0 };
  let timer: Cancel | null = null;
  let unsubscribe: Cancel = () => undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;

  function run(): void {
    if (stopped) {
      return;
    }
    if (running !== null) {
      again = true;
      return;
    }
    timer?.();
    timer = null;
    running = look().finally(() => {
      running = null;
      if (again) {
        again = false;
        run();
        return;
      }
      plan();
    });
  }

  function plan(): void {
    const coming = moments();
    if (stopped || coming.length === 0) {
      return;
    }
    const next = coming.reduce((earliest, moment) => (moment < earliest ? moment : earliest));
    timer = scheduler.at(instant(Math.max(next, addMillis(clock.now(), SECOND))), run);
  }

  function signature() {
    const { sessions, profilesRevision, identities } = store.current();
    const phases = sessions.map(({ record, phase }) => [
      record.id,
      phase.state,
      phase.state === 'active' ? phase.accessTokenExpiresAt : null,
    ]);
    return { sessions: JSON.stringify([phases, identities]), files: profilesRevision };
  }

  return {
    start(): void {
      stopped = false;
      unsubscribe = store.subscribe(() => {
        const before = seen;
        seen = signature();
        if (seen.sessions !== before.sessions) {
          onSessions();
          run();
        } else if (seen.files !== before.files) {
          run();
        }
      });
      seen = signature();
      run();
    },
    /** Settles with the look under way. */
    idle: async (): Promise<void> => {
      await running;
    },
    async stop(): Promise<void> {
      stopped = true;
      timer?.();
      unsubscribe();
      await running;
    },
  };
}
