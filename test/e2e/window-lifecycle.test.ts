import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { appArguments, startApp } from './support/app.ts';
import { trayOf, type Tray } from './support/desktop.ts';
import { startHidden, type HiddenApp } from './support/driven-window.ts';
import { electronPath, root } from './support/surroundings.ts';
import { until } from './support/until.ts';

/** Starts the app once more beside the one that runs; gives its exit code and what it printed. */
function startAgain(
  home: AppHome,
  args: readonly string[],
): Promise<{ code: number | null; printed: string }> {
  return new Promise((resolve) => {
    const child = spawn(electronPath(), appArguments(args), { env: { ...home.environment }, cwd: root });
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.once('exit', (code) => {
      resolve({ code, printed });
    });
  });
}

describe('a hidden app', () => {
  let home: AppHome;
  let app: HiddenApp;
  let tray: Tray;
  const windows = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const rendererPid = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
    );
  const closeWindow = async (page: Page): Promise<void> => {
    const closed = page.waitForEvent('close');
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
    await closed;
  };

  beforeAll(async () => {
    home = await makeAppHome();
    app = await startHidden(home);
    tray = trayOf(app.pid);
    await tray.until('Add session…');
  });

  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  it('has a tray and no window, and loads nothing that only a window or a change needs', async () => {
    const loaded = await app.electron.evaluate(() =>
      Object.keys((process.getBuiltinModule('node:module') as unknown as { _cache: object })._cache)
        .map((path) => path.replace(/^.*\//, ''))
        .filter((name) => /store|window|practice/.test(name)),
    );
    expect([await windows(), loaded]).toEqual([0, []]);
  });

  it('runs no more processes than it needs', async () => {
    const kinds = await app.electron.evaluate(({ app: electronApp }) =>
      electronApp.getAppMetrics().map((metric) => metric.type),
    );
    expect(kinds.filter((kind) => !['Browser', 'Zygote', 'GPU'].includes(kind))).toEqual([]);
  });

  it('opens its window by a click on the tray, and its page hears what is wanted', async () => {
    const opened = app.electron.waitForEvent('window');
    await tray.click('Add session…');
    const page = await opened;
    await page.getByRole('dialog').waitFor();
    expect([await page.title(), await windows()]).toEqual([expect.stringContaining('Latchkey'), 1]);
  });

  it('keeps one window, however often it is started or clicked', async () => {
    const again = await startAgain(home, []);
    await tray.click('Open Latchkey');
    await tray.activate();
    expect([again.code, await windows()]).toEqual([0, 1]);
  });

  it('gives the memory of a closed window back, and stays', async () => {
    const page = app.electron.windows()[0]!;
    const pid = await rendererPid();
    await closeWindow(page);
    await until('the process of the page is gone', () => !existsSync(`/proc/${pid}`));
    await tray.until('Open Latchkey');
    expect(await windows()).toBe(0);
  });

  it('shows its window when it is started again, but not when started hidden', async () => {
    const hidden = await startAgain(home, ['--hidden']);
    const windowsAfterHidden = await windows();
    const opened = app.electron.waitForEvent('window');
    const again = await startAgain(home, []);
    const page = await opened;
    await page.waitForLoadState('load');
    expect([hidden.code, windowsAfterHidden, again.code, await windows()]).toEqual([0, 0, 0, 1]);
  });

  it('remembers the size of its window, in a file of its own that nobody else can read', async () => {
    const resize = { width: 1010, height: 710 };
    await app.electron.evaluate(({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setSize(size.width, size.height);
    }, resize);
    const size = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
    await until('it has the new size', async () => (await size())?.[0] === resize.width);
    await closeWindow(app.electron.windows()[0]!);
    const file = join(home.userData, 'window.json');
    await until('the size is kept', () => existsSync(file));
    const page = await app.openWindow();
    expect([
      await size(),
      JSON.parse(readFileSync(file, 'utf8')) as unknown,
      statSync(file).mode & 0o777,
    ]).toEqual([[1010, 710], { windowSize: resize }, 0o600]);
    await closeWindow(page);
  });

  it('lets nobody in beside the router', async () => {
    const listening = await app.electron.evaluate(({ ipcMain }) =>
      ipcMain.eventNames().map((name) => String(name)),
    );
    // Electron's own, which keeps a message of this name from ending the app.
    expect(listening).toEqual(['error']);
  });
});

describe('quitting', () => {
  it('by the tray ends everything, with exit code 0', async () => {
    await using home = await makeAppHome();
    await using app = await startApp(home, { args: ['--hidden'] });
    await app.tray.click('Quit');
    const code = await app.ended;
    await until('its socket is gone', () => !existsSync(home.socket));
    expect(code).toBe(0);
  });

  it('by a signal does the same', async () => {
    await using home = await makeAppHome();
    await using app = await startApp(home, { args: ['--hidden'] });
    process.kill(app.pid, 'SIGTERM');
    const code = await app.ended;
    expect([code, existsSync(home.socket)]).toEqual([0, false]);
  });

  it('after an error that nobody caught is in order, with exit code 1, and shows no stack', async () => {
    await using home = await makeAppHome();
    await using app = await startHidden(home);
    await trayOf(app.pid).until('Open Latchkey');
    const code = new Promise((resolve) => app.electron.process().once('exit', resolve));
    await app.electron.evaluate(() => {
      setTimeout(() => {
        throw new Error('canary');
      });
    });
    expect([await code, app.printed()]).toEqual([
      1,
      expect.stringContaining('latchkey: an internal error occurred; the log has more'),
    ]);
    expect(app.printed()).not.toMatch(/canary|\n\s+at /);
  });

  it('ends with the window open, too', async () => {
    await using home = await makeAppHome();
    await using app = await startApp(home);
    await app.tray.click('Quit');
    expect(await app.ended).toBe(0);
  });
});
