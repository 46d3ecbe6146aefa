import type { LogFields } from '../../electron/core/log-fields.ts';
import type { Log } from '../../electron/core/ports.ts';

export interface FakeLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

export interface FakeLog extends Log {
  readonly entries: readonly FakeLogEntry[];
  /** The values that may not be written now. */
  readonly protectedValues: ReadonlySet<string>;
}

/** Remembers what was logged. */
export function createFakeLog(): FakeLog {
  const entries: FakeLogEntry[] = [];
  const protectedValues = new Set<string>();
  const at =
    (level: FakeLogEntry['level']): Log['info'] =>
    (event, fields) =>
      void entries.push({ level, event, fields: fields ?? {} });
  return {
    entries,
    protectedValues,
    protect(secret) {
      protectedValues.add(secret);
      return () => void protectedValues.delete(secret);
    },
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
