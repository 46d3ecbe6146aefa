import type { LogFields } from '../../electron/core/log-fields.ts';
import type { Log } from '../../electron/core/ports.ts';

export interface FakeLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

export interface FakeLog extends Log {
  readonly entries: readonly FakeLogEntry[];
}

/** Remembers what was logged. */
export function createFakeLog(): FakeLog {
  const entries: FakeLogEntry[] = [];
  const at =
    (level: FakeLogEntry['level']): Log['info'] =>
    (event, fields) =>
      void entries.push({ level, event, fields: fields ?? {} });
  return { entries, info: at('info'), warn: at('warn'), error: at('error') };
}
