import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord, SessionId, SessionRecord } from '../../../shared/model/session.ts';
import { validateRegion, validateSessionName } from '../../../shared/start-url/index.ts';
import type { AppData } from '../app-data.ts';
import {
  awsRecordOf,
  awsSessionOf,
  awsSessions,
  withPhase,
  withRecord,
  type AppStore,
} from '../app-store.ts';
import type { CallContext, NewAwsSession, NewPracticeSession } from '../intents.ts';
import { practiceHome, type Places } from '../places.ts';
import type { Clock, PracticeCloudHost, PracticeSize, Random, Settings } from '../ports.ts';
import type { Provider } from '../provider.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { isAliyunLoopbackOnly } from '../aliyun/aliyun-endpoints.ts';
import { endpointOverrides, isLoopbackOnly } from './endpoint-overrides.ts';
import { newSessionId } from './session-id.ts';
import { checkVariant, readAddress, readScopes, variantOf } from './session-input.ts';

/** Where a practice portal is unless something else is said. */
const homeRegion = 'us-east-1';

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
  readonly provider: Pick<Provider, 'isOwnDomain' | 'resolvePortal'>;
  readonly practiceCloud: PracticeCloudHost;
  readonly clock: Clock;
  readonly random: Random;
  readonly places: Places;
}

/** A sign-in as a config file describes it, already found valid. */
export type DescribedSignIn = Pick<AwsSessionRecord, 'name' | 'kind' | 'startUrl' | 'region' | 'scopes'>;

/** The records of the user's sessions: added, looked up, taken away. */
export interface SessionService {
  /** Reads the records and attaches their tokens; starts the practice cloud if a practice session exists. */
  restore(): Promise<void>;
  addAws(input: NewAwsSession, context: CallContext): Promise<Result<SessionId>>;
  addPractice(input: NewPracticeSession): Promise<Result<SessionId>>;
  /**
   * Takes over a sign-in that is described on this machine already, as it stands there. Errors: `input.session-name-taken`,
   * `input.endpoint-invalid`.
   */
  adopt(described: DescribedSignIn, context: CallContext): Promise<Result<SessionId>>;
  /** Changes where a session signs in; its token is looked at anew, as it may be of the old place. */
  moveTo(sessionId: SessionId, place: Pick<AwsSessionRecord, 'startUrl' | 'region'>): Promise<void>;
  /** Whether the session has a token file to itself. Errors: `input.start-url-taken`. */
  checkTokenFile(record: AwsSessionRecord): Result<void>;
  /** Sets what is given, in the state and on disk. Errors: `input.start-url-taken`, `input.session-unknown`. */
  change(sessionId: SessionId, values: Partial<AwsSessionRecord>): Result<AwsSessionRecord>;
  /** Of either cloud. */
  find(name: string): Result<SessionRecord>;
  /** Takes the record away; tokens and files are dealt with before. */
  remove(sessionId: SessionId): Promise<void>;
}

/** Why a session may not run on the fallback runtime (security.md §0.11); null where it may. */
export function refusedOnFallback(session: SessionRecord): AppError | null {
  const staysHere =
    session.cloud === 'aws' ? isLoopbackOnly(session.endpoints) : isAliyunLoopbackOnly(session);
  return staysHere ? null : appError('runtime.practice-only', { name: session.name });
}

export function createSessionService(ports: SessionPorts): SessionService {
  const { store, settings, tokens, practiceCloud, clock, places } = ports;

  function awsRecords(): readonly AwsSessionRecord[] {
    return settings.get('sessions').flatMap((record) => (record.cloud === 'aws' ? [record] : []));
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

  /** Two legacy sessions of the very same start URL would take each other's token for their own. */
  function checkTokenFile({ id, kind, practice, startUrl }: AwsSessionRecord): Result<void> {
    const other = awsRecords().find(
      (session) =>
        session.id !== id &&
        session.kind === 'legacy' &&
        session.practice === practice &&
        session.startUrl === startUrl,
    );
    return kind === 'legacy' && other !== undefined
      ? err(appError('input.start-url-taken', { session: other.name }))
      : ok(undefined);
  }

  async function add(record: AwsSessionRecord): Promise<Result<SessionId>> {
    // Another of that name may have come while this one was made ready.
    const free = checkName(record.name);
    if (!free.ok) {
      return free;
    }
    const alone = checkTokenFile(record);
    if (!alone.ok) {
      return alone;
    }
    settings.set('sessions', [...settings.get('sessions'), record]);
    store.update((state) => ({
      sessions: [...state.sessions, { record, phase: { state: 'signed-out', error: null } }],
    }));
    await tokens.attach(record);
    return ok(record.id);
  }

  async function startPractice(
    record: AwsSessionRecord,
    size: PracticeSize,
  ): Promise<Result<AwsSessionRecord>> {
    const portal = await practiceCloud.openPortal(record.id, size, settings.get('practice').port);
    if (!portal.ok) {
      return portal;
    }
    const { portals } = settings.get('practice');
    settings.set('practice', { port: portal.value.port, portals: { ...portals, [record.id]: size } });
    store.update(() => ({
      practice: { origin: portal.value.origin, home: practiceHome(places) },
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
      for (const record of awsRecords().filter(({ practice }) => practice)) {
        const size = settings.get('practice').portals[record.id] ?? usualSize;
        const started = await startPractice(record, size);
        store.update(
          started.ok
            ? withRecord(started.value)
            : withPhase(record.id, { state: 'signed-out', error: started.error }),
        );
      }
      await Promise.all(awsSessions(store.current()).map((record) => tokens.attach(record)));
    },

    async addAws(input, context) {
      const name = checkName(input.name);
      if (!name.ok) {
        return name;
      }
      const environment = context.environment ?? places.environment;
      const endpoints = endpointOverrides(environment, input.confirmedEndpointHosts);
      if (!endpoints.ok) {
        return endpoints;
      }
      const endpointVariant = { ...variantOf(environment), ...input.endpointVariant };
      const variant = checkVariant(endpoints.value, endpointVariant);
      if (!variant.ok) {
        return variant;
      }
      const kind = input.kind ?? 'sso-session';
      const scopes = readScopes(kind, input.scopes);
      if (!scopes.ok) {
        return scopes;
      }
      const address = await readAddress(
        ports.provider,
        { kind, startUrl: input.startUrl, region: input.region, endpoints: endpoints.value },
        context.signal ?? new AbortController().signal,
      );
      if (!address.ok) {
        return address;
      }
      const record: AwsSessionRecord = {
        id: newSessionId(ports.random),
        name: name.value,
        cloud: 'aws',
        kind,
        practice: false,
        storage: 'shared',
        ...address.value,
        portalUrl: null,
        scopes: scopes.value,
        flow: input.flow ?? 'pkce',
        endpoints: endpoints.value,
        ...usualChoices,
        endpointVariant,
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
      const region = validateRegion(input.region ?? homeRegion);
      if (!region.ok) {
        return region;
      }
      const id = newSessionId(ports.random);
      const record: AwsSessionRecord = {
        id,
        name: name.value,
        cloud: 'aws',
        kind: 'sso-session',
        practice: true,
        storage: 'shared',
        startUrl: '',
        portalUrl: null,
        region: region.value,
        scopes: ['sso:account:access'],
        flow: 'pkce',
        endpoints: null,
        ...usualChoices,
        createdAt: clock.now(),
        identity: null,
      };
      const { accounts, rolesPerAccount } = input;
      const place = region.value === homeRegion ? {} : { region: region.value };
      const started = await startPractice(record, { accounts, rolesPerAccount, ...place });
      const added = started.ok ? await add(started.value) : started;
      if (!added.ok) {
        forgetPortal(id);
      }
      return added;
    },

    async adopt(described, context) {
      const endpoints = endpointOverrides(context.environment ?? places.environment);
      if (!endpoints.ok) {
        return endpoints;
      }
      return add({
        id: newSessionId(ports.random),
        cloud: 'aws',
        practice: false,
        storage: 'shared',
        ...described,
        portalUrl: null,
        flow: 'pkce',
        endpoints: endpoints.value,
        ...usualChoices,
        createdAt: clock.now(),
        identity: null,
      });
    },

    async moveTo(sessionId, { startUrl, region }) {
      settings.set(
        'sessions',
        settings
          .get('sessions')
          .map((stored) =>
            stored.id === sessionId && stored.cloud === 'aws'
              ? { ...stored, startUrl, region, portalUrl: null }
              : stored,
          ),
      );
      const record = awsRecordOf(store.current(), sessionId);
      if (record !== null) {
        store.update(withRecord({ ...record, startUrl, region, portalUrl: null }));
        await tokens.lookAgain(sessionId);
      }
    },

    checkTokenFile,

    change(sessionId, values) {
      const record = awsSessionOf(store.current(), sessionId);
      if (!record.ok) {
        return record;
      }
      const changed = { ...record.value, ...values };
      const alone = checkTokenFile(changed);
      if (!alone.ok) {
        return alone;
      }
      // On disk is what the user chose; a practice session gets its address anew at every start.
      settings.set(
        'sessions',
        settings
          .get('sessions')
          .map((stored) =>
            stored.id === sessionId && stored.cloud === 'aws' ? { ...stored, ...values } : stored,
          ),
      );
      store.update(withRecord(changed));
      return ok(changed);
    },

    find(name) {
      const record = store.current().sessions.find((session) => session.record.name === name)?.record;
      return record === undefined ? err(appError('input.session-unknown', { name })) : ok(record);
    },

    async remove(sessionId) {
      const record = awsRecordOf(store.current(), sessionId);
      if (record === null) {
        return;
      }
      settings.set(
        'sessions',
        settings.get('sessions').filter((session) => session.id !== sessionId),
      );
      settings.set('tokenClients', without(settings.get('tokenClients'), sessionId));
      settings.set('signedInAt', without(settings.get('signedInAt'), sessionId));
      settings.set('sectionsSeen', without(settings.get('sectionsSeen'), sessionId));
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
  };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
