import { spawn } from 'node:child_process';
import type { InstalledBrowser } from '../../../shared/model/browser.ts';
import type { BrowserChoice } from '../../../shared/model/session.ts';
import type { ExternalUrl } from '../../core/ports.ts';
import type { BrowserSurroundings, FoundBrowser } from './found-browser.ts';
import { linuxBrowsers } from './linux.ts';
import { macBrowsers } from './mac.ts';
import { readProfiles } from './profiles.ts';
import { windowsBrowsers } from './windows.ts';

type Chosen = Extract<BrowserChoice, { type: 'installed' }>;

/** The browsers of this machine besides "the default one". */
export interface InstalledBrowsers {
  list(): Promise<readonly InstalledBrowser[]>;
  /** Opens a link in the one that was chosen, in the way it was chosen; `missing` where that is not possible (any more). */
  open(url: ExternalUrl, choice: Chosen): Promise<'opened' | 'missing'>;
}

/** Looks each time it is asked: browsers come and go. */
export function createInstalledBrowsers(
  platform: string,
  surroundings: BrowserSurroundings,
): InstalledBrowsers {
  const find = platform === 'darwin' ? macBrowsers : platform === 'win32' ? windowsBrowsers : linuxBrowsers;

  return {
    async list() {
      const found = await find(surroundings);
      const browsers = await Promise.all(
        found.map(async ({ id, name, privateFlag, profileFolders }) => ({
          id,
          name,
          privateWindow: privateFlag !== null,
          profiles: await readProfiles(profileFolders),
        })),
      );
      return browsers.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
    },

    async open(url, choice) {
      const browser = (await find(surroundings)).find(({ id }) => id === choice.id);
      // A page that was meant for a private window must not open in one that remembers.
      if (browser === undefined || (choice.privateWindow && browser.privateFlag === null)) {
        return 'missing';
      }
      // Chromium makes the folder of a user profile that is not there, wherever its name leads.
      if (choice.profile !== null && !(await hasProfile(browser, choice.profile))) {
        return 'missing';
      }
      const [program, ...args] = browser.command(flagsOf(browser, choice), url);
      return (await start(program, args, surroundings.home)) ? 'opened' : 'missing';
    },
  };
}

async function hasProfile({ profileFolders }: FoundBrowser, profile: string): Promise<boolean> {
  return (await readProfiles(profileFolders)).some(({ id }) => id === profile);
}

function flagsOf({ privateFlag }: FoundBrowser, choice: Chosen): readonly string[] {
  return [
    ...(choice.profile === null ? [] : [`--profile-directory=${choice.profile}`]),
    ...(choice.privateWindow && privateFlag !== null ? [privateFlag] : []),
  ];
}

/** Whether the program started; it goes on by itself, whatever becomes of Latchkey. */
function start(program: string, args: readonly string[], cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, detached: true, stdio: 'ignore', shell: false });
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
    child.once('error', () => {
      resolve(false);
    });
  });
}
