import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output, run } from './run.ts';
import { desktopEnvironment, given, root } from './surroundings.ts';
import { until } from './until.ts';

/** What the browser of the desktop does with a URL; see the head of test/desktop/desktop.py. */
export type BrowserMode = 'record' | 'follow' | 'fail' | `run ${string}`;

const python = '/usr/bin/python3';

/** The desktop as a person has it before the eyes: clipboard, pictures, notifications, and the links that were opened. */
export const desktop = {
  async clipboard(): Promise<string> {
    return await selection('clipboard');
  },

  /** What a middle click would paste. */
  async primarySelection(): Promise<string> {
    return await selection('primary');
  },

  /** Puts text on the clipboard, as another program would. */
  async setClipboard(text: string): Promise<void> {
    const script = 'printf %s "$1" | xclip -i -selection clipboard >/dev/null 2>&1';
    await output('/bin/sh', ['-c', script, 'sh', text], { env: desktopEnvironment() });
  },

  /** A picture of the whole screen, as PNG. */
  async picture(file: string): Promise<void> {
    await output('/usr/bin/import', ['-window', 'root', file], { env: desktopEnvironment() });
  },

  async setBrowser(mode: BrowserMode): Promise<void> {
    await writeFile(given('DESKTOP_BROWSER_MODE'), mode);
  },

  /** Every URL that was given to the browser so far. */
  async openedUrls(): Promise<readonly string[]> {
    return lines(await readFile(given('DESKTOP_URLS'), 'utf8'));
  },

  /** The URL that `action` makes the app open. */
  async urlOpenedBy(action: () => Promise<unknown>): Promise<string> {
    const before = (await desktop.openedUrls()).length;
    await action();
    return await until('a link is opened', async () => (await desktop.openedUrls())[before]);
  },

  /** Every notification so far: application, summary and body, with tabs between them. */
  async notifications(): Promise<readonly string[]> {
    return lines(await readFile(given('DESKTOP_NOTES'), 'utf8'));
  },

  /** The titles of all windows on the screen. */
  async windowTitles(): Promise<readonly string[]> {
    const { stdout } = await run(
      '/bin/sh',
      ['-c', 'for id in $(xdotool search --onlyvisible --name ""); do xdotool getwindowname "$id"; done'],
      { env: desktopEnvironment() },
    );
    return lines(stdout);
  },
};

async function selection(name: 'clipboard' | 'primary'): Promise<string> {
  // xclip fails where nothing was ever selected.
  const { code, stdout } = await run('/usr/bin/xclip', ['-o', '-selection', name], {
    env: desktopEnvironment(),
    seconds: 10,
  });
  return code === 0 ? stdout : '';
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The real tray menu of one app, read and clicked over D-Bus as the panel does it. Labels as in test/desktop/tray.py. */
export interface Tray {
  /** One line an entry; `- ` before a disabled one. */
  labels(): Promise<readonly string[]>;
  /** Chooses an entry, once it is there and can be chosen. */
  click(label: string): Promise<void>;
  /** Waits until there is such an entry and it can be chosen. */
  until(label: string, seconds?: number): Promise<void>;
  gone(label: string, seconds?: number): Promise<void>;
  /** The whole menu and what the icon tells, as text. */
  everything(): Promise<string>;
  /** Opens the menu on the screen, with the pointer; Escape closes it. */
  open(): Promise<void>;
  /** The primary click on the icon. */
  activate(): Promise<void>;
}

export function trayOf(pid: number): Tray {
  const call = (...args: string[]): Promise<string> =>
    output(python, [join(root, 'test/desktop/tray.py'), ...args], {
      env: { ...desktopEnvironment(), TRAY_PID: String(pid) },
    });
  return {
    labels: async () => lines(await call('labels')),
    click: async (label) => {
      await call('until', label, '20');
      await call('click', label);
    },
    until: async (label, seconds = 20) => {
      await call('until', label, String(seconds));
    },
    gone: async (label, seconds = 20) => {
      await call('gone', label, String(seconds));
    },
    everything: async () => (await call('menu')) + (await call('item')),
    open: async () => {
      await call('open');
    },
    activate: async () => {
      await call('activate');
    },
  };
}
