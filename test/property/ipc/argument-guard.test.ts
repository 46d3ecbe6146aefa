import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainAndSmall } from '../../../electron/ipc/argument-guard.ts';

function nested(depth: number): unknown {
  return depth === 0 ? 'end' : { inside: nested(depth - 1) };
}

describe('the weight of a message (R-12)', () => {
  it('takes every small JSON value without prototype keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/"(__proto__|constructor|prototype)":/.test(text));
        expect(isPlainAndSmall(value)).toBe(true);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true }), (value) => {
        expect(typeof isPlainAndSmall(value)).toBe('boolean');
      }),
    );
  });

  it('refuses keys that reach for a prototype, at any depth', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('__proto__', 'constructor', 'prototype'),
        fc.integer({ min: 0, max: 6 }),
        (key, depth) => {
          const text = `${'{"a":'.repeat(depth)}{"${key}":1}${'}'.repeat(depth)}`;
          expect(isPlainAndSmall(JSON.parse(text))).toBe(false);
        },
      ),
    );
  });

  it('refuses what is deep, long, wide, cyclic or not JSON', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const getter = Object.defineProperty({}, 'late', { enumerable: true, get: () => 'x' });
    const heavy = [
      nested(9),
      'a'.repeat(64 * 1024 + 1),
      Array.from({ length: 40 }, () => 'a'.repeat(2000)),
      Array.from({ length: 2001 }, () => 0),
      new Array(1e9),
      new Array(3),
      { ['k'.repeat(70_000)]: 1 },
      cycle,
      getter,
      new Map(),
      new Date(0),
      new Uint8Array(1),
      undefined,
      () => 1,
      Symbol('s'),
      1n,
      Number.NaN,
      { [Symbol('s')]: 1 },
    ];
    expect(heavy.map((value) => isPlainAndSmall(value))).toEqual(heavy.map(() => false));
  });
});
