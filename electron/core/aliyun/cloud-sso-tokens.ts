import type { AliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { SECOND, type Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionPhase } from '../../../shared/model/session.ts';
import type { Cancel, Clock, Log, Scheduler } from '../ports.ts';
import type { RenewalAnnouncer } from '../renewal/renewal-events.ts';
import type { CloudSsoToken } from './aliyun-provider.ts';
import {
  isOfDirectory,
  noKeyFields,
  noSignInFields,
  tokenFields,
  tokenOfProfile,
} from './cloud-sso-fields.ts';
import type { AliyunConfigFile } from './config-file.ts';

export interface CloudSsoTokenPorts {
  readonly configFile: AliyunConfigFile;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly renewals: RenewalAnnouncer;
  /** The record, or null where the session has been removed meanwhile. */
  readonly record: (sessionId: SessionId) => AliyunSessionRecord | null;
  /** The file that the session's profiles are in. */
  readonly pathOf: (session: AliyunSessionRecord) => string;
  /** Names of the profiles that Latchkey has written for the session. */
  readonly ownProfiles: (session: AliyunSessionRecord) => readonly string[];
  /** Whether a token found in a profile may be used at this session's endpoints (security.md §0.5). */
  readonly mayAdopt: (session: AliyunSessionRecord) => boolean;
  /** Told whenever the token of a session goes, or another one comes. */
  readonly mayBeSomebodyElse: (sessionId: SessionId) => void;
  /** Shows a phase; `isSettled` after a sign-in that is over, which otherwise shows its own steps. */
  readonly show: (sessionId: SessionId, phase: SessionPhase, isSettled: boolean) => void;
}

interface Held {
  readonly token: CloudSsoToken;
  /** When the service said that it does not know the token any more. */
  readonly refusedAt: Instant | null;
  /** Why the profiles do not hold it, where that was meant. */
  readonly fileError: AppError | null;
}

/**
 * The access token of every CloudSSO session. Nothing renews it, so its end is the end of the sign-in, as a fact. It
 * stands in all native profiles of the session, which change together; a session without one keeps it in memory, until
 * Latchkey quits. What the CLI writes into one of these profiles is adopted and put into the others.
 */
export function createCloudSsoTokens(ports: CloudSsoTokenPorts) {
  const { configFile, clock, scheduler, log } = ports;
  const held = new Map<SessionId, Held>();
  const timers = new Map<SessionId, Cancel>();
  const protections = new Map<SessionId, Cancel>();
  /** How often a session was let go of: what was read before then no longer counts. */
  const drops = new Map<SessionId, number>();

  function show(sessionId: SessionId, error: AppError | null, isSettled = false): void {
    const session = ports.record(sessionId);
    const isKept = session !== null && ports.ownProfiles(session).length > 0;
    ports.show(sessionId, phaseOf(held.get(sessionId) ?? null, isKept, clock.now(), error), isSettled);
  }

  function hold(sessionId: SessionId, entry: Held, error: AppError | null): void {
    const { accessToken, expiresAt } = entry.token;
    if (held.get(sessionId)?.token.accessToken !== accessToken) {
      ports.mayBeSomebodyElse(sessionId);
      ports.renewals.onTokenReplaced(sessionId);
    }
    stop(sessionId);
    held.set(sessionId, entry);
    protections.set(sessionId, log.protect(accessToken));
    if (expiresAt > clock.now()) {
      timers.set(
        sessionId,
        scheduler.at(expiresAt, () => {
          show(sessionId, null);
          ports.renewals.onSessionEnded(sessionId, null);
        }),
      );
    }
    show(sessionId, error);
  }

  function stop(sessionId: SessionId): void {
    timers.get(sessionId)?.();
    timers.delete(sessionId);
    protections.get(sessionId)?.();
    protections.delete(sessionId);
  }

  function letGo(sessionId: SessionId): void {
    drops.set(sessionId, (drops.get(sessionId) ?? 0) + 1);
    stop(sessionId);
    if (held.delete(sessionId)) {
      ports.renewals.onTokenReplaced(sessionId);
      ports.mayBeSomebodyElse(sessionId);
    }
  }

  function profilesOf(config: AliyunConfig, session: AliyunSessionRecord) {
    const own = new Set(ports.ownProfiles(session));
    return config.profiles.filter(
      (profile) => own.has(profile.name) && isOfDirectory(profile, session.signInUrl),
    );
  }

  /** Puts the token into every profile of the session that has another one; all in one transaction. */
  async function spread(session: AliyunSessionRecord, token: CloudSsoToken): Promise<Result<void>> {
    if (ports.ownProfiles(session).length === 0) {
      return ok(undefined);
    }
    const written = await configFile.change(ports.pathOf(session), (config) =>
      ok(
        profilesOf(config, session)
          .filter((profile) => profile.values.get('access_token') !== token.accessToken)
          .map(({ name }) => ({ profile: name, set: { ...tokenFields(token), ...noKeyFields } })),
      ),
    );
    return written.ok ? ok(undefined) : written;
  }

  /** Asks for a sign-in: there is no token, or one that has ended. */
  function goodToken(session: AliyunSessionRecord): Result<CloudSsoToken> {
    const entry = held.get(session.id);
    return entry?.refusedAt === null && entry.token.expiresAt > clock.now()
      ? ok(entry.token)
      : err(appError('sign-in.required', { session: session.name }));
  }

  return {
    /** Takes the token of a finished sign-in. One that cannot be written is held all the same, and the session says why. */
    async accept(session: AliyunSessionRecord, token: CloudSsoToken): Promise<Result<Instant>> {
      const written = await spread(session, token);
      if (ports.record(session.id) === null) {
        return err(appError('app.cancelled'));
      }
      if (!written.ok) {
        log.warn('aliyun.token-not-written', { code: written.error.code });
      }
      hold(session.id, { token, refusedAt: null, fileError: written.ok ? null : written.error }, null);
      return ok(token.expiresAt);
    },

    /**
     * Brings what is held in step with the session's profiles; called at start and after each change of the file. The token
     * that lasts longest is the newest.
     */
    async reload(session: AliyunSessionRecord): Promise<void> {
      const before = drops.get(session.id);
      if (ports.ownProfiles(session).length > 0) {
        const config = await configFile.read(ports.pathOf(session));
        if (ports.record(session.id) === null || drops.get(session.id) !== before) {
          return;
        }
        if (!config.ok) {
          show(session.id, config.error);
          return;
        }
        const newest = profilesOf(config.value, session)
          .flatMap((profile) => tokenOfProfile(profile, session.signInUrl) ?? [])
          .reduce<CloudSsoToken | null>(
            (best, token) => (best === null || token.expiresAt > best.expiresAt ? token : best),
            null,
          );
        const current = held.get(session.id);
        if (newest !== null && ports.mayAdopt(session) && isNewer(newest, current?.token)) {
          log.info('token.adopted');
          hold(session.id, { token: newest, refusedAt: null, fileError: null }, null);
        }
        const entry = held.get(session.id);
        const isWhole =
          entry === undefined ||
          profilesOf(config.value, session).every(
            (profile) => profile.values.get('access_token') === entry.token.accessToken,
          );
        if (!isWhole && entry.refusedAt === null && entry.token.expiresAt > clock.now()) {
          const written = await spread(session, entry.token);
          const now = held.get(session.id);
          if (now?.token === entry.token) {
            held.set(session.id, { ...now, fileError: written.ok ? null : written.error });
          }
        }
      }
      if (held.has(session.id)) {
        show(session.id, null);
      }
    },

    /**
     * Runs a call with the session's token. Errors besides those of the call: `input.session-unknown`, `sign-in.required`
     * where there is none, it has ended, or the service does not know it any more.
     */
    async use<T>(
      sessionId: SessionId,
      call: (session: AliyunSessionRecord, accessToken: string) => Promise<Result<T>>,
    ): Promise<Result<T>> {
      const session = ports.record(sessionId);
      if (session === null) {
        return err(appError('input.session-unknown'));
      }
      const token = goodToken(session);
      if (!token.ok) {
        return token;
      }
      const outcome = await call(session, token.value.accessToken);
      if (outcome.ok || outcome.error.code !== 'portal.unauthorized') {
        return outcome;
      }
      const entry = held.get(sessionId);
      if (entry?.token === token.value) {
        hold(sessionId, { ...entry, refusedAt: clock.now() }, null);
        ports.renewals.onSessionEnded(sessionId, outcome.error);
      }
      return err(appError('sign-in.required', { session: session.name }));
    },

    /** The token, where it is good by its clock. Errors: `sign-in.required`. */
    good: goodToken,

    isHeld: (sessionId: SessionId): boolean => held.has(sessionId),

    /** Takes token and keys out of all profiles of the session, and lets go of them. Errors: those of the write. */
    async signOut(session: AliyunSessionRecord): Promise<Result<readonly string[]>> {
      const names: string[] = [];
      if (ports.ownProfiles(session).length > 0) {
        const cleared = await configFile.change(ports.pathOf(session), (config) => {
          const profiles = profilesOf(config, session).map(({ name }) => name);
          names.splice(0, names.length, ...profiles);
          return ok(profiles.map((profile) => ({ profile, set: noSignInFields })));
        });
        if (!cleared.ok) {
          return cleared;
        }
      }
      letGo(session.id);
      show(session.id, null);
      return ok(names);
    },

    /** Lets go of a session that is removed. */
    detach: letGo,

    /** Shows what is held, e.g. after a sign-in that came to nothing. */
    settle(sessionId: SessionId, error: AppError | null): void {
      show(sessionId, error, true);
    },

    dispose(): void {
      [...held.keys()].forEach(stop);
    },
  };
}

export type CloudSsoTokens = ReturnType<typeof createCloudSsoTokens>;

/** Ends are kept in whole seconds in the file. */
function isNewer(found: CloudSsoToken, current: CloudSsoToken | undefined): boolean {
  return (
    current === undefined ||
    (found.accessToken !== current.accessToken && found.expiresAt > current.expiresAt - SECOND)
  );
}

function phaseOf(entry: Held | null, isKept: boolean, now: Instant, error: AppError | null): SessionPhase {
  if (entry === null) {
    return { state: 'signed-out', error };
  }
  const { token, refusedAt, fileError } = entry;
  const endedAt = refusedAt ?? (token.expiresAt <= now ? token.expiresAt : null);
  return endedAt === null
    ? {
        state: 'active',
        accessTokenExpiresAt: token.expiresAt,
        renewable: false,
        nextRenewalAt: null,
        sessionEndsEstimate: null,
        error: error ?? fileError,
        ...(isKept ? {} : { inMemory: true }),
      }
    : { state: 'expired', expiredAt: endedAt, error };
}
