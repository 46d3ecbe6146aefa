import { HOUR, MINUTE, SECOND, type Instant, type Millis } from '../model/instant.ts';

/** How much a clock matters at a moment (ux.md "Clocks"). Told by text and shape as well as by colour. */
export type ClockPhase = 'fine' | 'soon' | 'now' | 'over';

/** Below this much left a clock ticks by the second. */
export const TICKING_BELOW: Millis = 10 * MINUTE;

const FINE_ABOVE: Millis = 30 * MINUTE;
const FINE_SHARE = 0.25;

/**
 * The phase at `now` of something that ends at `end`. `lifetime` is its whole length in milliseconds, null if unknown;
 * with it, a short-lived thing is still *fine* while more than a quarter of it is left.
 */
export function clockPhase(end: Instant, now: Instant, lifetime: Millis | null = null): ClockPhase {
  const left = end - now;
  if (left <= 0) {
    return 'over';
  }
  if (left < TICKING_BELOW) {
    return 'now';
  }
  if (left > FINE_ABOVE || (lifetime !== null && left > lifetime * FINE_SHARE)) {
    return 'fine';
  }
  return 'soon';
}

/**
 * Milliseconds until the text or the phase of a clock may next change, at least 1. A ticking clock changes each second,
 * the others each minute; something long over, each hour.
 */
export function nextClockChange(end: Instant, now: Instant): Millis {
  const left = end - now;
  if (left > 0) {
    // Rounded down, the text of a full step holds for that very millisecond.
    const step = left > TICKING_BELOW ? MINUTE : SECOND;
    return Math.min(left, (left % step) + 1);
  }
  const step = left < -HOUR ? HOUR : MINUTE;
  return step - (-left % step);
}
