/**
 * The private desktop of `desktop.py`, for tests and the tour that run inside it: the tray as the panel sees it, what the
 * browser was asked to open, the notifications, and pictures of the screen.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const trayTool = fileURLToPath(new URL('tray.py', import.meta.url));

/** A variable that the desktop or `npm test` sets. */
function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: run this with \`npm test\`, or inside desktop.py`);
  }
  return value;
}

/** True inside the private desktop; elsewhere such tests have nothing to run on. */
export const onDesktop = process.env['DESKTOP_DIR'] !== undefined;

/** How this machine starts the app from source. */
export const electron = {
  /** The executable, as `npm run --silent electron-path` prints it. */
  path: (): string => given('LATCHKEY_TEST_ELECTRON'),
  /** True where an ordinary user gets no sandbox from the system; R-02 cannot be shown there. */
  withoutSandbox: process.env['LATCHKEY_TEST_NO_SANDBOX'] === '1' || process.getuid?.() === 0,
  /** What goes before the folder of the app. */
  switches: (): string[] => (electron.withoutSandbox ? ['--no-sandbox'] : []),
};

/** The folder for pictures and reports; what is in it afterwards is found in `out/`. */
export const resultsFolder = (): string => given('LATCHKEY_TEST_OUT');

export interface TrayItem {
  readonly pid: number;
  readonly id: string;
  readonly toolTip: string;
  /** Sizes of its pictures, e.g. `24x24`. */
  readonly pictures: readonly string[];
}

/** A failure of the tray tool; `code` says which (see tray.py). */
export class TrayError extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

async function trayTells(...args: string[]): Promise<string> {
  try {
    const { stdout } = await execute(trayTool, args, { maxBuffer: 16 * 1024 * 1024 });
    return stdout.trimEnd();
  } catch (error) {
    const { stderr = '', code = 1 } = error as { stderr?: string; code?: number };
    throw new TrayError(stderr.trim() || String(error), code);
  }
}

/** The tray icon. A label is `Label/Sub label`; `*` stands for any text within one label. */
export const tray = {
  /** Waits for an icon; returns the seconds it took. */
  wait: async (seconds = 30): Promise<number> => Number(await trayTells('wait', String(seconds))),
  item: async (): Promise<TrayItem> => JSON.parse(await trayTells('item')) as TrayItem,
  /** One line an entry, `- ` before a disabled one. */
  labels: async (): Promise<string[]> => (await trayTells('labels')).split('\n'),
  click: async (label: string): Promise<void> => {
    await trayTells('click', label);
  },
  /** Waits until there is such an entry that can be chosen. */
  until: async (label: string, seconds = 20): Promise<void> => {
    await trayTells('until', label, String(seconds));
  },
  gone: async (label: string, seconds = 20): Promise<void> => {
    await trayTells('gone', label, String(seconds));
  },
  activate: async (): Promise<void> => {
    await trayTells('activate');
  },
  /** Opens the menu with the pointer, so that it can be seen; `closeMenu` ends it. */
  openMenu: async (): Promise<void> => {
    const before = await menuWindows();
    const isOpen = async (): Promise<boolean> => (await menuWindows()) > before;
    const { x, y } = await middleOfTray();
    // The panel may not listen yet just after the icon has come.
    for (let attempt = 0; attempt < 5 && !(await isOpen()); attempt += 1) {
      await execute('xdotool', ['mousemove', String(x), String(y), 'click', '3']);
      await until(isOpen, '', 3).catch(() => undefined);
    }
    if (!(await isOpen())) throw new Error('the menu did not open');
  },
};

/** Where the one icon of the tray is on the screen, once the panel has made room for it. */
async function middleOfTray(): Promise<{ x: number; y: number }> {
  let place = { left: 0, top: 0, width: 0, height: 0 };
  const hasRoom = async (): Promise<boolean> => {
    const { stdout } = await execute('xdotool', ['search', '--onlyvisible', '--class', 'wrapper']);
    const panelPart = stdout.trim().split('\n')[0] ?? '';
    const { stdout: shell } = await execute('xdotool', ['getwindowgeometry', '--shell', panelPart]);
    const number = (name: string): number => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(shell)?.[1]);
    place = { left: number('X'), top: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
    return place.width >= 16;
  };
  await until(hasRoom, 'the panel shows no icon');
  return { x: place.left + Math.round(place.width / 2), y: place.top + Math.round(place.height / 2) };
}

/** Menus that the panel shows just now. */
async function menuWindows(): Promise<number> {
  try {
    const { stdout } = await execute('xdotool', ['search', '--onlyvisible', '--class', '^Wrapper-2.0$']);
    return stdout.trim().split('\n').length;
  } catch {
    return 0; // xdotool fails when nothing is found.
  }
}

/** Presses keys as xdotool names them, e.g. `Escape` or `ctrl+k`. */
export async function pressKeys(...keys: string[]): Promise<void> {
  await execute('xdotool', ['key', '--clearmodifiers', ...keys]);
}

/** What the user's browser does with the next URL besides noting it; see desktop.py. */
export type BrowserMode = 'record' | 'follow' | 'fail' | `run ${string}`;

export const browser = {
  use: (mode: BrowserMode): void => {
    writeFileSync(given('DESKTOP_BROWSER_MODE'), mode);
  },
  /** Every URL that was handed to the browser, oldest first. */
  urls: (): string[] => lines(given('DESKTOP_URLS')),
  /** Waits for the URL after the first `known` ones. */
  next: async (known: number, seconds = 20): Promise<string> => {
    await until(() => Promise.resolve(browser.urls().length > known), 'no URL was opened', seconds);
    return browser.urls()[known] ?? '';
  },
};

export interface Note {
  readonly application: string;
  readonly title: string;
  readonly body: string;
}

/** Every notification that was shown, oldest first. */
export function notifications(): Note[] {
  return lines(given('DESKTOP_NOTES')).map((line) => {
    const [application = '', title = '', body = ''] = line.split('\t');
    return { application, title, body };
  });
}

/** A picture of the whole screen. */
export async function screenshot(file: string): Promise<void> {
  await execute('import', ['-window', 'root', file]);
}

/** Waits for a condition; fails with `message`. */
export async function until(condition: () => Promise<boolean>, message: string, seconds = 20): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`${message} within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function lines(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
