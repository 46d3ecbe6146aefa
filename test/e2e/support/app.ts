import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { trayOf, type Tray } from './desktop.ts';
import { latchkeyIn, type Latchkey, type Status } from './latchkey.ts';
import type { AppHome } from './app-home.ts';
import { electronPath, hasSandbox, root } from './surroundings.ts';
import { until } from './until.ts';

/** The running app. */
export interface App extends AsyncDisposable {
  readonly pid: number;
  readonly home: AppHome;
  readonly tray: Tray;
  readonly latchkey: Latchkey;
  /** Everything it has printed so far, both streams. */
  readonly printed: () => string;
  /** Settles with the exit code. */
  readonly ended: Promise<number | null>;
  status(): Promise<Status>;
  /** Quits it as a person does, and waits. */
  quit(): Promise<void>;
}

/** The running app with its window driven by Playwright. */
export interface DrivenApp extends App {
  readonly electron: ElectronApplication;
  readonly page: Page;
}

export interface LaunchOptions {
  /** More variables for the app alone. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** A program that becomes the app, e.g. to take something away from it. */
  readonly by?: readonly string[];
}

export interface DriveOptions extends LaunchOptions {
  /** Called when the app runs and has no window yet. */
  readonly beforeWindow?: (electron: ElectronApplication) => Promise<void>;
}

/** What Electron is started with. */
export function appArguments(args: readonly string[] = []): string[] {
  return [...(hasSandbox ? [] : ['--no-sandbox']), root, ...args];
}

/** Starts the app by itself and waits until it answers the command line. */
export async function startApp(home: AppHome, options: LaunchOptions = {}): Promise<App> {
  const [program = '', ...args] = [...(options.by ?? []), electronPath(), ...appArguments(options.args)];
  const child = spawn(program, args, {
    env: { ...home.environment, ...options.environment },
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return await appOf(home, child, () => child.kill('SIGKILL'));
}

/** Starts the app under Playwright, then opens its window: a page that is just being made is more than Playwright's attaching can bear. */
export async function driveApp(home: AppHome, options: DriveOptions = {}): Promise<DrivenApp> {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: appArguments(['--hidden', ...(options.args ?? [])]),
    env: { ...home.environment, ...options.environment },
    cwd: root,
    // Otherwise Playwright switches it off.
    chromiumSandbox: hasSandbox,
    timeout: 60_000,
  });
  const app = await appOf(home, electron.process(), () => electron.process().kill('SIGKILL'));
  await options.beforeWindow?.(electron);
  const opened = electron.waitForEvent('window');
  await app.latchkey('open');
  const page = await opened;
  page.setDefaultTimeout(20_000);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  return { ...app, electron, page };
}

async function appOf(home: AppHome, child: ChildProcess, kill: () => void): Promise<App> {
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron did not start');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const latchkey = latchkeyIn(home.environment);
  const stop = async (): Promise<void> => {
    if (!isRunning()) return;
    await latchkey('quit').catch(() => undefined);
    await until('the app ends', () => !isRunning(), 15).catch(() => undefined);
    if (isRunning()) {
      kill();
      await ended;
      throw new Error(`the app had to be killed; it printed:\n${printed}`);
    }
  };
  try {
    await until(
      'the app answers',
      async () => {
        if (!isRunning()) throw new Error('it has ended');
        return await answers(home.socket);
      },
      40,
    );
  } catch (error) {
    if (isRunning()) kill();
    throw new Error(`the app did not come up; it printed:\n${printed}`, { cause: error });
  }
  return {
    pid,
    home,
    tray: trayOf(pid),
    latchkey,
    printed: () => printed,
    ended,
    status: () => latchkey.json<Status>('status'),
    quit: stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Whether something listens at the socket. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => {
      resolve(false);
    });
  });
}
