import {
  textValue,
  type AwsFiles as ParsedAwsFiles,
  type AwsProfile,
  type AwsValues,
} from '../../../shared/config-files/aws-config.ts';
import {
  DEFAULTS_SECTION,
  parseIniDocument,
  type IniDocument,
  type IniSection,
} from '../../../shared/config-files/ini-document.ts';
import { identifySection, plainHeader } from '../../../shared/config-files/section-names.ts';
import { appError, type AppError, type AppErrorCode } from '../../../shared/model/app-error.ts';

/** What is wrong with a profile, the worst first. */
export type ProblemFinder = (name: string, profile: AwsProfile) => readonly AppError[];

/** A row of protocol/aws.md §6: when it applies, and what to say. */
type MixingRule = (name: string, profile: AwsProfile, parsed: ParsedAwsFiles) => AppError | null;

/** Worth a word, but every reader does what the profile says. */
const notes: ReadonlySet<AppErrorCode> = new Set(['config.bearer-only', 'config.mixed-login-session']);

export function isOnlyNote(problem: AppError): boolean {
  return notes.has(problem.code);
}

function usesSso(values: AwsValues): boolean {
  return textValue(values, 'sso_session') !== null || textValue(values, 'sso_start_url') !== null;
}

/** Keys that botocore compares between a profile and its session are all they share. */
function differingKey(profile: AwsValues, session: AwsValues): string | null {
  for (const [key, value] of session) {
    const own = profile.get(key);
    if (own !== undefined && own !== value) {
      return key;
    }
  }
  return null;
}

const sessionRule: MixingRule = (_name, { values }, parsed) => {
  const session = textValue(values, 'sso_session');
  if (session === null) {
    const isLegacy = textValue(values, 'sso_start_url') !== null;
    return isLegacy && textValue(values, 'sso_region') === null ? appError('config.legacy-incomplete') : null;
  }
  const section = parsed.ssoSessions.get(session);
  if (section === undefined) {
    return appError('config.session-section-missing', { session });
  }
  if (textValue(section, 'sso_start_url') === null || textValue(section, 'sso_region') === null) {
    return appError('config.session-section-incomplete', { session });
  }
  const key = differingKey(values, section);
  return key === null ? null : appError('config.mixed-session-differs', { key, session });
};

const roleRule: MixingRule = (_name, { values }) => {
  if (!usesSso(values)) {
    return null;
  }
  const account = textValue(values, 'sso_account_id');
  const role = textValue(values, 'sso_role_name');
  if ((account === null) === (role === null)) {
    return null;
  }
  return appError('config.role-incomplete', { key: account === null ? 'sso_account_id' : 'sso_role_name' });
};

const processRule: MixingRule = (_name, { values }) =>
  usesSso(values) && textValue(values, 'credential_process') !== null
    ? appError('config.mixed-process')
    : null;

const assumedRoleRule: MixingRule = (_name, { values }, parsed) => {
  if (textValue(values, 'role_arn') === null) {
    return null;
  }
  const source = textValue(values, 'source_profile');
  if (source === null) {
    const hasOther =
      textValue(values, 'credential_source') !== null ||
      textValue(values, 'web_identity_token_file') !== null;
    return usesSso(values) && !hasOther ? appError('config.mixed-role-alone') : null;
  }
  if (usesSso(values)) {
    return appError('config.mixed-role-chain');
  }
  return parsed.profiles.has(source) ? null : appError('config.source-profile-missing', { source });
};

const loginRule: MixingRule = (_name, { values }) =>
  usesSso(values) && textValue(values, 'login_session') !== null
    ? appError('config.mixed-login-session')
    : null;

/** Without account and role there is a token and nothing to exchange it for. */
const bearerRule: MixingRule = (_name, { values }) =>
  usesSso(values) &&
  textValue(values, 'sso_account_id') === null &&
  textValue(values, 'sso_role_name') === null
    ? appError('config.bearer-only')
    : null;

/** In the order in which they are told: first what no reader can use, then what readers disagree on. */
const rules: readonly MixingRule[] = [sessionRule, roleRule, processRule, assumedRoleRule];

/**
 * Finds what the readers make differently, or cannot make anything of (protocol/aws.md §5.1, §5.2, §6). `isOurKeys` says
 * whether keys of that name in the credentials file are kept there by Latchkey itself.
 */
export function createProblemFinder(
  parsed: ParsedAwsFiles,
  configText: string,
  isOurKeys: (name: string) => boolean,
): ProblemFinder {
  const document = parseIniDocument(configText);
  const spelling = spellings(document.ok ? document.value : { lines: [], sections: [] });
  return (name, profile) => {
    const found: (AppError | null)[] = rules.map((rule) => rule(name, profile, parsed));
    found.push(
      keysProblem(name, profile, isOurKeys),
      ...(profile.inConfig ? spelling(name) : []),
      loginRule(name, profile, parsed),
      bearerRule(name, profile, parsed),
    );
    return found.filter((problem) => problem !== null);
  };
}

/** Keys beside a sign-in: the AWS CLI signs in, most SDKs take the keys. */
function keysProblem(
  name: string,
  { values, inConfig, inCredentials }: AwsProfile,
  isOurKeys: (name: string) => boolean,
): AppError | null {
  if (!usesSso(values) || !values.has('aws_access_key_id')) {
    return null;
  }
  if (inCredentials && inConfig) {
    return isOurKeys(name) ? null : appError('config.shadowed-by-credentials', { name });
  }
  return appError('config.mixed-static-keys');
}

/** What the spelling of the config file does to each profile. */
function spellings(document: IniDocument): (name: string) => readonly AppError[] {
  const leaking = document.sections
    .filter((section) => section.name === DEFAULTS_SECTION)
    .flatMap((section) => section.entries.map((entry) => entry.key));
  const ofProfile = new Map<string, IniSection[]>();
  for (const section of document.sections) {
    const identity = identifySection(section.name, 'config');
    if (identity?.type === 'profile') {
      ofProfile.set(identity.name, [...(ofProfile.get(identity.name) ?? []), section]);
    }
  }
  return (name) => {
    const sections = ofProfile.get(name) ?? [];
    const last = sections.at(-1);
    const problems: AppError[] = [];
    if (sections.length > 1) {
      problems.push(
        appError(name === 'default' ? 'config.mixed-default-twice' : 'config.mixed-profile-twice', { name }),
      );
    }
    if (last !== undefined && !isPlainHeader(last.name)) {
      problems.push(appError('config.mixed-header', { section: last.name }));
    }
    const unseen = last?.entries.find((entry) => /[A-Z]/.test(entry.prefix));
    if (unseen !== undefined) {
      problems.push(appError('config.mixed-key-case', { key: unseen.prefix.replace(/[\s=:]+$/, '').trim() }));
    }
    if (leaking.length > 0) {
      problems.push(appError('config.mixed-defaults', { keys: leaking.slice(0, 5).join(', ') }));
    }
    return problems;
  };
}

/** Whether all readers see the section under this header (protocol/aws.md §5.1). */
function isPlainHeader(header: string): boolean {
  const identity = identifySection(header, 'config');
  return identity !== null && (header === plainHeader(identity, 'config') || header === 'profile default');
}
