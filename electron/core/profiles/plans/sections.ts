import { textValue, type AwsFiles as ParsedAwsFiles } from '../../../../shared/config-files/aws-config.ts';
import type { ProfileUser } from '../../../../shared/model/profile.ts';
import type { AwsSessionRecord } from '../../../../shared/model/session.ts';

/** `default` has a section of its own name, every other profile one with the prefix (protocol/aws.md §1.1). */
export function profileSection(name: string): string {
  return name === 'default' ? 'default' : `profile ${name}`;
}

export function sessionSection(session: Pick<AwsSessionRecord, 'name'>): string {
  return `sso-session ${session.name}`;
}

/** Whether a section of the file at hand is ours. */
export type IsOurs = (section: string) => boolean;

/** The profiles of which a key names something, e.g. `source_profile`. */
export function usersOf(
  parsed: ParsedAwsFiles,
  key: 'source_profile' | 'sso_session',
  name: string,
  isOurs: IsOurs,
): readonly ProfileUser[] {
  return [...parsed.profiles].flatMap(([user, { values, inConfig }]) =>
    inConfig && textValue(values, key) === name
      ? [{ name: user, managed: isOurs(profileSection(user)) }]
      : [],
  );
}

/** Names for a sentence; of many the first ones. */
export function namesOf(users: readonly ProfileUser[]): string {
  const shown = users.slice(0, 5).map((user) => user.name);
  return users.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
