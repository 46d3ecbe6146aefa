import { shellWords } from './shell-words.ts';

export type AwsFileKind = 'config' | 'credentials';

/** What a section is to botocore. `name` is without prefix and quotes. */
export interface SectionIdentity {
  readonly type: 'profile' | 'sso-session' | 'services' | 'other';
  readonly name: string;
}

const PREFIXES = ['profile', 'sso-session', 'services'] as const;

/**
 * Finds out what a header means (protocol/aws.md §5.1). Null for one that botocore drops, such as `[profile my dev]`.
 * In the credentials file every section is a profile of exactly that name.
 */
export function identifySection(header: string, kind: AwsFileKind): SectionIdentity | null {
  if (kind === 'credentials') return { type: 'profile', name: header };
  if (header === 'default') return { type: 'profile', name: 'default' };
  for (const type of PREFIXES) {
    if (!header.startsWith(type)) continue;
    const words = shellWords(header);
    return words?.length === 2 ? { type, name: words[1] ?? '' } : null;
  }
  return { type: 'other', name: header };
}

/** The plain spelling of a section, as edits name it and as new headers are written. */
export function plainHeader(identity: SectionIdentity, kind: AwsFileKind): string {
  if (kind === 'credentials' || identity.type === 'other') return identity.name;
  if (identity.type === 'profile' && identity.name === 'default') return 'default';
  return `${identity.type} ${identity.name}`;
}

/** Reads the plain spelling back. Names in it are never quoted. */
export function identifyPlainHeader(header: string, kind: AwsFileKind): SectionIdentity {
  if (kind === 'credentials') return { type: 'profile', name: header };
  if (header === 'default') return { type: 'profile', name: 'default' };
  for (const type of PREFIXES) {
    if (header.startsWith(`${type} `)) return { type, name: header.slice(type.length + 1) };
  }
  return { type: 'other', name: header };
}

/** Equal for two spellings of one section. */
export function sectionKey(identity: SectionIdentity): string {
  return `${identity.type}\n${identity.name}`;
}

/** Names the JavaScript readers trip over, besides the one that configparser gives a meaning. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'DEFAULT',
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/**
 * Whether a profile or session of this name is read alike by all readers, so that Latchkey may create it
 * (protocol/aws.md §10): `[A-Za-z0-9_.@/+:%-]`, not `DEFAULT`, not `__proto__` and its like.
 */
export function isWritableName(name: string): boolean {
  return /^[A-Za-z0-9_.@/+:%-]+$/.test(name) && !RESERVED_NAMES.has(name);
}
