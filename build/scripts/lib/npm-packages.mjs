/** The npm packages of the lock file. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { inProject } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupError } from './terminal.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockEntry
 * @typedef {Record<string, LockEntry>} LockPackages
 */

/**
 * Compares what is installed with what the lock file wants, by content: file times say nothing after a copy or a
 * `git checkout`.
 * @param {LockPackages} wanted `packages` of package-lock.json
 * @param {LockPackages} installed `packages` of node_modules/.package-lock.json
 * @returns {boolean}
 */
export function isInstalled(wanted, installed) {
  const expected = Object.entries(wanted).filter(([path]) => path !== '');
  const complete = expected.every(([path, entry]) => {
    const found = installed[path];
    // Optional packages of other systems are left out by npm.
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
  return complete && Object.keys(installed).every((path) => wanted[path] !== undefined);
}

/** @param {string} path @returns {LockPackages | undefined} */
function readPackages(path) {
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** Runs `npm ci` unless the packages of the lock file are already there. */
export async function ensureNpmPackages() {
  const wanted = readPackages(inProject('package-lock.json'));
  if (wanted === undefined) throw new SetupError('package-lock.json is missing: is this a whole checkout?');
  const installed = readPackages(inProject('node_modules/.package-lock.json'));
  if (installed !== undefined && isInstalled(wanted, installed)) return;

  say(
    installed === undefined
      ? 'Installing the npm packages'
      : 'The npm packages are not those of the lock file: installing again',
  );
  const status = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: withoutProjectBin(process.env),
    stdout: 'stderr',
  });
  if (status !== 0) throw new SetupError(`npm ci failed (status ${String(status)}); the reason is above.`);
}

/**
 * `npm run` puts node_modules/.bin first on PATH, and with it the packaged Node that `npm ci` is about to delete.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutProjectBin(env) {
  const kept = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((part) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(part));
  return { ...env, PATH: kept.join(delimiter) };
}
