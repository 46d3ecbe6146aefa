import {
  textValue,
  type AwsFiles as ParsedAwsFiles,
  type AwsProfile,
} from '../../../shared/config-files/aws-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { Delivery, ProfileRow } from '../../../shared/model/profile.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import type { ManagedSection } from '../app-data.ts';
import type { AwsFiles } from '../places.ts';

export interface RowContext {
  readonly files: AwsFiles;
  readonly practice: boolean;
  readonly sessions: readonly SessionRecord[];
  readonly managed: readonly ManagedSection[];
}

/** `default` has a section of its own name, every other profile one with the prefix (protocol/aws.md §1.1). */
export function profileSection(name: string): string {
  return name === 'default' ? 'default' : `profile ${name}`;
}

/** Every profile of the two files, ours and foreign, as the list shows it. */
export function profileRows(parsed: ParsedAwsFiles, context: RowContext): ProfileRow[] {
  return [...parsed.profiles].map(([name, profile]) => rowOf(name, profile, parsed, context));
}

function rowOf(name: string, profile: AwsProfile, parsed: ParsedAwsFiles, context: RowContext): ProfileRow {
  const { values } = profile;
  const sessionName = textValue(values, 'sso_session');
  const session =
    sessionName === null
      ? undefined
      : context.sessions.find(
          (record) => record.practice === context.practice && record.name === sessionName,
        );
  const problem = problemOf(name, profile, parsed);
  return {
    name,
    cloud: 'aws',
    file: profile.inConfig ? context.files.config : context.files.credentials,
    practice: context.practice,
    sessionName,
    sessionId: session?.id ?? null,
    accountId: textValue(values, 'sso_account_id'),
    roleName: textValue(values, 'sso_role_name'),
    region: textValue(values, 'region'),
    delivery: deliveryOf(profile),
    managed: context.managed.some(
      (entry) => entry.file === context.files.config && entry.section === profileSection(name),
    ),
    valid: problem === null,
    problem,
    current: name === 'default',
  };
}

function deliveryOf({ values }: AwsProfile): Delivery | null {
  if (values.has('sso_session')) {
    return 'native';
  }
  if (values.has('sso_start_url')) {
    return 'legacy';
  }
  return values.has('aws_access_key_id') ? 'static' : null;
}

function problemOf(name: string, profile: AwsProfile, parsed: ParsedAwsFiles): AppError | null {
  const session = textValue(profile.values, 'sso_session');
  if (session === null) {
    return null;
  }
  const section = parsed.ssoSessions.get(session);
  if (section === undefined) {
    return appError('config.session-section-missing', { session });
  }
  if (textValue(section, 'sso_start_url') === null || textValue(section, 'sso_region') === null) {
    return appError('config.session-section-incomplete', { session });
  }
  return profile.inCredentials && profile.values.has('aws_access_key_id')
    ? appError('config.shadowed-by-credentials', { name })
    : null;
}
