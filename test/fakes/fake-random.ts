import type { Random } from '../../electron/core/ports.ts';

/** The same bytes for the same seed (xorshift32). */
export function createFakeRandom(seed = 1): Random {
  let word = seed | 0 || 1;
  return {
    bytes: (count) =>
      Uint8Array.from({ length: count }, () => {
        word ^= word << 13;
        word ^= word >>> 17;
        word ^= word << 5;
        return word & 0xff;
      }),
  };
}
