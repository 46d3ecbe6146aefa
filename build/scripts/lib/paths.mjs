/** Where things are in a checkout; every script starts from here, whatever the current folder is. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of `package.json`. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** @param {string[]} parts path below the project root */
export const inProject = (...parts) => join(projectRoot, ...parts);

/**
 * The Node that the build tools run on: Node 24 from the npm package for this system where that is installed (the
 * system's own may be 20, which Forge and type stripping do not accept), else the Node that runs this script.
 */
export function toolNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const packaged = inProject('node_modules', `node-${system}-${process.arch}`, executable);
  return existsSync(packaged) ? packaged : process.execPath;
}
