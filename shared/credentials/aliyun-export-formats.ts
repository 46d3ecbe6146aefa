import { toRfc3339, type Instant } from '../model/instant.ts';
import { assign, isShellSafe, type VariableFormat } from './export-formats.ts';

/** Credentials of Alibaba Cloud, as they are put into words. */
export interface ExportableAliyunCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Null for a pair of keys alone. */
  readonly securityToken: string | null;
  /** Null where nobody told: pasted credentials. */
  readonly expiresAt: Instant | null;
}

/** `external` is what a `process_command` prints, `credentials-uri` what an endpoint answers (protocol/aliyun.md §6). */
export const aliyunExportFormats = [
  'env',
  'env-no-export',
  'fish',
  'powershell',
  'windows-cmd',
  'dotenv',
  'external',
  'credentials-uri',
  'json',
] as const;

export type AliyunExportFormat = (typeof aliyunExportFormats)[number];

export interface AliyunExportOptions {
  /** Adds the region to the forms that set variables. */
  readonly region?: string | null;
  /** `profile` in `json`. */
  readonly profileName?: string;
  /** `accountId` in `json`. */
  readonly accountId?: string;
}

/**
 * The text of Alibaba Cloud credentials in one of the forms that its tools read, or as `latchkey credentials --format
 * json` prints them (product.md §5). Ends with a newline. Throws if a value is not shell-safe: the provider should have
 * rejected it.
 */
export function formatAliyunCredentials(
  credentials: ExportableAliyunCredentials,
  format: AliyunExportFormat,
  { region = null, profileName, accountId }: AliyunExportOptions = {},
): string {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const expiration = credentials.expiresAt === null ? undefined : toRfc3339(credentials.expiresAt);
  for (const value of [accessKeyId, accessKeySecret, securityToken ?? 'none', region ?? 'none']) {
    if (!isShellSafe(value)) throw new Error('credentials hold characters that no form can carry safely');
  }
  switch (format) {
    case 'external':
      // Without the mode the CLI would run the command again for ever.
      return line({
        mode: securityToken === null ? 'AK' : 'StsToken',
        access_key_id: accessKeyId,
        access_key_secret: accessKeySecret,
        sts_token: securityToken ?? undefined,
        expiration,
      });
    case 'credentials-uri':
      return line({
        Code: 'Success',
        AccessKeyId: accessKeyId,
        AccessKeySecret: accessKeySecret,
        SecurityToken: securityToken ?? undefined,
        Expiration: expiration,
      });
    case 'json':
      return `${JSON.stringify(
        {
          profile: profileName,
          cloud: 'aliyun',
          accessKeyId,
          secretAccessKey: accessKeySecret,
          sessionToken: securityToken ?? undefined,
          expiresAt: expiration,
          accountId,
        },
        null,
        2,
      )}\n`;
    default:
      return aliyunVariables(credentials, region)
        .map(([name, value]) => `${assign(format satisfies VariableFormat, name, value)}\n`)
        .join('');
  }
}

/** The environment variables that carry credentials to the CLI and to every SDK (protocol/aliyun.md §2.8). */
export function aliyunVariables(
  { accessKeyId, accessKeySecret, securityToken }: ExportableAliyunCredentials,
  region: string | null,
): (readonly [name: string, value: string])[] {
  return [
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', accessKeyId],
    ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', accessKeySecret],
    ...(securityToken === null ? [] : [['ALIBABA_CLOUD_SECURITY_TOKEN', securityToken] as const]),
    ...(region === null ? [] : [['ALIBABA_CLOUD_REGION_ID', region] as const]),
  ];
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
