import { lstatSync, readlinkSync, realpathSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { isTempName } from './temp-files.ts';

/** Changes come in bursts (a rename alone is three events); one call tells of all within this time. */
const BURST_MS = 50;
const MOST_LINKS = 8;
const MOST_LOOKS = 32;

/** The names in a directory that matter; null for all. */
type Names = Set<string> | null;

interface Armed {
  readonly watcher: FSWatcher;
  readonly inode: bigint;
}

/**
 * Calls `changed` after a file, or an entry of a directory, has changed, come or gone. Follows links, and waits at the
 * nearest existing directory for what does not exist yet. Driven by events of the system alone. Call the result to stop.
 */
export function watchPath(path: string, changed: () => void): () => void {
  const armed = new Map<string, Armed>();
  let names = new Map<string, Names>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const disarm = (directory: string) => {
    armed.get(directory)?.watcher.close();
    armed.delete(directory);
  };

  const onEvent = (directory: string, name: string | null) => {
    if (stopped) return;
    const wanted = names.get(directory);
    // A directory that goes away is reported under its own name.
    const isOwn = name === null || name === basename(directory);
    const matters = wanted === null ? name === null || !isTempName(name) : wanted?.has(name ?? '') === true;
    if (!isOwn && !matters) return;
    arm();
    timer ??= setTimeout(() => {
      timer = null;
      if (!stopped) changed();
    }, BURST_MS);
  };

  const watchDirectory = (directory: string) => {
    const inode = inodeOf(directory);
    if (inode === null || armed.get(directory)?.inode === inode) return false;
    disarm(directory);
    try {
      const watcher = watch(directory, { persistent: false }, (_, name) => {
        onEvent(directory, name);
      });
      watcher.on('error', () => {
        disarm(directory);
        onEvent(directory, null);
      });
      armed.set(directory, { watcher, inode });
      return true;
    } catch {
      // The system is out of watches, or the directory has just gone: what is watched above it still tells.
      return false;
    }
  };

  const arm = () => {
    // What comes into a directory just before it is watched makes no event, so each new watch calls for another look.
    for (let looks = 0, grown = true; grown && looks < MOST_LOOKS; looks += 1) {
      names = directoriesToWatch(resolve(path));
      for (const directory of [...armed.keys()]) if (!names.has(directory)) disarm(directory);
      grown = [...names.keys()].filter(watchDirectory).length > 0;
    }
  };

  arm();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    for (const directory of [...armed.keys()]) disarm(directory);
  };
}

function directoriesToWatch(path: string): Map<string, Names> {
  const found = new Map<string, Names>();
  const add = (directory: string, name: string | null) => {
    const names = found.get(directory);
    if (name === null || names === null) found.set(directory, null);
    else found.set(directory, (names ?? new Set<string>()).add(name));
  };
  let current = path;
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const directory = nearestDirectory(dirname(current));
    add(directory.path, directory.missing ?? basename(current));
    // The directory itself may be replaced by another.
    if (directory.path !== dirname(directory.path)) add(dirname(directory.path), basename(directory.path));
    if (directory.missing !== null) return found;
    const link = linkAt(current);
    if (link === null) break;
    current = resolve(realpathSync(directory.path), link);
  }
  if (isDirectory(current)) add(current, null);
  return found;
}

function nearestDirectory(path: string): { readonly path: string; readonly missing: string | null } {
  let missing: string | null = null;
  let directory = path;
  while (!isDirectory(directory) && directory !== dirname(directory)) {
    missing = basename(directory);
    directory = dirname(directory);
  }
  return { path: directory, missing };
}

function linkAt(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function inodeOf(directory: string): bigint | null {
  return statSync(directory, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
