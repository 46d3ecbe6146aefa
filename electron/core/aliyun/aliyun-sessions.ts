import { parseCloudSsoUrl } from '../../../shared/aliyun/cloud-sso-url.ts';
import type {
  NewAliyunPracticeSession,
  NewAliyunSession,
  NewCloudSsoSession,
} from '../../../shared/model/aliyun-input.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionKind, AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { validateSessionName } from '../../../shared/start-url/index.ts';
import type { AppData } from '../app-data.ts';
import { aliyunRecordOf, withPhase, withRecord, type AppStore } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import { practiceHome, type Places } from '../places.ts';
import type { Clock, PracticeCloudHost, Random, Settings } from '../ports.ts';
import { newSessionId } from '../sessions/session-id.ts';
import { aliyunEndpoints } from './aliyun-endpoints.ts';
import { aliyunConfigOf } from './aliyun-places.ts';
import type { AliyunConfigFile } from './config-file.ts';

/** Of a profile: what a person can type, and every reader of the file takes. */
function isProfileName(name: string): boolean {
  return /^[^\p{C}\s](?:[^\p{C}]{0,126}[^\p{C}\s])?$/u.test(name);
}

/** What the CLI takes for a region (protocol/aliyun.md §2.4); never empty. */
const region = /^[a-zA-Z0-9-]{1,64}$/;

export interface AliyunSessionPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly practiceCloud: PracticeCloudHost;
  readonly configFile: AliyunConfigFile;
  readonly clock: Clock;
  readonly random: Random;
  readonly places: Places;
}

/** The records of the sessions of Alibaba Cloud: added and taken away. */
export function createAliyunSessions(ports: AliyunSessionPorts) {
  const { store, settings, practiceCloud, clock, places } = ports;

  function checkName(name: string): Result<string> {
    const valid = validateSessionName(name);
    if (!valid.ok) {
      return valid;
    }
    return settings.get('sessions').some((session) => session.name === valid.value)
      ? err(appError('input.session-name-taken', { name: valid.value }))
      : valid;
  }

  /** Two sessions with one profile would spend each other's refresh token. */
  function checkProfile(profileName: string, practice: boolean): Result<void> {
    const taken = settings
      .get('sessions')
      .some(
        (session) =>
          session.cloud === 'aliyun' && session.practice === practice && session.profileName === profileName,
      );
    return taken ? err(appError('input.profile-name-taken', { name: profileName })) : ok(undefined);
  }

  function add(record: AliyunSessionRecord): Result<SessionId> {
    const free = checkName(record.name);
    if (!free.ok) {
      return free;
    }
    settings.set('sessions', [...settings.get('sessions'), record]);
    store.update((state) => ({
      sessions: [...state.sessions, { record, phase: { state: 'signed-out', error: null } }],
    }));
    return ok(record.id);
  }

  function base(name: string, kind: AliyunSessionKind): AliyunSessionRecord {
    return {
      id: newSessionId(ports.random),
      name,
      cloud: 'aliyun',
      kind,
      practice: false,
      storage: 'shared',
      site: 'CN',
      signInUrl: null,
      region: 'cn-hangzhou',
      profileName: null,
      endpoints: null,
      browser: { type: 'default' },
      createdAt: clock.now(),
      identity: null,
    };
  }

  async function startPractice(record: AliyunSessionRecord): Promise<Result<AliyunSessionRecord>> {
    const started = await practiceCloud.openAliyun(settings.get('practice').port);
    if (!started.ok) {
      return started;
    }
    const { origin, port, sites, cloudSsoSignInUrl } = started.value;
    settings.set('practice', { ...settings.get('practice'), port });
    store.update(() => ({ practice: { origin, home: practiceHome(places) } }));
    return ok({
      ...record,
      endpoints: sites[record.site],
      signInUrl: record.kind === 'cloud-sso' ? cloudSsoSignInUrl : null,
    });
  }

  /** The record of a session that would be added, with what the caller's environment says of its endpoints. */
  function planned(
    input: { readonly name: string; readonly region: string; readonly profileName?: string },
    kind: AliyunSessionKind,
    context: CallContext,
  ): Result<AliyunSessionRecord> {
    const name = checkName(input.name);
    if (!name.ok) {
      return name;
    }
    if (input.region === '') {
      return err(appError('input.region-missing'));
    }
    if (!region.test(input.region)) {
      return err(appError('aliyun.region-invalid', { region: input.region }));
    }
    const profileName = kind === 'cloud-sso' ? null : (input.profileName ?? name.value);
    if (profileName !== null && !isProfileName(profileName)) {
      return err(appError('input.profile-name-invalid', { name: profileName }));
    }
    const own = profileName === null ? ok(undefined) : checkProfile(profileName, false);
    const endpoints = own.ok ? aliyunEndpoints(context.environment ?? places.environment) : own;
    return endpoints.ok
      ? ok({
          ...base(name.value, kind),
          region: input.region,
          profileName,
          endpoints: endpoints.value,
        })
      : endpoints;
  }

  return {
    planned,
    add,

    /** Errors: `input.session-name-…`, `input.region-…`, `input.profile-name-…`, `input.endpoint-invalid`. */
    addOAuth(input: NewAliyunSession, context: CallContext): Result<SessionId> {
      const record = planned(input, 'oauth', context);
      return record.ok
        ? add({
            ...record.value,
            site: input.site,
            ...(input.makeCurrent === false ? { makesCurrent: false } : {}),
          })
        : record;
    },

    /** Errors: those of `addOAuth`; `input.sign-in-url-invalid`. */
    addCloudSso(input: NewCloudSsoSession, context: CallContext): Result<SessionId> {
      const record = planned({ region: 'cn-hangzhou', ...input }, 'cloud-sso', context);
      if (!record.ok) {
        return record;
      }
      const signInUrl = parseCloudSsoUrl(input.signInUrl, {
        allowLoopbackHttp: record.value.endpoints?.cloudSso !== undefined,
      });
      return signInUrl.ok ? add({ ...record.value, signInUrl: signInUrl.value }) : signInUrl;
    },

    /** Changes what is remembered of a session. */
    change(
      sessionId: SessionId,
      changes: Partial<Pick<AliyunSessionRecord, 'identity' | 'keysEnd' | 'profileName' | 'region'>>,
    ): void {
      const record = aliyunRecordOf(store.current(), sessionId);
      if (record !== null) {
        const changed = { ...record, ...changes };
        const stored = settings.get('sessions');
        settings.set(
          'sessions',
          stored.map((each) => (each.id === sessionId ? changed : each)),
        );
        store.update(withRecord(changed));
      }
    },

    /** Errors: `input.session-name-…`, `practice.unavailable`. */
    async addPractice(input: NewAliyunPracticeSession): Promise<Result<SessionId>> {
      const name = checkName(input.name);
      if (!name.ok) {
        return name;
      }
      const record: AliyunSessionRecord = {
        ...base(name.value, input.kind),
        practice: true,
        site: input.site,
        region: input.site === 'CN' ? 'cn-hangzhou' : 'ap-southeast-1',
        profileName: input.kind === 'oauth' ? name.value : null,
      };
      const started = await startPractice(record);
      return started.ok ? add(started.value) : started;
    },

    /** Starts the practice cloud for the sessions that live in it. */
    async restore(): Promise<void> {
      for (const record of settings.get('sessions')) {
        if (record.cloud === 'aliyun' && record.practice) {
          const started = await startPractice(record);
          store.update(
            started.ok
              ? withRecord(started.value)
              : withPhase(record.id, { state: 'signed-out', error: started.error }),
          );
        }
      }
    },

    /** What goes from the file with the session: its own profile, and those that Latchkey wrote for it. */
    previewRemoval(session: AliyunSessionRecord): Promise<Result<ChangePreview>> {
      const file = aliyunConfigOf(session, places);
      const ours = settings
        .get('managedAliyun')
        .filter((entry) => entry.sessionId === session.id && entry.file === file)
        .map(({ profile }) => profile);
      const names = new Set([...ours, ...(session.profileName === null ? [] : [session.profileName])]);
      return ports.configFile.preview(file, (config) => {
        const there = [...names].filter((name) => config.profiles.some((profile) => profile.name === name));
        return ok(there.map((profile) => ({ profile, remove: true }) as const));
      });
    },

    /** Takes the record away; tokens and files are dealt with before. */
    async forget(sessionId: SessionId): Promise<void> {
      const record = aliyunRecordOf(store.current(), sessionId);
      settings.set(
        'sessions',
        settings.get('sessions').filter(({ id }) => id !== sessionId),
      );
      store.update((state) => ({
        sessions: state.sessions.filter((session) => session.record.id !== sessionId),
      }));
      if (record?.practice === true && !store.current().sessions.some((session) => session.record.practice)) {
        await practiceCloud.stop();
        store.update(() => ({ practice: null }));
      }
    },
  };
}
