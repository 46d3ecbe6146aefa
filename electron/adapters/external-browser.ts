import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import { causeOf } from '../core/cause-of.ts';
import type { Browser, Log } from '../core/ports.ts';

export interface BrowserParts {
  readonly openExternal: (url: string) => Promise<void>;
  /** Whether the desktop has something that opens links; asked each time, since it may be installed meanwhile. */
  readonly canOpen: () => Promise<boolean>;
  readonly log: Log;
}

/** The user's browser behind `openExternal`. */
export function createBrowser({ openExternal, canOpen, log }: BrowserParts): Browser {
  return {
    async open(url) {
      try {
        if (await canOpen()) {
          await openExternal(url);
          return ok(undefined);
        }
        log.warn('browser.failed', { cause: 'missing' });
      } catch (error) {
        log.warn('browser.failed', { cause: causeOf(error) });
      }
      return err(appError('sign-in.browser-unavailable'));
    },
  };
}

/**
 * On Linux Electron starts `xdg-open` and calls that a success even where there is none; so it is looked for first. How
 * it ends cannot be known: some browsers keep it running.
 */
export async function hasLinkOpener(platform: string, searchPath: string): Promise<boolean> {
  if (platform !== 'linux') {
    return true;
  }
  const candidates = searchPath.split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(
    candidates.map((folder) =>
      access(join(folder, 'xdg-open'), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
