import { shell } from 'electron';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import type { Browser, Log } from '../core/ports.ts';

/** The one call in Latchkey that opens something outside; it takes only what the allow-list has accepted. */
export function createElectronBrowser(log: Log): Browser {
  return createBrowser((url) => shell.openExternal(url), log);
}

/** The user's browser behind `openExternal`. */
export function createBrowser(openExternal: (url: string) => Promise<void>, log: Log): Browser {
  return {
    async open(url) {
      try {
        await openExternal(url);
        return ok(undefined);
      } catch (error) {
        log.warn('browser.failed', { cause: error instanceof Error ? error.name : typeof error });
        return err(appError('sign-in.browser-unavailable'));
      }
    },
  };
}
