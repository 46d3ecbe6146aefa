import {
  textValue,
  type AwsFiles as ParsedAwsFiles,
  type AwsProfile,
} from '../../../shared/config-files/aws-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { Delivery, ProfileRow } from '../../../shared/model/profile.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { KeptKeys } from '../app-data.ts';
import type { AwsFiles } from '../places.ts';
import type { Hash } from '../ports.ts';
import { keyHashOf } from '../static-keys/static-plans.ts';
import { profileSection } from './plans/sections.ts';
import { createProblemFinder, isOnlyNote, type ProblemFinder } from './profile-problems.ts';

export interface RowContext {
  readonly files: AwsFiles;
  readonly practice: boolean;
  /** What the config file says, for what only its spelling tells. */
  readonly configText: string;
  readonly sessions: readonly AwsSessionRecord[];
  readonly isManaged: (file: string, section: string) => boolean;
  /** The keys of a profile that are kept fresh in the credentials file, null for all others. */
  readonly keptKeys: (name: string) => KeptKeys | null;
  readonly hash: Hash;
}

/** Every profile of the two files, ours and foreign, as the list shows it. */
export function profileRows(parsed: ParsedAwsFiles, context: RowContext): ProfileRow[] {
  const problemsOf = createProblemFinder(parsed, context.configText, (name) =>
    context.isManaged(context.files.credentials, name),
  );
  return [...parsed.profiles].map(([name, profile]) => rowOf(name, profile, problemsOf, context));
}

function rowOf(
  name: string,
  profile: AwsProfile,
  problemsOf: ProblemFinder,
  context: RowContext,
): ProfileRow {
  const { values, inConfig } = profile;
  const { files } = context;
  const session = awsSessionOf(name, profile, context);
  const kept = context.keptKeys(name);
  const problems = [...keptKeysProblem(kept, profile, context), ...problemsOf(name, profile)];
  const roleArn = textValue(values, 'role_arn');
  const sourceProfile = textValue(values, 'source_profile');
  return {
    name,
    cloud: 'aws',
    file: inConfig ? files.config : files.credentials,
    practice: context.practice,
    sessionName: textValue(values, 'sso_session') ?? session?.name ?? null,
    sessionId: session?.id ?? null,
    accountId: kept?.keys.accountId ?? textValue(values, 'sso_account_id'),
    roleName: kept?.keys.roleName ?? textValue(values, 'sso_role_name'),
    region: textValue(values, 'region'),
    delivery: kept === null ? deliveryOf(profile) : 'static',
    chain: roleArn === null || sourceProfile === null ? null : { roleArn, sourceProfile },
    managed: inConfig
      ? context.isManaged(files.config, profileSection(name))
      : context.isManaged(files.credentials, name),
    valid: problems.every(isOnlyNote),
    problem: problems[0] ?? null,
    problems,
    current: name === 'default',
  };
}

/** The session of a profile: by the name of its sso-session, else by its own start URL as it is spelt. */
function awsSessionOf(
  profileName: string,
  { values }: AwsProfile,
  context: RowContext,
): AwsSessionRecord | undefined {
  const kept = context.keptKeys(profileName);
  if (kept !== null) {
    return context.sessions.find((record) => record.id === kept.sessionId);
  }
  const here = context.sessions.filter((record) => record.practice === context.practice);
  const name = textValue(values, 'sso_session');
  if (name !== null) {
    return here.find((record) => record.name === name && record.kind !== 'legacy');
  }
  const startUrl = textValue(values, 'sso_start_url');
  return startUrl === null
    ? undefined
    : here.find((record) => record.kind === 'legacy' && record.startUrl === startUrl);
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

/** Keys that somebody else has put in the place of ours are used by every tool, and left alone by us. */
function keptKeysProblem(
  kept: KeptKeys | null,
  { values }: AwsProfile,
  { hash }: RowContext,
): readonly AppError[] {
  if (kept === null) {
    return [];
  }
  const id = textValue(values, 'aws_access_key_id');
  const { keyHash, replaced } = kept.keys;
  const isOurs = id === null ? keyHash === null : keyHash !== null && keyHashOf(hash, id) === keyHash;
  return replaced || !isOurs ? [appError('config.static-keys-replaced', { name: kept.section })] : [];
}
