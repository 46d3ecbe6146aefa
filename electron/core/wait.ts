import { appError } from '../../shared/model/app-error.ts';
import type { Millis } from '../../shared/model/instant.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { Random, Scheduler } from './ports.ts';

/** Waits; `app.cancelled` as soon as the signal ends it. */
export function wait(scheduler: Scheduler, delay: Millis, signal: AbortSignal): Promise<Result<void>> {
  if (signal.aborted) {
    return Promise.resolve(err(appError('app.cancelled')));
  }
  return new Promise((resolve) => {
    const abort = () => {
      cancel();
      resolve(err(appError('app.cancelled')));
    };
    const cancel = scheduler.after(delay, () => {
      signal.removeEventListener('abort', abort);
      resolve(ok(undefined));
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** A number in [0, 1). */
export function fraction(random: Random): number {
  return random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
}

/** The n-th pause of an exponential backoff with full jitter, from `first` up to `longest`. */
export function backoff(random: Random, attempt: number, first: Millis, longest: Millis): Millis {
  return Math.ceil(fraction(random) * Math.min(longest, first * 2 ** attempt));
}
