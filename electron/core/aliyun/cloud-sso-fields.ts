import type { AliyunProfile, AliyunValue } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { instant, SECOND } from '../../../shared/model/instant.ts';
import type { CloudSsoToken } from './aliyun-provider.ts';

type Fields = Readonly<Record<string, AliyunValue | null>>;

/** The token that a profile of this directory holds; null where there is none (protocol/aliyun.md §4). */
export function tokenOfProfile(profile: AliyunProfile, signInUrl: string | null): CloudSsoToken | null {
  const { values } = profile;
  const accessToken = values.get('access_token');
  const expires = values.get('cloud_sso_access_token_expire');
  return isOfDirectory(profile, signInUrl) &&
    typeof accessToken === 'string' &&
    accessToken !== '' &&
    typeof expires === 'number'
    ? { accessToken, expiresAt: instant(expires * SECOND) }
    : null;
}

/** Whether it is a profile in mode CloudSSO that names this directory. */
export function isOfDirectory({ values }: AliyunProfile, signInUrl: string | null): boolean {
  return values.get('mode') === 'CloudSSO' && values.get('cloud_sso_sign_in_url') === signInUrl;
}

/** What a profile holds of the sign-in. */
export function tokenFields({ accessToken, expiresAt }: CloudSsoToken): Fields {
  return {
    access_token: accessToken,
    cloud_sso_access_token_expire: Math.floor(expiresAt / SECOND),
  };
}

/** The keys of the role; the CLI takes them for ended 5 s before they are (protocol/aliyun.md §4). */
function keyFields({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: RoleCredentials): Fields {
  return {
    access_key_id: accessKeyId,
    access_key_secret: secretAccessKey,
    sts_token: sessionToken,
    sts_expiration: Math.floor(expiresAt / SECOND) - 5,
  };
}

/** The keys may be those of another person than the one who has just signed in: the CLI fetches new ones. */
export const noKeyFields: Fields = {
  access_key_id: null,
  access_key_secret: null,
  sts_token: null,
  sts_expiration: null,
};

/** What a sign-out takes away; directory, account and access configuration stay. */
export const noSignInFields: Fields = {
  ...noKeyFields,
  access_token: null,
  cloud_sso_access_token_expire: null,
};

/** What makes a profile one of CloudSSO, as the CLI would have written it: without region, output format and language. */
export function cloudSsoProfileFields(profile: {
  readonly signInUrl: string;
  readonly accountId: string;
  readonly accessConfigurationId: string;
  readonly token: CloudSsoToken;
  readonly keys: RoleCredentials;
}): Fields {
  return {
    mode: 'CloudSSO',
    cloud_sso_sign_in_url: profile.signInUrl,
    cloud_sso_account_id: profile.accountId,
    cloud_sso_access_config: profile.accessConfigurationId,
    ...tokenFields(profile.token),
    ...keyFields(profile.keys),
  };
}
