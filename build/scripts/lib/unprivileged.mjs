/**
 * Electron keeps its sandbox only for an ordinary user, and a test of file modes proves nothing as root. So what finds
 * itself root runs tests, demo and bench as `nobody`, from a copy of the checkout when `nobody` cannot enter the real one.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject, projectRoot } from './paths.mjs';
import { SetupError } from './terminal.mjs';

/** Debian's `nobody`: in every passwd file, which the session bus insists on. */
const nobody = { uid: 65534, gid: 65534 };

/** Left behind by a copy: history and results. */
const notStaged = new Set(['.git', 'out', '.tsc']);

/** @typedef {{ uid: number, gid: number }} User */

/** @returns {User | undefined} who runs the tests: undefined means the user of this process */
export function unprivilegedUser() {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/** @param {User} user @param {string} command @param {readonly string[]} args */
function succeedsAs(user, command, args) {
  return spawnSync(command, args, { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** @param {User} user */
function canEnter(user) {
  const check = `require('fs').accessSync(${JSON.stringify(inProject('node_modules'))}, 5)`;
  return succeedsAs(user, process.execPath, ['-e', check]);
}

/** True when the modes of all files let everyone read them, as after a clone under the usual umask. */
function modesAreOpen() {
  const closed = ['(', '!', '-perm', '-o=r', '-o', '-type', 'd', '!', '-perm', '-o=x', ')'];
  const skipped = [...notStaged].flatMap((name) => ['-path', inProject(name), '-prune', '-o']);
  const { status, stdout } = spawnSync(
    'find',
    [projectRoot, '-mindepth', '1', ...skipped, '!', '-type', 'l', ...closed, '-print', '-quit'],
    { encoding: 'utf8' },
  );
  return status === 0 && stdout === '';
}

/** @returns {string} a fresh folder that everyone can enter, where possible on the file system of the checkout */
function stagingFolder() {
  const device = statSync(projectRoot).dev;
  const candidates = ['/var/tmp', '/tmp', tmpdir()].filter((folder) => existsSync(folder));
  const parent = candidates.find((folder) => statSync(folder).dev === device) ?? candidates[0] ?? '/tmp';
  const folder = mkdtempSync(join(parent, 'latchkey-'));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * The checkout in a place where the user can read it: itself, or a copy by hard links, which is made in about a second.
 * @param {User | undefined} user
 * @returns {{ root: string, remove: () => void }}
 */
export function reachableCheckout(user) {
  if (user === undefined) return { root: projectRoot, remove: () => undefined };
  const open = modesAreOpen();
  if (open && canEnter(user)) return { root: projectRoot, remove: () => undefined };
  const folder = stagingFolder();
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  const root = join(folder, 'checkout');
  mkdirSync(root);
  const entries = readdirSync(projectRoot)
    .filter((name) => !notStaged.has(name))
    .map((name) => inProject(name));
  // A hard link has the modes of its original, which stay as they are: closed ones need a copy.
  const linked = open && spawnSync('cp', ['-al', '--', ...entries, root], { stdio: 'ignore' }).status === 0;
  if (!linked) {
    const copied = spawnSync('cp', ['-a', '--remove-destination', '--', ...entries, root]).status === 0;
    const opened = copied && spawnSync('chmod', ['-R', 'a+rX', root]).status === 0;
    if (!opened) {
      remove();
      throw new SetupError(`The checkout could not be copied to ${root}.`);
    }
  }
  return { root, remove };
}

/**
 * A folder for results that the user can write to.
 * @param {User | undefined} user
 * @param {string} name of the folder below `out/`; it is emptied
 * @returns {{ folder: string, collect: () => void }} `collect` brings the results to `out/<name>`
 */
export function resultsFolder(user, name) {
  const target = inProject('out', name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  if (user === undefined) return { folder: target, collect: () => undefined };
  const folder = mkdtempSync(join('/tmp', 'latchkey-out-'));
  chownSync(folder, user.uid, user.gid);
  return {
    folder,
    collect: () => {
      // Sockets and pipes are left behind with the programs that made them.
      /** @param {string} path */
      const isKept = (path) => {
        const kind = lstatSync(path);
        return !kind.isSocket() && !kind.isFIFO();
      };
      cpSync(folder, target, { recursive: true, verbatimSymlinks: true, filter: isKept });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
