import { readAwsFiles, textValue } from '../../../shared/config-files/aws-config.ts';
import type { SectionEdit } from '../../../shared/config-files/edit-plan.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { StaticKeys } from '../app-data.ts';
import type { Hash } from '../ports.ts';
import type { PlannedFile } from '../profiles/change-plan.ts';

/** What Latchkey writes into a section of the credentials file, and nothing else (protocol/aws.md §5.3). */
const keyNames = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'] as const;

/**
 * How a section of the credentials file stands to what Latchkey wrote there: `ours`, without keys (`empty`, `absent`), or
 * with keys that somebody else has put there.
 */
export type KeysState = 'absent' | 'empty' | 'ours' | 'foreign';

interface Section {
  readonly state: KeysState;
  /** Whether it holds anything besides the keys. */
  readonly more: boolean;
}

/** Tells a key that Latchkey wrote by the hash of its id; the id alone is of no use to anybody. */
export function keyHashOf(hash: Hash, accessKeyId: string): string {
  return hash.sha256(`aws_access_key_id=${accessKeyId}`);
}

function sectionOf(text: string, name: string, keyHash: string | null, hash: Hash): Result<Section> {
  const parsed = readAwsFiles(null, text);
  if (!parsed.ok) {
    return parsed;
  }
  const values = parsed.value.profiles.get(name)?.values;
  if (values === undefined) {
    return ok({ state: 'absent', more: false });
  }
  const more = [...values.keys()].some((key) => !keyNames.some((own) => own === key));
  const id = textValue(values, 'aws_access_key_id');
  if (id === null) {
    const secret = textValue(values, 'aws_secret_access_key') ?? textValue(values, 'aws_session_token');
    return ok({ state: secret === null ? 'empty' : 'foreign', more });
  }
  return ok({ state: keyHash !== null && keyHashOf(hash, id) === keyHash ? 'ours' : 'foreign', more });
}

/** How the section of a profile stands in this text. Errors: `config.file-broken`. */
export function keysState(text: string, name: string, keyHash: string | null, hash: Hash): Result<KeysState> {
  const section = sectionOf(text, name, keyHash, hash);
  return section.ok ? ok(section.value.state) : section;
}

/** Puts keys into a section. */
export function keysEdit(name: string, keys: RoleCredentials): SectionEdit {
  return {
    section: name,
    set: {
      aws_access_key_id: keys.accessKeyId,
      aws_secret_access_key: keys.secretAccessKey,
      aws_session_token: keys.sessionToken,
    },
  };
}

/**
 * Writes the keys of a profile that is being saved. `known` is what Latchkey wrote there before, null where the section is
 * not its own. Errors: `config.foreign-keys` (`name`); asks `config.static-keys-replaced`.
 */
export function planKeys(
  text: string,
  name: string,
  keys: RoleCredentials,
  known: StaticKeys | null,
  hash: Hash,
): Result<PlannedFile> {
  const section = sectionOf(text, name, known?.keyHash ?? null, hash);
  if (!section.ok) {
    return section;
  }
  if (known === null && section.value.state !== 'absent') {
    return err(appError('config.foreign-keys', { name }));
  }
  return ok({
    edits: [keysEdit(name, keys)],
    asks: section.value.state === 'foreign' ? [appError('config.static-keys-replaced', { name })] : [],
  });
}

/**
 * Takes our keys out, with their section where it holds nothing else. What somebody else has put there stays. No error of
 * its own.
 */
export function planKeysRemoval(
  text: string,
  name: string,
  known: StaticKeys,
  hash: Hash,
): Result<PlannedFile> {
  const section = sectionOf(text, name, known.keyHash, hash);
  if (!section.ok) {
    return section;
  }
  const { state, more } = section.value;
  const moved = [{ section: name, to: null }];
  if (state === 'absent' || state === 'foreign') {
    return ok({ edits: [], moved });
  }
  const none = Object.fromEntries(keyNames.map((key) => [key, null]));
  return ok({ edits: [more ? { section: name, set: none } : { section: name, remove: true }], moved });
}

/** Moves our section to another name. Errors: `config.foreign-keys` where one of that name is there. */
export function planKeysRename(
  text: string,
  name: string,
  newName: string,
  known: StaticKeys,
  hash: Hash,
): Result<PlannedFile> {
  const target = sectionOf(text, newName, null, hash);
  const section = sectionOf(text, name, known.keyHash, hash);
  if (!target.ok || !section.ok) {
    return target.ok ? (section as Result<never>) : target;
  }
  if (target.value.state !== 'absent') {
    return err(appError('config.foreign-keys', { name: newName }));
  }
  const { state } = section.value;
  return ok({
    edits: state === 'absent' || state === 'foreign' ? [] : [{ section: name, rename: newName }],
    moved: [{ section: name, to: newName }],
  });
}
