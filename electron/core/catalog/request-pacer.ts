import { appError } from '../../../shared/model/app-error.ts';
import { SECOND, type Millis } from '../../../shared/model/instant.ts';
import { err, type Result } from '../../../shared/model/result.ts';
import type { Cancel, Clock, Random, Scheduler } from '../ports.ts';
import { backoff, wait } from '../wait.ts';

/** Who waits for the answer; lower goes first. */
const priorities = { user: 0, listing: 1 } as const;
export type Priority = keyof typeof priorities;

/** The portal's quota is 20 requests a second, not adjustable (protocol/aws.md §3); figures of design.md §4. */
const fullRate = 18;
const lowestRate = 2;
const burst = 15;
const mostInFlight = 5;
const attempts = 8;
const recoverPerSuccess = 0.25;

interface Waiting {
  readonly priority: number;
  readonly order: number;
  readonly go: () => void;
}

/** Keeps calls to one portal within its quota, user-caused ones first, and slows down when it says so. */
export interface RequestPacer {
  /** Runs the task when its turn has come; `portal.throttled` is tried again with growing pauses. */
  run<T>(priority: Priority, signal: AbortSignal, task: () => Promise<Result<T>>): Promise<Result<T>>;
}

export function createRequestPacer(ports: {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
}): RequestPacer {
  const { clock, scheduler, random } = ports;
  const queue: Waiting[] = [];
  let rate = fullRate;
  let allowance = burst;
  let countedAt = clock.monotonic();
  let inFlight = 0;
  let order = 0;
  let wakeUp: Cancel | null = null;

  function refill(): void {
    const now = clock.monotonic();
    allowance = Math.min(burst, allowance + ((now - countedAt) / SECOND) * rate);
    countedAt = now;
  }

  function dispatch(): void {
    refill();
    while (queue.length > 0 && inFlight < mostInFlight && allowance >= 1) {
      let first = 0;
      for (let index = 1; index < queue.length; index += 1) {
        const candidate = queue[index];
        const best = queue[first];
        if (
          candidate !== undefined &&
          best !== undefined &&
          (candidate.priority < best.priority ||
            (candidate.priority === best.priority && candidate.order < best.order))
        ) {
          first = index;
        }
      }
      const [next] = queue.splice(first, 1);
      allowance -= 1;
      inFlight += 1;
      next?.go();
    }
    if (queue.length > 0 && inFlight < mostInFlight && wakeUp === null) {
      const pause: Millis = Math.ceil(((1 - allowance) / rate) * SECOND);
      wakeUp = scheduler.after(Math.max(1, pause), () => {
        wakeUp = null;
        dispatch();
      });
    }
  }

  function turn(priority: Priority, signal: AbortSignal): Promise<boolean> {
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
        priority: priorities[priority],
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

  return {
    async run(priority, signal, task) {
      for (let attempt = 1; ; attempt += 1) {
        if (!(await turn(priority, signal))) {
          return err(appError('app.cancelled'));
        }
        const outcome = await task().finally(() => {
          inFlight -= 1;
        });
        if (outcome.ok || outcome.error.code !== 'portal.throttled' || attempt === attempts) {
          if (outcome.ok) {
            rate = Math.min(fullRate, rate + recoverPerSuccess);
          }
          dispatch();
          return outcome;
        }
        refill();
        rate = Math.max(lowestRate, rate / 2);
        allowance = Math.min(allowance, 1);
        dispatch();
        const waited = await wait(scheduler, 100 + backoff(random, attempt, 250, 5 * SECOND), signal);
        if (!waited.ok) {
          return waited;
        }
      }
    },
  };
}
