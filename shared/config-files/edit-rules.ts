import { appError } from '../model/app-error.ts';
import type { AppError } from '../model/app-error.ts';
import { isWritableName } from './section-names.ts';
import type { SectionIdentity } from './section-names.ts';

/** A value to write: text, the keys of a nested block, or null to remove the key. */
export type EditValue = string | Readonly<Record<string, string>> | null;

/**
 * Whether all readers take this text as the same value (protocol/aws.md §5.1): ASCII on one line, not empty, no blanks
 * at the ends, nothing that some reader takes for a comment or for quotes to strip.
 */
export function isWritableValue(value: string): boolean {
  return (
    /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !/(?:^| )[#;]/.test(value) && !isQuoted(value)
  );
}

/** Whether all readers take this text as the same key of a section. */
export function isWritableKey(key: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(key);
}

/** Null if the section may be named so in an edit; otherwise what is wrong. `creating` asks for more than matching. */
export function sectionProblem(identity: SectionIdentity, creating: boolean): AppError | null {
  const { type, name } = identity;
  // Matching an existing section is harmless for any name that could stand in a header at all.
  const sound = creating ? isWritableName(name) : !/^(?:DEFAULT)?$|[\p{Cc}\]]/u.test(name);
  if (type === 'other' || (creating && type === 'services')) {
    return appError('input.value-invalid', { name: 'section' });
  }
  if (sound) return null;
  const shown = name.replace(/\p{Cc}/gu, ' ').slice(0, 80);
  return appError(type === 'sso-session' ? 'input.session-name-invalid' : 'input.profile-name-invalid', {
    name: shown,
  });
}

/** Null if the value may be written under this key; otherwise what is wrong. */
export function valueProblem(key: string, value: EditValue): AppError | null {
  const problem = appError('input.value-invalid', { name: key.replace(/\p{Cc}/gu, ' ').slice(0, 80) });
  if (value === null) return key === '' || /\p{Cc}/u.test(key) || key !== key.toLowerCase() ? problem : null;
  if (!isWritableKey(key)) return problem;
  if (typeof value === 'string') return isWritableValue(value) ? null : problem;
  const children = Object.entries(value);
  const sound =
    children.length > 0 && children.every(([child, text]) => isNestedKey(child) && isWritableValue(text));
  return sound ? null : problem;
}

function isNestedKey(key: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(key);
}

/** Go strips quotes around a whole value; the others keep them. */
function isQuoted(value: string): boolean {
  return /^(["']).*\1$/.test(value);
}
