import type { AppState } from '../../shared/model/app-state.ts';
import { addMillis, DAY, instant, MINUTE, type Instant } from '../../shared/model/instant.ts';
import { timeOfDay, type TimeStyle } from '../../shared/time/absolute-time.ts';
import { TICKING_BELOW } from '../../shared/time/clock-phase.ts';

/**
 * When menu or icon will next be others by the mere passing of time, or null: a token or
 * production credentials end, an end comes near, or the
 * day in front of a clock changes. Whatever else changes them changes the state.
 */
export function nextTrayChange(state: AppState, now: Instant, style: TimeStyle): Instant | null {
  const instants: Instant[] = state.sessions.flatMap(({ phase }): readonly Instant[] => {
    switch (phase.state) {
      case 'active': {
        const end = phase.accessTokenExpiresAt;
        if (end === null) {
          return [];
        }
        const renewal = phase.nextRenewalAt === null ? [] : newWording(phase.nextRenewalAt, now, style);
        // One more than the threshold: at exactly ten minutes left the clock is not yet "now".
        return [end, addMillis(end, 1 - TICKING_BELOW), ...newWording(end, now, style), ...renewal];
      }
      case 'expired':
        return newWording(phase.expiredAt, now, style);
      case 'signed-out':
      case 'signing-in':
        return [];
    }
  });
  for (const { expiresAt } of state.production) {
    instants.push(expiresAt, ...newWording(expiresAt, now, style));
  }
  const coming = instants.filter((at) => at > now);
  return coming.length === 0 ? null : coming.reduce((first, at) => (at < first ? at : first));
}

/** A day of the longest kind: 25 h, when the clocks go back. */
const longestDay: Minutes = 25 * 60;
/** Farther away than this, a clock that is over keeps its wording. */
const settledAfter = 8 * DAY;

type Minutes = number;

/** The next minute within a day at which `end` is worded in another way, found by halving; else when to look again. */
function newWording(end: Instant, now: Instant, style: TimeStyle): readonly Instant[] {
  if (now - end > settledAfter) {
    return [];
  }
  const at = (minute: Minutes): Instant => instant(minute * MINUTE);
  const wording = timeOfDay(end, now, style);
  let same: Minutes = Math.floor(now / MINUTE);
  let changed: Minutes = same + longestDay;
  if (timeOfDay(end, at(changed), style) === wording) {
    return [at(changed)];
  }
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (timeOfDay(end, at(middle), style) === wording) {
      same = middle;
    } else {
      changed = middle;
    }
  }
  return [at(changed)];
}
