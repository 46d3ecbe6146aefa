import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import type { AliyunTokens } from './aliyun-provider.ts';
import type { OAuthSignIn } from './oauth-sign-in.ts';

/** A sign-in with what is planned for it. */
export interface HeldSignIn {
  readonly signIn: OAuthSignIn;
  /** Null where nothing renews it. */
  readonly nextRenewalAt: Instant | null;
  /** How often a renewal failed in a row. */
  readonly failures: number;
}

/** Tokens of an answer, with the refresh token kept where none came. */
export function withTokens(tokens: AliyunTokens, oldRefreshToken: string | null) {
  const { accessToken, accessTokenExpiresAt, refreshToken } = tokens;
  return { accessToken, accessTokenExpiresAt, refreshToken: refreshToken ?? oldRefreshToken };
}

export function isSame(one: OAuthSignIn, other: OAuthSignIn): boolean {
  return (
    one.accessToken === other.accessToken &&
    one.refreshToken === other.refreshToken &&
    one.keys?.securityToken === other.keys?.securityToken
  );
}

/** A refusal of the tokens is the end of the sign-in, whatever the service calls it. */
export function asEnd(error: AppError, session: AliyunSessionRecord): AppError {
  return error.code === 'sign-in.rejected' ? appError('sign-in.required', { session: session.name }) : error;
}

/** What may be said of a session that holds this sign-in. */
export function phaseOf(entry: HeldSignIn | null, now: Instant, error: AppError | null): SessionPhase {
  if (entry === null) {
    return { state: 'signed-out', error };
  }
  const { signIn, nextRenewalAt } = entry;
  if (signIn.accessTokenExpiresAt <= now) {
    return { state: 'expired', expiredAt: signIn.accessTokenExpiresAt, error };
  }
  return {
    state: 'active',
    accessTokenExpiresAt: signIn.accessTokenExpiresAt,
    renewable: nextRenewalAt !== null,
    nextRenewalAt,
    sessionEndsEstimate: null,
    error,
  };
}
