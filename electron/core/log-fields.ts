/**
 * The fields that an event may carry: ids, codes, counts (security.md §7; R-32). A new one is a decision made here; what gets
 * around the types is counted and left out.
 */
export const logFields = [
  'action',
  'cause',
  'channel',
  'code',
  'count',
  'exitCode',
  'host',
  'key',
  'name',
  'outcome',
  'parent',
  'part',
  'pid',
  'port',
  'reason',
  'refusal',
  'sandboxed',
  'sessionId',
  'stack',
  'status',
  'version',
] as const;

export type LogFields = Readonly<Partial<Record<(typeof logFields)[number], string | number | boolean>>>;

const known: ReadonlySet<string> = new Set(logFields);

/** Whether a field of this name is written. */
export function isLogField(name: string): boolean {
  return known.has(name);
}
