import { readAwsConfig } from '../../../../shared/config-files/aws-config.ts';
import type { SectionEdit } from '../../../../shared/config-files/edit-plan.ts';
import { appError } from '../../../../shared/model/app-error.ts';
import { ok, type Result } from '../../../../shared/model/result.ts';
import type { PlannedFile } from '../change-plan.ts';
import { namesOf, profileSection, usersOf, type IsOurs } from './sections.ts';

/** Takes a profile out of the config file; profiles that get their credentials from it are asked about. */
export function planRemoval(text: string, name: string, isOurs: IsOurs): Result<PlannedFile> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const users = usersOf(parsed.value, 'source_profile', name, isOurs).filter((user) => user.name !== name);
  return ok({
    edits: [{ section: profileSection(name), remove: true }],
    asks: users.length === 0 ? [] : [appError('config.profile-in-use', { name, users: namesOf(users) })],
  });
}

/**
 * The edits that take a session's managed sections out of a file. An sso-session section stays while a foreign profile
 * uses it (product.md §4).
 */
export function planRemovalOfSession(
  text: string,
  ours: ReadonlySet<string>,
): Result<readonly SectionEdit[]> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const isOurs: IsOurs = (section) => ours.has(section);
  const isNeeded = (section: string) =>
    section.startsWith('sso-session ') &&
    usersOf(parsed.value, 'sso_session', section.slice('sso-session '.length), isOurs).some(
      (user) => !user.managed,
    );
  return ok([...ours].filter((section) => !isNeeded(section)).map((section) => ({ section, remove: true })));
}
