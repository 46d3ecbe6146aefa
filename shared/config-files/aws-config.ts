import { appError } from '../model/app-error.ts';
import { err, ok } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { DEFAULTS_SECTION, isNested, parseIniDocument, parseNested } from './ini-document.ts';
import type { IniDocument } from './ini-document.ts';
import { identifySection } from './section-names.ts';
import type { AwsFileKind } from './section-names.ts';

/** A value, or the keys of a nested block such as `s3`. */
export type AwsValue = string | ReadonlyMap<string, string>;

/** Keys in lower case. */
export type AwsValues = ReadonlyMap<string, AwsValue>;

export interface AwsProfile {
  readonly values: AwsValues;
  /** Which files have a section for it. */
  readonly inConfig: boolean;
  readonly inCredentials: boolean;
}

/** What botocore makes of `~/.aws/config` and `~/.aws/credentials`; names as they are after unquoting. */
export interface AwsFiles {
  readonly profiles: ReadonlyMap<string, AwsProfile>;
  readonly ssoSessions: ReadonlyMap<string, AwsValues>;
  readonly services: ReadonlyMap<string, AwsValues>;
  /** Sections of the config file that are none of these, e.g. `preview`. */
  readonly otherSections: ReadonlyMap<string, AwsValues>;
}

/** Reads a config file alone. Errors: `config.file-broken` with `line` and `reason`. */
export function readAwsConfig(text: string): Result<AwsFiles> {
  return readAwsFiles(text, null);
}

/**
 * Reads both files (null stands for a missing one) and merges them key by key; the credentials file wins
 * (protocol/aws.md §5.2). Errors: `config.file-broken` with `line`, `reason` and `kind` (`config` or `credentials`).
 */
export function readAwsFiles(config: string | null, credentials: string | null): Result<AwsFiles> {
  const configDocument = parse(config ?? '', 'config');
  if (!configDocument.ok) return configDocument;
  const credentialsDocument = parse(credentials ?? '', 'credentials');
  if (!credentialsDocument.ok) return credentialsDocument;

  const profiles = new Map<string, AwsProfile>();
  const named = {
    'sso-session': new Map<string, AwsValues>(),
    services: new Map<string, AwsValues>(),
    other: new Map<string, AwsValues>(),
  };
  for (const [header, values] of sectionValues(configDocument.value)) {
    const identity = identifySection(header, 'config');
    if (identity === null) continue;
    // Of two spellings of one section botocore keeps the later one, whole.
    if (identity.type === 'profile') {
      profiles.set(identity.name, { values, inConfig: true, inCredentials: false });
    } else named[identity.type].set(identity.name, values);
  }
  for (const [name, values] of sectionValues(credentialsDocument.value)) {
    const known = profiles.get(name);
    profiles.set(name, {
      values: known === undefined ? values : new Map([...known.values, ...values]),
      inConfig: known !== undefined,
      inCredentials: true,
    });
  }
  return ok({
    profiles,
    ssoSessions: named['sso-session'],
    services: named.services,
    otherSections: named.other,
  });
}

/** The text of a plain value; null where it is missing, empty or a nested block. */
export function textValue(values: AwsValues, key: string): string | null {
  const value = values.get(key);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What each section holds for botocore, defaults included, by the text of its header. */
export function sectionValues(document: IniDocument): Map<string, Map<string, AwsValue>> {
  const defaults = new Map<string, AwsValue>();
  const sections = new Map<string, Map<string, AwsValue>>();
  for (const section of document.sections) {
    const values = section.name === DEFAULTS_SECTION ? defaults : new Map<string, AwsValue>();
    for (const entry of section.entries) values.set(entry.key, valueOf(entry.value));
    if (section.name !== DEFAULTS_SECTION) sections.set(section.name, values);
  }
  if (defaults.size > 0) {
    for (const values of sections.values()) {
      for (const [key, value] of defaults) if (!values.has(key)) values.set(key, value);
    }
  }
  return sections;
}

/** A joined value as text or as the keys of its block. */
export function valueOf(value: string): AwsValue {
  return isNested(value) ? (parseNested(value) ?? value) : value;
}

function parse(text: string, kind: AwsFileKind): Result<IniDocument> {
  const document = parseIniDocument(text);
  if (document.ok) return document;
  return err(appError(document.error.code, { ...document.error.params, kind }));
}
