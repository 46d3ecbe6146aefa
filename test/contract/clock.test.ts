import { describe, expect, test } from 'vitest';
import { createClock } from '../../electron/adapters/clock.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

const subjects: readonly { readonly name: string; readonly create: () => Clock }[] = [
  { name: "the machine's clock", create: createClock },
  { name: 'the fake clock', create: () => createFakeClock() },
];

describe.each(subjects)('$name', ({ create }) => {
  test('tells whole milliseconds of this century', () => {
    const now = create().now();
    expect(Number.isInteger(now)).toBe(true);
    expect(new Date(now).getUTCFullYear()).toBeGreaterThan(2024);
  });

  test('never goes back on the monotonic side', () => {
    const clock = create();
    const readings = Array.from({ length: 100 }, () => clock.monotonic());
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });
});

test('the fake clock can be set without time passing', () => {
  const clock = createFakeClock();
  const [now, monotonic] = [clock.now(), clock.monotonic()];
  clock.jump(-5000);
  expect([clock.now() - now, clock.monotonic() - monotonic]).toEqual([-5000, 0]);
  clock.pass(7000);
  expect([clock.now() - now, clock.monotonic() - monotonic]).toEqual([2000, 7000]);
});
