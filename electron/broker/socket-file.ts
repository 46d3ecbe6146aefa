import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, rename, stat, unlink } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { SocketPlace } from './socket-path.ts';
import type { SocketProblemReason } from './socket-problem.ts';

const privateDirectory = 0o700;
const privateSocket = 0o600;
const writableByOthers = 0o022;

/** A socket under its public name. */
export interface SocketFile {
  /** Takes the name away if it still leads to this socket. */
  remove(): Promise<void>;
}

/**
 * Makes `server` listen at `place`: folder 0700, socket 0600, both of this user. A socket that nobody answers on is
 * replaced; a live one, and anything that is not a socket of this user, is left alone. The name appears when the socket
 * already has its mode. Reasons of a refusal: `directory-unsafe`, `not-a-socket`, `in-use`, `failed`.
 */
export async function publishSocket(
  server: Server,
  place: SocketPlace,
  userId: number,
): Promise<Result<SocketFile, SocketProblemReason>> {
  try {
    if (!(await prepareDirectory(place, userId))) {
      return err('directory-unsafe');
    }
    const taken = await clearStale(place.path, userId);
    if (taken !== null) {
      return err(taken);
    }
    // Listening under another name first: a name that exists is always one that answers, and Node, which unlinks the
    // path it bound when a server closes, can never take away the socket of another process.
    const unpublished = join(dirname(place.path), `.${process.pid.toString(36)}`);
    await unlinkIfThere(unpublished);
    await listen(server, unpublished);
    await chmod(unpublished, privateSocket);
    const own = await lstat(unpublished);
    await rename(unpublished, place.path);
    return ok({
      async remove() {
        const found = await lstatIfThere(place.path);
        if (found !== null && isSameFile(found, own)) {
          await unlinkIfThere(place.path);
        }
      },
    });
  } catch (error) {
    if (isSystemError(error)) {
      return err('failed');
    }
    throw error;
  }
}

async function prepareDirectory(place: SocketPlace, userId: number): Promise<boolean> {
  for (const directory of place.ownDirectories) {
    await mkdir(directory, { recursive: true, mode: privateDirectory });
    const found = await lstat(directory);
    if (!found.isDirectory() || found.uid !== userId) {
      return false;
    }
    if ((found.mode & 0o777) !== privateDirectory) {
      await chmod(directory, privateDirectory);
    }
  }
  const directory = dirname(place.path);
  await mkdir(directory, { recursive: true, mode: privateDirectory });
  const found = await stat(directory);
  return found.isDirectory() && found.uid === userId && (found.mode & writableByOthers) === 0;
}

/** Null when the name is free now. */
async function clearStale(path: string, userId: number): Promise<SocketProblemReason | null> {
  const found = await lstatIfThere(path);
  if (found === null) {
    return null;
  }
  if (!found.isSocket() || found.uid !== userId) {
    return 'not-a-socket';
  }
  if (await isAnswered(path)) {
    return 'in-use';
  }
  const again = await lstatIfThere(path);
  if (again !== null && !isSameFile(again, found)) {
    return 'in-use';
  }
  await unlinkIfThere(path);
  return null;
}

/** Anything but a refusal counts as an answer: a server too busy to accept is alive. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', (error) => {
      const code = isSystemError(error) ? error.code : '';
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT');
    });
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The bind itself happens inside this call, so that nobody else sees the narrowed mask.
    const mask = process.umask(0o177);
    try {
      server.listen(path, () => {
        server.removeListener('error', reject);
        resolve();
      });
    } finally {
      process.umask(mask);
    }
  });
}

async function lstatIfThere(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') {
      return null;
    }
    throw error;
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') {
      throw error;
    }
  }
}

function isSameFile(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.dev === b.dev;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
