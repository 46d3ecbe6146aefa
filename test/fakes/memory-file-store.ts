import { createHash } from 'node:crypto';
import { posix } from 'node:path';

import type {
  FileSnapshot,
  FileStore,
  Fingerprint,
  ReplaceOptions,
} from '../../shared/config-files/file-store.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AppError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import type { Result } from '../../shared/model/result.ts';

interface Entry {
  readonly bytes: Buffer;
  readonly mode: number;
  readonly fingerprint: Fingerprint;
}

/** A FileStore in memory, with hands for foreign writers and failures. POSIX paths. */
export class MemoryFileStore implements FileStore {
  readonly #files = new Map<string, Entry>();
  readonly #directories = new Map<string, number>();
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #watchers = new Map<() => void, string>();
  readonly #failures: AppError[] = [];
  readonly #beforeReplace: ((path: string) => void)[] = [];
  #states = 0;

  /** What a foreign program does: writes whatever it likes, at once. */
  foreignWrite(path: string, content: string | Uint8Array, mode?: number): void {
    const bytes = Buffer.from(content);
    this.#put(path, bytes, mode ?? this.#files.get(path)?.mode ?? 0o644);
  }

  /** The same where the system tells nobody, as when it is short of watches. */
  foreignWriteUnseen(path: string, content: string): void {
    const listeners = [...this.#watchers];
    this.#watchers.clear();
    this.foreignWrite(path, content);
    for (const [listener, watched] of listeners) this.#watchers.set(listener, watched);
  }

  foreignRemove(path: string): void {
    if (this.#files.delete(path)) this.#tell(path);
  }

  /** The next write or removal fails so. */
  failNext(error: AppError): void {
    this.#failures.push(error);
  }

  /** Runs once, just before the next replacement looks at the file. */
  beforeNextReplace(task: (path: string) => void): void {
    this.#beforeReplace.push(task);
  }

  textOf(path: string): string | null {
    return this.#files.get(path)?.bytes.toString('utf8') ?? null;
  }

  modeOf(path: string): number | null {
    return this.#files.get(path)?.mode ?? this.#directories.get(path) ?? null;
  }

  get paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  read(path: string): Promise<Result<FileSnapshot | null>> {
    const entry = this.#files.get(path);
    if (entry === undefined) return Promise.resolve(ok(null));
    return Promise.resolve(
      ok({
        path,
        realPath: path,
        text: decode(entry.bytes),
        fingerprint: entry.fingerprint,
        mode: entry.mode,
      }),
    );
  }

  replace(path: string, text: string, options: ReplaceOptions): Promise<Result<Fingerprint>> {
    this.#beforeReplace.shift()?.(path);
    const failure = this.#failures.shift();
    if (failure !== undefined) return Promise.resolve(err(failure));
    const entry = this.#files.get(path);
    if (!isSame(entry?.fingerprint ?? null, options.expected)) {
      return Promise.resolve(err(appError('config.changed-on-disk', { file: path })));
    }
    for (let parent = posix.dirname(path); parent !== posix.dirname(parent); parent = posix.dirname(parent)) {
      if (!this.#directories.has(parent)) this.#directories.set(parent, options.directoryMode);
    }
    return Promise.resolve(ok(this.#put(path, Buffer.from(text), modeAfter(entry?.mode, options))));
  }

  remove(path: string, expected: Fingerprint | null): Promise<Result<boolean>> {
    const failure = this.#failures.shift();
    if (failure !== undefined) return Promise.resolve(err(failure));
    const entry = this.#files.get(path);
    if (entry === undefined) return Promise.resolve(ok(false));
    if (expected !== null && !isSame(entry.fingerprint, expected)) {
      return Promise.resolve(err(appError('config.changed-on-disk', { file: path })));
    }
    this.#files.delete(path);
    this.#tell(path);
    return Promise.resolve(ok(true));
  }

  list(directory: string): Promise<Result<readonly string[]>> {
    const names = this.paths.filter((path) => posix.dirname(path) === directory);
    return Promise.resolve(ok(names.map((path) => posix.basename(path))));
  }

  watch(path: string, changed: () => void): () => void {
    // A fresh key, so that one listener can watch twice.
    const listener = () => {
      changed();
    };
    this.#watchers.set(listener, path);
    return () => {
      this.#watchers.delete(listener);
    };
  }

  async exclusive<T>(path: string, task: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(path) ?? Promise.resolve();
    const turn = before.then(task, task);
    this.#queues.set(path, turn);
    return turn;
  }

  #put(path: string, bytes: Buffer, mode: number): Fingerprint {
    this.#states += 1;
    const fingerprint = {
      inode: String(this.#states),
      size: bytes.length,
      modifiedNs: String(this.#states),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
    this.#files.set(path, { bytes, mode, fingerprint });
    this.#tell(path);
    return fingerprint;
  }

  #tell(path: string): void {
    for (const [listener, watched] of this.#watchers) {
      if (watched === path || watched === posix.dirname(path)) queueMicrotask(listener);
    }
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isSame(one: Fingerprint | null, other: Fingerprint | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function modeAfter(before: number | undefined, { createMode, ownerOnly = false }: ReplaceOptions): number {
  return before === undefined ? createMode : ownerOnly ? before & 0o700 : before;
}
