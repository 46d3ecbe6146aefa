import type { AliyunConfig, AliyunProfile } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type {
  AliyunLanguage,
  AliyunProfileDetails,
  AliyunProfileInput,
} from '../../../shared/model/aliyun-profile.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { Millis } from '../../../shared/model/instant.ts';
import type { ChangeConsent, ChangePreview, ProfileList, ProfileRow } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData, ManagedAliyunProfile } from '../app-data.ts';
import { aliyunRecordOf, aliyunSessions, type AppStore } from '../app-store.ts';
import type { SavedProfile } from '../intents.ts';
import type { Places } from '../places.ts';
import type { Clock, Hash, Settings } from '../ports.ts';
import { createProfileJournal } from '../profiles/profile-journal.ts';
import { keyMargin } from '../static-keys/due-loop.ts';
import {
  cloudSsoFields,
  languageOf,
  oauthFields,
  staticFields,
  type AliyunFields,
  type StaticAliyunKeys,
} from './aliyun-fields.ts';
import { createAliyunChanges } from './aliyun-changes.ts';
import type { ManagedAliyun } from './aliyun-managed.ts';
import { aliyunConfigOf, practiceAliyunConfig, userAliyunConfig } from './aliyun-places.ts';
import { aliyunFileProblem } from './aliyun-problems.ts';
import {
  checkAliyunInput,
  isAliyunProfileName,
  planAliyunCurrent,
  planAliyunRemoval,
  planAliyunRename,
  planAliyunSave,
  usersOfAliyunProfile,
  type AliyunChangePlan,
  type SavedFields,
} from './aliyun-profile-plans.ts';
import { aliyunProfileRows } from './aliyun-profile-rows.ts';
import type { AliyunStaticKeeper } from './aliyun-static-keys.ts';
import type { AliyunConfigFile } from './config-file.ts';

type Role = ManagedAliyunProfile['role'];

/** Where what a profile holds comes from, by the kind of its session. */
export interface AliyunProfileSource {
  /** Keys with at least this much life, where the server gives as much. */
  credentialsOf(sessionId: SessionId, role: Role, leastLife: Millis): Promise<Result<StaticAliyunKeys>>;
  /** What a native profile of a role of CloudSSO holds: account, configuration, token and keys. */
  cloudSsoProfile(sessionId: SessionId, role: NonNullable<Role>): Promise<Result<AliyunFields>>;
}

export interface AliyunProfilePorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly places: Places;
  readonly configFile: AliyunConfigFile;
  readonly managed: ManagedAliyun;
  readonly source: AliyunProfileSource;
  readonly keeper: AliyunStaticKeeper;
  /** Changes what is remembered of a session whose own profile has changed. */
  readonly changeSession: (
    sessionId: SessionId,
    changes: Partial<Pick<AliyunSessionRecord, 'profileName' | 'region'>>,
  ) => void;
}

interface Home {
  readonly file: string;
  readonly practice: boolean;
}

interface FoundAliyunProfile extends Home {
  readonly config: AliyunConfig;
  readonly profile: AliyunProfile;
  readonly row: ProfileRow;
}

/** The profiles of `config.json`: ours written, changed, taken away and back; foreign ones read, and made current. */
export function createAliyunProfiles(ports: AliyunProfilePorts) {
  const { store, settings, hash, places, configFile, managed, source } = ports;
  const journal = createProfileJournal(ports);
  const changes = createAliyunChanges({ ...ports, journal });
  const { preview, apply } = changes;

  function homes(): readonly Home[] {
    const hasPractice = store.current().sessions.some(({ record }) => record.practice);
    return [
      { file: userAliyunConfig(places), practice: false },
      ...(hasPractice ? [{ file: practiceAliyunConfig(places), practice: true }] : []),
    ];
  }

  function rowsOf(config: AliyunConfig, home: Home): readonly ProfileRow[] {
    const sessions = aliyunSessions(store.current());
    return aliyunProfileRows(config, { ...home, sessions, managed, hash });
  }

  async function list(): Promise<ProfileList> {
    const rows: ProfileRow[] = [];
    const problems: AppError[] = [];
    for (const home of homes()) {
      const config = await configFile.read(home.file);
      if (!config.ok) {
        problems.push(config.error);
        continue;
      }
      const problem = aliyunFileProblem(config.value, home.file);
      problems.push(...(problem === null ? [] : [problem]));
      rows.push(...rowsOf(config.value, home));
    }
    return { rows, problems };
  }

  /** The user's own goes before one of the practice cloud. Errors: `input.profile-unknown`, those of reading. */
  async function find(name: string): Promise<Result<FoundAliyunProfile>> {
    let failure: Result<never> | null = null;
    for (const home of homes()) {
      const config = await configFile.read(home.file);
      if (!config.ok) {
        failure ??= config;
        continue;
      }
      const profile = config.value.profiles.find((each) => each.name === name);
      const row = rowsOf(config.value, home).find((each) => each.name === name);
      if (profile !== undefined && row !== undefined) {
        return ok({ ...home, config: config.value, profile, row });
      }
    }
    return failure ?? err(appError('input.profile-unknown', { name }));
  }

  async function fieldsOf(
    input: AliyunProfileInput,
    session: AliyunSessionRecord,
  ): Promise<Result<SavedFields>> {
    const language = input.language ?? languageOf(places.environment);
    const role =
      input.accountId === null || input.roleName === null
        ? null
        : { accountId: input.accountId, roleName: input.roleName };
    if (input.delivery === 'static') {
      if (session.profileName === input.name) {
        // The keys in it are those of the session itself.
        return ok({ fields: { mode: 'StsToken' }, language, keys: null });
      }
      const keys = await source.credentialsOf(input.sessionId, role, keyMargin);
      return keys.ok
        ? ok({ fields: staticFields(keys.value), language, keys: ports.keeper.factsOf(keys.value) })
        : keys;
    }
    if (role === null) {
      return ok({ fields: oauthFields(session), language, keys: null });
    }
    const fields = await source.cloudSsoProfile(input.sessionId, role);
    return fields.ok ? ok({ fields: cloudSsoFields(session, fields.value), language, keys: null }) : fields;
  }

  async function saving(
    input: AliyunProfileInput,
  ): Promise<Result<{ readonly plan: AliyunChangePlan; readonly session: AliyunSessionRecord }>> {
    const session = aliyunRecordOf(store.current(), input.sessionId);
    if (session === null) {
      return err(appError('input.session-unknown'));
    }
    const checked = checkAliyunInput(input, session);
    if (!checked.ok) {
      return checked;
    }
    const fields = await fieldsOf(input, session);
    const file = aliyunConfigOf(session, places);
    return fields.ok ? ok({ plan: planAliyunSave(file, input, fields.value, managed), session }) : fields;
  }

  async function removal(name: string): Promise<Result<AliyunChangePlan>> {
    const found = await find(name);
    return found.ok ? ok(planAliyunRemoval(found.value.file, name, managed)) : found;
  }

  async function renaming(name: string, newName: string): Promise<Result<AliyunChangePlan>> {
    if (!isAliyunProfileName(newName)) {
      return err(appError('input.profile-name-invalid', { name: newName }));
    }
    const found = await find(name);
    return found.ok ? ok(planAliyunRename(found.value.file, name, newName, managed)) : found;
  }

  async function switching(name: string): Promise<Result<AliyunChangePlan>> {
    const found = await find(name);
    return found.ok ? ok(planAliyunCurrent(found.value.file, name)) : found;
  }

  return {
    list,
    find: async (name: string): Promise<Result<ProfileRow>> => {
      const found = await find(name);
      return found.ok ? ok(found.value.row) : found;
    },

    async details(name: string): Promise<Result<AliyunProfileDetails>> {
      const found = await find(name);
      if (!found.ok) {
        return found;
      }
      const { file, config, profile, row } = found.value;
      const usedBy = usersOfAliyunProfile(config, file, name, managed);
      const entry = managed.find(file, name);
      const owner = managed.ownerOf(file, name);
      const sessionId = entry?.sessionId ?? owner?.id;
      if (sessionId === undefined) {
        return ok({ row, input: null, usedBy });
      }
      const language = profile.values.get('language');
      return ok({
        row,
        usedBy,
        input: {
          name,
          sessionId,
          delivery: entry?.delivery ?? (owner?.kind === 'sts-token' ? 'static' : 'native'),
          accountId: entry?.role?.accountId ?? null,
          roleName: entry?.role?.roleName ?? null,
          region: row.region ?? '',
          language: isLanguage(language) ? language : null,
          makeCurrent: row.current,
        },
      });
    },

    async preview(input: AliyunProfileInput): Promise<Result<ChangePreview>> {
      const prepared = await saving(input);
      return preview(prepared.ok ? ok(prepared.value.plan) : prepared);
    },

    async save(input: AliyunProfileInput, consent: ChangeConsent): Promise<Result<SavedProfile>> {
      const prepared = await saving(input);
      if (!prepared.ok) {
        return prepared;
      }
      const { plan, session } = prepared.value;
      const saved = await apply(ok(plan), consent);
      if (!saved.ok) {
        return saved;
      }
      if (session.profileName === input.name) {
        ports.changeSession(session.id, { region: input.region });
      }
      return ok({
        name: input.name,
        file: plan.file,
        tryCommand: tryCommand(input.name, session),
        warnings: saved.value.warnings,
      });
    },

    previewRemoval: async (name: string) => preview(await removal(name)),
    remove: async (name: string, consent: ChangeConsent) => apply(await removal(name), consent),
    previewRename: async (name: string, newName: string) => preview(await renaming(name, newName)),
    rename: async (name: string, newName: string, consent: ChangeConsent) =>
      apply(await renaming(name, newName), consent),
    previewDefault: async (name: string) => preview(await switching(name)),
    makeDefault: async (name: string, consent: ChangeConsent) => apply(await switching(name), consent),

    hasUndo: changes.hasUndo,
    previewUndo: changes.previewUndo,
    undo: changes.undo,

    /** Takes away everything of a session that is ours beside its own profile, and forgets it. */
    async removeAllOf(session: AliyunSessionRecord): Promise<Result<readonly string[]>> {
      const file = aliyunConfigOf(session, places);
      const names = managed.of(session.id).map(({ profile }) => profile);
      let removed: readonly string[] = [];
      const changed = await configFile.change(file, (config) => {
        removed = names.filter((name) => config.profiles.some((profile) => profile.name === name));
        return ok(removed.map((profile) => ({ profile, remove: true }) as const));
      });
      if (!changed.ok) {
        return changed;
      }
      managed.forget(session.id);
      settings.set(
        'undo',
        settings.get('undo').filter((step) => step.files.every((one) => one.file !== file)),
      );
      journal.publish();
      return ok(removed.map((name) => `${file}: ${name}`));
    },

    publish: journal.publish,
  };
}

function isLanguage(value: unknown): value is AliyunLanguage {
  return value === 'zh' || value === 'en';
}

/** A practice profile lies where `aliyun` does not look by itself. */
function tryCommand(name: string, session: AliyunSessionRecord): string {
  return session.practice
    ? `latchkey exec ${name} -- aliyun sts GetCallerIdentity`
    : `aliyun sts GetCallerIdentity --profile ${name}`;
}
