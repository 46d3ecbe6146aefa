import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionIdentity, SessionRecord } from '../../../shared/model/session.ts';
import {
  parseScopes,
  parseStartUrl,
  validateRegion,
  validateSessionName,
} from '../../../shared/start-url/index.ts';
import type { AppData } from '../app-data.ts';
import { recordOf, type AppStore } from '../app-store.ts';
import type { CallContext, NewAwsSession, NewPracticeSession } from '../intents.ts';
import { practiceHome, type Places } from '../places.ts';
import type { Clock, PracticeCloudHost, Random, Settings } from '../ports.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { endpointOverrides, isLoopbackOnly } from './endpoint-overrides.ts';

export interface SessionPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly tokens: TokenService;
  readonly practiceCloud: PracticeCloudHost;
  readonly clock: Clock;
  readonly random: Random;
  readonly places: Places;
}

/** The records of the user's sessions: added, looked up, taken away. */
export interface SessionService {
  /** Reads the records and attaches their tokens; starts the practice cloud if a practice session exists. */
  restore(): Promise<void>;
  addAws(input: NewAwsSession, context: CallContext): Promise<Result<SessionId>>;
  addPractice(input: NewPracticeSession): Promise<Result<SessionId>>;
  find(name: string): Result<SessionRecord>;
  /** Takes the record away; tokens and files are dealt with before. */
  remove(sessionId: SessionId): Promise<void>;
  learnIdentity(sessionId: SessionId, identity: SessionIdentity): void;
}

/** Why a session may not run on the fallback runtime (security.md §0.11); null where it may. */
export function refusedOnFallback(session: SessionRecord): AppError | null {
  return isLoopbackOnly(session.endpoints) ? null : appError('runtime.practice-only', { name: session.name });
}

export function createSessionService(ports: SessionPorts): SessionService {
  const { store, settings, tokens, practiceCloud, clock, places } = ports;

  function newId(): SessionId {
    return Array.from(ports.random.bytes(8), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    ) as SessionId;
  }

  function checkName(name: string): Result<string> {
    const valid = validateSessionName(name);
    if (!valid.ok) {
      return valid;
    }
    return settings.get('sessions').some((session) => session.name === valid.value)
      ? err(appError('input.session-name-taken', { name: valid.value }))
      : valid;
  }

  async function add(record: SessionRecord): Promise<SessionId> {
    settings.set('sessions', [...settings.get('sessions'), record]);
    store.update((state) => ({
      sessions: [...state.sessions, { record, phase: { state: 'signed-out', error: null } }],
    }));
    await tokens.attach(record);
    return record.id;
  }

  async function startPractice(record: SessionRecord): Promise<Result<SessionRecord>> {
    const size = settings.get('practice').portals[record.id] ?? { accounts: 12, rolesPerAccount: 4 };
    const portal = await practiceCloud.openPortal(record.id, size, settings.get('practice').port);
    if (!portal.ok) {
      return portal;
    }
    settings.set('practice', { ...settings.get('practice'), port: portal.value.port });
    store.update(() => ({
      practice: {
        origin: portal.value.origin,
        home: practiceHome(places),
        endpoints: portal.value.endpoints,
      },
    }));
    return ok({ ...record, startUrl: portal.value.startUrl, endpoints: portal.value.endpoints });
  }

  return {
    async restore() {
      const records: SessionRecord[] = [];
      for (const record of settings.get('sessions')) {
        const started = record.practice ? await startPractice(record) : ok(record);
        records.push(started.ok ? started.value : record);
      }
      store.update(() => ({
        sessions: records.map((record) => ({ record, phase: { state: 'signed-out', error: null } })),
      }));
      await Promise.all(records.map((record) => tokens.attach(record)));
    },

    async addAws(input, context) {
      const name = checkName(input.name);
      if (!name.ok) {
        return name;
      }
      const endpoints = endpointOverrides(context.environment ?? places.environment);
      if (!endpoints.ok) {
        return endpoints;
      }
      // A stand-in on this machine speaks plain http, its start URL too.
      const start = parseStartUrl(input.startUrl, { allowLoopbackHttp: isLoopbackOnly(endpoints.value) });
      if (!start.ok) {
        return start;
      }
      const region = validateRegion(input.region);
      if (!region.ok) {
        return region;
      }
      const scopes = parseScopes(input.scopes);
      if (!scopes.ok) {
        return scopes;
      }
      const record: SessionRecord = {
        id: newId(),
        name: name.value,
        cloud: 'aws',
        kind: 'sso-session',
        practice: false,
        storage: 'shared',
        startUrl: start.value.startUrl,
        region: region.value,
        scopes: scopes.value,
        flow: input.flow ?? 'pkce',
        endpoints: endpoints.value,
        createdAt: clock.now(),
        identity: null,
      };
      return ok(await add(record));
    },

    async addPractice(input) {
      const name = checkName(input.name);
      if (!name.ok) {
        return name;
      }
      const id = newId();
      const practice = settings.get('practice');
      settings.set('practice', {
        ...practice,
        portals: {
          ...practice.portals,
          [id]: { accounts: input.accounts, rolesPerAccount: input.rolesPerAccount },
        },
      });
      const started = await startPractice({
        id,
        name: name.value,
        cloud: 'aws',
        kind: 'sso-session',
        practice: true,
        storage: 'shared',
        startUrl: '',
        region: 'us-east-1',
        scopes: ['sso:account:access'],
        flow: 'pkce',
        endpoints: null,
        createdAt: clock.now(),
        identity: null,
      });
      return started.ok ? ok(await add(started.value)) : started;
    },

    find(name) {
      const record = store.current().sessions.find((session) => session.record.name === name)?.record;
      return record === undefined ? err(appError('input.session-unknown', { name })) : ok(record);
    },

    async remove(sessionId) {
      const record = recordOf(store.current(), sessionId);
      if (record === null) {
        return;
      }
      settings.set(
        'sessions',
        settings.get('sessions').filter((session) => session.id !== sessionId),
      );
      settings.set('tokenClients', without(settings.get('tokenClients'), sessionId));
      settings.set('signedInAt', without(settings.get('signedInAt'), sessionId));
      store.update((state) => ({
        sessions: state.sessions.filter((session) => session.record.id !== sessionId),
        catalogs: without(state.catalogs, sessionId),
      }));
      tokens.detach(sessionId);
      if (record.practice) {
        const practice = settings.get('practice');
        settings.set('practice', { ...practice, portals: without(practice.portals, sessionId) });
        if (!store.current().sessions.some((session) => session.record.practice)) {
          await practiceCloud.stop();
          store.update(() => ({ practice: null }));
        }
      }
    },

    learnIdentity(sessionId, identity) {
      const update = (record: SessionRecord) => (record.id === sessionId ? { ...record, identity } : record);
      settings.set('sessions', settings.get('sessions').map(update));
      store.update((state) => ({
        sessions: state.sessions.map((session) => ({ ...session, record: update(session.record) })),
      }));
    },
  };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
