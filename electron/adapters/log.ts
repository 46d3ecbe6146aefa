import { appendFile, chmod, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { instant, toRfc3339, type Millis } from '../../shared/model/instant.ts';
import type { Clock, Log } from '../core/ports.ts';
import { isLogField, type LogFields } from '../core/log-fields.ts';
import { createRedactor } from '../core/redact.ts';

export interface LogDeps {
  /** Where the files go: `latchkey.log`, and `latchkey.1.log` … `latchkey.4.log`, older by number. */
  readonly directory: string;
  readonly clock: Clock;
  /** The user's home directory, shown as `~`. */
  readonly home: string;
  /** Bytes after which a file is put aside. */
  readonly maxFileBytes?: number;
}

export interface FileLog extends Log {
  /** Settles once everything logged so far is on disk. */
  flush(): Promise<void>;
}

type Level = 'info' | 'warn' | 'error';

const fileCount = 5;
const defaultMaxFileBytes = 1_000_000;
/** Lines gather this long, so that start-up and bursts cost one write. */
const gatherMs: Millis = 250;
const maximumWaiting = 2000;
const maximumValueLength = 500;

/**
 * The log of a stranger's machine: one JSON object a line with time, level, event and allow-listed fields, redacted (security.md
 * §7; ). Files are 0600, five of 1 MB. Nothing is touched before the first line is due; a disk that fails loses
 * lines, never work.
 */
export function createLog(deps: LogDeps): FileLog {
  const { clock, directory } = deps;
  const redactor = createRedactor({ homeDirectory: deps.home });
  let waiting: string[] = [];
  let lost = 0;
  let due = false;
  let writing: Promise<void> = Promise.resolve();

  function write(level: Level, event: string, fields: LogFields): void {
    if (waiting.length >= maximumWaiting) {
      lost += 1;
      return;
    }
    waiting.push(lineOf(level, event, fields));
    if (!due) {
      due = true;
      // The log does not keep the program running.
      setTimeout(() => void flush(), gatherMs).unref();
    }
  }

  function lineOf(level: Level, event: string, fields: LogFields): string {
    const shown: Record<string, string | number | boolean> = {};
    let dropped = 0;
    for (const [name, value] of Object.entries(fields)) {
      if (!isLogField(name)) {
        dropped += 1;
      } else if (typeof value === 'boolean') {
        shown[name] = value;
      } else {
        const text = redactor.redact(String(value).slice(0, maximumValueLength));
        shown[name] = typeof value === 'number' && text === String(value) ? value : text;
      }
    }
    const line = {
      time: toRfc3339(instant(clock.now())),
      level,
      event: redactor.redact(event.slice(0, maximumValueLength)),
      ...shown,
      ...(dropped === 0 ? {} : { dropped }),
    };
    return `${JSON.stringify(line)}\n`;
  }

  function flush(): Promise<void> {
    writing = writing.then(append);
    return writing;
  }

  async function append(): Promise<void> {
    due = false;
    if (lost > 0) {
      waiting.push(lineOf('warn', 'log-lines-lost', { count: lost }));
      lost = 0;
    }
    if (waiting.length === 0) {
      return;
    }
    const text = waiting.join('');
    const lines = waiting.length;
    waiting = [];
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await makeRoom(Buffer.byteLength(text));
      const file = fileName(0);
      await appendFile(file, text, { mode: 0o600 });
      // The mode above holds for a new file only.
      await chmod(file, 0o600);
    } catch {
      // There is nowhere to tell it but the log itself, once it works again.
      lost += lines;
    }
  }

  async function makeRoom(bytes: number): Promise<void> {
    const size = await stat(fileName(0)).then(
      (found) => found.size,
      () => 0,
    );
    if (size === 0 || size + bytes <= (deps.maxFileBytes ?? defaultMaxFileBytes)) {
      return;
    }
    for (let number = fileCount - 1; number > 0; number -= 1) {
      await rename(fileName(number - 1), fileName(number)).catch(() => undefined);
    }
  }

  function fileName(number: number): string {
    return join(directory, number === 0 ? 'latchkey.log' : `latchkey.${number}.log`);
  }

  return {
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, fields = {}) => write('error', event, fields),
    flush,
    protect: (secret) => redactor.register(secret),
  };
}
