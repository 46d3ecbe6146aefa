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

/** The state as text. */
export function exportState(state: PracticeState): string {
  const records = Object.fromEntries(kept.map((name) => [name, [...state[name].entries()]]));
  return JSON.stringify({ version: VERSION, ...records });
}

/** The state out of `exportState`'s text; an empty one if the text is anything else. */
export function importState(text: string): PracticeState {
  const state = new PracticeState();
  const saved = parse(text);
  if (saved?.['version'] !== VERSION) return state;
  for (const name of kept) {
    const entries = saved[name];
    if (!Array.isArray(entries)) continue;
    for (const entry of entries as readonly unknown[]) {
      if (!isEntry(entry)) continue;
      // Written by ourselves in this version; a record somebody has edited can only spoil their own practice.
      (state[name] as Map<string, unknown>).set(entry[0], entry[1]);
    }
  }
  return state;
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
