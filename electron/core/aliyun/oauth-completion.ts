import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { Clock, Log, Random, Scheduler } from '../ports.ts';
import { retried } from '../sign-in/retried.ts';
import { SingleFlight } from '../single-flight.ts';
import type { AliyunCredentials, AliyunProvider, AliyunTokens } from './aliyun-provider.ts';
import type { IdentityQuestions } from './identity-questions.ts';
import { asEnd, withTokens } from './oauth-phase.ts';
import type { OAuthSignIn } from './oauth-sign-in.ts';

export interface OAuthCompletionPorts {
  readonly provider: AliyunProvider;
  readonly questions: IdentityQuestions;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
  /** Writes a sign-in into the session's profile, all of it at once, and holds it. */
  readonly accept: (session: AliyunSessionRecord, signIn: OAuthSignIn) => Promise<Result<void>>;
  readonly record: (session: AliyunSessionRecord) => AliyunSessionRecord | null;
}

/**
 * What follows the code: keys in memory, a signed GetCallerIdentity, and only then the file (product.md §3). Where there is
 * nobody to compare with, tokens whose keys or identity cannot be had are kept all the same.
 */
export function createOAuthCompletion(ports: OAuthCompletionPorts) {
  const { provider, questions, log } = ports;
  const checking = new SingleFlight<string, void>();
  const controller = new AbortController();

  /** A refresh token that nobody keeps must not stay good. */
  async function revoke(session: AliyunSessionRecord, { refreshToken }: OAuthSignIn): Promise<void> {
    if (refreshToken !== null) {
      await provider.revoke(session, refreshToken, controller.signal);
    }
  }

  async function save(session: AliyunSessionRecord, signIn: OAuthSignIn): Promise<Result<Instant>> {
    const saved = await ports.accept(session, signIn);
    return saved.ok ? ok(signIn.accessTokenExpiresAt) : saved;
  }

  async function withoutKeys(
    session: AliyunSessionRecord,
    signIn: OAuthSignIn,
    error: AppError,
  ): Promise<Result<never>> {
    if (session.identity === null) {
      const saved = await save(session, signIn);
      return saved.ok ? err(error) : saved;
    }
    // Whose tokens they are is not known: they go nowhere.
    await revoke(session, signIn);
    return err(error);
  }

  return {
    /** Errors: those of exchange, STS and write; `identity.changed`, after which the sign-in waits for the answer. */
    async complete(
      session: AliyunSessionRecord,
      issued: AliyunTokens,
      signal: AbortSignal,
    ): Promise<Result<Instant>> {
      const signIn: OAuthSignIn = { ...withTokens(issued, null), keys: null };
      const secrets = [signIn.accessToken, signIn.refreshToken].filter((secret) => secret !== null);
      const releases = secrets.map((secret) => log.protect(secret));
      const release = () => {
        releases.forEach((end) => end());
      };
      const isOver = (): boolean => signal.aborted;
      const exchanged = await retried(ports, signal, () =>
        provider.credentials(session, signIn.accessToken, signal),
      );
      if (isOver()) {
        await revoke(session, signIn);
        release();
        return err(appError('sign-in.cancelled'));
      }
      if (!exchanged.ok || exchanged.value === 'too-short') {
        const error = exchanged.ok ? appError('server.malformed') : asEnd(exchanged.error, session);
        const outcome = await withoutKeys(session, signIn, error);
        release();
        return outcome;
      }
      const whole: OAuthSignIn = { ...signIn, keys: exchanged.value };
      const keys = exchanged.value;
      const who = await retried(ports, signal, () => provider.callerIdentity(session, keys, signal));
      if (isOver()) {
        await revoke(session, signIn);
        release();
        return err(appError('sign-in.cancelled'));
      }
      if (!who.ok) {
        log.warn('identity.unknown', { code: who.error.code });
        const outcome =
          session.identity === null
            ? await save(session, whole)
            : await withoutKeys(session, signIn, who.error);
        release();
        return outcome;
      }
      const found = who.value;
      if (!questions.isExpected(session, found)) {
        return err(
          await questions.ask(session, {
            found,
            accept: async () => {
              const current = ports.record(session);
              if (current === null || whole.accessTokenExpiresAt <= ports.clock.now()) {
                return err(appError('sign-in.required', { session: session.name }));
              }
              const saved = await save(current, whole);
              release();
              return saved.ok ? ok(undefined) : saved;
            },
            drop: async () => {
              await revoke(session, whole);
              release();
            },
          }),
        );
      }
      const saved = await save(session, whole);
      if (saved.ok) {
        questions.keep(session.id, found);
      }
      release();
      return saved;
    },

    /**
     * Looks whose keys another tool left in the profile, or whose they are where that is not known yet. Somebody else's
     * hold everything back until the answer.
     */
    check(session: AliyunSessionRecord, keys: AliyunCredentials): Promise<void> {
      return checking.run(`${session.id} ${keys.accessKeyId}`, async () => {
        const who = await provider.callerIdentity(session, keys, controller.signal);
        const record = ports.record(session);
        if (!who.ok || record === null) {
          log.info('identity.unknown', who.ok ? {} : { code: who.error.code });
          return;
        }
        const found = who.value;
        if (questions.isExpected(record, found)) {
          questions.keep(record.id, found);
          return;
        }
        await questions.ask(record, {
          found,
          accept: () => Promise.resolve(ok(undefined)),
          drop: () => Promise.resolve(),
        });
      });
    },

    dispose(): void {
      controller.abort();
    },
  };
}
