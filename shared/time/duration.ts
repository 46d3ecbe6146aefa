import { DAY, HOUR, MINUTE, type Millis } from '../model/instant.ts';

const units: Readonly<Record<string, Millis>> = { m: MINUTE, min: MINUTE, h: HOUR, d: DAY };

/** A length of time as people write it: `8h`, `90 min`, `7d`, `1h 30m`. Null where it is none. */
export function parseDuration(text: string): Millis | null {
  const trimmed = text.trim().toLowerCase();
  if (!/^(?:\d{1,6}\s*(?:min|m|h|d)\s*)+$/.test(trimmed)) {
    return null;
  }
  return [...trimmed.matchAll(/(\d+)\s*(min|m|h|d)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
}

/** The shortest way to write a length of whole minutes so that `parseDuration` reads it: `8h`, `1h 30m`. */
export function typedDuration(length: Millis): string {
  const parts = [
    { unit: 'd', count: Math.floor(length / DAY) },
    { unit: 'h', count: Math.floor((length % DAY) / HOUR) },
    { unit: 'm', count: Math.round((length % HOUR) / MINUTE) },
  ].filter(({ count }) => count > 0);
  return parts.map(({ unit, count }) => `${count}${unit}`).join(' ');
}
