import { readAwsFiles, textValue, type AwsFiles } from '../../../shared/config-files/aws-config.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { FoundOnMachine, FoundSession, ManageTarget } from '../../../shared/model/found.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { parseScopes } from '../../../shared/start-url/index.ts';
import type { AppData } from '../app-data.ts';
import { awsSessions, type AppStore } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import { userAwsFiles, type Places } from '../places.ts';
import type { Cancel, Clock, FileStore, Hash, Settings } from '../ports.ts';
import { sessionSection } from '../profiles/plans/sections.ts';
import { endpointOverrides, isLoopbackOnly } from '../sessions/endpoint-overrides.ts';
import type { SessionService } from '../sessions/session-service.ts';
import type { TokenFiles } from '../tokens/token-file.ts';
import { SingleFlight } from '../single-flight.ts';
import { isSamePortal } from '../tokens/token-origin.ts';
import {
  countProfiles,
  describedSessions,
  foundKey,
  legacyUrlOf,
  type DescribedSession,
} from './found-config.ts';
import { createSectionOwnership, sectionOf } from './section-ownership.ts';
import { createSessionSections } from './session-sections.ts';

export interface FoundPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly places: Places;
  readonly sessions: SessionService;
  readonly tokenFiles: TokenFiles;
}

/** One reading of a config file. */
interface Reading {
  readonly file: string;
  readonly parsed: AwsFiles;
  readonly described: readonly DescribedSession[];
}

/**
 * What the user's AWS config file has already (product.md §2, §6): its sign-ins can be used as they stand, without a byte
 * of the file changing; each section is foreign until its managing is asked for.
 */
export function createFoundService(ports: FoundPorts) {
  const { store, settings, files, clock, places, sessions, tokenFiles } = ports;
  const ownership = createSectionOwnership(ports);
  const sections = createSessionSections({ ...ports, isManaged: ownership.isManaged });
  let watch: Cancel | null = null;
  let unsubscribe: Cancel | null = null;
  const refreshing = new SingleFlight<'file', void>();
  let stale = false;
  const isStale = (): boolean => stale;

  function recordsNow(): readonly AwsSessionRecord[] {
    return awsSessions(store.current()).filter(({ practice }) => !practice);
  }

  async function read(environment?: CallContext['environment']): Promise<Result<Reading>> {
    const file = userAwsFiles(places, environment).config;
    const snapshot = await files.read(file);
    if (!snapshot.ok) {
      return snapshot;
    }
    if (snapshot.value?.text === null) {
      return err(appError('config.not-utf8', { file }));
    }
    const parsed = readAwsFiles(snapshot.value?.text ?? null, null);
    if (!parsed.ok) {
      return err(appError(parsed.error.code, { ...parsed.error.params, file }));
    }
    const endpoints = endpointOverrides(environment ?? places.environment);
    const described = describedSessions(parsed.value, {
      records: recordsNow(),
      allowLoopbackHttp: endpoints.ok && isLoopbackOnly(endpoints.value),
    });
    return ok({ file, parsed: parsed.value, described });
  }

  async function signedInUntil(session: DescribedSession): Promise<Instant | null> {
    const token = await tokenFiles.readNamed(session);
    return token !== null &&
      token.expiresAt > clock.now() &&
      token.region === session.region &&
      isSamePortal(token.startUrl, session.startUrl)
      ? token.expiresAt
      : null;
  }

  async function list(context: CallContext): Promise<Result<FoundOnMachine>> {
    const reading = await read(context.environment);
    if (!reading.ok) {
      return reading;
    }
    const { file, parsed, described } = reading.value;
    const found = await Promise.all(
      described.map(async ({ scopes: _, ...session }): Promise<FoundSession> => ({
        ...session,
        managed: session.kind === 'sso-session' && ownership.isManaged(file, sessionSection(session)),
        signedInUntil: await signedInUntil({ ...session, scopes: null }),
      })),
    );
    return ok({ file, sessions: found, profiles: countProfiles(parsed) });
  }

  async function useOne(session: DescribedSession, context: CallContext): Promise<Result<SessionId>> {
    if (session.sessionId !== null) {
      return ok(session.sessionId);
    }
    if (session.problem !== null) {
      return err(session.problem);
    }
    const scopes = parseScopes(session.scopes);
    if (!scopes.ok) {
      return scopes;
    }
    const { name, kind, startUrl, region } = session;
    return sessions.adopt({ name, kind, startUrl, region, scopes: scopes.value }, context);
  }

  /** Does nothing unless all that are named can be used. */
  async function use(
    names: readonly string[] | null,
    context: CallContext,
  ): Promise<Result<readonly SessionId[]>> {
    const reading = await read(context.environment);
    if (!reading.ok) {
      return reading;
    }
    const { described } = reading.value;
    const wanted: DescribedSession[] = [];
    for (const name of names ?? described.filter(isUsable).map((session) => session.name)) {
      const session = described.find((one) => one.name === name);
      if (session === undefined) {
        return err(appError('config.session-not-there', { name }));
      }
      if (session.problem !== null && session.sessionId === null) {
        return err(session.problem);
      }
      wanted.push(session);
    }
    const used: SessionId[] = [];
    for (const session of wanted) {
      const id = await useOne(session, context);
      if (!id.ok) {
        return id;
      }
      used.push(id.value);
    }
    remember(wanted);
    store.update((state) => ({ profilesRevision: state.profilesRevision + 1 }));
    await refresh();
    return ok(used);
  }

  function remember(seen: readonly DescribedSession[]): void {
    settings.set('foundSeen', [...new Set([...settings.get('foundSeen'), ...seen.map(foundKey)])]);
  }

  /** The sign-in that a section or profile belongs to. */
  function sessionFor(
    { described, parsed }: Reading,
    { type, name }: ManageTarget,
  ): DescribedSession | undefined {
    const values = parsed.profiles.get(name)?.values;
    const named = type === 'session' ? name : values === undefined ? null : textValue(values, 'sso_session');
    const legacy = type === 'session' || values === undefined ? null : legacyUrlOf(values);
    return described.find((one) => (one.kind === 'legacy' ? one.startUrl === legacy : one.name === named));
  }

  /** Reads the file and publishes what it says; once more where it changes during the reading. */
  function refresh(): Promise<void> {
    stale = refreshing.running('file') !== undefined;
    return refreshing.run('file', async () => {
      do {
        stale = false;
        const reading = await read();
        // A file that cannot be read at the moment says nothing; what it said before stands until it can.
        if (reading.ok) {
          publish(reading.value);
          await sections.follow(reading.value.file, reading.value.parsed);
        }
      } while (isStale());
    });
  }

  function publish(reading: Reading): void {
    const usable = reading.described.filter(isUsable);
    const seen = new Set(settings.get('foundSeen'));
    store.update(() => ({
      found: {
        file: reading.file,
        sessions: usable.length,
        profiles: usable.reduce((sum, { profiles }) => sum + profiles.length, 0),
        fresh: usable.filter((session) => !seen.has(foundKey(session))).map(({ name }) => name),
      },
    }));
  }

  return {
    list,
    use,

    /** The user has seen what there is; only what comes later is told of again. */
    async dismiss(): Promise<Result<void>> {
      const reading = await read();
      if (!reading.ok) {
        return reading;
      }
      remember(reading.value.described);
      publish(reading.value);
      return ok(undefined);
    },

    /**
     * From now on Latchkey may edit, rename and remove the section. Its sign-in is used from then on too, if it was not.
     * Errors: `config.session-not-there`, `input.profile-unknown`, `config.not-sso-profile`, and those of using it.
     */
    async manage(target: ManageTarget, context: CallContext): Promise<Result<void>> {
      const reading = await read(context.environment);
      if (!reading.ok) {
        return reading;
      }
      const section = sectionOf(reading.value.parsed, target);
      if (!section.ok) {
        return section;
      }
      const session = sessionFor(reading.value, target);
      if (session === undefined) {
        const name = textValue(section.value.values, 'sso_session') ?? target.name;
        return err(appError('config.session-section-missing', { session: name }));
      }
      const id = await useOne(session, context);
      if (!id.ok) {
        return id;
      }
      remember([session]);
      ownership.take(reading.value.file, section.value.section, section.value.values, id.value);
      await refresh();
      return ok(undefined);
    },

    /** The section is foreign again; it stays as it is. */
    async letGo(target: ManageTarget, context: CallContext): Promise<Result<void>> {
      const reading = await read(context.environment);
      if (!reading.ok) {
        return reading;
      }
      const section = sectionOf(reading.value.parsed, target);
      if (!section.ok) {
        return section;
      }
      ownership.letGo(reading.value.file, section.value.section);
      await refresh();
      return ok(undefined);
    },

    /** Takes over what the file says of a session: start URL and region. Errors: `config.session-not-there`. */
    async followFile(sessionId: SessionId): Promise<Result<void>> {
      const reading = await read();
      if (!reading.ok) {
        return reading;
      }
      const followed = await sections.takeOver(sessionId, reading.value.parsed);
      await refresh();
      return followed;
    },

    /** Follows the file from now on, and the sessions that are added or go. */
    async follow(): Promise<void> {
      watch?.();
      unsubscribe?.();
      watch = files.watch(userAwsFiles(places).config, () => void refresh());
      let known = sessionsText();
      unsubscribe = store.subscribe(() => {
        const now = sessionsText();
        if (now !== known) {
          known = now;
          void refresh();
        }
      });
      await refresh();
    },

    dispose(): void {
      watch?.();
      unsubscribe?.();
    },
  };

  /** What a change of, among all that the snapshot holds, changes what is said here. */
  function sessionsText(): string {
    const managed = settings.get('managed').map(({ file, section }) => [file, section]);
    return JSON.stringify([
      recordsNow().map(({ id, name, startUrl, region }) => [id, name, startUrl, region]),
      managed,
    ]);
  }
}

function isUsable(session: DescribedSession): boolean {
  return session.sessionId === null && session.problem === null;
}
