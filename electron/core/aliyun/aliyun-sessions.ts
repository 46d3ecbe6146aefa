import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
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

/** What the CLI takes for a region (protocol/aliyun.md §2.4); never empty. */
const region = /^[a-zA-Z0-9-]{1,64}$/;

/** An OAuth session; the region is that of its own profile, whose name is the session's unless given. */
export interface NewAliyunSession {
  readonly name: string;
  readonly site: AliyunSite;
  readonly region: string;
  readonly profileName?: string;
}

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

  return {
    /** Errors: `input.session-name-…`, `input.region-invalid`, `input.profile-name-taken`, `input.endpoint-invalid`. */
    addOAuth(input: NewAliyunSession, context: CallContext): Promise<Result<SessionId>> {
      const name = checkName(input.name);
      if (!name.ok) {
        return Promise.resolve(name);
      }
      if (!region.test(input.region)) {
        return Promise.resolve(err(appError('input.region-invalid', { region: input.region })));
      }
      const profileName = input.profileName ?? name.value;
      const own = checkProfile(profileName, false);
      const endpoints = own.ok ? aliyunEndpoints(context.environment ?? places.environment) : own;
      return Promise.resolve(
        endpoints.ok
          ? add({
              ...base(name.value, 'oauth'),
              site: input.site,
              region: input.region,
              profileName,
              endpoints: endpoints.value,
            })
          : endpoints,
      );
    },

    /** Errors: `input.session-name-…`, `practice.unavailable`. */
    async addPractice(input: {
      readonly name: string;
      readonly kind: 'oauth' | 'cloud-sso';
      readonly site: AliyunSite;
    }): Promise<Result<SessionId>> {
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

    /** What goes from the file with the session: its own profile. */
    previewRemoval(session: AliyunSessionRecord): Promise<Result<ChangePreview>> {
      return ports.configFile.preview(aliyunConfigOf(session, places), (config) => {
        const isThere = config.profiles.some(({ name }) => name === session.profileName);
        return ok(
          session.profileName !== null && isThere
            ? [{ profile: session.profileName, remove: true } as const]
            : [],
        );
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
