import { encodeBase64Url } from '../../../shared/encoding/base64url.ts';
import type { Crypto, Random } from '../ports.ts';

/** What one sign-in attempt proves itself by. In memory only, never logged, never used twice. */
export interface Pkce {
  /** 32 random bytes as 43 characters (RFC 7636 §4.1). */
  readonly verifier: string;
  /** S256 of the verifier; the only method there is here (RFC 7636 §4.2). */
  readonly challenge: string;
  /** 256 random bits, independent of the verifier (RFC 9700 §4.7). */
  readonly state: string;
}

const secretBytes = 32;

/** Fresh verifier, challenge and state for one attempt. */
export function createPkce(random: Random, crypto: Crypto): Pkce {
  const verifier = encodeBase64Url(random.bytes(secretBytes));
  return {
    verifier,
    challenge: challengeOf(verifier, crypto),
    state: encodeBase64Url(random.bytes(secretBytes)),
  };
}

/** BASE64URL(SHA256(ASCII(verifier))), RFC 7636 §4.2. */
export function challengeOf(verifier: string, crypto: Crypto): string {
  return encodeBase64Url(crypto.sha256(new TextEncoder().encode(verifier)));
}
