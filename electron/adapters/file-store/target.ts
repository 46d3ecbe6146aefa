import type { BigIntStats } from 'node:fs';
import { lstat, mkdir, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { codeOf, unsafeTarget } from './fs-errors.ts';

/** Where a path leads to. */
export interface Target {
  /** Free of symbolic links, as far as it exists. */
  readonly realPath: string;
  readonly exists: boolean;
  /** A link whose file is missing. */
  readonly dangling: boolean;
}

const MOST_LINKS = 40;

/** Follows symbolic links (dotfile managers make them), also to where nothing is yet. */
export async function resolveTarget(path: string): Promise<Target> {
  let current = resolve(path);
  for (let links = 0; links < MOST_LINKS; links += 1) {
    try {
      return { realPath: await realpath(current), exists: true, dangling: false };
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
    const directory = await realDirectory(dirname(current));
    const entry = join(directory ?? dirname(current), basename(current));
    const link = await linkAt(entry);
    if (link === null) return { realPath: entry, exists: false, dangling: links > 0 };
    current = resolve(dirname(entry), link);
  }
  throw unsafeTarget(path, 'link-loop');
}

/** Makes the directory of a new file, if it is missing, and refuses one that others could tamper with. */
export async function prepareDirectory(path: string, target: Target, mode: number): Promise<void> {
  const directory = dirname(target.realPath);
  if (!target.exists && (await realDirectory(directory)) === null) {
    if (target.dangling) throw unsafeTarget(path, 'dangling-link');
    checkDirectory(path, await stat(await nearestDirectory(path, directory), { bigint: true }));
    await mkdir(directory, { recursive: true, mode });
  }
  checkDirectory(path, await stat(directory, { bigint: true }));
}

/** Refuses what must not be replaced: other people's files, hard links, anything that is no regular file. */
export function checkFile(path: string, stats: BigIntStats): void {
  if (!stats.isFile()) throw unsafeTarget(path, 'not-a-file');
  if (!isOwn(stats)) throw unsafeTarget(path, 'owner');
  if (stats.nlink > 1n) throw unsafeTarget(path, 'hard-link');
}

function checkDirectory(path: string, stats: BigIntStats): void {
  if (!stats.isDirectory()) throw unsafeTarget(path, 'not-a-directory');
  if (process.geteuid === undefined || process.getegid === undefined) return;
  // Root could do anything anyway; any other owner could swap our file.
  if (!isOwn(stats) && stats.uid !== 0n) throw unsafeTarget(path, 'directory-owner');
  const sticky = (stats.mode & 0o1000n) !== 0n;
  const others = (stats.mode & 0o002n) !== 0n;
  const foreignGroup = (stats.mode & 0o020n) !== 0n && stats.gid !== BigInt(process.getegid());
  if ((others || foreignGroup) && !sticky) throw unsafeTarget(path, 'directory-writable');
}

function isOwn(stats: BigIntStats): boolean {
  return process.geteuid === undefined || stats.uid === BigInt(process.geteuid());
}

async function nearestDirectory(path: string, missing: string): Promise<string> {
  for (let directory = missing; ; directory = dirname(directory)) {
    if ((await realDirectory(directory)) !== null) return directory;
    if ((await linkAt(directory)) !== null) throw unsafeTarget(path, 'dangling-link');
    if (directory === dirname(directory)) throw unsafeTarget(path, 'not-a-directory');
  }
}

async function realDirectory(directory: string): Promise<string | null> {
  try {
    return await realpath(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function linkAt(path: string): Promise<string | null> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
