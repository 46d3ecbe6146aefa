import { DAY, type Instant, type Millis } from '../model/instant.ts';

/** Uses of something, each counting half as much for every half-life that has passed since. */
export interface Uses {
  /** The last of them. */
  readonly usedAt: Instant;
  /** What all of them were worth at that time; the last alone is 1. */
  readonly weight: number;
}

/** A role used daily stays ahead of one that was used once today; after two weeks of another project it gives way. */
export const frecencyHalfLife: Millis = 7 * DAY;

/** The uses with one more at `now`. */
export function usedAgain(before: Uses | null, now: Instant): Uses {
  if (before === null) {
    return { usedAt: now, weight: 1 };
  }
  // A clock that was set back makes nothing younger.
  const elapsed = Math.max(0, now - before.usedAt);
  return { usedAt: now, weight: before.weight * 2 ** (-elapsed / frecencyHalfLife) + 1 };
}

/**
 * Sorts what is used often and lately first. All weights fade alike, so the order is the same at any time and changes
 * only with a use: nothing moves by itself.
 */
export function byFrecency(one: Uses, other: Uses): number {
  return scoreOf(other) - scoreOf(one) || other.usedAt - one.usedAt;
}

function scoreOf({ usedAt, weight }: Uses): number {
  return Math.log2(Math.max(weight, Number.MIN_VALUE)) + usedAt / frecencyHalfLife;
}
