import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Broker, createBroker } from '../../../electron/broker/socket-server.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { type BrokerIntents, createBrokerIntents, testNow } from '../../fakes/broker-intents.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeLog, type FakeLog } from '../../fakes/fake-log.ts';

export const client = resolve(import.meta.dirname, '../../../electron/cli/latchkey');

/** The shells that the client must run under; busybox where it is installed. */
export const shells: readonly (readonly string[])[] = [
  ['dash'],
  ['bash'],
  ...(existsSync('/usr/bin/busybox') ? [['busybox', 'sh']] : []),
];

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly result: Promise<RunResult>;
  /** Settles once standard output holds this. */
  readonly printed: (text: string) => Promise<void>;
  /** Ctrl-C: the shell and curl both get it. */
  readonly interrupt: () => void;
}

export interface BrokerFixture extends BrokerIntents {
  readonly broker: Broker;
  readonly home: string;
  readonly log: FakeLog;
  readonly socket: string;
  /** Runs the client to its end. */
  latchkey(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  start(args: readonly string[], options?: RunOptions): Run;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly shell?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly script?: string;
  readonly cwd?: string;
  readonly input?: string;
}

/** A folder that only this user can write; `remove` it at the end. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'latchkey-broker-'));
}

export function brokerFor(
  intents: BrokerIntents,
  home: string,
  socket: string,
  log = createFakeLog(),
): Broker {
  return createBroker({
    intents: intents.intents,
    clock: createFakeClock(testNow),
    log,
    translate: createTranslate('en'),
    timeStyle: { locale: 'en', timeZone: 'UTC' },
    environment: { LATCHKEY_SOCKET: socket },
    home,
    userId: process.getuid?.() ?? 0,
    processId: process.pid,
    secretStorage: () => 'memory-only',
  });
}

/** A listening broker over fake intents, with the real client. */
export async function startFixture(intents: BrokerIntents = createBrokerIntents()): Promise<BrokerFixture> {
  const home = temporaryFolder();
  const socket = join(home, 'run/agent.sock');
  const log = createFakeLog();
  const broker = brokerFor(intents, home, socket, log);
  const started = await broker.start();
  if (!started.ok) {
    throw new Error(started.error.message);
  }
  const start = (args: readonly string[], options: RunOptions = {}) =>
    runClient(args, { ...options, env: { HOME: home, LATCHKEY_SOCKET: socket, ...options.env } });
  return {
    intents: intents.intents,
    calls: intents.calls,
    change: intents.change,
    broker,
    home,
    log,
    socket,
    start,
    latchkey: (args, options) => start(args, options).result,
    async close() {
      await broker.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Runs the client with nothing in its environment but PATH and what is given. */
export function runClient(args: readonly string[], options: RunOptions = {}): Run {
  const [program = 'dash', ...programArgs] = options.shell ?? ['dash'];
  const child = spawn(program, [...programArgs, options.script ?? client, ...args], {
    env: { PATH: '/usr/bin:/bin', ...options.env },
    cwd: options.cwd ?? '/',
    detached: true,
    stdio: 'pipe',
  });
  // The client may have ended before it is read.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  const stdout = () => Buffer.concat(out).toString('utf8');
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const result = new Promise<RunResult>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) =>
      done({ code, stdout: stdout(), stderr: Buffer.concat(errors).toString('utf8') }),
    );
  });
  return {
    child,
    result,
    printed: (text) =>
      new Promise((done, failed) => {
        const look = () => stdout().includes(text) && done();
        child.stdout.on('data', look);
        child.on('close', () => failed(new Error(`ended without printing ${text}`)));
        look();
      }),
    interrupt() {
      if (child.pid !== undefined) {
        process.kill(-child.pid, 'SIGINT');
      }
    },
  };
}
