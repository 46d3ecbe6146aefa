import type { Result } from '../model/result.ts';

/** Identifies one state of one file: inode, size, modification time in ns and SHA-256. Null stands for "no such file". */
export interface Fingerprint {
  readonly inode: string;
  readonly size: number;
  readonly modifiedNs: string;
  readonly sha256: string;
}

export interface FileSnapshot {
  /** The path asked for. */
  readonly path: string;
  /** Where a symbolic link leads to; writes go there (security.md §6.3). */
  readonly realPath: string;
  /** Decoded strictly; null where the bytes are not UTF-8. A BOM is kept. */
  readonly text: string | null;
  readonly fingerprint: Fingerprint;
  /** Permission bits, e.g. 0o600. */
  readonly mode: number;
}

export interface ReplaceOptions {
  /** The state the new text was made from; anything else found just before the rename is `config.changed-on-disk`. */
  readonly expected: Fingerprint | null;
  /** Mode of a file that does not exist yet; an existing one keeps its mode. */
  readonly createMode: number;
  /** Takes every right of group and others from a file that is there: for one that keys are put into. */
  readonly ownerOnly?: boolean;
  /** Mode of directories that have to be made. */
  readonly directoryMode: number;
  /**
   * How long to stay with the file after the rename (milliseconds, default 0). Programs that write in place, such as the
   * AWS CLI, may have read or opened the old file before it; if one shows itself in this time, its state is what stands
   * in the end and the result is `config.changed-on-disk`.
   */
  readonly settleMs?: number;
}

/**
 * Reads and replaces whole files (security.md §6). Every failure is a value: `config.read-failed`, `config.too-large`,
 * `config.unsafe-target`, `config.read-only`, `config.disk-full`, `config.changed-on-disk`, `config.write-failed`.
 */
export interface FileStore {
  /** Null where there is no such file. */
  read(path: string): Promise<Result<FileSnapshot | null>>;
  /** Atomic and durable: a reader sees the old or the new text, never a part. Gives the new state. */
  replace(path: string, text: string, options: ReplaceOptions): Promise<Result<Fingerprint>>;
  /** Removes the file if it is still in the expected state. True if it was there. */
  remove(path: string, expected: Fingerprint | null): Promise<Result<boolean>>;
  /** Names in a directory; empty where there is none. */
  list(directory: string): Promise<Result<readonly string[]>>;
  /** Tells of changes to a file or to the entries of a directory, also where it does not exist yet. Call the result to stop. */
  watch(path: string, changed: () => void): () => void;
  /** Runs tasks for one path one after the other. */
  exclusive<T>(path: string, task: () => Promise<T>): Promise<T>;
}

/** Digests, lower-case hex. */
export interface Hash {
  sha1(text: string): string;
  sha256(text: string): string;
}
