import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

import { appError } from '../../../shared/model/app-error.ts';
import type { Fingerprint } from '../../core/ports.ts';
import { codeOf, FileError, unsafeTarget } from './fs-errors.ts';

/** A file's content and the state it was read in. */
export interface FileState {
  readonly bytes: Buffer;
  readonly stats: BigIntStats;
  readonly fingerprint: Fingerprint;
}

/** Files above this size are not read (security.md §0.12). */
const LARGEST = 16 * 1024 * 1024;

/** A file that was written less than this ago may still be in the middle of it. */
const QUIET_MS = 30;
const MOST_WAITS = 40;

/** Windows has neither of these flags. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

/** Follows no link, never waits for the other end of a pipe. */
const READ_FLAGS = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

/** Makes a file that was not there, and follows no link. */
export const CREATE_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | O_NOFOLLOW;

/** Opens a regular file for reading; null where there is none. `shownPath` goes into errors. */
export async function openForReading(realPath: string, shownPath: string): Promise<FileHandle | null> {
  let handle: FileHandle;
  try {
    handle = await open(realPath, READ_FLAGS);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    // A socket cannot be opened at all.
    if (codeOf(error) === 'ENXIO') throw unsafeTarget(shownPath, 'not-a-file');
    throw error;
  }
  const stats = await handle.stat({ bigint: true });
  if (stats.isFile()) return handle;
  await handle.close();
  throw unsafeTarget(shownPath, 'not-a-file');
}

/**
 * Reads an open file as one state: again if it changed meanwhile, and, unless `isOurs` says that we wrote this state,
 * only when nobody has written to it for a moment. Programs that write in place empty the file first.
 */
export async function readState(
  handle: FileHandle,
  shownPath: string,
  isOurs: (stats: BigIntStats) => boolean = () => false,
): Promise<FileState> {
  for (let waits = 0; ; waits += 1) {
    const stats = await handle.stat({ bigint: true });
    if (stats.size > LARGEST) throw new FileError(appError('config.too-large', { file: shownPath }));
    if (waits < MOST_WAITS && isFresh(stats) && !isOurs(stats)) {
      await wait(QUIET_MS);
      continue;
    }
    const bytes = await readAll(handle, Number(stats.size));
    const after = await handle.stat({ bigint: true });
    if (waits >= MOST_WAITS || isSameState(stats, after)) return stateOf(bytes, after);
    await wait(QUIET_MS);
  }
}

/** Whether nobody has written between two looks at a file. A rename changes neither. */
export function isSameState(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.size === other.size && one.mtimeNs === other.mtimeNs;
}

export function isSameFingerprint(one: Fingerprint | null, other: Fingerprint | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.inode === other.inode &&
    one.size === other.size &&
    one.modifiedNs === other.modifiedNs &&
    one.sha256 === other.sha256
  );
}

/** The fingerprint of these bytes in this state. */
export function stateOf(bytes: Buffer, stats: BigIntStats): FileState {
  return {
    bytes,
    stats,
    fingerprint: {
      inode: String(stats.ino),
      size: bytes.length,
      modifiedNs: String(stats.mtimeNs),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
}

/** Strict; a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isFresh(stats: BigIntStats): boolean {
  const age = Date.now() - Number(stats.mtimeMs);
  return age >= 0 && age < QUIET_MS;
}

async function readAll(handle: FileHandle, size: number): Promise<Buffer> {
  // One byte more than expected, so that growth shows.
  const buffer = Buffer.alloc(size + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}
