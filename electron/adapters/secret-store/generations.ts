import type { Keychain } from './keychain.ts';

/** What of a value fits into one entry; absent where there is no limit worth the name. */
export interface EntryLimit {
  /** Bytes of UTF-8. */
  readonly largest: number;
}

/** A value is where its head says it is: in the head itself, or in the parts of one of two generations. */
type Head =
  | { readonly type: 'whole'; readonly value: string }
  | { readonly type: 'parts'; readonly generation: Generation; readonly count: number };

type Generation = 'a' | 'b';
const generations: readonly Generation[] = ['a', 'b'];

const wholePrefix = 'whole:';
const partsPattern = /^parts:([ab]):([1-9]\d{0,3})$/;
const partName = /^(.+)\.([ab])\.\d+$/;

/** The head or a part is not what was written. */
export class BrokenEntry extends Error {}

export type Entries = ReturnType<typeof createEntries>;

/**
 * Values of any size over entries of a limited one (Windows takes 2,560 bytes; security.md §3.2.5). A long value goes part
 * by part into the generation that is not in use; then the head is flipped, which is one write; then the other generation
 * goes. Parts are written upwards and removed downwards, so what a crash leaves of a generation begins at 0 without a gap
 * and is found by counting.
 */
export function createEntries(keychain: Keychain, limit: EntryLimit | null) {
  async function headOf(name: string): Promise<Head | null> {
    const text = await keychain.get(name);
    if (text === null) {
      return null;
    }
    if (text.startsWith(wholePrefix)) {
      return { type: 'whole', value: text.slice(wholePrefix.length) };
    }
    const [, generation, count] = partsPattern.exec(text) ?? [];
    if ((generation !== 'a' && generation !== 'b') || count === undefined) {
      throw new BrokenEntry();
    }
    return { type: 'parts', generation, count: Number(count) };
  }

  async function clear(name: string, generation: Generation): Promise<void> {
    let count = 0;
    while ((await keychain.get(partOf(name, generation, count))) !== null) {
      count += 1;
    }
    while (count > 0) {
      count -= 1;
      await keychain.delete(partOf(name, generation, count));
    }
  }

  async function clearBoth(name: string): Promise<void> {
    for (const generation of generations) {
      await clear(name, generation);
    }
  }

  return {
    /** Errors: `BrokenEntry`, and what the keychain rejects with. */
    async read(name: string): Promise<string | null> {
      const head = await headOf(name);
      if (head?.type !== 'parts') {
        return head?.value ?? null;
      }
      const parts: string[] = [];
      for (let index = 0; index < head.count; index += 1) {
        const part = await keychain.get(partOf(name, head.generation, index));
        if (part === null) {
          throw new BrokenEntry();
        }
        parts.push(part);
      }
      return parts.join('');
    },

    async write(name: string, value: string): Promise<void> {
      const whole = wholePrefix + value;
      if (limit === null) {
        await keychain.set(name, whole);
        return;
      }
      const parts = byteLength(whole) <= limit.largest ? [] : splitByBytes(value, limit.largest);
      if (parts.length === 0) {
        await keychain.set(name, whole);
        await clearBoth(name);
        return;
      }
      const before = await headOf(name).catch(nullIfBroken);
      const old = before?.type === 'parts' ? before.generation : 'b';
      const next = old === 'a' ? 'b' : 'a';
      await clear(name, next);
      for (const [index, part] of parts.entries()) {
        await keychain.set(partOf(name, next, index), part);
      }
      await keychain.set(name, `parts:${next}:${parts.length}`);
      await clear(name, old);
    },

    /** The head first: what is then left is found by `sweep`. */
    async remove(name: string): Promise<void> {
      await keychain.delete(name);
      if (limit !== null) {
        await clearBoth(name);
      }
    },

    /** Removes parts that no head points at: what a crash between two steps has left. */
    async sweep(): Promise<void> {
      if (limit === null) {
        return;
      }
      const names = (await keychain.accounts()).flatMap((account) => partName.exec(account)?.[1] ?? []);
      for (const name of new Set(names)) {
        const head = await headOf(name);
        for (const generation of generations) {
          if (head?.type !== 'parts' || head.generation !== generation) {
            await clear(name, generation);
          }
        }
      }
    },
  };
}

function partOf(name: string, generation: Generation, index: number): string {
  return `${name}.${generation}.${index}`;
}

function nullIfBroken(error: unknown): null {
  if (error instanceof BrokenEntry) {
    return null;
  }
  throw error;
}

const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Parts of at most so many bytes of UTF-8, none of which begins within a character. */
function splitByBytes(text: string, largest: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of text) {
    const bytes = byteLength(character);
    if (size + bytes > largest) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += bytes;
  }
  return [...parts, part];
}
