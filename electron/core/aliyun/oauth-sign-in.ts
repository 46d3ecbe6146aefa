import type { AliyunProfile, AliyunValue } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { instant, MINUTE, SECOND, addMillis, type Instant } from '../../../shared/model/instant.ts';
import type { AliyunCredentials } from './aliyun-provider.ts';

/** What an OAuth session holds: in the one profile that is its own, and in memory. */
export interface OAuthSignIn {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Instant;
  /** Null where only the access token is left; nothing can be renewed then. */
  readonly refreshToken: string | null;
  readonly keys: AliyunCredentials | null;
}

/** The sign-in that a profile in mode OAuth holds; null where there is none of this site. */
export function signInOfProfile(profile: AliyunProfile | undefined, site: string): OAuthSignIn | null {
  const text = (key: string): string | null => {
    const value = profile?.values.get(key);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const at = (key: string): Instant => {
    const value = profile?.values.get(key);
    return instant(typeof value === 'number' ? value * SECOND : 0);
  };
  const accessToken = text('oauth_access_token');
  const refreshToken = text('oauth_refresh_token');
  if (
    text('mode') !== 'OAuth' ||
    text('oauth_site_type') !== site ||
    (accessToken === null && refreshToken === null)
  ) {
    return null;
  }
  const [id, secret, token] = [text('access_key_id'), text('access_key_secret'), text('sts_token')];
  return {
    accessToken: accessToken ?? '',
    accessTokenExpiresAt: accessToken === null ? instant(0) : at('oauth_access_token_expire'),
    refreshToken,
    keys:
      id === null || secret === null || token === null
        ? null
        : { accessKeyId: id, accessKeySecret: secret, securityToken: token, expiresAt: at('sts_expiration') },
  };
}

/** The fields of the tokens: written as soon as they are there, before they are used (protocol/aliyun.md §1.8). */
export function tokenFields(signIn: OAuthSignIn): Readonly<Record<string, AliyunValue | null>> {
  return {
    oauth_access_token: signIn.accessToken,
    oauth_refresh_token: signIn.refreshToken,
    oauth_access_token_expire: Math.floor(signIn.accessTokenExpiresAt / SECOND),
  };
}

/** The fields of the keys. */
export function keyFields(keys: AliyunCredentials): Readonly<Record<string, AliyunValue | null>> {
  return {
    access_key_id: keys.accessKeyId,
    access_key_secret: keys.accessKeySecret,
    sts_token: keys.securityToken,
    sts_expiration: Math.floor(keys.expiresAt / SECOND),
  };
}

/** All of them taken away: what a sign-out leaves is profile, region and the rest (product.md §4). */
export const noSignInFields: Readonly<Record<string, null>> = {
  access_key_id: null,
  access_key_secret: null,
  sts_token: null,
  sts_expiration: null,
  oauth_access_token: null,
  oauth_refresh_token: null,
  oauth_access_token_expire: null,
  oauth_refresh_token_expire: null,
};

/** Keys with less life than this are exchanged anew before they are handed out (product.md §5). */
export const leastLife = 15 * MINUTE;

/** As long before its end the access token is renewed; readers do so at 20 min (protocol/aliyun.md §1.8). */
const tokenMargin = 30 * MINUTE;
/** Keys are renewed earlier than the reader with the widest window takes them for stale. */
const keyMargin = 22 * MINUTE;
const jitter = 2 * MINUTE;
const leastPause = 30 * SECOND;

/** When the sign-in is due for renewal (design.md §4). `chance` is a number in [0, 1). */
export function renewalOf(signIn: OAuthSignIn, now: Instant, chance: number): Instant {
  const swing = (2 * chance - 1) * jitter;
  const ends = [addMillis(signIn.accessTokenExpiresAt, -tokenMargin + swing)];
  ends.push(signIn.keys === null ? now : addMillis(signIn.keys.expiresAt, -keyMargin + swing));
  const due = Math.min(...ends);
  if (due > now) {
    return instant(due);
  }
  const left = Math.min(signIn.accessTokenExpiresAt, signIn.keys?.expiresAt ?? now) - now;
  return left <= 0 ? now : addMillis(now, Math.max(leastPause, left / 2));
}

/**
 * Whether the access token must be renewed before it is exchanged: STS wants 15 min of it, and every SDK renews at 20
 * (protocol/aliyun.md §1.7). A renewal in the background goes by its own, wider margin.
 */
export function mustRefresh(signIn: OAuthSignIn, now: Instant, inBackground: boolean): boolean {
  const margin = inBackground ? tokenMargin + jitter : lastExchange;
  return signIn.accessToken === '' || signIn.accessTokenExpiresAt <= addMillis(now, margin);
}

const lastExchange = 20 * MINUTE;
