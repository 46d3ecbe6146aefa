import type {
  AliyunConfig,
  AliyunProfile,
  AliyunValue,
} from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { addMillis, MINUTE, SECOND, type Instant } from '../../../shared/model/instant.ts';
import { endsRenewal } from '../../../shared/model/sign-in-errors.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionPhase } from '../../../shared/model/session.ts';
import type { Cancel, Clock, Log, Random, Scheduler } from '../ports.ts';
import type { RenewalAnnouncer } from '../renewal/renewal-events.ts';
import { retried } from '../sign-in/retried.ts';
import { SingleFlight } from '../single-flight.ts';
import { backoff, fraction } from '../wait.ts';
import type { AliyunCredentials, AliyunProvider } from './aliyun-provider.ts';
import type { AliyunConfigFile } from './config-file.ts';
import {
  keyFields,
  leastLife,
  mustRefresh,
  noSignInFields,
  renewalOf,
  signInOfProfile,
  tokenFields,
  type OAuthSignIn,
} from './oauth-sign-in.ts';
import { asEnd, isSame, phaseOf, withTokens, type HeldSignIn } from './oauth-phase.ts';

export interface OAuthTokenPorts {
  readonly provider: AliyunProvider;
  readonly configFile: AliyunConfigFile;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
  readonly renewals: RenewalAnnouncer;
  /** The record, or null where the session has been removed meanwhile. */
  readonly record: (sessionId: SessionId) => AliyunSessionRecord | null;
  /** Where the session's own profile is. */
  readonly pathOf: (session: AliyunSessionRecord) => string;
  /** What else the profile holds: mode, site, region and their like. */
  readonly profileFields: (session: AliyunSessionRecord) => Readonly<Record<string, AliyunValue>>;
  /** Whether a sign-in found in the profile may be used at this session's endpoints (security.md §0.5). */
  readonly mayAdopt: (session: AliyunSessionRecord) => boolean;
  /** Told of keys that another tool left there, and of keys whose owner is not known yet. */
  readonly onKeys: (session: AliyunSessionRecord, keys: AliyunCredentials) => void;
  /** Shows a phase; `isSettled` after a sign-in that is over, which otherwise shows its own steps. */
  readonly show: (sessionId: SessionId, phase: SessionPhase, isSettled: boolean) => void;
}

/**
 * Holds the sign-in of every OAuth session, in step with its profile in `config.json`: what the CLI or an SDK renews is
 * adopted; a rotated refresh token is on disk before anything else happens with it; one refresh and one exchange run per
 * session, however many ask (protocol/aliyun.md §1.7, §1.8; design.md §4).
 */
export function createOAuthTokens(ports: OAuthTokenPorts) {
  const { provider, configFile, clock, scheduler, random, log } = ports;
  const held = new Map<SessionId, HeldSignIn>();
  const timers = new Map<SessionId, readonly Cancel[]>();
  const protections = new Map<SessionId, readonly Cancel[]>();
  const renewing = new SingleFlight<SessionId, Result<OAuthSignIn>>();
  const controllers = new Map<SessionId, AbortController>();
  const leaving = new Set<SessionId>();
  /** Refresh tokens that were used up, but still stand in the file because the new ones could not be written. */
  const usedUp = new Map<SessionId, string>();
  let disposed = false;

  function show(sessionId: SessionId, error: AppError | null, isSettled = false): void {
    const entry = held.get(sessionId);
    ports.show(sessionId, phaseOf(entry ?? null, clock.now(), error), isSettled);
  }

  function protect(sessionId: SessionId, { accessToken, refreshToken, keys }: OAuthSignIn): void {
    unprotect(sessionId);
    const secrets = [accessToken, refreshToken, keys?.accessKeySecret, keys?.securityToken];
    protections.set(
      sessionId,
      secrets.flatMap((secret) => (secret == null || secret === '' ? [] : [log.protect(secret)])),
    );
  }

  function unprotect(sessionId: SessionId): void {
    protections.get(sessionId)?.forEach((release) => release());
    protections.delete(sessionId);
  }

  function hold(sessionId: SessionId, signIn: OAuthSignIn, failures: number, error: AppError | null): void {
    const now = clock.now();
    const ended = error !== null && endsRenewal(error.code);
    const nextRenewalAt =
      signIn.refreshToken === null || ended
        ? null
        : failures === 0
          ? renewalOf(signIn, now, fraction(random))
          : addMillis(now, 5 * SECOND + backoff(random, failures, 30 * SECOND, 5 * MINUTE));
    protect(sessionId, signIn);
    held.set(sessionId, { signIn, nextRenewalAt, failures });
    stopTimers(sessionId);
    if (!disposed) {
      const end = signIn.accessTokenExpiresAt;
      timers.set(sessionId, [
        ...(nextRenewalAt === null ? [] : [scheduler.at(nextRenewalAt, () => void renew(sessionId, true))]),
        ...(end > now ? [scheduler.at(end, () => showEnd(sessionId, nextRenewalAt !== null, error))] : []),
      ]);
    }
    show(sessionId, error);
  }

  /** One that is not renewed has come to its end; any other has only outlived its token, e.g. without a network. */
  function showEnd(sessionId: SessionId, isRenewed: boolean, error: AppError | null): void {
    show(sessionId, error);
    if (!isRenewed) {
      ports.renewals.onSessionEnded(sessionId, error);
    }
  }

  function stopTimers(sessionId: SessionId): void {
    timers.get(sessionId)?.forEach((cancel) => cancel());
    timers.delete(sessionId);
  }

  function letGo(sessionId: SessionId): void {
    ports.renewals.onTokenReplaced(sessionId);
    held.delete(sessionId);
    unprotect(sessionId);
    stopTimers(sessionId);
  }

  function profileOf(config: AliyunConfig, session: AliyunSessionRecord): AliyunProfile | undefined {
    return config.profiles.find((profile) => profile.name === session.profileName);
  }

  async function stored(session: AliyunSessionRecord): Promise<Result<OAuthSignIn | null>> {
    const config = await configFile.read(ports.pathOf(session));
    if (!config.ok) {
      return config;
    }
    const found = signInOfProfile(profileOf(config.value, session), session.site);
    const current = held.get(session.id)?.signIn ?? null;
    const isUsedUp = found?.refreshToken != null && found.refreshToken === usedUp.get(session.id);
    if (isUsedUp || (found !== null && current !== null && isSame(current, found))) {
      return ok(current);
    }
    return ok(found !== null && ports.mayAdopt(session) ? found : null);
  }

  /** Writes fields into the session's profile, which is made with them where it is not there yet. */
  async function write(
    session: AliyunSessionRecord,
    fields: Readonly<Record<string, AliyunValue | null>>,
    makeCurrent = false,
  ): Promise<Result<void>> {
    const name = session.profileName;
    if (name === null) {
      return ok(undefined);
    }
    const written = await configFile.change(ports.pathOf(session), (config) => {
      const isThere = profileOf(config, session) !== undefined;
      const set = isThere ? fields : { ...ports.profileFields(session), ...fields };
      return ok([{ profile: name, set }, ...(makeCurrent ? [{ current: name }] : [])]);
    });
    return written.ok ? ok(undefined) : written;
  }

  function renew(sessionId: SessionId, inBackground: boolean): Promise<Result<OAuthSignIn>> {
    return renewing.run(sessionId, () => renewOnce(sessionId, inBackground));
  }

  async function renewOnce(sessionId: SessionId, inBackground: boolean): Promise<Result<OAuthSignIn>> {
    const session = ports.record(sessionId);
    if (session === null) {
      return err(appError('input.session-unknown'));
    }
    const controller = new AbortController();
    controllers.set(sessionId, controller);
    const { signal } = controller;
    const failures = (held.get(sessionId)?.failures ?? 0) + 1;

    // Another tool may have renewed it a moment ago, and the refresh token held here be worth nothing.
    const found = await stored(session);
    let signIn = found.ok ? (found.value ?? null) : (held.get(sessionId)?.signIn ?? null);
    if (signIn === null || leaving.has(sessionId)) {
      return err(appError('sign-in.required', { session: session.name }));
    }
    if (mustRefresh(signIn, clock.now(), inBackground)) {
      const refreshed = await refresh(session, signIn, signal);
      if (!refreshed.ok) {
        return failed(sessionId, refreshed.error, failures);
      }
      signIn = refreshed.value;
    }
    let keys = await exchange(session, signIn, signal);
    if (keys.ok && keys.value === 'too-short') {
      const refreshed = await refresh(session, signIn, signal);
      if (!refreshed.ok) {
        return failed(sessionId, refreshed.error, failures);
      }
      signIn = refreshed.value;
      keys = await exchange(session, signIn, signal);
    }
    if (signal.aborted || ports.record(sessionId) === null) {
      return err(appError('app.cancelled'));
    }
    if (!keys.ok || keys.value === 'too-short') {
      const error = keys.ok ? appError('server.malformed') : asEnd(keys.error, session);
      log.warn('aliyun.exchange-failed', { code: error.code });
      // The refresh token of a moment ago is kept: it is on disk already.
      return failed(sessionId, { signIn, error }, failures);
    }
    const renewed = { ...signIn, keys: keys.value };
    // With the tokens, should they still be missing there.
    const fields = { ...(usedUp.has(sessionId) ? tokenFields(signIn) : {}), ...keyFields(keys.value) };
    const written = await write(session, fields);
    if (written.ok) {
      usedUp.delete(sessionId);
    }
    hold(sessionId, renewed, 0, written.ok ? null : written.error);
    log.info('aliyun.renewed');
    ports.renewals.onRenewed(sessionId, renewed.accessTokenExpiresAt);
    if (session.identity === null) {
      ports.onKeys(session, keys.value);
    }
    return ok(renewed);
  }

  function failed(sessionId: SessionId, { signIn, error }: Refused, failures: number): Result<never> {
    hold(sessionId, signIn, failures, error);
    if (endsRenewal(error.code)) {
      ports.renewals.onSessionEnded(sessionId, error);
    } else {
      ports.renewals.onRenewalFailed(sessionId, error);
    }
    return err(error);
  }

  type Refused = { readonly error: AppError; readonly signIn: OAuthSignIn };

  async function refresh(
    session: AliyunSessionRecord,
    signIn: OAuthSignIn,
    signal: AbortSignal,
    isAgain = false,
  ): Promise<Result<OAuthSignIn, Refused>> {
    const { refreshToken } = signIn;
    if (refreshToken === null) {
      return err({ signIn, error: appError('sign-in.required', { session: session.name }) });
    }
    const issued = await retried(ports, signal, () => provider.refresh(session, refreshToken, signal));
    if (issued.ok) {
      const renewed = { ...withTokens(issued.value, refreshToken), keys: signIn.keys };
      const written = await write(session, tokenFields(renewed));
      if (written.ok) {
        usedUp.delete(session.id);
      } else {
        usedUp.set(session.id, refreshToken);
        log.error('aliyun.token-not-written', { code: written.error.code });
      }
      hold(session.id, renewed, 0, written.ok ? null : written.error);
      return ok(renewed);
    }
    log.warn('aliyun.refresh-failed', { code: issued.error.code });
    if (endsRenewal(issued.error.code) && !isAgain) {
      // Whoever was faster has left a newer one in the file.
      const again = await stored(session);
      const newer = again.ok ? again.value : null;
      if (newer !== null && newer.refreshToken !== refreshToken) {
        return mustRefresh(newer, clock.now(), false) ? refresh(session, newer, signal, true) : ok(newer);
      }
    }
    return err({ signIn, error: asEnd(issued.error, session) });
  }

  async function exchange(session: AliyunSessionRecord, signIn: OAuthSignIn, signal: AbortSignal) {
    return retried(ports, signal, () => provider.credentials(session, signIn.accessToken, signal));
  }

  return {
    /** Brings what is held in step with the profile; called at start and after each change of the file. */
    async reload(session: AliyunSessionRecord): Promise<void> {
      const found = await stored(session);
      if (ports.record(session.id) === null || renewing.running(session.id) !== undefined) {
        return;
      }
      if (!found.ok) {
        show(session.id, found.error);
        return;
      }
      const current = held.get(session.id)?.signIn;
      if (found.value === null) {
        if (current !== undefined) {
          log.info('token.removed-by-other-tool');
          letGo(session.id);
        }
        show(session.id, null);
      } else if (current === undefined || !isSame(current, found.value)) {
        const { keys } = found.value;
        const isNew = keys !== null && keys.securityToken !== current?.keys?.securityToken;
        ports.renewals.onTokenReplaced(session.id);
        hold(session.id, found.value, 0, null);
        if (isNew && (current !== undefined || session.identity === null)) {
          ports.onKeys(session, keys);
        }
      }
    },

    /**
     * Takes a finished sign-in: the session's profile with tokens and keys, written in one transaction; without keys, they
     * are got as soon as the service gives some. Errors: those of the write.
     */
    async accept(session: AliyunSessionRecord, signIn: OAuthSignIn): Promise<Result<void>> {
      leaving.delete(session.id);
      controllers.get(session.id)?.abort();
      await renewing.running(session.id);
      const { keys } = signIn;
      const fields = {
        ...noSignInFields,
        ...ports.profileFields(session),
        ...tokenFields(signIn),
        ...(keys === null ? {} : keyFields(keys)),
      };
      const written = await write(session, fields, session.makesCurrent !== false);
      if (!written.ok) {
        return written;
      }
      usedUp.delete(session.id);
      ports.renewals.onTokenReplaced(session.id);
      hold(session.id, signIn, 0, null);
      return ok(undefined);
    },

    /** Keys with at least 15 minutes left where the server can; one exchange however many ask. */
    async credentials(session: AliyunSessionRecord): Promise<Result<AliyunCredentials>> {
      const entry = held.get(session.id);
      if (entry === undefined) {
        return err(appError('sign-in.required', { session: session.name }));
      }
      const { keys } = entry.signIn;
      if (keys !== null && keys.expiresAt >= addMillis(clock.now(), leastLife)) {
        return ok(keys);
      }
      const renewed = await renew(session.id, false);
      if (renewed.ok && renewed.value.keys !== null) {
        return ok(renewed.value.keys);
      }
      // What still works is better than nothing while the network is away.
      if (
        keys !== null &&
        keys.expiresAt > addMillis(clock.now(), MINUTE) &&
        !renewed.ok &&
        !endsRenewal(renewed.error.code)
      ) {
        return ok(keys);
      }
      return renewed.ok ? err(appError('server.malformed')) : renewed;
    },

    /** Renews now, e.g. by a click. */
    renew: (sessionId: SessionId): Promise<Result<OAuthSignIn>> => renew(sessionId, true),

    held: (sessionId: SessionId): OAuthSignIn | null => held.get(sessionId)?.signIn ?? null,

    /**
     * Ends the sign-in: best-effort revoke, then tokens and keys leave the profile, which stays with its region (product.md
     * §4). Gives the instant until which keys handed out stay valid. Errors: those of the write; the sign-in stays then.
     */
    async signOut(
      session: AliyunSessionRecord,
    ): Promise<Result<{ readonly removed: boolean; readonly until: Instant | null }>> {
      leaving.add(session.id);
      controllers.get(session.id)?.abort();
      await renewing.running(session.id);
      const current = held.get(session.id)?.signIn ?? null;
      const refreshToken = current?.refreshToken ?? null;
      if (refreshToken !== null) {
        const revoked = await provider.revoke(session, refreshToken, new AbortController().signal);
        if (!revoked.ok) {
          log.info('sign-out.revoke-failed', { code: revoked.error.code });
        }
      }
      const name = session.profileName;
      let removed = false;
      const cleared =
        name === null
          ? ok(undefined)
          : await configFile.change(ports.pathOf(session), (config) => {
              const profile = profileOf(config, session);
              removed = Object.keys(noSignInFields).some((key) => profile?.values.has(key) === true);
              return ok(removed ? [{ profile: name, set: noSignInFields }] : []);
            });
      leaving.delete(session.id);
      if (!cleared.ok) {
        return cleared;
      }
      letGo(session.id);
      show(session.id, null);
      usedUp.delete(session.id);
      return ok({ removed, until: current?.keys?.expiresAt ?? null });
    },

    /** Lets go of a session that is removed. */
    detach(sessionId: SessionId): void {
      controllers.get(sessionId)?.abort();
      letGo(sessionId);
    },

    /** Shows what is held, e.g. after a sign-in that came to nothing. */
    settle: (sessionId: SessionId, error: AppError | null): void => {
      show(sessionId, error, true);
    },

    /** Ends timers; settles when what is under way is on disk. */
    async dispose(): Promise<void> {
      disposed = true;
      [...timers.keys()].forEach(stopTimers);
      await renewing.idle();
      [...held.keys()].forEach(letGo);
    },
  };
}
