import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import type { Browser, Log } from '../core/ports.ts';

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
