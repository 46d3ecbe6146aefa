import {
  addMillis,
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  type Instant,
  type Millis,
} from '../../../shared/model/instant.ts';

/** How often a signed-in session is looked at (design.md §4), and by how much two machines may differ. */
const rescanEvery: Millis = DAY;
const rescanSpread: Millis = HOUR;
/** After a rescan that failed. */
const retryAfter: Millis = 30 * MINUTE;
/** What is overdue at a start, after sleep or after a sign-in does not begin in the same moment as everything else. */
const settleFor: Millis = 5 * SECOND;
const settleSpread: Millis = 25 * SECOND;

/** What is known of a session's listings. */
export interface RescanHistory {
  /** The last complete listing. */
  readonly completedAt: Instant;
  /** The last rescan that failed since, if one has. */
  readonly failedAt: Instant | null;
  /** Whether the session has just been signed in to, or a listing was cut off: then it is due at once. */
  readonly due: boolean;
}

/**
 * When a session is next looked at. `jitter` is in [0, 1). An instant in the future (a clock that was set back) counts as
 * now, so that no rescan waits for longer than a day.
 */
export function nextRescan(history: RescanHistory, now: Instant, jitter: number): Instant {
  const soon = addMillis(now, settleFor + jitter * settleSpread);
  const past = (at: Instant): Instant => (at > now ? now : at);
  if (history.failedAt !== null) {
    return later(soon, addMillis(past(history.failedAt), retryAfter * (1 + jitter)));
  }
  return history.due
    ? soon
    : later(soon, addMillis(past(history.completedAt), rescanEvery + jitter * rescanSpread));
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
