import { assertNever } from '../model/assert-never.ts';
import type { ExportFormat } from '../model/credentials.ts';
import { toRfc3339 } from '../model/instant.ts';
import type { Instant } from '../model/instant.ts';

/** Credentials as they are put into words; `RoleCredentials` are such. */
export interface ExportableCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  readonly expiresAt: Instant | null;
  readonly accountId?: string;
}

export interface ExportOptions {
  /** Adds the region to the forms that set variables. */
  readonly region?: string | null;
  /** Section name in `credentials-file`, `profile` in `json`. */
  readonly profileName?: string;
}

/**
 * Whether a value needs no quoting in any shell. Keys and tokens of AWS are base64 (protocol/aws.md §7.2); a service
 * that sends anything else must not reach a shell, so providers reject such credentials.
 */
export function isShellSafe(value: string): boolean {
  return /^[A-Za-z0-9+/=_.:,@-]+$/.test(value);
}

/**
 * The text of credentials in one of the forms of `aws configure export-credentials` (protocol/aws.md §7.2), as lines for
 * the credentials file, or as `latchkey credentials --format json` prints them (product.md §5). Ends with a newline.
 * Throws if a value is not shell-safe: the provider should have rejected it.
 */
export function formatCredentials(
  credentials: ExportableCredentials,
  format: ExportFormat,
  options: ExportOptions = {},
): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  for (const value of [accessKeyId, secretAccessKey, sessionToken ?? 'none', options.region ?? 'none']) {
    if (!isShellSafe(value)) throw new Error('credentials hold characters that no form can carry safely');
  }
  switch (format) {
    case 'env':
    case 'env-no-export':
    case 'fish':
    case 'powershell':
    case 'windows-cmd':
    case 'dotenv':
      return variables(credentials, options.region ?? null)
        .map(([name, value]) => `${assign(format, name, value)}\n`)
        .join('');
    case 'credentials-file':
      return [
        `[${sectionName(options.profileName)}]`,
        `aws_access_key_id = ${accessKeyId}`,
        `aws_secret_access_key = ${secretAccessKey}`,
        ...(sessionToken === null ? [] : [`aws_session_token = ${sessionToken}`]),
        '',
      ].join('\n');
    case 'process':
      return json({
        Version: 1,
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken ?? undefined,
        Expiration: expiresAt === null ? undefined : cliTime(expiresAt),
        AccountId: credentials.accountId,
      });
    case 'json':
      return json({
        profile: options.profileName,
        cloud: 'aws',
        accessKeyId,
        secretAccessKey,
        sessionToken: sessionToken ?? undefined,
        expiresAt: expiresAt === null ? undefined : toRfc3339(expiresAt),
        accountId: credentials.accountId,
      });
    default:
      return assertNever(format);
  }
}

/** The environment variables that carry credentials, in the CLI's order. */
export function variables(
  credentials: ExportableCredentials,
  region: string | null,
): (readonly [name: string, value: string])[] {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  return [
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
    ...(sessionToken === null ? [] : [['AWS_SESSION_TOKEN', sessionToken] as const]),
    ...(expiresAt === null ? [] : [['AWS_CREDENTIAL_EXPIRATION', cliTime(expiresAt)] as const]),
    ...(region === null ? [] : [['AWS_REGION', region] as const, ['AWS_DEFAULT_REGION', region] as const]),
  ];
}

/** The forms that set variables. */
export type VariableFormat = Exclude<ExportFormat, 'credentials-file' | 'process' | 'json'>;

/** A line that sets a variable; the value must be shell-safe. */
export function assign(format: VariableFormat, name: string, value: string): string {
  switch (format) {
    case 'env':
      return `export ${name}=${value}`;
    case 'env-no-export':
    case 'dotenv':
      return `${name}=${value}`;
    case 'fish':
      return `set -gx ${name} "${value}"`;
    case 'powershell':
      return `$Env:${name}="${value}"`;
    case 'windows-cmd':
      return `set ${name}=${value}`;
    default:
      return assertNever(format);
  }
}

/** The CLI prints an offset where everything else has `Z`. */
function cliTime(at: Instant): string {
  return toRfc3339(at).replace('Z', '+00:00');
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A section name cannot hold a bracket or a control character; any other name can stand here without quotes. */
function sectionName(profileName: string | undefined): string {
  return (profileName ?? 'default').replace(/[\p{Cc}\]]+/gu, '-');
}
