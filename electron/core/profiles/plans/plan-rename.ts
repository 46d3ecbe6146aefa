import { readAwsConfig } from '../../../../shared/config-files/aws-config.ts';
import type { Edit } from '../../../../shared/config-files/edit-plan.ts';
import { appError } from '../../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../../shared/model/session.ts';
import type { PlannedFile } from '../change-plan.ts';
import { namesOf, profileSection, sessionSection, usersOf, type IsOurs } from './sections.ts';
import { planSessionSection } from './session-section.ts';

/**
 * Moves a profile of ours to another name where it stands, and our profiles that get their credentials from it along.
 * Foreign ones that do are asked about and left as they are. Errors: `input.profile-exists`.
 */
export function planRename(text: string, name: string, newName: string, isOurs: IsOurs): Result<PlannedFile> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  if (parsed.value.profiles.has(newName)) {
    return err(appError('input.profile-exists', { name: newName }));
  }
  const users = usersOf(parsed.value, 'source_profile', name, isOurs);
  const edits: readonly Edit[] = [
    { section: profileSection(name), rename: profileSection(newName) },
    ...users
      .filter((user) => user.managed)
      .map((user) => ({ section: profileSection(user.name), set: { source_profile: newName } })),
  ];
  return ok({ edits, asks: askAbout(name, users) });
}

/**
 * Gives a session another name in a file: its section, and the `sso_session` of all profiles of ours. Where foreign
 * profiles use the section it stays for them, and a new one is written. Errors: `config.session-section-differs`.
 */
export function planSessionRename(
  text: string,
  session: AwsSessionRecord,
  newName: string,
  isOurs: IsOurs,
): Result<PlannedFile> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const { ssoSessions } = parsed.value;
  const from = sessionSection(session);
  const to = sessionSection({ name: newName });
  const users = usersOf(parsed.value, 'sso_session', session.name, isOurs);
  const ours = users.filter((user) => user.managed);
  const edits: Edit[] = [];
  const movable =
    ssoSessions.has(session.name) &&
    !ssoSessions.has(newName) &&
    isOurs(from) &&
    ours.length === users.length;
  if (movable) {
    edits.push({ section: from, rename: to });
  } else if (ours.length > 0 || (ssoSessions.has(session.name) && isOurs(from))) {
    const section = planSessionSection(ssoSessions.get(newName), { ...session, name: newName }, isOurs);
    if (!section.ok) {
      return section;
    }
    edits.push(...section.value);
  }
  edits.push(...ours.map((user) => ({ section: profileSection(user.name), set: { sso_session: newName } })));
  return ok({ edits, asks: askAboutSession(session.name, users) });
}

function askAbout(name: string, users: ReturnType<typeof usersOf>) {
  const foreign = users.filter((user) => !user.managed);
  return foreign.length === 0 ? [] : [appError('config.profile-in-use', { name, users: namesOf(foreign) })];
}

function askAboutSession(session: string, users: ReturnType<typeof usersOf>) {
  const foreign = users.filter((user) => !user.managed);
  return foreign.length === 0
    ? []
    : [appError('config.session-in-use', { session, users: namesOf(foreign) })];
}
