import type { RecheckableScheduler } from '../../electron/adapters/scheduler.ts';
import type { Millis } from '../../shared/model/instant.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export interface FakeScheduler extends RecheckableScheduler {
  readonly clock: FakeClock;
  /** Time passes; due tasks run in their order, each at its own time, with pending promises settled in between. */
  advance(by: Millis): Promise<void>;
  /** The machine sleeps: the wall clock moves, the monotonic one and all timers stand still until `recheck` or `advance`. */
  sleep(by: Millis): void;
  /** How many tasks wait. */
  pending(): number;
}

interface Entry {
  /** Monotonic time at which the timer rings, as armed. */
  rings: number;
  readonly remaining: () => Millis;
  readonly task: () => void;
}

/** Timers that ring only when told. Like the real ones they do not notice a wall-clock jump before `recheck`. */
export function createFakeScheduler(clock: FakeClock = createFakeClock()): FakeScheduler {
  const entries = new Set<Entry>();

  function arm(entry: Entry): void {
    entry.rings = clock.monotonic() + Math.max(entry.remaining(), 0);
  }

  function add(remaining: () => Millis, task: () => void): () => void {
    const entry: Entry = { rings: 0, remaining, task };
    arm(entry);
    entries.add(entry);
    return () => void entries.delete(entry);
  }

  function next(until: number): Entry | undefined {
    return [...entries].filter(({ rings }) => rings <= until).sort((a, b) => a.rings - b.rings)[0];
  }

  return {
    clock,
    at: (when, task) => add(() => when - clock.now(), task),
    after(delay, task) {
      const end = clock.monotonic() + delay;
      return add(() => end - clock.monotonic(), task);
    },
    recheck: () => entries.forEach(arm),
    async advance(by) {
      const until = clock.monotonic() + by;
      await settle();
      for (let entry = next(until); entry !== undefined; entry = next(until)) {
        clock.pass(Math.max(entry.rings - clock.monotonic(), 0));
        if (entry.remaining() > 0) {
          arm(entry);
          continue;
        }
        entries.delete(entry);
        entry.task();
        await settle();
      }
      clock.pass(Math.max(until - clock.monotonic(), 0));
      await settle();
    },
    sleep: (by) => clock.jump(by),
    pending: () => entries.size,
  };
}

/** Lets everything that is already decided happen. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
