import { instant } from '../model/instant.ts';
import type { Instant } from '../model/instant.ts';

const TIMESTAMP =
  /^(\d{4})-?(\d{2})-?(\d{2})[Tt ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;

/**
 * Reads the times that tools write into token files (protocol/aws.md §4.4): 0–9 fraction digits, `Z`, `UTC`, `GMT` or an
 * offset; also the written-out dates that both botocore and the JavaScript SDK take. Null without a zone, because then
 * the readers disagree, and for anything that is no date.
 */
export function parseLenientTime(text: string): Instant | null {
  const trimmed = text.trim();
  const match = TIMESTAMP.exec(trimmed);
  if (match === null) return parseWrittenDate(trimmed);
  const [, year = '', month = '', day = '', hour = '', minute = '0', second = '0', fraction = '', zone = ''] =
    match;
  const date = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const back = new Date(date);
  const real =
    back.getUTCMonth() === Number(month) - 1 && back.getUTCDate() === Number(day) && Number(hour) < 24;
  if (!real || Number(minute) > 59 || Number(second) > 59) return null;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  return instant(date + milliseconds - offsetOf(zone));
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? '0');
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

/** E.g. `Fri, 02 Jan 2099 03:04:05 GMT`; the zone must be named, or the answer would depend on the machine. */
function parseWrittenDate(text: string): Instant | null {
  if (!/\d{1,2}:\d{2}:\d{2} ?(?:GMT|UTC|Z)$/i.test(text) || /^[+\d]{5}|^\d{4}-/.test(text)) return null;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : instant(milliseconds);
}
