import { chmodSync, copyFileSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { causeOf } from '../core/cause-of.ts';
import type { Log, Settings } from '../core/ports.ts';

/** One schema per key: a value that no longer fits is dropped alone, and its default stands in. */
export type SettingsSchemas<Values> = {
  readonly [Key in keyof Values]: v.GenericSchema<unknown, Values[Key]>;
};

export interface SettingsOptions<Values> {
  /** Absolute; made on the first write. */
  readonly directory: string;
  /** File name without `.json`. */
  readonly name: string;
  readonly schemas: SettingsSchemas<Values>;
  readonly defaults: Values;
  readonly log: Log;
  /** Gives the writer; electron-store, loaded when there is something to write. */
  readonly openStore: (location: StoreLocation) => Promise<SettingsWriter>;
}

export interface StoreLocation {
  readonly directory: string;
  readonly name: string;
}

/** Writes keys into the file, atomically, mode 0600, leaving other keys as they are. */
export interface SettingsWriter {
  set(values: Readonly<Record<string, unknown>>): void;
}

export interface FileSettings<Values> extends Settings<Values> {
  /** What did not fit at the start: keys that fell back to their defaults, or `file` when all was unreadable. */
  readonly problems: readonly string[];
  /** Settles when everything set so far is on disk, or could not be written, which is logged. */
  flush(): Promise<void>;
}

/**
 * Settings in one JSON file, read once and synchronously: the tray needs them before anything else, and electron-store
 * with its validator takes longer to load than all the rest of the start. It is loaded with the first change.
 */
export function createFileSettings<Values extends object>(
  options: SettingsOptions<Values>,
): FileSettings<Values> {
  const { directory, name, schemas, log } = options;
  const { values, problems } = readValues(options);
  let unwritten: Record<string, unknown> = {};
  let writer: Promise<SettingsWriter> | null = null;
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    let batch: Record<string, unknown> = {};
    try {
      writer ??= options.openStore({ directory, name });
      const opened = await writer;
      batch = unwritten;
      unwritten = {};
      writing = null;
      opened.set(batch);
    } catch (error) {
      // Goes along with the next change.
      unwritten = { ...batch, ...unwritten };
      writing = null;
      writer = null;
      log.error('settings.write-failed', { cause: reasonOf(error) });
    }
  }

  return {
    problems,
    get: (key) => values[key],
    set(key, value) {
      if (!v.is(schemas[key], value)) {
        throw new Error(`a value that does not fit was set: ${String(key)}`);
      }
      values[key] = value;
      unwritten[String(key)] = value;
      writing ??= write();
    },
    flush: async () => {
      await writing;
    },
  };
}

/** Opens electron-store. `afterLoad` takes away the IPC listener that it brings along. */
export function electronStoreOpener(
  afterLoad: () => void,
): (location: StoreLocation) => Promise<SettingsWriter> {
  return async ({ directory, name }) => {
    const { default: ElectronStore } = await import('electron-store');
    const store = new ElectronStore({
      cwd: directory,
      name,
      configFileMode: 0o600,
      // A file that broke while we ran is replaced: what we have in memory is newer.
      clearInvalidConfig: true,
    });
    afterLoad();
    return {
      set: (values) => {
        store.set(values);
      },
    };
  };
}

function readValues<Values extends object>({
  directory,
  name,
  schemas,
  defaults,
  log,
}: SettingsOptions<Values>): { values: Values; problems: readonly string[] } {
  const file = join(directory, `${name}.json`);
  const stored = readObject(file, log);
  if (stored === null) {
    return { values: { ...defaults }, problems: [] };
  }
  if (stored === 'broken') {
    return { values: { ...defaults }, problems: ['file'] };
  }
  const values = { ...defaults };
  const problems: string[] = [];
  for (const key of Object.keys(defaults) as (keyof Values & string)[]) {
    if (!Object.hasOwn(stored, key)) {
      continue;
    }
    const parsed = v.safeParse(schemas[key], stored[key]);
    if (parsed.success) {
      values[key] = parsed.output as Values[typeof key];
    } else {
      problems.push(key);
      log.warn('settings.value-dropped', { key });
    }
  }
  if (problems.length > 0) {
    setAside(() => {
      copyFileSync(file, asideOf(file));
    }, log);
  }
  return { values, problems };
}

/** The file's object; null if there is none yet. What cannot be read as one is moved aside, never overwritten. */
function readObject(file: string, log: Log): Readonly<Record<string, unknown>> | 'broken' | null {
  try {
    const text = readFileSync(file, 'utf8');
    // Somebody may have loosened it.
    if ((statSync(file).mode & 0o077) !== 0) {
      chmodSync(file, 0o600);
    }
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return null;
    }
    log.error('settings.unreadable', { cause: reasonOf(error) });
  }
  setAside(() => {
    renameSync(file, asideOf(file));
  }, log);
  return 'broken';
}

function asideOf(file: string): string {
  return file.replace(/\.json$/, '.broken.json');
}

function setAside(move: () => void, log: Log): void {
  try {
    move();
  } catch (error) {
    log.error('settings.not-set-aside', { cause: reasonOf(error) });
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? causeOf(error);
}
