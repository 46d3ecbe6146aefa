import { DAY, type Instant } from '../model/instant.ts';

/** How a person reads times: their locale and IANA time zone. `hour12` null follows the locale. */
export interface TimeStyle {
  readonly locale: string;
  readonly timeZone: string;
  readonly hour12?: boolean;
}

/**
 * `18:02`, with the day in front when it is another day than `now` in that zone (`Mon 18:02` within a week, else
 * `30 Nov, 18:02`). For tray, notifications and the command line, where a relative time would go stale.
 */
export function timeOfDay(at: Instant, now: Instant, style: TimeStyle): string {
  const clock = format(at, style, { hour: '2-digit', minute: '2-digit' });
  if (dayOf(at, style) === dayOf(now, style)) {
    return clock;
  }
  const near = Math.abs(at - now) < 6 * DAY;
  const day = near
    ? format(at, style, { weekday: 'short' })
    : format(at, style, { day: 'numeric', month: 'short' });
  return near ? `${day} ${clock}` : `${day}, ${clock}`;
}

/** The whole instant with its zone, for hover and screen readers: `Sunday, 22 November 2026, 18:02 CET`. */
export function absoluteTime(at: Instant, style: TimeStyle): string {
  return format(at, style, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

function dayOf(at: Instant, style: TimeStyle): string {
  return format(at, style, { year: 'numeric', month: 'numeric', day: 'numeric' });
}

function format(at: Instant, style: TimeStyle, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(style.locale, {
    ...options,
    timeZone: style.timeZone,
    // English without a country would mean 12-hour US time; ux.md writes 18:02 everywhere.
    hourCycle: style.hour12 === true ? 'h12' : 'h23',
  }).format(at);
}
