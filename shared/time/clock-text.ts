import type { Translate } from '../i18n/translate.ts';
import { DAY, HOUR, MINUTE, SECOND, type Instant, type Millis } from '../model/instant.ts';
import { TICKING_BELOW } from './clock-phase.ts';

/** From this length on a duration is told in days and hours. */
const DAYS_FROM: Millis = 2 * DAY;

/**
 * A length of time: `6 h 12 min` from one hour, `43 min` below, `9:41` below ten minutes if `ticking` (the window only;
 * tray and notifications leave it out). Rounded down, so a clock never promises more than there is.
 */
export function durationText(
  t: Translate,
  length: Millis,
  options: { readonly ticking?: boolean } = {},
): string {
  const left = Math.max(0, length);
  if (left >= DAYS_FROM) {
    return t('clock.days', { days: Math.floor(left / DAY), hours: Math.floor((left % DAY) / HOUR) });
  }
  if (left >= HOUR) {
    return t('clock.hours', { hours: Math.floor(left / HOUR), minutes: Math.floor((left % HOUR) / MINUTE) });
  }
  if (options.ticking === true && left < TICKING_BELOW) {
    const seconds = Math.floor((left % MINUTE) / SECOND);
    return t('clock.seconds', {
      minutes: Math.floor(left / MINUTE),
      seconds: String(seconds).padStart(2, '0'),
    });
  }
  return left < MINUTE ? t('clock.underMinute') : t('clock.minutes', { minutes: Math.floor(left / MINUTE) });
}

/** What is left until `end`, or `expired 12 min ago` once it is past. */
export function countdownText(
  t: Translate,
  end: Instant,
  now: Instant,
  options: { readonly ticking?: boolean } = {},
): string {
  const left = end - now;
  if (left > 0) {
    return durationText(t, left, options);
  }
  return -left < MINUTE
    ? t('clock.expiredJustNow')
    : t('clock.expiredAgo', { duration: wholeUnits(t, -left) });
}

/** `2 min ago`, `just now`. */
export function agoText(t: Translate, at: Instant, now: Instant): string {
  const past = now - at;
  return past < MINUTE ? t('clock.justNow') : t('clock.ago', { duration: wholeUnits(t, past) });
}

/** The past is told by its largest unit alone: exact minutes of a day-old thing are noise. */
function wholeUnits(t: Translate, length: Millis): string {
  if (length >= DAY) {
    return t('clock.wholeDays', { count: Math.floor(length / DAY) });
  }
  return length >= HOUR
    ? t('clock.wholeHours', { hours: Math.floor(length / HOUR) })
    : durationText(t, length);
}
