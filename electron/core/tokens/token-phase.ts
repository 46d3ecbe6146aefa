import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import { addMillis, HOUR, MINUTE, SECOND, type Instant, type Millis } from '../../../shared/model/instant.ts';
import type { SessionEndEstimate, SessionPhase } from '../../../shared/model/session.ts';

/** AWS access tokens are renewed 20 min ± 2 before their end, earlier than botocore's window of 15 (design.md §4). */
const renewalMargin = 20 * MINUTE;
const renewalJitter = 2 * MINUTE;

/** However short the server makes its tokens (protocol/aws.md §10). */
const leastPause = 30 * SECOND;

/** The portal session of AWS lasts 8 h unless an administrator chose otherwise (protocol/aws.md §3). */
const defaultPortalSession = 8 * HOUR;

/** Whether the token can be renewed without the user: it has a refresh token and its client is registered long enough. */
export function isRenewable(token: TokenFile, now: Instant): boolean {
  return (
    token.refreshToken !== null &&
    token.clientId !== '' &&
    token.clientSecret !== '' &&
    (token.registrationExpiresAt === null || token.registrationExpiresAt > addMillis(now, 15 * MINUTE))
  );
}

/**
 * When the token is due for renewal: the margin before its end, or halfway through what is left of a short one.
 * `jitter` is a number in [0, 1).
 */
export function renewalInstant(token: TokenFile, now: Instant, jitter: number): Instant {
  const byMargin = addMillis(token.expiresAt, -renewalMargin + (2 * jitter - 1) * renewalJitter);
  if (byMargin > now) {
    return byMargin;
  }
  const left = token.expiresAt - now;
  return left <= 0 ? now : addMillis(now, Math.max(leastPause, left / 2));
}

/** What may be said of a session that holds this token. */
export function phaseOfToken(
  token: TokenFile | null,
  now: Instant,
  known: {
    readonly signedInAt: Instant | null;
    /** How long a sign-in lasts, as the user has set it. */
    readonly sessionDuration: Millis | null;
    readonly nextRenewalAt: Instant | null;
    readonly error: AppError | null;
  },
): SessionPhase {
  if (token === null) {
    return { state: 'signed-out', error: known.error };
  }
  if (token.expiresAt <= now) {
    return { state: 'expired', expiredAt: token.expiresAt, error: known.error };
  }
  return {
    state: 'active',
    accessTokenExpiresAt: token.expiresAt,
    renewable: known.nextRenewalAt !== null,
    nextRenewalAt: known.nextRenewalAt,
    sessionEndsEstimate: estimatedEnd(token, known.signedInAt, known.sessionDuration),
    error: known.error,
  };
}

/** A token that nobody can renew ends with its sign-in: that is a fact, and nothing is left to estimate. */
function estimatedEnd(
  { refreshToken }: TokenFile,
  signedInAt: Instant | null,
  set: Millis | null,
): SessionEndEstimate | null {
  if (refreshToken === null || signedInAt === null) {
    return null;
  }
  return set === null
    ? { at: addMillis(signedInAt, defaultPortalSession), basis: 'default-duration' }
    : { at: addMillis(signedInAt, set), basis: 'set-duration' };
}
