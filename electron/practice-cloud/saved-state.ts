import { AliyunState, keptAliyunRecords } from './aliyun/aliyun-state.ts';
import { PracticeState } from './state.ts';

const VERSION = 2;

/** The records that must outlive a restart, so that a sign-in made yesterday still holds today. */
const kept = [
  'clients',
  'sessions',
  'accessTokens',
  'refreshTokens',
  'roleCredentials',
  'browsers',
  'access',
] as const satisfies readonly (keyof PracticeState)[];

/** What both halves remember. */
export interface SavedStates {
  readonly aws: PracticeState;
  readonly aliyun: AliyunState;
}

/** The state as text. */
export function exportState({ aws, aliyun }: SavedStates): string {
  const records = kept.map((name) => [name, [...aws[name].entries()]] as const);
  const others = keptAliyunRecords.map((name) => [name, [...aliyun[name].entries()]] as const);
  return JSON.stringify({ version: VERSION, ...Object.fromEntries([...records, ...others]) });
}

/** The state out of `exportState`'s text; an empty one if the text is anything else. */
export function importState(text: string): SavedStates {
  const states = { aws: new PracticeState(), aliyun: new AliyunState() };
  const saved = parse(text);
  if (saved?.['version'] !== VERSION) return states;
  for (const name of kept) fill(states.aws[name], saved[name]);
  for (const name of keptAliyunRecords) fill(states.aliyun[name], saved[name]);
  return states;
}

function fill(records: ReadonlyMap<string, unknown>, entries: unknown): void {
  if (!Array.isArray(entries)) return;
  for (const entry of entries as readonly unknown[]) {
    // Written by ourselves in this version; a record somebody has edited can only spoil their own practice.
    if (isEntry(entry)) (records as Map<string, unknown>).set(entry[0], entry[1]);
  }
}

function isEntry(entry: unknown): entry is readonly [string, object] {
  return (
    Array.isArray(entry) &&
    entry.length === 2 &&
    typeof entry[0] === 'string' &&
    typeof entry[1] === 'object' &&
    entry[1] !== null
  );
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
