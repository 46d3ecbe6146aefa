import { describe, expect, it } from 'vitest';
import { addMillis, DAY, HOUR, type Instant } from '../../../shared/model/instant.ts';
import { byFrecency, frecencyHalfLife, usedAgain, type Uses } from '../../../shared/recents/frecency.ts';
import { noon } from '../../fakes/app-state-builders.ts';

const uses = (...at: readonly Instant[]): Uses =>
  at.reduce<Uses | null>((before, now) => usedAgain(before, now), null)!;
const daysAgo = (days: number) => addMillis(noon, -days * DAY);

describe('frecency', () => {
  it('a use is worth half as much after a half-life', () => {
    expect(uses(addMillis(noon, -frecencyHalfLife), noon).weight).toBeCloseTo(1.5);
  });

  it('of two used as often, the later one comes first', () => {
    const late = uses(daysAgo(1));
    const early = uses(daysAgo(2));
    expect([early, late].sort(byFrecency)).toEqual([late, early]);
  });

  it('one used every day stays ahead of one used once just now', () => {
    const daily = uses(...[5, 4, 3, 2, 1].map(daysAgo));
    const once = uses(noon);
    expect([once, daily].sort(byFrecency)).toEqual([daily, once]);
  });

  it('one that is no longer used gives way', () => {
    const formerly = uses(...[34, 33, 32, 31, 30].map(daysAgo));
    const once = uses(noon);
    expect([formerly, once].sort(byFrecency)).toEqual([once, formerly]);
  });

  it('does not change its order by the passing of time', () => {
    const all = [uses(daysAgo(3), daysAgo(2)), uses(daysAgo(1)), uses(daysAgo(9), daysAgo(8), daysAgo(7))];
    const later = all.map(({ usedAt, weight }) => ({ usedAt: addMillis(usedAt, -90 * DAY), weight }));
    const order = (list: readonly Uses[]) => list.toSorted(byFrecency).map((one) => list.indexOf(one));
    expect(order(later)).toEqual(order(all));
  });

  it('a clock that was set back makes nothing worth more than its uses', () => {
    expect(uses(noon, addMillis(noon, -HOUR))).toEqual({ usedAt: addMillis(noon, -HOUR), weight: 2 });
  });
});
