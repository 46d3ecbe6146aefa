import { createHash as digestOf } from 'node:crypto';

import type { Hash } from '../core/ports.ts';

/** Digests of the UTF-8 bytes of a text, by node:crypto. */
export function createHash(): Hash {
  return {
    sha1: (text) => digestOf('sha1').update(text, 'utf8').digest('hex'),
    sha256: (text) => digestOf('sha256').update(text, 'utf8').digest('hex'),
  };
}
