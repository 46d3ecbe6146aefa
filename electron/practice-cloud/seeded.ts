import { createHash } from 'node:crypto';

/** A repeatable stream of numbers that depends on nothing but its seed. For names, never for secrets. */
export interface Seeded {
  /** An integer from 0 to `below` - 1. */
  below(below: number): number;
  /** `length` decimal digits; the first may be 0. */
  digits(length: number): string;
}

/** A stream for `seed`: SHA-256 in counter mode, four bytes a number. */
export function createSeeded(seed: string): Seeded {
  let block = Buffer.alloc(0);
  let offset = 0;
  let counter = 0;
  const next = (): number => {
    if (offset + 4 > block.length) {
      block = createHash('sha256').update(`${seed}:${counter}`).digest();
      counter += 1;
      offset = 0;
    }
    const value = block.readUInt32BE(offset);
    offset += 4;
    return value;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    digits: (length) => Array.from({ length }, () => String(below(10))).join(''),
  };
}
