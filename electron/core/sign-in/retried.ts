import { SECOND } from '../../../shared/model/instant.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { AppErrorCode } from '../../../shared/model/app-error.ts';
import type { Random, Scheduler } from '../ports.ts';
import { backoff, wait } from '../wait.ts';

/** As often as the CLI asks, in its standard mode (protocol/aws.md §2.6). */
const attempts = 3;

const passing: ReadonlySet<AppErrorCode> = new Set(['server.failed', 'sign-in.throttled']);

/**
 * Asks again, with growing pauses, where the service is busy or broken: nothing has happened then. A network failure is
 * told at once, since somebody waits.
 */
export async function retried<T>(
  ports: { readonly scheduler: Scheduler; readonly random: Random },
  signal: AbortSignal,
  ask: () => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await ask();
    if (outcome.ok || attempt === attempts || !passing.has(outcome.error.code)) {
      return outcome;
    }
    const waited = await wait(
      ports.scheduler,
      100 + backoff(ports.random, attempt, SECOND / 4, 5 * SECOND),
      signal,
    );
    if (!waited.ok) {
      return waited;
    }
  }
}
