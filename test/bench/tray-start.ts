import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { processorTicks, processTree, proportionalSetSize } from './processes.ts';

/** One start of a tray app: how long until its icon was registered, and what it takes when it has come to rest. */
export interface TrayStart {
  readonly milliseconds: number;
  readonly kilobytes: number;
  readonly processes: number;
}

const quietMs = 1000;
const patienceMs = 30_000;

/** Tells of icons as they are registered, on the clock of `process.hrtime`. */
export class TrayClock {
  readonly #process: ChildProcess;
  readonly #waiting: ((registration: { readonly at: bigint; readonly pid: number }) => void)[] = [];
  readonly ready: Promise<void>;

  constructor() {
    this.#process = spawn('/usr/bin/python3', [join(import.meta.dirname, 'tray-clock.py')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: this.#process.stdout! });
    this.ready = new Promise((resolve) => {
      lines.on('line', (line) => {
        if (line === 'ready') {
          resolve();
          return;
        }
        const [at, pid] = line.split(' ');
        this.#waiting.shift()?.({ at: BigInt(at ?? 0), pid: Number(pid) });
      });
    });
  }

  next(): Promise<{ readonly at: bigint; readonly pid: number }> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no tray icon appeared')), patienceMs);
      this.#waiting.push((registration) => {
        clearTimeout(late);
        resolve(registration);
      });
    });
  }

  stop(): void {
    this.#process.kill();
  }
}

/** Starts the app with a HOME of its own and measures it; it has ended when this settles. */
export async function measureStart(
  clock: TrayClock,
  electron: string,
  args: readonly string[],
  settle: boolean,
): Promise<TrayStart> {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  const registered = clock.next();
  const startedAt = process.hrtime.bigint();
  const app = spawn(electron, args, {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_RUNTIME_DIR: home },
    stdio: 'ignore',
  });
  try {
    const { at } = await registered;
    const pid = app.pid ?? 0;
    if (settle) {
      await untilQuiet(pid);
    }
    const tree = processTree(pid);
    return {
      milliseconds: Number(at - startedAt) / 1e6,
      kilobytes: proportionalSetSize(tree),
      processes: tree.length,
    };
  } finally {
    const ended = new Promise((resolve) => app.once('exit', resolve));
    app.kill();
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

/** Waits until the app has used no processor time for a while: it has done what it does after its start. */
async function untilQuiet(pid: number): Promise<void> {
  let before = -1;
  for (let waited = 0; waited < patienceMs; waited += quietMs) {
    const now = processorTicks(processTree(pid));
    if (now - before <= 1) {
      return;
    }
    before = now;
    await new Promise((resolve) => setTimeout(resolve, quietMs));
  }
}
