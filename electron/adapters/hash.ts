import { createHash } from 'node:crypto';

import type { Hash } from '../core/ports.ts';

/** Digests of the UTF-8 bytes of a text, by node:crypto. */
export const nodeHash: Hash = {
  sha1: (text) => createHash('sha1').update(text, 'utf8').digest('hex'),
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};
