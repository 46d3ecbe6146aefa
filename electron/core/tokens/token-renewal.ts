import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { addMillis, instant, MINUTE } from '../../../shared/model/instant.ts';
import { endsRenewal } from '../../../shared/model/sign-in-errors.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { awsRecordOf } from '../app-store.ts';
import { refusesClient } from '../sign-in/registrations.ts';
import { retried } from '../sign-in/retried.ts';
import { SingleFlight } from '../single-flight.ts';
import type { TokenFiles } from './token-file.ts';
import { isRenewable } from './token-phase.ts';
import type { TokenServicePorts } from './token-service.ts';

/** Whether a token continues the one held before, the same person's, or was signed in for or found. */
export type TokenOrigin = 'renewed' | 'found';

/** What a renewal needs to know of the tokens that are held, and what it does to them. */
export interface TokenHolder {
  held(sessionId: SessionId): { readonly token: TokenFile; readonly failures: number } | null;
  hold(
    session: AwsSessionRecord,
    token: TokenFile,
    failures: number,
    error: AppError | null,
    origin?: TokenOrigin,
  ): void;
  /** Whether a token of the file may be sent to this session's endpoints. */
  belongsTo(session: AwsSessionRecord, token: TokenFile): boolean;
}

/**
 * Renews tokens, one renewal per session at a time (design.md §4, R-43): the file is read again just before, since another
 * tool may have been faster; the rotated refresh token is on disk before the new access token is used; a refusal is
 * believed only after another look at the file; a network failure is no end.
 */
export function createTokenRenewal(ports: TokenServicePorts, host: TokenHolder) {
  const { store, provider, tokenFiles, clock, log } = ports;
  const running = new SingleFlight<SessionId, Result<TokenFile>>();
  const controllers = new Map<SessionId, AbortController>();
  /** Sessions that are being signed out. */
  const leaving = new Set<SessionId>();

  async function refreshOnce(sessionId: SessionId): Promise<Result<TokenFile>> {
    const session = awsRecordOf(store.current(), sessionId);
    const before = host.held(sessionId);
    if (session === null) {
      return err(appError('input.session-unknown'));
    }
    // Another tool may have renewed it a moment ago: its token is as good as one of ours.
    const stored = await tokenFiles.read(session);
    if (stored.ok && stored.value.unfinished && before !== null) {
      // Somebody is writing it: what they write counts, so this renewal is tried again after them.
      host.hold(session, before.token, before.failures + 1, null, 'renewed');
      return err(appError('app.busy'));
    }
    const token = stored.ok ? stored.value.token : (before?.token ?? null);
    if (token === null || !host.belongsTo(session, token)) {
      return err(appError('sign-in.required', { session: session.name }));
    }
    if (token.accessToken !== before?.token.accessToken && token.expiresAt > addMillis(clock.now(), MINUTE)) {
      host.hold(session, token, 0, null);
      return ok(token);
    }
    if (leaving.has(sessionId)) {
      return err(appError('app.cancelled'));
    }
    const { refreshToken } = token;
    if (refreshToken === null || !isRenewable(token, clock.now())) {
      return err(appError('sign-in.required', { session: session.name }));
    }
    const controller = new AbortController();
    controllers.set(sessionId, controller);
    const client = {
      clientId: token.clientId,
      clientSecret: token.clientSecret,
      expiresAt: token.registrationExpiresAt ?? instant(0),
    };
    const issued = await retried(ports, controller.signal, () =>
      provider.refresh(session, client, refreshToken, controller.signal),
    );
    if (controller.signal.aborted || awsRecordOf(store.current(), sessionId) === null) {
      return err(appError('app.cancelled'));
    }
    if (issued.ok) {
      const renewed: TokenFile = {
        ...token,
        accessToken: issued.value.accessToken,
        refreshToken: issued.value.refreshToken,
        expiresAt: issued.value.expiresAt,
      };
      // The rotated refresh token is on disk before anything else happens (design.md §4).
      const written = await tokenFiles.write(session, renewed, (found) => host.belongsTo(session, found));
      if (awsRecordOf(store.current(), sessionId) === null) {
        return takeBack(tokenFiles, session);
      }
      const kept = written.ok ? written.value : renewed;
      const origin = kept.accessToken === renewed.accessToken ? 'renewed' : 'found';
      host.hold(session, kept, 0, written.ok ? null : written.error, origin);
      log.info('token.renewed');
      if (origin === 'renewed') {
        ports.renewals.onRenewed(sessionId, kept.expiresAt);
      }
      return ok(kept);
    }
    log.warn('token.renewal-failed', { code: issued.error.code });
    if (endsRenewal(issued.error.code)) {
      const again = await tokenFiles.read(session);
      const newer = again.ok ? again.value.token : null;
      const isOther =
        newer !== null && host.belongsTo(session, newer) && newer.accessToken !== token.accessToken;
      if (isOther && newer.expiresAt > clock.now()) {
        host.hold(session, newer, 0, null);
        return ok(newer);
      }
      if (refusesClient(issued.error.code)) {
        await ports.forgetClient(session, token.clientId);
      }
      host.hold(session, token, 0, issued.error);
      ports.renewals.onSessionEnded(sessionId, issued.error);
      return issued;
    }
    host.hold(session, token, (before?.failures ?? 0) + 1, issued.error);
    ports.renewals.onRenewalFailed(sessionId, issued.error);
    return issued;
  }

  function abort(sessionId: SessionId): void {
    controllers.get(sessionId)?.abort();
  }

  return {
    /** Joins a renewal under way. */
    run: (sessionId: SessionId): Promise<Result<TokenFile>> =>
      running.run(sessionId, () => refreshOnce(sessionId)),

    /** Ends a renewal under way, waits until it writes nothing more, and begins none before `resume`. */
    async stop(sessionId: SessionId): Promise<void> {
      leaving.add(sessionId);
      abort(sessionId);
      await running.running(sessionId);
    },

    resume(sessionId: SessionId): void {
      leaving.delete(sessionId);
    },

    abort,

    /** Waits for what is under way: a refresh token that the server has rotated must reach the disk. */
    finish: (): Promise<void> => running.idle(),
  };
}

/** A session that was removed while its token was being written leaves none behind. */
export async function takeBack(tokenFiles: TokenFiles, session: AwsSessionRecord): Promise<Result<never>> {
  await tokenFiles.remove(session);
  return err(appError('app.cancelled'));
}
