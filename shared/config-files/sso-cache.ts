import { toRfc3339 } from '../model/instant.ts';
import type { Instant } from '../model/instant.ts';
import type { Hash } from './file-store.ts';
import { asciiJson, parseFirstObject } from './json-text.ts';
import { parseLenientTime } from './lenient-time.ts';

/** A sign-in as it stands in `~/.aws/sso/cache` (protocol/aws.md §4.2). What a foreign file lacks is empty or null. */
export interface TokenFile {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: Instant;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly registrationExpiresAt: Instant | null;
  readonly refreshToken: string | null;
}

/**
 * File name of a token below `~/.aws/sso/cache`: for the name of an sso-session, or for the start URL of a legacy
 * profile, byte for byte as configured (protocol/aws.md §4.1).
 */
export function tokenFileName(hash: Hash, sessionNameOrStartUrl: string): string {
  return `${hash.sha1(sessionNameOrStartUrl)}.json`;
}

const KNOWN_KEYS: readonly string[] = [
  'startUrl',
  'region',
  'accessToken',
  'expiresAt',
  'clientId',
  'clientSecret',
  'registrationExpiresAt',
  'refreshToken',
];

/**
 * The text of a token file: the eight keys in the CLI's order on one line, `refreshToken` only if there is one. Keys of
 * the existing file that nobody here knows are kept.
 */
export function writeTokenFile(token: TokenFile, existing: string | null = null): string {
  const unknown = Object.entries((existing === null ? null : parseFirstObject(existing)) ?? {});
  return asciiJson({
    startUrl: token.startUrl,
    region: token.region,
    accessToken: token.accessToken,
    expiresAt: toRfc3339(token.expiresAt),
    clientId: token.clientId,
    clientSecret: token.clientSecret,
    ...(token.registrationExpiresAt === null
      ? {}
      : { registrationExpiresAt: toRfc3339(token.registrationExpiresAt) }),
    ...(token.refreshToken === null ? {} : { refreshToken: token.refreshToken }),
    ...Object.fromEntries(unknown.filter(([key]) => !KNOWN_KEYS.includes(key))),
  });
}

/**
 * Reads a token file whoever wrote it: any layout, any of the times of protocol/aws.md §4.4, text after the object.
 * Null where there is no access token or no expiry to be found; that means signed out.
 */
export function readTokenFile(text: string): TokenFile | null {
  const object = parseFirstObject(text);
  if (object === null) return null;
  const accessToken = textOf(object['accessToken']);
  const expiresAt = timeOf(object['expiresAt']);
  if (accessToken === '' || expiresAt === null) return null;
  const refreshToken = textOf(object['refreshToken']);
  return {
    startUrl: textOf(object['startUrl']),
    region: textOf(object['region']),
    accessToken,
    expiresAt,
    clientId: textOf(object['clientId']),
    clientSecret: textOf(object['clientSecret']),
    registrationExpiresAt: timeOf(object['registrationExpiresAt']),
    refreshToken: refreshToken === '' ? null : refreshToken,
  };
}

/** What a client registration is for. `startUrl` as configured. */
export interface RegistrationKey {
  readonly region: string;
  readonly scopes: readonly string[] | null;
  readonly sessionName: string | null;
  readonly startUrl: string;
  /** The CLI's own is `botocore`; others take another, so that they never share a registration. */
  readonly tool: string;
}

/** The text whose hash names a registration (protocol/aws.md §2.7): keys sorted, `, ` and `: ` between them. */
export function registrationKeyText(key: RegistrationKey): string {
  const scopes = key.scopes === null ? 'null' : `[${key.scopes.map(asciiJson).join(', ')}]`;
  const parts = [
    `"region": ${asciiJson(key.region)}`,
    `"scopes": ${scopes}`,
    `"session_name": ${asciiJson(key.sessionName)}`,
    `"startUrl": ${asciiJson(key.startUrl)}`,
    `"tool": ${asciiJson(key.tool)}`,
  ];
  return `{${parts.join(', ')}}`;
}

/** File name of a client registration below `~/.aws/sso/cache`. */
export function registrationFileName(hash: Hash, key: RegistrationKey): string {
  return `${hash.sha1(registrationKeyText(key))}.json`;
}

/** Whose role credentials the CLI keeps in `~/.aws/cli/cache`: those of a session, or of a legacy start URL. */
export type RoleCredentialKey = { readonly accountId: string; readonly roleName: string } & (
  { readonly sessionName: string } | { readonly startUrl: string }
);

/** File name of the CLI's cached role credentials (protocol/aws.md §4.7). */
export function roleCredentialFileName(hash: Hash, key: RoleCredentialKey): string {
  const { accountId, roleName } = key;
  const source = 'sessionName' in key ? { sessionName: key.sessionName } : { startUrl: key.startUrl };
  return `${hash.sha1(asciiJson({ accountId, roleName, ...source }))}.json`;
}

/** Role credentials that the CLI keeps, without the keys themselves. */
export interface KeptRoleCredentials {
  /** Null where an older CLI did not write it. */
  readonly accountId: string | null;
  readonly expiresAt: Instant | null;
}

/**
 * What a file of `~/.aws/cli/cache` says of credentials that came from a sign-in; null for all others, which a sign-out
 * leaves alone (protocol/aws.md §4.7).
 */
export function readKeptRoleCredentials(text: string): KeptRoleCredentials | null {
  const object = parseFirstObject(text);
  if (object?.['ProviderType'] !== 'sso') return null;
  const credentials = object['Credentials'];
  const fields = typeof credentials === 'object' && credentials !== null ? { ...credentials } : {};
  const { AccountId: accountId, Expiration: expiration } = fields as Record<string, unknown>;
  return { accountId: textOf(accountId) === '' ? null : textOf(accountId), expiresAt: timeOf(expiration) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function timeOf(value: unknown): Instant | null {
  return typeof value === 'string' ? parseLenientTime(value) : null;
}
