import type { Millis } from '../../shared/model/instant.ts';
import type { Cancel, Clock, Scheduler } from '../core/ports.ts';

/** Node fires at once above this. */
const longestTimer: Millis = 2 ** 31 - 1;

export interface RecheckableScheduler extends Scheduler {
  /** Computes every wait anew. To be called after resume and whenever the wall clock may have jumped. */
  recheck(): void;
}

interface Entry {
  readonly remaining: () => Millis;
  readonly task: () => void;
  timer: NodeJS.Timeout;
}

/**
 * Timers over the runtime's. `at` follows the wall clock, `after` the monotonic one; a timer that rings before its time
 * (clamp, clock set back, rounding) is set again, so a task never runs early and never twice.
 */
export function createScheduler(clock: Clock): RecheckableScheduler {
  const entries = new Set<Entry>();

  function arm(entry: Entry): NodeJS.Timeout {
    const delay = Math.min(Math.max(Math.ceil(entry.remaining()), 0), longestTimer);
    return setTimeout(() => {
      if (!entries.has(entry)) {
        return;
      }
      if (entry.remaining() > 0) {
        entry.timer = arm(entry);
        return;
      }
      entries.delete(entry);
      entry.task();
    }, delay);
  }

  function add(remaining: () => Millis, task: () => void): Cancel {
    const entry = { remaining, task } as Entry;
    entry.timer = arm(entry);
    entries.add(entry);
    return () => {
      if (entries.delete(entry)) {
        clearTimeout(entry.timer);
      }
    };
  }

  return {
    at: (when, task) => add(() => when - clock.now(), task),
    after(delay, task) {
      const end = clock.monotonic() + delay;
      return add(() => end - clock.monotonic(), task);
    },
    recheck() {
      for (const entry of entries) {
        clearTimeout(entry.timer);
        entry.timer = arm(entry);
      }
    },
  };
}
