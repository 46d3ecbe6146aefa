import { randomBytes } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from './fs-errors.ts';

const TEMP_NAME = /^\.latchkey-(\d+)-[0-9a-f]{24}\.tmp$/;

/** No write takes this long; an older file is left over, whoever has its process id now. */
const STALE_MS = 10 * 60 * 1000;

/** A name for a temporary file: tells who writes it, cannot be guessed, and is no `.json` that a reader would take. */
export function tempName(): string {
  return `.latchkey-${String(process.pid)}-${randomBytes(12).toString('hex')}.tmp`;
}

export function isTempName(name: string): boolean {
  return TEMP_NAME.test(name);
}

/**
 * Removes temporary files that a crash has left in these directories: only our own, whose writer is gone or which are
 * ten minutes old. Gives their paths. Never fails; a directory that cannot be read has none.
 */
export async function sweepLeftovers(directories: readonly string[]): Promise<string[]> {
  const removed: string[] = [];
  for (const directory of new Set(directories)) {
    const names = await readdir(directory).catch(() => []);
    for (const name of names) {
      const path = join(directory, name);
      if (await isLeftover(name, path)) await unlink(path).then(() => removed.push(path), ignore);
    }
  }
  return removed;
}

async function isLeftover(name: string, path: string): Promise<boolean> {
  const writer = TEMP_NAME.exec(name)?.[1];
  if (writer === undefined) return false;
  const stats = await lstat(path).catch(() => null);
  if (stats?.isFile() !== true) return false;
  if (process.geteuid !== undefined && stats.uid !== process.geteuid()) return false;
  return !isRunning(Number(writer)) || Date.now() - stats.mtimeMs > STALE_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return codeOf(error) !== 'ESRCH';
  }
}

function ignore(): void {
  // Somebody else was faster, or it is not ours to remove.
}
