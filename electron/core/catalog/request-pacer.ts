import { appError } from '../../../shared/model/app-error.ts';
import { SECOND, type Millis } from '../../../shared/model/instant.ts';
import { err, type Result } from '../../../shared/model/result.ts';
import type { Cancel, Clock, Random, Scheduler } from '../ports.ts';
import { backoff, fraction, wait } from '../wait.ts';

/** Who waits for the answer; earlier ones go first. */
const priorities = ['user', 'listing', 'background'] as const;
export type Priority = (typeof priorities)[number];

/**
 * The portal's quota is 20 requests a second, not adjustable (protocol/aws.md §3). Calls of one kind start at most so
 * often in any second; what a listing leaves is for a person who waits. Figures of design.md §4.
 */
const perSecond: Readonly<Record<Priority, number>> = { user: 20, listing: 18, background: 2 };
const fullRate = 18;
const lowestRate = 2;
const burst = 15;
const mostInFlight = 5;
const attempts = 8;
const recoverPerSuccess = 0.25;
/** Two background calls are at least so far apart, and up to a fifth more, so that many machines do not beat as one. */
const backgroundPause: Millis = SECOND / perSecond.background;

interface Waiting {
  readonly priority: () => Priority;
  readonly order: number;
  readonly go: () => void;
}

/** Keeps calls to one portal within its quota, user-caused ones first, and slows down when it says so. */
export interface RequestPacer {
  /**
   * Runs the task when its turn has come; `portal.throttled` is tried again with growing pauses, each told to
   * `onThrottled`. A priority that is a function is looked up each time, so that what waits can be promoted.
   */
  run<T>(
    priority: Priority | (() => Priority),
    signal: AbortSignal,
    task: () => Promise<Result<T>>,
    onThrottled?: () => void,
  ): Promise<Result<T>>;
}

export function createRequestPacer(ports: {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
}): RequestPacer {
  const { clock, scheduler, random } = ports;
  const queue: Waiting[] = [];
  /** When the calls of the last second started, oldest first. */
  let started: number[] = [];
  let rate = fullRate;
  let allowance = burst;
  let countedAt = clock.monotonic();
  let loweredAt = -Infinity;
  let backgroundFrom = -Infinity;
  let inFlight = 0;
  let order = 0;
  let wakeUp: Cancel | null = null;

  function refill(): void {
    const now = clock.monotonic();
    allowance = Math.min(burst, allowance + ((now - countedAt) / SECOND) * rate);
    countedAt = now;
  }

  /** How long a call of this kind must wait; 0 if it may start now. */
  function waitOf(priority: Priority, now: number): Millis {
    const forAllowance = allowance >= 1 ? 0 : ((1 - allowance) / rate) * SECOND;
    const blocking = started[started.length - perSecond[priority]];
    const forWindow = blocking === undefined ? 0 : blocking + SECOND - now;
    const forBackground = priority === 'background' ? backgroundFrom - now : 0;
    return Math.max(0, forAllowance, forWindow, forBackground);
  }

  function first(): { readonly entry: Waiting; readonly priority: Priority } | null {
    let best: { entry: Waiting; priority: Priority } | null = null;
    for (const entry of queue) {
      const priority = entry.priority();
      const isBetter =
        best === null ||
        priorities.indexOf(priority) < priorities.indexOf(best.priority) ||
        (priority === best.priority && entry.order < best.entry.order);
      if (isBetter) {
        best = { entry, priority };
      }
    }
    return best;
  }

  function dispatch(): void {
    wakeUp?.();
    wakeUp = null;
    refill();
    const now = clock.monotonic();
    started = started.filter((at) => at + SECOND > now);
    for (let next = first(); next !== null && inFlight < mostInFlight; next = first()) {
      const pause = waitOf(next.priority, now);
      if (pause > 0) {
        wakeUp = scheduler.after(Math.max(1, Math.ceil(pause)), dispatch);
        return;
      }
      queue.splice(queue.indexOf(next.entry), 1);
      started.push(now);
      allowance -= 1;
      inFlight += 1;
      if (next.priority === 'background') {
        backgroundFrom = now + backgroundPause * (1 + fraction(random) / 5);
      }
      next.entry.go();
    }
  }

  function turn(priority: () => Priority, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) {
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const leave = () => {
        const index = queue.indexOf(entry);
        if (index >= 0) {
          queue.splice(index, 1);
        }
        resolve(false);
      };
      const entry: Waiting = {
        priority,
        order: (order += 1),
        go: () => {
          signal.removeEventListener('abort', leave);
          resolve(true);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.push(entry);
      dispatch();
    });
  }

  /** One refusal of several calls that were on their way together slows down once. */
  function slowDown(startedAt: number): void {
    if (startedAt >= loweredAt) {
      loweredAt = clock.monotonic();
      rate = Math.max(lowestRate, rate / 2);
      allowance = Math.min(allowance, 1);
    }
  }

  return {
    async run(priority, signal, task, onThrottled) {
      const current = typeof priority === 'function' ? priority : () => priority;
      for (let attempt = 1; ; attempt += 1) {
        if (!(await turn(current, signal))) {
          return err(appError('app.cancelled'));
        }
        const startedAt = clock.monotonic();
        const outcome = await task().finally(() => {
          inFlight -= 1;
        });
        refill();
        const throttled = !outcome.ok && outcome.error.code === 'portal.throttled';
        if (outcome.ok) {
          rate = Math.min(fullRate, rate + recoverPerSuccess);
        } else if (throttled) {
          slowDown(startedAt);
        }
        dispatch();
        if (!throttled || attempt === attempts) {
          return outcome;
        }
        onThrottled?.();
        const waited = await wait(scheduler, 100 + backoff(random, attempt, 250, 5 * SECOND), signal);
        if (!waited.ok) {
          return waited;
        }
      }
    },
  };
}
