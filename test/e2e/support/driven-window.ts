import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { AppHome } from './app-home.ts';
import { appArguments } from './app.ts';
import { electronPath, hasSandbox, root } from './surroundings.ts';
import { until } from './until.ts';

/** What the probe in the preload of the window sees; it runs beside our own preload, in the same sandbox. */
export interface Probe {
  sandboxed(): boolean;
  isolated(): boolean;
  /** Violations of the content policy since the page began, as `directive blocked-URL`. */
  violations(): string[];
  /** Every message between page and main, both ways, as JSON. */
  messages(): string[];
}

/** The app, started without a window, under Playwright. */
export interface HiddenApp extends AsyncDisposable {
  readonly electron: ElectronApplication;
  readonly pid: number;
  readonly printed: () => string;
  /** Opens the window as a second start does, and waits for its page. */
  openWindow(): Promise<Page>;
}

const probe = `
  const { contextBridge, ipcRenderer } = require('electron');
  const violations = [];
  const messages = [];
  const note = (channel, value) => messages.push(channel + ' ' + JSON.stringify(value));
  const invoke = ipcRenderer.invoke.bind(ipcRenderer);
  ipcRenderer.invoke = async (channel, argument) => {
    note(channel, argument);
    const reply = await invoke(channel, argument);
    note(channel, reply);
    return reply;
  };
  const on = ipcRenderer.on.bind(ipcRenderer);
  ipcRenderer.on = (channel, listener) => {
    on(channel, (_event, payload) => note(channel, payload));
    return on(channel, listener);
  };
  addEventListener('securitypolicyviolation', (event) => {
    violations.push(event.effectiveDirective + ' ' + event.blockedURI);
  });
  contextBridge.exposeInMainWorld('probe', {
    sandboxed: () => process.sandboxed === true,
    isolated: () => process.contextIsolated === true,
    violations: () => violations,
    messages: () => messages,
  });
`;

/** Starts the app hidden and puts the probe into the session of its window before there is one. */
export async function startHidden(home: AppHome): Promise<HiddenApp> {
  const file = join(home.temporary, 'probe.cjs');
  await writeFile(file, probe);
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: appArguments(['--hidden']),
    env: { ...home.environment },
    cwd: root,
    // Otherwise Playwright switches it off.
    chromiumSandbox: hasSandbox,
    timeout: 60_000,
  });
  repeatLostAnswers(electron);
  const child = electron.process();
  const { pid } = child;
  if (pid === undefined) {
    throw new Error('Electron did not start');
  }
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  await electron.evaluate(async ({ app, session }, filePath) => {
    await app.whenReady();
    session.fromPartition('latchkey').registerPreloadScript({ type: 'frame', filePath });
  }, file);
  return {
    electron,
    pid,
    printed: () => printed,
    async openWindow() {
      const opened = electron.waitForEvent('window');
      await electron.evaluate(({ app }) => {
        app.emit('second-instance', {}, [], '/', {});
      });
      const page = await opened;
      await page.waitForLoadState('load');
      await until('the window can be seen', () =>
        electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
      );
      return page;
    },
    async [Symbol.asyncDispose]() {
      await electron.close();
    },
  };
}

const lostAnswers = ['garbage collected', 'has been closed'];
const mostTries = 5;

/**
 * Now and then the driver loses the answer of main ("promise was garbage collected", or "has been closed" where a page
 * went away meanwhile) though main has done what it was told. What these tests tell it can be done twice.
 */
function repeatLostAnswers(electron: ElectronApplication): void {
  const evaluate = electron.evaluate.bind(electron) as (task: unknown, argument: unknown) => Promise<unknown>;
  const again = async (task: unknown, argument: unknown, tries: number): Promise<unknown> => {
    try {
      return await evaluate(task, argument);
    } catch (error) {
      if (tries < mostTries && lostAnswers.some((sign) => String(error).includes(sign))) {
        return await again(task, argument, tries + 1);
      }
      throw error;
    }
  };
  electron.evaluate = ((task: unknown, argument: unknown) =>
    again(task, argument, 1)) as typeof electron.evaluate;
}

/** Calls the probe in the page. */
export function askProbe<Name extends keyof Probe>(page: Page, name: Name): Promise<ReturnType<Probe[Name]>> {
  return page.evaluate(
    (member) => (globalThis as unknown as { probe: Record<string, () => unknown> }).probe[member]?.(),
    name,
  ) as Promise<ReturnType<Probe[Name]>>;
}
