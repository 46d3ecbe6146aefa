import { timingSafeEqual } from 'node:crypto';

export type RandomBytes = (bytes: number) => Uint8Array;

const CROCKFORD_LIKE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** `bytes` random bytes as base64url without padding. */
export function randomToken(random: RandomBytes, bytes: number): string {
  return Buffer.from(random(bytes)).toString('base64url');
}

/** An access key id of temporary credentials: `ASIA` and 16 characters of the base-32 alphabet. */
export function randomAccessKeyId(random: RandomBytes): string {
  return `ASIA${fromAlphabet(random, CROCKFORD_LIKE, 16)}`;
}

/** 40 characters of base64, as the service makes them. */
export function randomSecretAccessKey(random: RandomBytes): string {
  return Buffer.from(random(30)).toString('base64');
}

/** Two groups of four letters, `XXXX-XXXX` (protocol/aws.md §8); no vowels, so that no words appear. */
export function randomUserCode(random: RandomBytes): string {
  return `${fromAlphabet(random, USER_CODE_LETTERS, 4)}-${fromAlphabet(random, USER_CODE_LETTERS, 4)}`;
}

/** An id in the form of a UUID, for request ids. */
export function randomRequestId(random: RandomBytes): string {
  const hex = Buffer.from(random(16)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Compares without telling by its duration how much was right. */
export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

function fromAlphabet(random: RandomBytes, alphabet: string, length: number): string {
  // Two bytes a letter keep the bias of the remainder far below what anybody could use.
  const bytes = Buffer.from(random(length * 2));
  return Array.from({ length }, (_, at) =>
    alphabet.charAt(bytes.readUInt16BE(at * 2) % alphabet.length),
  ).join('');
}
