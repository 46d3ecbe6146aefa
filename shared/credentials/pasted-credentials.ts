import { shellWords } from '../config-files/shell-words.ts';
import { appError, type AppError } from '../model/app-error.ts';
import { instant, type Instant } from '../model/instant.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isShellSafe } from './export-formats.ts';

/** Credentials that somebody was given in some form of text, and what else stood beside them. */
export interface PastedCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  readonly expiresAt: Instant | null;
  readonly region: string | null;
  /** Named by an `aliyun configure set` command. */
  readonly profileName: string | null;
}

/** The same with what is missing: null. */
export type FoundCredentials = {
  readonly [Key in keyof PastedCredentials]: PastedCredentials[Key] | null;
};

type Field = 'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'expiration' | 'region' | 'profileName';

/** Far more than credentials need. */
const largestPaste = 64 * 1024;

/** What would do something if a shell ran it; here it is never part of a value. */
const expansion = /\$\(|`|[;|]|\$\{|&&/;

const prefixes = ['ALIBABA_CLOUD_', 'ALIBABACLOUD_', 'ALICLOUD_', ''];

/** All names that the CLI takes from the environment (protocol/aliyun.md §2.8). */
const variables: ReadonlyMap<string, Field> = new Map(
  prefixes.flatMap((prefix): [string, Field][] => [
    [`${prefix}ACCESS_KEY_ID`, 'accessKeyId'],
    [`${prefix}ACCESS_KEY_SECRET`, 'accessKeySecret'],
    [`${prefix}SECURITY_TOKEN`, 'securityToken'],
    [`${prefix}REGION_ID`, 'region'],
    [`${prefix}REGION`, 'region'],
  ]),
);

const options: ReadonlyMap<string, Field> = new Map([
  ['--access-key-id', 'accessKeyId'],
  ['--access-key-secret', 'accessKeySecret'],
  ['--sts-token', 'securityToken'],
  ['--region', 'region'],
  ['--region-id', 'region'],
  ['--profile', 'profileName'],
  ['-p', 'profileName'],
]);

/** Keys of AssumeRole answers, of the exchange, of `process_command` and of `config.json`, in one spelling. */
const jsonKeys: ReadonlyMap<string, Field> = new Map([
  ['accesskeyid', 'accessKeyId'],
  ['accesskeysecret', 'accessKeySecret'],
  ['securitytoken', 'securityToken'],
  ['ststoken', 'securityToken'],
  ['expiration', 'expiration'],
  ['regionid', 'region'],
  ['name', 'profileName'],
]);

/**
 * Reads credentials out of pasted text: `export` lines of sh, fish, PowerShell and cmd, the JSON of AssumeRole in either
 * case, or an `aliyun configure set` command line. Words are taken apart, nothing is ever evaluated (security.md §0.13).
 * Errors: `paste.too-large`, `paste.unsafe`, `paste.not-recognised`, `paste.incomplete` (`missing`, names in words).
 */
export function parsePastedCredentials(text: string): Result<PastedCredentials> {
  const found = findPastedCredentials(text);
  if (!found.ok) {
    return found;
  }
  const { accessKeyId, accessKeySecret, securityToken } = found.value;
  if (accessKeyId === null || accessKeySecret === null || securityToken === null) {
    const missing = [
      accessKeyId === null ? 'access key ID' : null,
      accessKeySecret === null ? 'access key secret' : null,
      securityToken === null ? 'security token' : null,
    ].filter((name) => name !== null);
    return err(appError('paste.incomplete', { missing: missing.join(', ') }));
  }
  return ok({ ...found.value, accessKeyId, accessKeySecret, securityToken });
}

/** What of it is there, for a form that says what is missing. Errors: those above but `paste.incomplete`. */
export function findPastedCredentials(text: string): Result<FoundCredentials> {
  if (text.length > largestPaste) {
    return err(appError('paste.too-large'));
  }
  const read = text.trimStart().startsWith('{') ? fromJson(text) : fromLines(text);
  if (!read.ok) {
    return read;
  }
  const { accessKeyId, accessKeySecret, securityToken, region, profileName, expiration } = read.value;
  const values = [accessKeyId, accessKeySecret, securityToken];
  if (values.every((value) => value === undefined)) {
    return err(appError('paste.not-recognised'));
  }
  if (![...values, region].every((value) => value === undefined || isShellSafe(value))) {
    return err(appError('paste.unsafe'));
  }
  const expiresAt = expiration === undefined ? NaN : Date.parse(expiration);
  return ok({
    accessKeyId: accessKeyId ?? null,
    accessKeySecret: accessKeySecret ?? null,
    securityToken: securityToken ?? null,
    expiresAt: Number.isNaN(expiresAt) ? null : instant(expiresAt),
    region: region ?? null,
    profileName: profileName ?? null,
  });
}

type Found = Partial<Record<Field, string>>;

function fromJson(text: string): Result<Found> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(appError('paste.not-recognised'));
  }
  const found: Found = {};
  collect(value, found, 0);
  return ok(found);
}

/** An answer wraps its credentials in one or two objects. */
function collect(value: unknown, found: Found, depth: number): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 3) {
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const field = jsonKeys.get(key.toLowerCase().replaceAll('_', ''));
    if (field !== undefined && typeof member === 'string') {
      found[field] ??= member;
    }
    collect(member, found, depth + 1);
  }
}

function fromLines(text: string): Result<Found> {
  const found: Found = {};
  const joined = text.replace(/(?:\\|`|\^)\r?\n/g, ' ');
  for (const line of joined.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || /^rem\s/i.test(trimmed)) {
      continue;
    }
    const problem = fromLine(trimmed, found);
    if (problem !== null) {
      return err(problem);
    }
  }
  return ok(found);
}

function fromLine(line: string, found: Found): AppError | null {
  if (expansion.test(line)) {
    return appError('paste.unsafe');
  }
  const words = shellWords(line.replace(/^\$env:/i, 'export '));
  if (words === null) {
    return appError('paste.not-recognised');
  }
  if (words.includes('configure') && words.includes('set')) {
    fromCommand(words, found);
    return null;
  }
  const [verb = '', ...rest] = words;
  const isFish = verb === 'set' && rest.some((word) => /^-[a-zA-Z]*x[a-zA-Z]*$|^--export$/.test(word));
  if (isFish) {
    const [name = '', value = ''] = rest.filter((word) => !word.startsWith('-'));
    take(name, value, found);
    return null;
  }
  const assignments = /^(?:export|set|setx|declare|typeset)$/i.test(verb) ? rest.join(' ') : words.join(' ');
  for (const [, name = '', value = ''] of assignments.matchAll(
    /(?:^|\s)-?x?\s*([A-Za-z_]\w*)\s?=\s?(\S*)/g,
  )) {
    take(name, value, found);
  }
  return null;
}

function fromCommand(words: readonly string[], found: Found): void {
  for (const [index, word] of words.entries()) {
    const [option = '', inline] = word.split(/=(.*)/s);
    const field = options.get(option);
    const value = inline ?? words[index + 1];
    if (field !== undefined && value !== undefined) {
      found[field] = value;
    }
  }
}

/** The last one counts, as in a shell. */
function take(name: string, value: string, found: Found): void {
  const field = variables.get(name.toUpperCase());
  if (field !== undefined && value !== '') {
    found[field] = value;
  }
}
