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
import { recordOf, withPhase, withRecord, type AppStore } from '../app-store.ts';
import type { CallContext, NewAwsSession, NewPracticeSession } from '../intents.ts';
import { practiceHome, type Places } from '../places.ts';
import type { Clock, PracticeCloudHost, PracticeSize, Random, Settings } from '../ports.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { endpointOverrides, isLoopbackOnly } from './endpoint-overrides.ts';

/** Of a practice session whose size has been lost. */
const usualSize: PracticeSize = { accounts: 12, rolesPerAccount: 4 };

/** What a session starts with and the user may change. */
const usualChoices = {
  endpointVariant: { fips: false, dualStack: false },
  browser: { type: 'default' },
  sessionDuration: null,
} as const;

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

  async function add(record: SessionRecord): Promise<Result<SessionId>> {
    // Another of that name may have come while this one was made ready.
    const free = checkName(record.name);
    if (!free.ok) {
      return free;
    }
    settings.set('sessions', [...settings.get('sessions'), record]);
    store.update((state) => ({
      sessions: [...state.sessions, { record, phase: { state: 'signed-out', error: null } }],
    }));
    await tokens.attach(record);
    return ok(record.id);
  }

  async function startPractice(record: SessionRecord, size: PracticeSize): Promise<Result<SessionRecord>> {
    const portal = await practiceCloud.openPortal(record.id, size, settings.get('practice').port);
    if (!portal.ok) {
      return portal;
    }
    const { portals } = settings.get('practice');
    settings.set('practice', { port: portal.value.port, portals: { ...portals, [record.id]: size } });
    store.update(() => ({
      practice: {
        origin: portal.value.origin,
        home: practiceHome(places),
        endpoints: portal.value.endpoints,
      },
    }));
    return ok({ ...record, startUrl: portal.value.startUrl, endpoints: portal.value.endpoints });
  }

  function forgetPortal(sessionId: SessionId): void {
    const practice = settings.get('practice');
    settings.set('practice', { ...practice, portals: without(practice.portals, sessionId) });
  }

  return {
    async restore() {
      // Sessions are in the state already, and the user may act on them or add others meanwhile.
      for (const record of settings.get('sessions').filter(({ practice }) => practice)) {
        const size = settings.get('practice').portals[record.id] ?? usualSize;
        const started = await startPractice(record, size);
        store.update(
          started.ok
            ? withRecord(started.value)
            : withPhase(record.id, { state: 'signed-out', error: started.error }),
        );
      }
      await Promise.all(store.current().sessions.map(({ record }) => tokens.attach(record)));
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
        portalUrl: null,
        region: region.value,
        scopes: scopes.value,
        flow: input.flow ?? 'pkce',
        endpoints: endpoints.value,
        ...usualChoices,
        createdAt: clock.now(),
        identity: null,
      };
      return add(record);
    },

    async addPractice(input) {
      const name = checkName(input.name);
      if (!name.ok) {
        return name;
      }
      const id = newId();
      const record: SessionRecord = {
        id,
        name: name.value,
        cloud: 'aws',
        kind: 'sso-session',
        practice: true,
        storage: 'shared',
        startUrl: '',
        portalUrl: null,
        region: 'us-east-1',
        scopes: ['sso:account:access'],
        flow: 'pkce',
        endpoints: null,
        ...usualChoices,
        createdAt: clock.now(),
        identity: null,
      };
      const { accounts, rolesPerAccount } = input;
      const started = await startPractice(record, { accounts, rolesPerAccount });
      const added = started.ok ? await add(started.value) : started;
      if (!added.ok) {
        forgetPortal(id);
      }
      return added;
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
        forgetPortal(sessionId);
        if (!store.current().sessions.some((session) => session.record.practice)) {
          await practiceCloud.stop();
          store.update(() => ({ practice: null }));
        }
      }
    },

    learnIdentity(sessionId, identity) {
      settings.set(
        'sessions',
        settings
          .get('sessions')
          .map((stored) => (stored.id === sessionId ? { ...stored, identity } : stored)),
      );
      const record = recordOf(store.current(), sessionId);
      if (record !== null) {
        store.update(withRecord({ ...record, identity }));
      }
    },
  };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
