/** Shown in place of a secret; the length says nothing about it. */
export const MASK = '••••••••';

const SECRET_NAME = /secret|token|passw|passphrase|private_?key|security|credential|api_?key/i;
/** Names that look like secrets and hold paths, commands or choices. */
const NOT_SECRET =
  /^(?:web_identity_token_file|credential_process|credential_source|sso_.*_scopes)$|_(?:file|path|url|type)$/i;

/** Whether the value of this key must never be shown, logged, or kept for undo (security.md §0.3, §0.4). */
export function isSecretKey(key: string): boolean {
  return SECRET_NAME.test(key) && !NOT_SECRET.test(key);
}

/** Secrets, and the key id that is of no use without its secret; undo leaves all of these as they are. */
export function isCredentialKey(key: string): boolean {
  return key === 'aws_access_key_id' || isSecretKey(key);
}

const ASSIGNMENT = /^([\s#;]*)([^=:\s][^=:]*?)(\s*[=:]\s*)(.*)$/s;
const ACCESS_KEY_ID = /\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{4})[A-Z0-9]{4,}([A-Z0-9]{4})\b/g;
/** Long runs of base64 with capitals, small letters and digits: a key or token in an unexpected place. */
const LONG_RANDOM =
  /(?<![A-Za-z0-9+/=_-])(?=[a-z0-9+/_-]*[A-Z])(?=[A-Z0-9+/_-]*[a-z])(?=[A-Za-z+/_-]*[0-9])[A-Za-z0-9+/_-]{40,}={0,2}/g;

/**
 * Masks the lines of a config file for showing: values of secret keys, also where they are commented out, continued on
 * further lines or nested; access key ids are shortened; long random texts are masked wherever they are.
 */
export function maskLines(lines: readonly string[]): string[] {
  let masking = false;
  return lines.map((line) => {
    const assignment = ASSIGNMENT.exec(line);
    const indented = /^\s+[^\s#;]/.test(line);
    if (masking && indented) return `${/^\s*/.exec(line)?.[0] ?? ''}${MASK}`;
    const [, lead = '', key = '', equals = '', value = ''] = assignment ?? [];
    const secret = isSecretKey(key);
    if (line.trim() !== '' && !/^\s*[#;]/.test(line)) masking = secret;
    if (secret) return value === '' ? line : `${lead}${key}${equals}${MASK}`;
    return line.replace(ACCESS_KEY_ID, '$1…$2').replace(LONG_RANDOM, MASK);
  });
}

/** Whether masking hides anything of this text; such text is never kept. */
export function holdsSecret(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/);
  const masked = maskLines(lines);
  return lines.some((line, index) => line !== masked[index]);
}
