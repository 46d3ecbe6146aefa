/** Runs a program of the checkout as an ordinary user, with a HOME of its own: by itself or in the private desktop of test/desktop. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { projectRoot, toolNode } from './paths.mjs';
import { run } from './run.mjs';
import { reachableCheckout, resultsFolder, unprivilegedUser } from './unprivileged.mjs';

/**
 * What a program learns from its environment:
 * `LATCHKEY_TEST_ELECTRON` the Electron executable, `LATCHKEY_TEST_OUT` the folder for results, and
 * `LATCHKEY_TEST_NO_SANDBOX=1` where this machine gives ordinary users no sandbox.
 * @typedef {{ electron: string, name: string, desktop: boolean, asRoot?: boolean, env?: Readonly<Record<string, string>> }} Surroundings
 */

/** Whether this machine lets an ordinary user have the namespaces that Chromium's sandbox is made of. */
export function hasSandbox() {
  return (
    spawnSync('unshare', ['--user', 'true'], { ...unprivilegedUser(), cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}

/** @param {string} path @param {string} root */
function moved(path, root) {
  const below = relative(projectRoot, path);
  return below.startsWith('..') || isAbsolute(below) ? path : join(root, below);
}

/**
 * Variables that would lead a program back to the user's own files and accounts.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutOwnAccounts(env) {
  const own =
    /^(?:AWS_|ALIBABA_|ALIBABACLOUD_|ALICLOUD_|ALIYUN_|LATCHKEY_|XDG_|ELECTRON_|NODE_OPTIONS$|npm_|TMPDIR$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

/**
 * Runs `node script args…` in the checkout, as `nobody` when this process is root (unless `asRoot`); results land in `out/<name>`. `{out}`
 * in arguments and variables stands for the folder of results.
 * @param {readonly string[]} command a script below the project root and its arguments
 * @param {Surroundings} surroundings
 * @param {(results: string) => void} [read] is called with the folder of results before it is brought back
 * @returns {Promise<number>} its exit status
 */
export async function runInside([script = '', ...args], surroundings, read) {
  const user = surroundings.asRoot === true ? undefined : unprivilegedUser();
  const checkout = reachableCheckout(user);
  const results = resultsFolder(user, surroundings.name);
  const home = mkdtempSync(join(user === undefined ? tmpdir() : '/tmp', 'latchkey-home-'));
  if (user !== undefined) chownSync(home, user.uid, user.gid);
  /** @param {string} text */
  const placed = (text) => text.replace('{out}', results.folder);
  try {
    const node = moved(toolNode(), checkout.root);
    const env = {
      ...withoutOwnAccounts(process.env),
      PATH: [dirname(node), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(delimiter),
      HOME: home,
      LATCHKEY_TEST_ELECTRON: moved(surroundings.electron, checkout.root),
      LATCHKEY_TEST_OUT: results.folder,
      ...(hasSandbox() ? {} : { LATCHKEY_TEST_NO_SANDBOX: '1' }),
      ...Object.fromEntries(
        Object.entries(surroundings.env ?? {}).map(([name, value]) => [name, placed(value)]),
      ),
    };
    const program = [node, join(checkout.root, script), ...args.map(placed)];
    const [first = '', ...rest] = surroundings.desktop
      ? ['/usr/bin/python3', join(checkout.root, 'test/desktop/desktop.py'), '--', ...program]
      : program;
    const status = await run(first, rest, {
      cwd: checkout.root,
      env,
      ...(user === undefined ? {} : { user }),
    });
    read?.(results.folder);
    return status;
  } finally {
    results.collect();
    rmSync(home, { recursive: true, force: true });
    checkout.remove();
  }
}
