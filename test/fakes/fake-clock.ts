import type { Clock } from '../../electron/core/ports.ts';
import { instant, type Instant, type Millis } from '../../shared/model/instant.ts';

export interface FakeClock extends Clock {
  /** Both clocks move on. Timers do not fire by this; use FakeScheduler.advance for that. */
  pass(by: Millis): void;
  /** Only the wall clock moves, forward or back: a set clock, or sleep. */
  jump(by: Millis): void;
}

/** A clock that stands still until told otherwise. */
export function createFakeClock(start: Instant = instant(Date.UTC(2026, 9, 1, 12))): FakeClock {
  let wall: number = start;
  let monotonic = 1000;
  return {
    now: () => instant(wall),
    monotonic: () => monotonic,
    pass(by) {
      wall += by;
      monotonic += by;
    },
    jump(by) {
      wall += by;
    },
  };
}
