import { createHash, createHmac } from 'node:crypto';
import type { Crypto } from '../core/ports.ts';

/** Digests of the runtime's own library. */
export function createCrypto(): Crypto {
  return {
    sha256: (data) => new Uint8Array(createHash('sha256').update(data).digest()),
    hmacSha256: (key, data) => new Uint8Array(createHmac('sha256', key).update(data).digest()),
  };
}
