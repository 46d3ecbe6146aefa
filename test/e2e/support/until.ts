import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 40;

/** What is there when nothing is yet. */
type Nothing = null | undefined | false;

/**
 * Asks again and again until there is an answer. Errors of the question count as "not yet"; the last one is told when
 * time is up.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | Nothing> | T | Nothing,
  seconds = 20,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  let reason: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
      reason = undefined;
    } catch (error) {
      reason = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${what}`, { cause: reason });
    }
    await pause(pauseMs);
  }
}
