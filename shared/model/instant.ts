import type { Brand } from './brand.ts';

/** A point in time: milliseconds since 1970-01-01T00:00:00Z by the wall clock. */
export type Instant = Brand<number, 'Instant'>;

/** A length of time in milliseconds. */
export type Millis = number;

export const SECOND: Millis = 1000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/** The instant `milliseconds` after the epoch. */
export function instant(milliseconds: number): Instant {
  return milliseconds as Instant;
}

/** `at` moved by `by` milliseconds (negative moves back). */
export function addMillis(at: Instant, by: Millis): Instant {
  return (at + by) as Instant;
}

/** `YYYY-MM-DDTHH:MM:SSZ`, the only form that every AWS reader takes (protocol/aws.md §4.4). Fractions are cut off. */
export function toRfc3339(at: Instant): string {
  return new Date(Math.floor(at / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');
}
