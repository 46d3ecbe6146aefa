import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock } from '../../electron/adapters/clock.ts';
import { createScheduler, type RecheckableScheduler } from '../../electron/adapters/scheduler.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { addMillis, DAY, HOUR, MINUTE, SECOND, type Millis } from '../../shared/model/instant.ts';
import { createFakeScheduler } from '../fakes/fake-scheduler.ts';

interface Subject {
  readonly scheduler: RecheckableScheduler;
  readonly clock: Clock;
  readonly advance: (by: Millis) => Promise<unknown>;
  /** Moves the wall clock alone: a set clock, or sleep. */
  readonly jump: (by: Millis) => void;
}

/** The real scheduler and clock, on timers and time that the test runner turns by hand. */
function real(): Subject {
  const clock = createClock();
  return {
    clock,
    scheduler: createScheduler(clock),
    advance: (by) => vi.advanceTimersByTimeAsync(by),
    jump: (by) => void vi.setSystemTime(Date.now() + by),
  };
}

function fake(): Subject {
  const scheduler = createFakeScheduler();
  return {
    clock: scheduler.clock,
    scheduler,
    advance: (by) => scheduler.advance(by),
    jump: (by) => {
      scheduler.sleep(by);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each([
  { name: 'the scheduler on timers', create: real },
  { name: 'the fake scheduler', create: fake },
])('$name', ({ create }) => {
  test('runs a task after a delay, not before and not twice', async () => {
    const { scheduler, advance } = create();
    const task = vi.fn();
    scheduler.after(5 * SECOND, task);
    await advance(4999);
    expect(task).not.toHaveBeenCalled();
    await advance(1);
    expect(task).toHaveBeenCalledTimes(1);
    await advance(DAY);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test('runs a task at a time of the wall clock', async () => {
    const { scheduler, clock, advance } = create();
    const task = vi.fn();
    scheduler.at(addMillis(clock.now(), HOUR), task);
    await advance(HOUR - 1);
    expect(task).not.toHaveBeenCalled();
    await advance(1);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test('a time that is past already is due at once, but never within the call', async () => {
    const { scheduler, clock, advance } = create();
    const task = vi.fn();
    scheduler.at(addMillis(clock.now(), -DAY), task);
    scheduler.after(-1, task);
    expect(task).not.toHaveBeenCalled();
    await advance(0);
    expect(task).toHaveBeenCalledTimes(2);
  });

  test('a cancelled task never runs, however often it is cancelled', async () => {
    const { scheduler, advance } = create();
    const task = vi.fn();
    const cancel = scheduler.after(SECOND, task);
    cancel();
    cancel();
    await advance(DAY);
    expect(task).not.toHaveBeenCalled();
  });

  test('tasks run in the order of their times, each seeing its own time', async () => {
    const { scheduler, clock, advance } = create();
    const start = clock.now();
    const seen: [string, number][] = [];
    const note = (name: string) => () => void seen.push([name, clock.now() - start]);
    scheduler.after(3 * SECOND, note('third'));
    scheduler.at(addMillis(start, SECOND), note('first'));
    scheduler.after(2 * SECOND, note('second'));
    await advance(5 * SECOND);
    expect(seen).toEqual([
      ['first', 1000],
      ['second', 2000],
      ['third', 3000],
    ]);
  });

  test('a task that schedules another is followed by it', async () => {
    const { scheduler, advance } = create();
    const task = vi.fn();
    scheduler.after(SECOND, () => scheduler.after(SECOND, task));
    await advance(2 * SECOND);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test('waits longer than timers can: 60 days', async () => {
    const { scheduler, clock, advance } = create();
    const [byWall, byDelay] = [vi.fn(), vi.fn()];
    scheduler.at(addMillis(clock.now(), 60 * DAY), byWall);
    scheduler.after(60 * DAY, byDelay);
    await advance(60 * DAY - 1);
    expect([byWall.mock.calls.length, byDelay.mock.calls.length]).toEqual([0, 0]);
    await advance(1);
    expect([byWall.mock.calls.length, byDelay.mock.calls.length]).toEqual([1, 1]);
  });

  test('after sleeping past a deadline it is due with the recheck, while delays go on where they were', async () => {
    const { scheduler, clock, advance, jump } = create();
    const [byWall, byDelay] = [vi.fn(), vi.fn()];
    scheduler.at(addMillis(clock.now(), HOUR), byWall);
    scheduler.after(HOUR, byDelay);
    jump(8 * HOUR);
    await advance(0);
    expect(byWall).not.toHaveBeenCalled();
    scheduler.recheck();
    await advance(0);
    expect([byWall.mock.calls.length, byDelay.mock.calls.length]).toEqual([1, 0]);
    await advance(HOUR);
    expect([byWall.mock.calls.length, byDelay.mock.calls.length]).toEqual([1, 1]);
  });

  test('a clock set back moves a deadline away: the task does not run early', async () => {
    const { scheduler, clock, advance, jump } = create();
    const task = vi.fn();
    scheduler.at(addMillis(clock.now(), 10 * MINUTE), task);
    jump(-HOUR);
    await advance(10 * MINUTE);
    expect(task).not.toHaveBeenCalled();
    await advance(HOUR);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test('a recheck neither loses nor doubles anything', async () => {
    const { scheduler, clock, advance } = create();
    const task = vi.fn();
    scheduler.at(addMillis(clock.now(), HOUR), task);
    scheduler.after(HOUR, task);
    scheduler.after(HOUR, task)();
    for (let count = 0; count < 10; count += 1) {
      scheduler.recheck();
      await advance(MINUTE);
    }
    await advance(HOUR);
    expect(task).toHaveBeenCalledTimes(2);
  });
});

test('the fake scheduler lets promises settle between tasks', async () => {
  const scheduler = createFakeScheduler();
  const seen: string[] = [];
  scheduler.after(SECOND, () => {
    void (async () => {
      await Promise.resolve();
      await Promise.resolve();
      seen.push('first');
      scheduler.after(0, () => seen.push('its successor'));
    })();
  });
  scheduler.after(2 * SECOND, () => seen.push('second'));
  await scheduler.advance(3 * SECOND);
  expect(seen).toEqual(['first', 'its successor', 'second']);
  expect(scheduler.pending()).toBe(0);
});
