import type { AliyunConfig, AliyunProfile } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import type { AliyunLanguage, AliyunProfileInput } from '../../../shared/model/aliyun-profile.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { ProfileChange, ProfileUser } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { ManagedAliyunProfile } from '../app-data.ts';
import { commonFields, type AliyunFields } from './aliyun-fields.ts';
import { fieldsToKeep, type ManagedAliyun } from './aliyun-managed.ts';
import { aliyunFileProblem, isAliyunRegion } from './aliyun-problems.ts';

/** What is to be done to a file that says this. */
export interface PlannedAliyunChange {
  readonly change: ProfileChange;
  readonly edits: readonly AliyunEdit[];
  /** Questions that must have been agreed to before. */
  readonly asks: readonly AppError[];
  /** What is ours of the profiles that it touches, once it is done. */
  readonly managed: readonly ManagedAliyunProfile[];
}

/** One change of one file; pure, and planned again whenever the file turns out to say something else. */
export interface AliyunChangePlan {
  readonly file: string;
  /** What the change is called by. */
  readonly profileName: string;
  readonly plan: (config: AliyunConfig) => Result<PlannedAliyunChange>;
}

/** What a save writes into the profile, and what is remembered of it. */
export interface SavedFields {
  /** Mode, and what goes with it. */
  readonly fields: AliyunFields;
  readonly language: AliyunLanguage;
  readonly keys: ManagedAliyunProfile['keys'];
}

/** Any name does for the tools; one that cannot be typed does not for people. */
export function isAliyunProfileName(name: string): boolean {
  return name.length <= 128 && name.trim() === name && /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(name);
}

/** Errors: `input.profile-name-invalid`, `aliyun.region-…`, `input.role-incomplete`, `aliyun.native-…`, `aliyun.profile-of-session`. */
export function checkAliyunInput(
  input: AliyunProfileInput,
  session: AliyunSessionRecord,
): Result<AliyunProfileInput> {
  const { name, region, delivery, accountId, roleName } = input;
  if (!isAliyunProfileName(name)) {
    return err(appError('input.profile-name-invalid', { name }));
  }
  if (region === '') {
    return err(appError('aliyun.region-missing'));
  }
  if (!isAliyunRegion(region)) {
    return err(appError('aliyun.region-invalid', { region }));
  }
  if (
    (accountId === null) !== (roleName === null) ||
    (session.kind === 'cloud-sso') !== (roleName !== null)
  ) {
    return err(appError('input.role-incomplete'));
  }
  const isOwn = session.profileName === name;
  if (delivery === 'native' && session.kind === 'sts-token') {
    return err(appError('aliyun.native-unavailable'));
  }
  if (delivery === 'native' && session.kind === 'oauth' && !isOwn) {
    return err(
      appError('aliyun.native-taken', {
        session: session.name,
        profile: session.profileName ?? session.name,
      }),
    );
  }
  // Static in its place would leave the tokens of the session nowhere.
  return delivery === 'static' && session.kind === 'oauth' && isOwn
    ? err(appError('aliyun.profile-of-session', { name, session: session.name }))
    : ok(input);
}

/** Errors of the plan: `config.foreign-section`, `aliyun.current-unknown`. */
export function planAliyunSave(
  file: string,
  input: AliyunProfileInput,
  saved: SavedFields,
  managed: ManagedAliyun,
): AliyunChangePlan {
  const { name } = input;
  return {
    file,
    profileName: name,
    plan(config) {
      const profile = find(config, name);
      if (profile !== undefined && !managed.isOurs(file, name) && !isEmpty(profile)) {
        return err(appError('config.foreign-section', { section: name }));
      }
      const problem = aliyunFileProblem(config, file);
      const isAlone = config.profiles.every((each) => each.name === name);
      if (problem !== null && !input.makeCurrent && !isAlone) {
        return err(problem);
      }
      const fields = { ...saved.fields, ...commonFields(input.region, saved.language) };
      const isCurrent = input.makeCurrent || (problem !== null && isAlone);
      return ok({
        change: profile === undefined || isEmpty(profile) ? 'add' : 'edit',
        edits: [{ profile: name, set: fields }, ...(isCurrent ? [{ current: name }] : [])],
        asks: [],
        managed: [
          {
            file,
            profile: name,
            sessionId: input.sessionId,
            delivery: input.delivery,
            fields: fieldsToKeep(fields),
            role:
              input.accountId === null || input.roleName === null
                ? null
                : { accountId: input.accountId, roleName: input.roleName },
            keys: saved.keys,
          },
        ],
      });
    },
  };
}

/** Errors of the plan: `config.foreign-section`, `aliyun.profile-of-session`, `input.profile-unknown`. */
export function planAliyunRemoval(file: string, name: string, managed: ManagedAliyun): AliyunChangePlan {
  return {
    file,
    profileName: name,
    plan(config) {
      const found = ours(config, file, name, managed);
      if (!found.ok) {
        return found;
      }
      const owner = managed.ownerOf(file, name);
      return owner !== null
        ? err(appError('aliyun.profile-of-session', { name, session: owner.name }))
        : ok({
            change: 'remove',
            edits: [{ profile: name, remove: true }],
            asks: inUse(config, file, name, managed),
            managed: [],
          });
    },
  };
}

/** Errors of the plan: `config.foreign-section`, `input.profile-unknown`, those of the edit. */
export function planAliyunRename(
  file: string,
  name: string,
  newName: string,
  managed: ManagedAliyun,
): AliyunChangePlan {
  return {
    file,
    profileName: newName,
    plan(config) {
      const found = ours(config, file, name, managed);
      if (!found.ok) {
        return found;
      }
      const entry = managed.find(file, name);
      return ok({
        change: 'rename',
        edits: [{ profile: name, rename: newName }],
        asks: inUse(config, file, name, managed),
        managed: entry === null ? [] : [{ ...entry, profile: newName }],
      });
    },
  };
}

/** What `aliyun configure switch` does; any profile will do. Errors of the plan: `input.profile-unknown`. */
export function planAliyunCurrent(file: string, name: string): AliyunChangePlan {
  return {
    file,
    profileName: name,
    plan: () => ok({ change: 'default', edits: [{ current: name }], asks: [], managed: [] }),
  };
}

/** The profiles that get their credentials from this one. */
export function usersOfAliyunProfile(
  config: AliyunConfig,
  file: string,
  name: string,
  managed: ManagedAliyun,
): readonly ProfileUser[] {
  return config.profiles
    .filter(({ values }) => values.get('source_profile') === name)
    .map((user) => ({ name: user.name, managed: managed.isOurs(file, user.name) }));
}

function inUse(
  config: AliyunConfig,
  file: string,
  name: string,
  managed: ManagedAliyun,
): readonly AppError[] {
  const users = usersOfAliyunProfile(config, file, name, managed).map((user) => user.name);
  const shown = users.length > 5 ? [...users.slice(0, 5), '…'] : users;
  return users.length === 0 ? [] : [appError('config.profile-in-use', { name, users: shown.join(', ') })];
}

function ours(
  config: AliyunConfig,
  file: string,
  name: string,
  managed: ManagedAliyun,
): Result<AliyunProfile> {
  const profile = find(config, name);
  if (profile === undefined) {
    return err(appError('input.profile-unknown', { name }));
  }
  return managed.isOurs(file, name)
    ? ok(profile)
    : err(appError('config.foreign-section', { section: name }));
}

function find(config: AliyunConfig, name: string): AliyunProfile | undefined {
  return config.profiles.find((profile) => profile.name === name);
}

/** A profile without a mode, such as the one that a new file begins with, is nobody's. */
function isEmpty({ values }: AliyunProfile): boolean {
  return (values.get('mode') ?? '') === '' && !values.has('access_key_id') && !values.has('region_id');
}
