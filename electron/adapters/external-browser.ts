import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import { causeOf } from '../core/cause-of.ts';
import type { Browser, Log } from '../core/ports.ts';
import type { InstalledBrowsers } from './browsers/installed-browsers.ts';

export interface BrowserParts {
  readonly openExternal: (url: string) => Promise<void>;
  /** Whether the desktop has something that opens links; asked each time, since it may be installed meanwhile. */
  readonly canOpen: () => Promise<boolean>;
  /** Loaded when somebody chooses a browser. */
  readonly loadInstalled: () => Promise<InstalledBrowsers>;
  readonly log: Log;
}

/** The default browser behind `openExternal`, and the others by their own programs. */
export function createBrowser({ openExternal, canOpen, loadInstalled, log }: BrowserParts): Browser {
  return {
    installed: async () => (await loadInstalled()).list(),

    async open(url, choice) {
      if (choice?.type === 'installed') {
        const installed = await loadInstalled();
        const outcome = await installed.open(url, choice);
        if (outcome === 'missing') {
          log.warn('browser.failed', { cause: 'chosen one missing' });
          return err(appError('browser.missing', { browser: choice.id }));
        }
        return ok(undefined);
      }
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
