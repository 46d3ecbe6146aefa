export type FieldType = 'string' | 'integer' | 'boolean';

/**
 * The fields of a profile in the order in which the CLI writes them (protocol/aliyun.md §2.3). A value of another type
 * makes the whole file unreadable for the CLI and for the Go SDK.
 */
const fields: readonly (readonly [key: string, type: FieldType])[] = [
  ['name', 'string'],
  ['mode', 'string'],
  ['access_key_id', 'string'],
  ['access_key_secret', 'string'],
  ['sts_token', 'string'],
  ['sts_region', 'string'],
  ['sts_endpoint', 'string'],
  ['ram_role_name', 'string'],
  ['ram_role_arn', 'string'],
  ['ram_session_name', 'string'],
  ['external_id', 'string'],
  ['source_profile', 'string'],
  ['private_key', 'string'],
  ['key_pair_name', 'string'],
  ['expired_seconds', 'integer'],
  ['verified', 'string'],
  ['region_id', 'string'],
  ['output_format', 'string'],
  ['language', 'string'],
  ['site', 'string'],
  ['read_timeout', 'integer'],
  ['connect_timeout', 'integer'],
  ['retry_count', 'integer'],
  ['process_command', 'string'],
  ['credentials_uri', 'string'],
  ['oidc_provider_arn', 'string'],
  ['oidc_token_file', 'string'],
  ['cloud_sso_sign_in_url', 'string'],
  ['access_token', 'string'],
  ['cloud_sso_access_token_expire', 'integer'],
  ['sts_expiration', 'integer'],
  ['cloud_sso_access_config', 'string'],
  ['cloud_sso_account_id', 'string'],
  ['oauth_access_token', 'string'],
  ['oauth_refresh_token', 'string'],
  ['oauth_access_token_expire', 'integer'],
  ['oauth_refresh_token_expire', 'integer'],
  ['oauth_site_type', 'string'],
  ['endpoint_type', 'string'],
  ['endpoint', 'string'],
  ['external_account_type', 'string'],
  ['auto_plugin_install', 'boolean'],
  ['auto_plugin_install_enable_pre', 'boolean'],
  ['bearer_token', 'string'],
  ['bearer_token_header_key', 'string'],
  // Older spelling of read_timeout, still read.
  ['retry_timeout', 'integer'],
];

const positions = new Map(fields.map(([key], position) => [key, position]));
const types = new Map(fields);

/** Where the CLI writes this field among the others; unknown ones come last. */
export function fieldPosition(key: string): number {
  return positions.get(key) ?? fields.length;
}

/** What the CLI reads this key as, whatever its case; null for keys that it does not know. */
export function fieldOf(key: string): { readonly key: string; readonly type: FieldType } | null {
  const plain = key.toLowerCase();
  const type = types.get(plain);
  return type === undefined ? null : { key: plain, type };
}

/** Keys, tokens and their ends: never shown, never kept for undo (security.md §0.4). */
const credentialFields = new Set([
  'access_key_id',
  'access_key_secret',
  'sts_token',
  'private_key',
  'access_token',
  'cloud_sso_access_token_expire',
  'sts_expiration',
  'oauth_access_token',
  'oauth_refresh_token',
  'oauth_access_token_expire',
  'oauth_refresh_token_expire',
  'bearer_token',
]);

export function isCredentialField(key: string): boolean {
  return credentialFields.has(key.toLowerCase());
}
