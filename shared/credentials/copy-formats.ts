import { appError } from '../model/app-error.ts';
import { exportFormats, type ExportFormat, type ProfileCredentials } from '../model/credentials.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Cloud } from '../model/session.ts';
import {
  aliyunExportFormats,
  formatAliyunCredentials,
  type AliyunExportFormat,
} from './aliyun-export-formats.ts';
import { formatCredentials } from './export-formats.ts';

/** A text form of the keys of either cloud. */
export type CopyFormat = ExportFormat | AliyunExportFormat;

const formats: { readonly aws: readonly ExportFormat[]; readonly aliyun: readonly AliyunExportFormat[] } = {
  aws: exportFormats,
  aliyun: aliyunExportFormats,
};

/** Every form there is, each once. */
export const copyFormats: readonly CopyFormat[] = [...new Set([...exportFormats, ...aliyunExportFormats])];

/** The forms that keys of a cloud have, in the order of a menu. */
export function copyFormatsOf<Of extends Cloud>(cloud: Of): (typeof formats)[Of] {
  return formats[cloud];
}

/**
 * The text of the keys of a role, by the names that its cloud has for them. Errors: `input.format-other-cloud`. Throws like
 * `formatCredentials`.
 */
export function formatRoleKeys(
  cloud: Cloud,
  keys: ProfileCredentials,
  format: CopyFormat,
  { region, profileName }: { readonly region: string | null; readonly profileName?: string },
): Result<string> {
  const named = profileName === undefined ? {} : { profileName };
  if (cloud === 'aws') {
    const known = exportFormats.find((each) => each === format);
    if (known === undefined) {
      return err(appError('input.format-other-cloud', { format }));
    }
    const { expiresAt, accountId } = keys;
    return expiresAt === null || accountId === null
      ? err(appError('server.malformed'))
      : ok(formatCredentials({ ...keys, expiresAt, accountId }, known, { region, ...named }));
  }
  const known = aliyunExportFormats.find((each) => each === format);
  return known === undefined
    ? err(appError('input.format-other-cloud', { format }))
    : ok(
        formatAliyunCredentials(
          {
            accessKeyId: keys.accessKeyId,
            accessKeySecret: keys.secretAccessKey,
            securityToken: keys.sessionToken,
            expiresAt: keys.expiresAt,
          },
          known,
          { region, ...(keys.accountId === null ? {} : { accountId: keys.accountId }), ...named },
        ),
      );
}
