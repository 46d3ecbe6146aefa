/**
 * The fields that an event may carry: ids, codes, counts, durations (security.md §7; R-32). What is not listed is counted and
 * left out, so that a new field is a decision made here.
 */
export const logFields = [
  'attempt',
  'bytes',
  'cause',
  'channel',
  'code',
  'count',
  'durationMs',
  'error',
  'exitCode',
  'flow',
  'host',
  'key',
  'kind',
  'method',
  'name',
  'outcome',
  'parent',
  'part',
  'pid',
  'port',
  'reason',
  'refusal',
  'runtime',
  'sandboxed',
  'sessionId',
  'stack',
  'status',
  'step',
  'verb',
  'version',
] as const;

const known: ReadonlySet<string> = new Set(logFields);

/** Whether a field of this name is written. */
export function isLogField(name: string): boolean {
  return known.has(name);
}
