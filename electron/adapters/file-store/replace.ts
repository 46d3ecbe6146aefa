import { constants, lstatSync, renameSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { link, open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { appError } from '../../../shared/model/app-error.ts';
import type { Fingerprint, ReplaceOptions } from '../../core/ports.ts';
import {
  CREATE_FLAGS,
  isSameFingerprint,
  isSameState,
  openForReading,
  readState,
  stateOf,
} from './file-state.ts';
import type { FileState } from './file-state.ts';
import { codeOf, FileError } from './fs-errors.ts';
import { checkFile, prepareDirectory, resolveTarget } from './target.ts';
import { tempName } from './temp-files.ts';

/** The steps of a replacement, in their order. */
export const replaceSteps = [
  'create',
  'write',
  'sync',
  'compare',
  'rename',
  'sync-directory',
  'settle',
  'done',
] as const;

export type ReplaceStep = (typeof replaceSteps)[number];

/** Called before each step; what it throws is taken as the failure of that step. Tests crash and fail writes with it. */
export type OnStep = (step: ReplaceStep) => void;

/**
 * Replaces a file by security.md §6.2–6.4: new content goes into a temporary file beside it, is synced, and takes its
 * place by a rename if the file is still in the expected state. Throws {@link FileError} or what node:fs throws.
 */
export async function replaceFile(
  path: string,
  text: string,
  options: ReplaceOptions,
  onStep: OnStep,
): Promise<FileState> {
  const target = await resolveTarget(path);
  await prepareDirectory(path, target, options.directoryMode);
  const { realPath } = target;
  const old = await openForReading(realPath, path);
  try {
    const oldStats = old === null ? null : await old.stat({ bigint: true });
    if (oldStats !== null) checkFile(path, oldStats);
    const bytes = Buffer.from(text, 'utf8');
    const written = await putInPlace(path, realPath, bytes, oldStats, options, old, onStep);
    onStep('settle');
    if ((options.settleMs ?? 0) > 0) {
      await wait(options.settleMs);
      await expectQuiet(path, realPath, old, options.expected, written);
    }
    onStep('done');
    return written;
  } finally {
    await old?.close();
  }
}

/** Makes entries of a directory survive a power cut. Not every system can; then the rename is still atomic. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}

/** Compares a file with the state that somebody expects; gives what {@link expectStill} needs. */
export async function expectState(
  path: string,
  realPath: string,
  handle: FileHandle | null,
  expected: Fingerprint | null,
): Promise<BigIntStats | null> {
  const current = handle === null ? null : await readState(handle, path, () => true);
  const moved = (await resolveTarget(path)).realPath !== realPath;
  if (moved || !isSameFingerprint(current?.fingerprint ?? null, expected)) throw changedOnDisk(path);
  return current?.stats ?? null;
}

/**
 * The very last look. Synchronous like the call that must follow it at once: between the two nobody else can rename a
 * file of theirs into the place, but for a few microseconds.
 */
export function expectStill(path: string, realPath: string, stats: BigIntStats): void {
  const now = lstatSync(realPath, { bigint: true, throwIfNoEntry: false });
  if (now === undefined || !isSameState(now, stats)) throw changedOnDisk(path);
}

async function putInPlace(
  path: string,
  realPath: string,
  bytes: Buffer,
  oldStats: BigIntStats | null,
  options: Pick<ReplaceOptions, 'expected' | 'createMode' | 'ownerOnly'>,
  old: FileHandle | null,
  onStep: OnStep,
): Promise<FileState> {
  const directory = dirname(realPath);
  const temp = join(directory, tempName());
  let placed = false;
  try {
    onStep('create');
    const written = await writeTemp(temp, bytes, oldStats, options, onStep);
    onStep('compare');
    const compared = await expectState(path, realPath, old, options.expected);
    // An open file cannot be replaced there.
    if (process.platform === 'win32') await old?.close();
    onStep('rename');
    await (compared === null ? placeNew(path, temp, realPath) : renameOver(path, temp, realPath, compared));
    placed = true;
    onStep('sync-directory');
    await syncDirectory(directory);
    return written;
  } finally {
    if (!placed) await unlink(temp).catch(ignore);
  }
}

async function writeTemp(
  temp: string,
  bytes: Buffer,
  oldStats: BigIntStats | null,
  { createMode, ownerOnly = false }: Pick<ReplaceOptions, 'createMode' | 'ownerOnly'>,
  onStep: OnStep,
): Promise<FileState> {
  const handle = await open(temp, CREATE_FLAGS, oldStats === null ? createMode : 0o600);
  try {
    if (oldStats !== null) await takeOver(handle, oldStats, ownerOnly);
    onStep('write');
    await handle.writeFile(bytes);
    onStep('sync');
    await handle.sync();
    return stateOf(bytes, await handle.stat({ bigint: true }));
  } finally {
    await handle.close();
  }
}

/** Gives the new file group and mode of the old one; the rights of a group that cannot be kept go to no other. */
async function takeOver(handle: FileHandle, old: BigIntStats, ownerOnly: boolean): Promise<void> {
  const stats = await handle.stat({ bigint: true });
  let mode = Number(old.mode & 0o777n);
  if (stats.gid !== old.gid) {
    await handle.chown(Number(stats.uid), Number(old.gid)).catch(() => {
      mode &= 0o707;
    });
  }
  await handle.chmod(ownerOnly ? mode & 0o700 : mode);
}

/** A file that somebody else makes in the same moment is not written over. */
async function placeNew(path: string, temp: string, realPath: string): Promise<void> {
  try {
    await link(temp, realPath);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw changedOnDisk(path);
    // Some file systems have no hard links.
    await renameOver(path, temp, realPath, null);
    return;
  }
  await unlink(temp);
}

/** On Windows a scanner or reader may hold the file for a moment. */
async function renameOver(
  path: string,
  temp: string,
  realPath: string,
  old: BigIntStats | null,
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      if (old !== null) expectStill(path, realPath, old);
      renameSync(temp, realPath);
      return;
    } catch (error) {
      const busy = ['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error));
      if (process.platform !== 'win32' || !busy || tries === 6) throw error;
      await wait(10 * 2 ** tries);
    }
  }
}

/**
 * Looks whether a program that writes in place came between: one that had read the old file has written over the new
 * one; or one that had the old file open has written into it, out of everybody's sight, and its text is put back.
 */
async function expectQuiet(
  path: string,
  realPath: string,
  old: FileHandle | null,
  expected: Fingerprint | null,
  written: FileState,
): Promise<void> {
  const current = await openForReading(realPath, path);
  try {
    const state =
      current === null ? null : await readState(current, path, (stats) => isSameState(stats, written.stats));
    if (!isSameFingerprint(state?.fingerprint ?? null, written.fingerprint)) throw changedOnDisk(path);
    if (old === null || process.platform === 'win32') return;
    const left = await readState(old, path);
    // A writer that has only emptied the file so far has nothing to put back.
    if (left.bytes.length === 0 || isSameFingerprint(left.fingerprint, expected)) return;
    const options = { expected: written.fingerprint, createMode: 0o600 };
    await putInPlace(path, realPath, left.bytes, written.stats, options, current, () => undefined);
    throw changedOnDisk(path);
  } finally {
    await current?.close();
  }
}

function changedOnDisk(file: string): FileError {
  return new FileError(appError('config.changed-on-disk', { file }));
}

function ignore(): void {
  // It is gone already.
}
