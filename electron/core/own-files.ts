import type { Result } from '../../shared/model/result.ts';
import type { FileStore, Fingerprint } from './ports.ts';

/** The text of a file; null where there is none, or none that can be read as text. */
export async function readText(files: FileStore, path: string): Promise<string | null> {
  const snapshot = await files.read(path);
  return snapshot.ok ? (snapshot.value?.text ?? null) : null;
}

/**
 * Puts a file of Latchkey's own in the place of whatever is there, for this user alone (security.md §6). Errors: those of
 * `FileStore.replace`; `config.changed-on-disk` where somebody else writes it at the same moment.
 */
export async function overwrite(files: FileStore, path: string, text: string): Promise<Result<Fingerprint>> {
  const before = await files.read(path);
  return files.replace(path, text, {
    expected: before.ok ? (before.value?.fingerprint ?? null) : null,
    createMode: 0o600,
    directoryMode: 0o700,
  });
}

/** Takes a file away in the state in which it is found. True if it was there and is gone. */
export async function removeFile(files: FileStore, path: string): Promise<boolean> {
  const before = await files.read(path);
  if (!before.ok || before.value === null) {
    return false;
  }
  const removed = await files.remove(path, before.value.fingerprint);
  return removed.ok && removed.value;
}
