import { instant, type Instant } from '../../shared/model/instant.ts';
import type { Timers } from './timers.ts';

/** Wakes clocks when their text may change, and only while the window can be seen. */
export interface Ticker {
  now(): Instant;
  /** Calls `wake` when `delayOf(now)` milliseconds have passed, again and again; call the result to stop. */
  every(delayOf: (now: Instant) => number, wake: () => void): () => void;
}

interface Sleeper {
  readonly delayOf: (now: Instant) => number;
  readonly wake: () => void;
  setAt: number;
  due: number;
}

/** However long the next change is away: after this the wall clock is looked at, which may have been set or slept. */
const LOOK_AGAIN_MS = 30_000;

/** One timer for all clocks; none while there is no clock or nobody looks. */
export function createTicker(timers: Timers): Ticker {
  const sleepers = new Set<Sleeper>();
  let cancel: (() => void) | null = null;

  const schedule = () => {
    cancel?.();
    cancel = null;
    if (sleepers.size === 0 || !timers.visible()) {
      return;
    }
    const due = Math.min(...[...sleepers].map((sleeper) => sleeper.due));
    cancel = timers.after(Math.min(LOOK_AGAIN_MS, Math.max(0, due - timers.now())), () => {
      wakeWhere((sleeper) => sleeper.due <= timers.now() || sleeper.setAt > timers.now());
    });
  };
  const set = (sleeper: Sleeper) => {
    sleeper.setAt = timers.now();
    sleeper.due = sleeper.setAt + sleeper.delayOf(instant(sleeper.setAt));
  };
  const wakeWhere = (isDue: (sleeper: Sleeper) => boolean) => {
    for (const sleeper of [...sleepers].filter(isDue)) {
      set(sleeper);
      sleeper.wake();
    }
    schedule();
  };
  timers.onVisibilityChange(() => {
    // Back in sight after any time away: everything may be out of date.
    wakeWhere(() => timers.visible());
  });
  return {
    now: () => instant(timers.now()),
    every(delayOf, wake) {
      const sleeper: Sleeper = { delayOf, wake, setAt: 0, due: 0 };
      set(sleeper);
      sleepers.add(sleeper);
      schedule();
      return () => {
        sleepers.delete(sleeper);
        schedule();
      };
    },
  };
}
