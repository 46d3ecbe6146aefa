import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { addMillis, MINUTE, SECOND, type Instant } from '../../../shared/model/instant.ts';
import { endsRenewal } from '../../../shared/model/sign-in-errors.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionPhase, AwsSessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { awsRecordOf, awsSessionOf, awsSessions, withPhase, type AppStore } from '../app-store.ts';
import type { Places } from '../places.ts';
import type { Cancel, Clock, FileStore, Hash, Log, Random, Scheduler, Settings } from '../ports.ts';
import type { ClientRegistration, IssuedTokens, Provider } from '../provider.ts';
import type { RenewalAnnouncer } from '../renewal/renewal-events.ts';
import { backoff, fraction } from '../wait.ts';
import type { TokenFiles } from './token-file.ts';
import { createTokenFollower } from './token-follower.ts';
import { isOfSession } from './token-origin.ts';
import { isRenewable, phaseOfToken, renewalInstant } from './token-phase.ts';
import { createTokenRenewal, takeBack, type TokenOrigin } from './token-renewal.ts';

export interface TokenServicePorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly provider: Provider;
  readonly tokenFiles: TokenFiles;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
  readonly renewals: RenewalAnnouncer;
  /** Forgets a client registration that the server no longer takes. */
  readonly forgetClient: (session: AwsSessionRecord, clientId: string) => Promise<void>;
  /** Told whenever the token of a session goes, or comes from anything but a renewal of the one before. */
  readonly mayBeSomebodyElse: (sessionId: SessionId) => void;
}

/**
 * Holds the access token of every session, keeps it fresh and in step with the vendor's file: tokens that other tools
 * write are adopted, removals are noticed, and at most one refresh runs per session.
 */
export interface TokenService {
  /** Reads the session's file and follows its changes from now on. */
  attach(session: AwsSessionRecord): Promise<void>;
  /** Looks at the file anew, after something changed that decides whose token it holds. */
  lookAgain(sessionId: SessionId): Promise<void>;
  detach(sessionId: SessionId): void;
  /** Writes the tokens of a finished sign-in to the file, then holds them. */
  accept(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    tokens: IssuedTokens,
  ): Promise<Result<TokenFile>>;
  /** Runs a portal call with a good token; after `portal.unauthorized` it refreshes once and tries again. */
  use<T>(
    sessionId: SessionId,
    signal: AbortSignal,
    call: (session: AwsSessionRecord, accessToken: string) => Promise<Result<T>>,
  ): Promise<Result<T>>;
  /** Renews the token now. Errors: `sign-in.required` where there is none, those of the renewal. */
  renew(sessionId: SessionId): Promise<Result<TokenFile>>;
  /** The token held, good or not, as long as it may be sent to the session's endpoints. */
  held(sessionId: SessionId): TokenFile | null;
  /** Ends a renewal under way, waits until it writes nothing more, and begins none before `drop` or `resume`. */
  stopRenewing(sessionId: SessionId): Promise<void>;
  /** Takes `stopRenewing` back, where the token stays after all. */
  resume(sessionId: SessionId): void;
  /** Lets go of the token; the phase becomes signed-out. The file is the caller's business. */
  drop(sessionId: SessionId, error: AppError | null): void;
  /** Sets the phase by what is held, e.g. after a sign-in that came to nothing. */
  settle(sessionId: SessionId, error: AppError | null): void;
  /** Ends timers and the watching of files; settles when the renewals under way have come to their end. */
  dispose(): Promise<void>;
}

interface Held {
  readonly token: TokenFile;
  readonly nextRenewalAt: Instant | null;
  readonly failures: number;
}

export function createTokenService(ports: TokenServicePorts): TokenService {
  const { store, settings, tokenFiles, clock, scheduler, random, log } = ports;
  const held = new Map<SessionId, Held>();
  const timers = new Map<SessionId, readonly Cancel[]>();
  const protections = new Map<SessionId, readonly Cancel[]>();
  /** How often a session was let go of: what was read before then no longer counts. */
  const drops = new Map<SessionId, number>();

  const renewal = createTokenRenewal(ports, {
    held: (sessionId) => held.get(sessionId) ?? null,
    hold,
    belongsTo,
  });

  const follower = createTokenFollower(ports, {
    held: (sessionId) => held.get(sessionId)?.token ?? null,
    belongsTo,
    found: (session, token) => {
      hold(session, token, 0, null);
    },
    missing: showMissing,
    unreadable: showHeld,
    drops: (sessionId) => drops.get(sessionId) ?? 0,
  });

  function show(sessionId: SessionId, error: AppError | null): void {
    const entry = held.get(sessionId) ?? null;
    const signedInAt = settings.get('signedInAt')[sessionId] ?? null;
    store.update(
      withPhase(
        sessionId,
        phaseOfToken(entry?.token ?? null, clock.now(), {
          signedInAt,
          sessionDuration: awsRecordOf(store.current(), sessionId)?.sessionDuration ?? null,
          nextRenewalAt: entry?.nextRenewalAt ?? null,
          error,
        }),
      ),
    );
  }

  /** Keeps the secrets of the token out of the log for as long as they are held. */
  function protect(sessionId: SessionId, token: TokenFile): void {
    unprotect(sessionId);
    const secrets = [token.accessToken, token.refreshToken, token.clientSecret];
    protections.set(
      sessionId,
      secrets.flatMap((secret) => (secret === null || secret === '' ? [] : [log.protect(secret)])),
    );
  }

  function unprotect(sessionId: SessionId): void {
    protections.get(sessionId)?.forEach((release) => release());
    protections.delete(sessionId);
  }

  function phaseOf(sessionId: SessionId): SessionPhase | undefined {
    return store.current().sessions.find((session) => session.record.id === sessionId)?.phase;
  }

  /** A sign-in under way shows its own steps; what is held is shown again once it is over. */
  function showHeld(sessionId: SessionId, error: AppError | null): void {
    if (phaseOf(sessionId)?.state !== 'signing-in') {
      show(sessionId, error);
    }
  }

  /** Takes a token as the session's own and plans what is due next: a renewal, or the end. */
  function hold(
    session: AwsSessionRecord,
    token: TokenFile,
    failures: number,
    error: AppError | null,
    origin: TokenOrigin = 'found',
  ): void {
    const now = clock.now();
    if (origin === 'found' && held.get(session.id)?.token.accessToken !== token.accessToken) {
      ports.mayBeSomebodyElse(session.id);
      ports.renewals.onTokenReplaced(session.id);
    }
    // One that ended while the machine slept, or Latchkey did not run, can still be renewed without the user.
    const renewable = isRenewable(token, now) && (error === null || !endsRenewal(error.code));
    const nextRenewalAt = !renewable
      ? null
      : failures === 0
        ? renewalInstant(token, now, fraction(random))
        : addMillis(now, 5 * SECOND + backoff(random, failures, 30 * SECOND, 5 * MINUTE));
    protect(session.id, token);
    held.set(session.id, { token, nextRenewalAt, failures });
    stopTimers(session.id);
    timers.set(session.id, [
      ...(nextRenewalAt === null ? [] : [scheduler.at(nextRenewalAt, () => void renewal.run(session.id))]),
      ...(token.expiresAt > now
        ? [scheduler.at(token.expiresAt, () => showEnd(session.id, nextRenewalAt !== null, error))]
        : []),
    ]);
    showHeld(session.id, error);
  }

  /** One that is not renewed has come to its end; any other has only outlived its token, e.g. without a network. */
  function showEnd(sessionId: SessionId, isRenewed: boolean, error: AppError | null): void {
    showHeld(sessionId, error);
    if (!isRenewed) {
      ports.renewals.onSessionEnded(sessionId, error);
    }
  }

  function stopTimers(sessionId: SessionId): void {
    timers.get(sessionId)?.forEach((cancel) => cancel());
    timers.delete(sessionId);
  }

  function letGo(sessionId: SessionId): void {
    held.delete(sessionId);
    ports.mayBeSomebodyElse(sessionId);
    ports.renewals.onTokenReplaced(sessionId);
    unprotect(sessionId);
    stopTimers(sessionId);
  }

  function drop(sessionId: SessionId, error: AppError | null): void {
    renewal.resume(sessionId);
    drops.set(sessionId, (drops.get(sessionId) ?? 0) + 1);
    letGo(sessionId);
    show(sessionId, error);
  }

  function belongsTo(session: AwsSessionRecord, token: TokenFile): boolean {
    const client = settings.get('tokenClients')[session.id] ?? null;
    const sessions = awsSessions(store.current());
    return isOfSession(session, token, { client, sessions }, ports.hash);
  }

  /** Says that there is no token, and leaves the reason of an earlier end to be read. */
  function showMissing(sessionId: SessionId): void {
    if (held.has(sessionId)) {
      log.info('token.removed-by-other-tool');
      letGo(sessionId);
    }
    const phase = phaseOf(sessionId);
    showHeld(sessionId, phase?.state === 'signed-out' ? phase.error : null);
  }

  async function goodToken(sessionId: SessionId): Promise<Result<TokenFile>> {
    const session = awsSessionOf(store.current(), sessionId);
    if (!session.ok) {
      return session;
    }
    const current = held.get(sessionId);
    // A session that was added since may have made it doubtful whose token that is.
    if (current === undefined || !belongsTo(session.value, current.token)) {
      return err(appError('sign-in.required', { session: session.value.name }));
    }
    return current.token.expiresAt > addMillis(clock.now(), MINUTE)
      ? ok(current.token)
      : renewal.run(sessionId);
  }

  return {
    async attach(session) {
      follower.watch(session);
      await follower.look(session.id);
    },

    lookAgain: (sessionId) => follower.look(sessionId),

    detach(sessionId) {
      renewal.abort(sessionId);
      letGo(sessionId);
      follower.unwatch(sessionId);
    },

    async accept(session, registration, tokens) {
      const token: TokenFile = {
        startUrl: session.startUrl,
        region: session.region,
        accessToken: tokens.accessToken,
        expiresAt: tokens.expiresAt,
        clientId: registration.clientId,
        clientSecret: registration.clientSecret,
        registrationExpiresAt: registration.expiresAt,
        refreshToken: tokens.refreshToken,
      };
      const written = await tokenFiles.write(session, token, (found) => belongsTo(session, found));
      if (awsRecordOf(store.current(), session.id) === null) {
        return takeBack(tokenFiles, session);
      }
      if (!written.ok) {
        return written;
      }
      if (session.endpoints !== null) {
        const client = ports.hash.sha256(registration.clientId);
        settings.set('tokenClients', { ...settings.get('tokenClients'), [session.id]: client });
      }
      settings.set('signedInAt', { ...settings.get('signedInAt'), [session.id]: clock.now() });
      // As it stands in the file, to the second: another look at the file must not take it for a new one.
      hold(session, written.value, 0, null);
      return written;
    },

    async use(sessionId, signal, call) {
      const token = await goodToken(sessionId);
      if (!token.ok) {
        return token;
      }
      const found = awsSessionOf(store.current(), sessionId);
      if (!found.ok) {
        return found;
      }
      const session = found.value;
      const first = await call(session, token.value.accessToken);
      if (first.ok || first.error.code !== 'portal.unauthorized' || signal.aborted) {
        return first;
      }
      // The server no longer knows a token that is good by its clock: renew once, else the user must sign in.
      const renewed = await renewal.run(sessionId);
      if (!renewed.ok) {
        if (renewed.error.code === 'sign-in.required') {
          const current = held.get(sessionId);
          if (current !== undefined) {
            const error = appError('sign-in.required', { session: session.name });
            hold(session, current.token, 0, error);
            ports.renewals.onSessionEnded(sessionId, error);
          }
        }
        return renewed;
      }
      return call(session, renewed.value.accessToken);
    },

    held(sessionId) {
      const session = awsRecordOf(store.current(), sessionId);
      const token = held.get(sessionId)?.token ?? null;
      // To end it is to send it, too.
      return session !== null && token !== null && belongsTo(session, token) ? token : null;
    },

    renew: (sessionId) => renewal.run(sessionId),

    stopRenewing: renewal.stop,
    resume: renewal.resume,
    drop,
    settle: show,

    async dispose() {
      follower.dispose();
      [...held.keys()].forEach(stopTimers);
      await renewal.finish();
      [...held.keys()].forEach(letGo);
    },
  };
}
