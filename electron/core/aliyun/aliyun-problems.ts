import type { AliyunConfig, AliyunProfile } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { appError, type AppError, type AppErrorCode } from '../../../shared/model/app-error.ts';

/** What `Validate` of the CLI wants of each mode besides the region (protocol/aliyun.md §2.4). */
const needed: Readonly<Record<string, readonly string[]>> = {
  AK: ['access_key_id', 'access_key_secret'],
  StsToken: ['access_key_id', 'access_key_secret', 'sts_token'],
  RamRoleArn: ['access_key_id', 'access_key_secret', 'ram_role_arn', 'ram_session_name'],
  EcsRamRole: [],
  RamRoleArnWithRoleName: [],
  ChainableRamRoleArn: ['source_profile', 'ram_role_arn', 'ram_session_name'],
  RsaKeyPair: ['private_key', 'key_pair_name'],
  External: ['process_command'],
  CredentialsURI: ['credentials_uri'],
  OIDC: ['oidc_provider_arn', 'oidc_token_file', 'ram_role_arn', 'ram_session_name'],
  CloudSSO: ['cloud_sso_sign_in_url'],
  OAuth: [],
  BearerToken: ['bearer_token'],
  Anonymous: [],
};

const modes = Object.keys(needed);

/** protocol/aliyun.md §5 */
const notInSdks: ReadonlySet<string> = new Set([
  'CredentialsURI',
  'RsaKeyPair',
  'RamRoleArnWithRoleName',
  'BearerToken',
  'Anonymous',
]);

/** All that Terraform's OSS backend reads (protocol/aliyun.md §8.11). */
const inTerraformState: ReadonlySet<string> = new Set(['AK', 'StsToken', 'EcsRamRole', 'RamRoleArn']);

/** The year 5138 in seconds, 1973 in milliseconds. */
const noSeconds = 100_000_000_000;

const times: Readonly<Record<string, readonly string[]>> = {
  OAuth: ['sts_expiration', 'oauth_access_token_expire'],
  CloudSSO: ['sts_expiration', 'cloud_sso_access_token_expire'],
};

/** Worth a word, but the CLI takes the profile. */
const notes: ReadonlySet<AppErrorCode> = new Set([
  'aliyun.mode-not-in-sdks',
  'aliyun.mode-not-in-terraform',
  'aliyun.profile-twice',
]);

export function isOnlyAliyunNote(problem: AppError): boolean {
  return notes.has(problem.code);
}

/** What is wrong with a profile, or read differently by different tools; the worst first. */
export function aliyunProblems(profile: AliyunProfile, config: AliyunConfig): readonly AppError[] {
  const text = (key: string): string => {
    const value = profile.values.get(key);
    return typeof value === 'string' ? value : '';
  };
  const mode = text('mode');
  const found = [...regionProblem(text('region_id')), ...modeProblem(mode)];
  if (needed[mode] !== undefined) {
    const missing = needed[mode].find((key) => text(key) === '');
    if (missing !== undefined) {
      found.push(appError('aliyun.field-missing', { mode, field: missing }));
    }
    if (mode === 'OAuth' && !['CN', 'INTL'].includes(text('oauth_site_type'))) {
      found.push(appError('aliyun.site-invalid'));
    }
    const source = text('source_profile');
    if (mode === 'ChainableRamRoleArn' && source !== '' && !hasProfile(config, source)) {
      found.push(appError('config.source-profile-missing', { source }));
    }
    const late = (times[mode] ?? []).find((key) => Number(profile.values.get(key) ?? 0) > noSeconds);
    if (late !== undefined) {
      found.push(appError('aliyun.expiry-milliseconds', { field: late }));
    }
  }
  if (config.profiles.filter(({ name }) => name === profile.name).length > 1) {
    found.push(appError('aliyun.profile-twice', { name: profile.name }));
  }
  if (notInSdks.has(mode)) {
    found.push(appError('aliyun.mode-not-in-sdks', { mode }));
  } else if (needed[mode] !== undefined && !inTerraformState.has(mode)) {
    found.push(appError('aliyun.mode-not-in-terraform', { mode }));
  }
  return found;
}

/** What keeps every command of the CLI from working although the file can be read. */
export function aliyunFileProblem(config: AliyunConfig, file: string): AppError | null {
  return config.problem === null
    ? null
    : appError('aliyun.current-unknown', { file, current: config.current });
}

function regionProblem(region: string): AppError[] {
  if (region === '') {
    return [appError('aliyun.region-missing')];
  }
  return isAliyunRegion(region) ? [] : [appError('aliyun.region-invalid', { region })];
}

function modeProblem(mode: string): AppError[] {
  if (mode === '') {
    return [appError('aliyun.mode-missing')];
  }
  if (needed[mode] !== undefined) {
    return [];
  }
  const right = modes.find((each) => each.toLowerCase() === mode.toLowerCase());
  return [
    right === undefined
      ? appError('aliyun.mode-unknown', { mode })
      : appError('aliyun.mode-case', { mode, right }),
  ];
}

function hasProfile(config: AliyunConfig, name: string): boolean {
  return config.profiles.some((profile) => profile.name === name);
}

/** What the CLI takes for a region; never empty. */
export function isAliyunRegion(region: string): boolean {
  return /^[a-zA-Z0-9-]{1,64}$/.test(region);
}
