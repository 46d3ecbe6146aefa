import { spawn } from 'node:child_process';

/** How a program ended. */
export interface Ended {
  /** The exit code; 128 + n after signal n is not used, a signal is an error. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** It is ended, and the run fails, after so long. Default 60. */
  readonly seconds?: number;
  /** What it reads on standard input; nothing if absent. */
  readonly input?: string;
  /** Told standard output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a program to its end, whatever its exit code. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const { seconds = 60 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: options.env,
      cwd: options.cwd ?? '/',
      stdio: 'pipe',
    });
    // It may end before it has read all.
    child.stdin.on('error', () => undefined).end(options.input);
    let stdout = '';
    let stderr = '';
    const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      options.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      if (code === null) {
        reject(new Error(`${program} ended by ${signal ?? 'nothing'} after at most ${seconds} s: ${stderr}`));
      } else {
        resolve({ code, stdout, stderr });
      }
    });
  });
}

/** Runs a program that must succeed, and gives what it printed. */
export async function output(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args[0] ?? ''} ended with ${code}: ${stderr}`);
  return stdout;
}
