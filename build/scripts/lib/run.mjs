/** Child processes. Signals that end a script are handed to the child first, so that nothing is left behind. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { projectRoot } from './paths.mjs';

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number, stdout?: 'stderr' | 'none', user?: { uid: number, gid: number } }} RunOptions */

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options] `quiet` drops all output, `stdout` moves or drops that part of it; `timeoutMs` ends the command with SIGTERM
 * @returns {Promise<number>} the exit status; 128 + n for signal n, 127 when the command does not exist
 */
export function run(command, args, options = {}) {
  const out =
    options.quiet === true || options.stdout === 'none'
      ? 'ignore'
      : options.stdout === 'stderr'
        ? 2
        : 'inherit';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? projectRoot,
      env: options.env ?? process.env,
      ...options.user,
      stdio: [
        options.quiet === true ? 'ignore' : 'inherit',
        out,
        options.quiet === true ? 'ignore' : 'inherit',
      ],
    });
    const handlers = forwarded.map((signal) => {
      const handler = () => child.kill(signal);
      process.on(signal, handler);
      return { signal, handler };
    });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGTERM'), options.timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      for (const { signal, handler } of handlers) process.off(signal, handler);
    };
    child.on('error', (error) => {
      settle();
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') resolve(127);
      else reject(error);
    });
    child.on('close', (status, signal) => {
      settle();
      resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
