import { SECOND } from '../../shared/model/instant.ts';
import { causeOf } from '../core/cause-of.ts';
import type { Log, Scheduler } from '../core/ports.ts';

/** The parts of Electron's `app` that the lifecycle uses. */
export interface QuittingApp {
  quit(): void;
  exit(code: number): void;
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'window-all-closed', listener: () => void): unknown;
}

export interface Lifecycle {
  /** Registers what must be ended before the process does; the last one registered ends first. */
  onQuit(name: string, dispose: () => void | Promise<void>): void;
  /** `exitCode` is 0 unless said otherwise. */
  quit(exitCode?: number): void;
}

/** A disposer that hangs must not keep the app from quitting. */
const patience = 3 * SECOND;

/** Keeps the app alive without a window, and ends it in order: newest part first, each at most three seconds. */
export function createLifecycle(
  app: QuittingApp,
  { scheduler, log }: { readonly scheduler: Scheduler; readonly log: Log },
): Lifecycle {
  const disposers: { readonly name: string; readonly dispose: () => void | Promise<void> }[] = [];
  let ending = false;
  let exitCode = 0;

  async function end(): Promise<void> {
    for (const { name, dispose } of disposers.toReversed()) {
      let stopWaiting: () => void = () => undefined;
      const limit = new Promise<'late'>((resolve) => {
        stopWaiting = scheduler.after(patience, () => {
          resolve('late');
        });
      });
      try {
        const outcome = await Promise.race([Promise.resolve(dispose()).then(() => 'done' as const), limit]);
        if (outcome === 'late') {
          log.warn('quit.part-hangs', { part: name });
        }
      } catch (error) {
        log.error('quit.part-failed', {
          part: name,
          cause: causeOf(error),
        });
      } finally {
        stopWaiting();
      }
    }
    app.exit(exitCode);
  }

  // Without a listener Electron quits with the last window.
  app.on('window-all-closed', () => undefined);
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (!ending) {
      ending = true;
      void end();
    }
  });

  return {
    onQuit(name, dispose) {
      disposers.push({ name, dispose });
    },
    quit: (code = 0) => {
      exitCode = code;
      app.quit();
    },
  };
}
