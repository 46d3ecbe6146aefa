import { randomBytes } from 'node:crypto';
import type { Random } from '../core/ports.ts';

/** The platform's CSPRNG. */
export function createRandom(): Random {
  return { bytes: (count) => new Uint8Array(randomBytes(count)) };
}
