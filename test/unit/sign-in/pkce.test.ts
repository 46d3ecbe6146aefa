import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCrypto } from '../../../electron/adapters/crypto.ts';
import { createRandom } from '../../../electron/adapters/random.ts';
import { challengeOf, createPkce } from '../../../electron/core/sign-in/pkce.ts';
import { createFakeRandom } from '../../fakes/fake-random.ts';

interface Pair {
  readonly verifier: string;
  readonly challenge: string;
}

const vectors = JSON.parse(readFileSync(new URL('../../vectors/pkce.json', import.meta.url), 'utf8')) as {
  readonly rfc7636AppendixB: Pair;
  readonly pairs: readonly (Pair & { readonly why: string; readonly length: number })[];
};

const crypto = createCrypto();

describe('PKCE (R-17)', () => {
  test('the challenge of RFC 7636 appendix B', () => {
    const { verifier, challenge } = vectors.rfc7636AppendixB;
    expect(challengeOf(verifier, crypto)).toBe(challenge);
  });

  test.each(vectors.pairs)('the challenge of $why', ({ verifier, challenge, length }) => {
    expect(verifier).toHaveLength(length);
    expect(challengeOf(verifier, crypto)).toBe(challenge);
  });

  test('the vectors hold ten further pairs', () => {
    expect(vectors.pairs).toHaveLength(10);
  });

  test('the verifier is 32 random bytes in 43 characters of the allowed alphabet', () => {
    const random = createFakeRandom(3);
    const { verifier } = createPkce(random, crypto);
    expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(verifier, 'base64url')).toEqual(Buffer.from(createFakeRandom(3).bytes(32)));
  });

  test('the challenge is that of the verifier', () => {
    const { verifier, challenge } = createPkce(createRandom(), crypto);
    expect(challenge).toBe(challengeOf(verifier, crypto));
  });

  test('the state is 256 bits of its own', () => {
    const { verifier, state, challenge } = createPkce(createRandom(), crypto);
    expect(Buffer.from(state, 'base64url')).toHaveLength(32);
    expect(new Set([verifier, state, challenge]).size).toBe(3);
  });

  test('nothing repeats between attempts', () => {
    const random = createRandom();
    const attempts = Array.from({ length: 200 }, () => createPkce(random, crypto));
    expect(new Set(attempts.flatMap(({ verifier, state }) => [verifier, state])).size).toBe(400);
  });
});
