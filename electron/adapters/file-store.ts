import { realpathSync, unlinkSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { err, ok } from '../../shared/model/result.ts';
import type { Result } from '../../shared/model/result.ts';
import type { FileStore, Fingerprint } from '../core/ports.ts';
import { decodeUtf8, isSameState, openForReading, readState } from './file-store/file-state.ts';
import { codeOf, toAppError } from './file-store/fs-errors.ts';
import { expectState, expectStill, replaceFile, syncDirectory } from './file-store/replace.ts';
import type { OnStep } from './file-store/replace.ts';
import { checkFile, prepareDirectory, resolveTarget } from './file-store/target.ts';
import { isTempName } from './file-store/temp-files.ts';
import { watchPath } from './file-store/watch.ts';

export { sweepLeftovers } from './file-store/temp-files.ts';

export interface FileStoreOptions {
  /** Called before each step of a replacement; see `OnStep`. */
  readonly onStep?: OnStep;
}

/** The file system by the rules of security.md §6. Errors carry `file`, most of them also `reason`. */
export function createFileStore(options: FileStoreOptions = {}): FileStore {
  const onStep = options.onStep ?? (() => undefined);
  const queues = new Map<string, Promise<unknown>>();
  /** States that we wrote, by real path: nobody else is in the middle of writing them. */
  const written = new Map<string, BigIntStats>();

  return {
    async read(path) {
      try {
        const target = await resolveTarget(path);
        const handle = await openForReading(target.realPath, path);
        if (handle === null) return ok(null);
        try {
          const own = written.get(target.realPath);
          const state = await readState(
            handle,
            path,
            (stats) => own !== undefined && isSameState(stats, own),
          );
          return ok({
            path,
            realPath: target.realPath,
            text: decodeUtf8(state.bytes),
            fingerprint: state.fingerprint,
            mode: Number(state.stats.mode & 0o777n),
          });
        } finally {
          await handle.close();
        }
      } catch (error) {
        return err(toAppError(error, path, 'read'));
      }
    },

    async replace(path, text, replacing): Promise<Result<Fingerprint>> {
      try {
        const state = await replaceFile(path, text, replacing, onStep);
        written.set((await resolveTarget(path)).realPath, state.stats);
        return ok(state.fingerprint);
      } catch (error) {
        return err(toAppError(error, path, 'write'));
      }
    },

    async remove(path, expected) {
      try {
        const target = await resolveTarget(path);
        const handle = await openForReading(target.realPath, path);
        if (handle === null) return ok(false);
        try {
          checkFile(path, await handle.stat({ bigint: true }));
          await prepareDirectory(path, target, 0o700);
          const state = expected === null ? null : await expectState(path, target.realPath, handle, expected);
          if (state !== null) expectStill(path, target.realPath, state);
          unlinkSync(target.realPath);
          await syncDirectory(dirname(target.realPath));
          return ok(true);
        } finally {
          await handle.close();
        }
      } catch (error) {
        return codeOf(error) === 'ENOENT' ? ok(false) : err(toAppError(error, path, 'write'));
      }
    },

    async list(directory) {
      try {
        const names = await readdir(directory);
        return ok(names.filter((name) => !isTempName(name)).sort());
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return ok([]);
        return err(toAppError(error, directory, 'read'));
      }
    },

    watch: watchPath,

    async exclusive(path, task) {
      const key = queueOf(path);
      const before = queues.get(key) ?? Promise.resolve();
      const turn = before.then(task, task);
      queues.set(key, turn);
      try {
        return await turn;
      } finally {
        if (queues.get(key) === turn) queues.delete(key);
      }
    },
  };
}

/** Two ways to one file share a queue. Synchronous, so that tasks keep the order in which they were given. */
function queueOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
