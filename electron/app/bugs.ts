import { causeOf } from '../core/cause-of.ts';
import type { Log } from '../core/ports.ts';

/** The part of Node's `process` that tells of bugs. */
export interface BuggyProcess {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
}

export interface BugReaction {
  readonly log: Log;
  readonly complain: (line: string) => void;
  /** Quits in order, since what was begun should still be ended well. */
  readonly quit: () => void;
}

/**
 * What happens at an error that nobody caught. Electron would show a dialog with a stack trace. After an exception the
 * state is unknown: the app says so in log and terminal, and quits. A forgotten promise leaves the rest as it was.
 */
export function watchForBugs(process: BuggyProcess, { log, complain, quit }: BugReaction): void {
  process.on('uncaughtException', (error) => {
    log.error('app.uncaught', fieldsOf(error));
    complain('an internal error occurred; the log has more');
    quit();
  });
  process.on('unhandledRejection', (error) => {
    log.error('app.unhandled', fieldsOf(error));
  });
}

function fieldsOf(error: unknown): { readonly cause: string; readonly stack: string } {
  return { cause: causeOf(error), stack: error instanceof Error ? placesOf(error) : '' };
}

/** Where it happened, without the message: that could hold anything. */
function placesOf(error: Error): string {
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return places.slice(0, 8).join('\n');
}
