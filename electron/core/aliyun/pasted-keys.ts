import { isShellSafe } from '../../../shared/credentials/export-formats.ts';
import {
  findPastedCredentials,
  parsePastedCredentials,
  type PastedCredentials,
} from '../../../shared/credentials/pasted-credentials.ts';
import { pasteParts, type PastePreview, type StsKeysSource } from '../../../shared/model/aliyun-input.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { Clipboard } from '../ports.ts';

/** The words of a paste's parts in messages, in the order in which people know them. */
const words = {
  'access-key-id': 'access key ID',
  'access-key-secret': 'access key secret',
  'security-token': 'security token',
} as const;

/** Reads keys with a security token out of whatever a person has them in. */
export function createPastedKeys(clipboard: Clipboard) {
  async function textOf(source: Exclude<StsKeysSource, { type: 'fields' }>): Promise<Result<string>> {
    return source.type === 'clipboard' ? clipboard.read() : ok(source.text);
  }

  return {
    /** Errors: those of `parsePastedCredentials`; `clipboard.unavailable`. */
    async read(source: StsKeysSource): Promise<Result<PastedCredentials>> {
      if (source.type !== 'fields') {
        const text = await textOf(source);
        return text.ok ? parsePastedCredentials(text.value) : text;
      }
      const [accessKeyId, accessKeySecret, securityToken] = [
        source.accessKeyId.trim(),
        source.accessKeySecret.trim(),
        source.securityToken.trim(),
      ];
      const values = [accessKeyId, accessKeySecret, securityToken];
      const missing = pasteParts.filter((_, index) => values[index] === '');
      if (missing.length > 0) {
        const named = missing.map((part) => words[part]).join(', ');
        return err(appError('paste.incomplete', { missing: named }));
      }
      return values.every(isShellSafe)
        ? ok({
            accessKeyId,
            accessKeySecret,
            securityToken,
            expiresAt: null,
            region: null,
            profileName: null,
          })
        : err(appError('paste.unsafe'));
    },

    /** What is there, without a value that opens anything. Errors: `paste.too-large`, `paste.unsafe`, `paste.not-recognised`. */
    async preview(source: StsKeysSource): Promise<Result<PastePreview>> {
      const found =
        source.type === 'fields'
          ? ok({
              accessKeyId: source.accessKeyId.trim() || null,
              accessKeySecret: source.accessKeySecret.trim() || null,
              securityToken: source.securityToken.trim() || null,
              expiresAt: null,
              region: null,
              profileName: null,
            })
          : await textOf(source).then((text) => (text.ok ? findPastedCredentials(text.value) : text));
      if (!found.ok) {
        return found;
      }
      const { accessKeyId, accessKeySecret, securityToken, expiresAt, region, profileName } = found.value;
      const values = [accessKeyId, accessKeySecret, securityToken];
      return ok({
        keyId: accessKeyId === null ? null : shortened(accessKeyId),
        found: pasteParts.filter((_, index) => values[index] !== null),
        missing: pasteParts.filter((_, index) => values[index] === null),
        expiresAt,
        region,
        profileName,
      });
    },
  };
}

/** Enough to recognise a key by, as the CLI shows it. */
function shortened(keyId: string): string {
  return keyId.length < 12 ? '…' : `${keyId.slice(0, 6)}…${keyId.slice(-4)}`;
}
