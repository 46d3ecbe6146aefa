import { describe, expect, test } from 'vitest';
import { createRandom } from '../../electron/adapters/random.ts';
import type { Random } from '../../electron/core/ports.ts';
import { createFakeRandom } from '../fakes/fake-random.ts';

const subjects: readonly { readonly name: string; readonly create: () => Random }[] = [
  { name: "the platform's randomness", create: createRandom },
  { name: 'the fake randomness', create: () => createFakeRandom() },
];

describe.each(subjects)('$name', ({ create }) => {
  test.each([[0], [1], [32], [1000]])('gives %i bytes', (count) => {
    expect(create().bytes(count)).toHaveLength(count);
  });

  test('does not repeat itself', () => {
    const random = create();
    const seen = new Set(Array.from({ length: 1000 }, () => random.bytes(8).join()));
    expect(seen.size).toBe(1000);
  });

  test('uses all values of a byte', () => {
    expect(new Set(create().bytes(10_000)).size).toBe(256);
  });
});

test('the fake gives the same for the same seed, and something else for another', () => {
  const bytes = (seed: number) => createFakeRandom(seed).bytes(16).join();
  expect(bytes(7)).toBe(bytes(7));
  expect(bytes(7)).not.toBe(bytes(8));
});
