import type { AliyunValue } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunLanguage } from '../../../shared/model/aliyun-profile.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { CallerEnvironment } from '../intents.ts';
import { SECOND, type Instant } from '../../../shared/model/instant.ts';
import type { AliyunKeys } from './aliyun-provider.ts';

/** Keys of a static profile; of pasted ones nobody may know the end. */
export interface StaticAliyunKeys extends AliyunKeys {
  readonly expiresAt: Instant | null;
}

export type AliyunFields = Readonly<Record<string, AliyunValue | null>>;

/** As the CLI chooses it: by the locale, Chinese or else English (protocol/aliyun-cli-observed.md §2). */
export function languageOf(environment: CallerEnvironment): AliyunLanguage {
  const locale = ['LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name] ?? '')
    .find((value) => value !== '');
  return locale?.startsWith('zh') === true ? 'zh' : 'en';
}

/** What every profile has. All of it is written out, since other tools fill gaps differently. */
export function commonFields(region: string, language: AliyunLanguage): AliyunFields {
  return { region_id: region, output_format: 'json', language };
}

const ofOAuth = [
  'oauth_access_token',
  'oauth_refresh_token',
  'oauth_access_token_expire',
  'oauth_refresh_token_expire',
  'oauth_site_type',
] as const;

const ofCloudSso = [
  'cloud_sso_sign_in_url',
  'access_token',
  'cloud_sso_access_token_expire',
  'cloud_sso_access_config',
  'cloud_sso_account_id',
] as const;

/** What a profile of another mode may have left behind, taken away (protocol/aliyun.md §9). */
function without(keys: readonly string[]): AliyunFields {
  return Object.fromEntries(keys.map((key) => [key, null]));
}

/** The one profile that holds the tokens of an OAuth session, without them. */
export function oauthFields(session: AliyunSessionRecord): AliyunFields {
  return { mode: 'OAuth', oauth_site_type: session.site, ...without(ofCloudSso) };
}

/** A profile of a CloudSSO session; `fields` are those of its account, its configuration and its sign-in. */
export function cloudSsoFields(session: AliyunSessionRecord, fields: AliyunFields): AliyunFields {
  return {
    mode: 'CloudSSO',
    cloud_sso_sign_in_url: session.signInUrl,
    ...without(ofOAuth),
    ...fields,
  };
}

/** A profile with keys; their end is written for whoever looks, since no tool reads it in this mode. */
export function staticFields(keys: StaticAliyunKeys): AliyunFields {
  return {
    mode: 'StsToken',
    access_key_id: keys.accessKeyId,
    access_key_secret: keys.accessKeySecret,
    sts_token: keys.securityToken,
    sts_expiration: keys.expiresAt === null ? null : Math.floor(keys.expiresAt / SECOND),
    ...without(ofOAuth),
    ...without(ofCloudSso),
  };
}
