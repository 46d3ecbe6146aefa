import type { AliyunConfig, AliyunProfile } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { Delivery, ProfileRow } from '../../../shared/model/profile.ts';
import type { Hash } from '../ports.ts';
import { aliyunKeyHash, type ManagedAliyun } from './aliyun-managed.ts';
import { aliyunProblems, isOnlyAliyunNote } from './aliyun-problems.ts';

export interface AliyunRowContext {
  readonly file: string;
  readonly practice: boolean;
  readonly sessions: readonly AliyunSessionRecord[];
  readonly managed: ManagedAliyun;
  readonly hash: Hash;
}

/** Every profile of `config.json`, ours and foreign, as the list shows it; of one name the first, which is what tools use. */
export function aliyunProfileRows(config: AliyunConfig, context: AliyunRowContext): ProfileRow[] {
  return config.profiles
    .filter(({ name, node }, index, all) => {
      const isFirst = all.findIndex((other) => other.name === name) === index;
      return isFirst && node !== null && !isPlaceholder(all[index]);
    })
    .map((profile) => rowOf(profile, config, context));
}

/** What the CLI puts into a new file is no profile of anybody's. */
function isPlaceholder(profile: AliyunProfile | undefined): boolean {
  const keys = [...(profile?.values.keys() ?? [])];
  const isEmpty = keys.every((key) => ['name', 'mode', 'output_format', 'language'].includes(key));
  return profile?.name === 'default' && isEmpty && (profile.values.get('mode') ?? '') === '';
}

function rowOf(profile: AliyunProfile, config: AliyunConfig, context: AliyunRowContext): ProfileRow {
  const { file, managed } = context;
  const { name } = profile;
  const text = (key: string): string | null => {
    const value = profile.values.get(key);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const entry = managed.find(file, name);
  const session = sessionOf(profile, context);
  const mode = text('mode');
  const source = text('source_profile');
  const roleArn = text('ram_role_arn');
  const problems = [...keysProblem(profile, context), ...aliyunProblems(profile, config)];
  return {
    name,
    cloud: 'aliyun',
    file,
    practice: context.practice,
    sessionName: session?.name ?? null,
    sessionId: session?.id ?? null,
    accountId: entry?.role?.accountId ?? text('cloud_sso_account_id') ?? session?.identity?.accountId ?? null,
    roleName: entry?.role?.roleName ?? text('cloud_sso_access_config'),
    region: text('region_id'),
    delivery: deliveryOf(mode),
    chain: source === null || roleArn === null ? null : { roleArn, sourceProfile: source },
    managed: managed.isOurs(file, name),
    valid: problems.every(isOnlyAliyunNote),
    problem: problems[0] ?? null,
    problems,
    current: config.current === name,
  };
}

function deliveryOf(mode: string | null): Delivery | null {
  switch (mode) {
    case 'OAuth':
    case 'CloudSSO':
      return 'native';
    case 'StsToken':
      return 'static';
    default:
      return null;
  }
}

/** The session that a profile is of: as recorded, as its own, or by the directory that it signs in to. */
function sessionOf(profile: AliyunProfile, context: AliyunRowContext): AliyunSessionRecord | undefined {
  const { file, managed, practice, sessions } = context;
  const entry = managed.find(file, profile.name);
  if (entry !== null) {
    return sessions.find(({ id }) => id === entry.sessionId);
  }
  const url = profile.values.get('cloud_sso_sign_in_url');
  return (
    managed.ownerOf(file, profile.name) ??
    (profile.values.get('mode') === 'CloudSSO'
      ? sessions.find((session) => session.practice === practice && session.signInUrl === url)
      : undefined)
  );
}

/** Keys that somebody else has put in the place of ours are used by every tool, and left alone by us. */
function keysProblem(profile: AliyunProfile, { file, managed, hash }: AliyunRowContext): readonly AppError[] {
  const keys = managed.find(file, profile.name)?.keys;
  if (keys == null) {
    return [];
  }
  const id = profile.values.get('access_key_id');
  const isOurs =
    typeof id === 'string' && id !== ''
      ? keys.keyHash !== null && aliyunKeyHash(hash, id) === keys.keyHash
      : keys.keyHash === null;
  return keys.replaced || !isOurs ? [appError('aliyun.keys-replaced', { name: profile.name })] : [];
}
