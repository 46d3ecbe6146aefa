import type {
  AliyunCredentials,
  AliyunProvider,
  AliyunTokens,
} from '../../electron/core/aliyun/aliyun-provider.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { appError, type AppErrorCode } from '../../shared/model/app-error.ts';
import { addMillis, HOUR, MINUTE } from '../../shared/model/instant.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import { createFakeCloudSso, type FakeCloudSso } from './fake-cloud-sso.ts';

export interface FakeAliyunProvider extends AliyunProvider {
  readonly calls: readonly string[];
  /** The directory of CloudSSO. */
  readonly cloudSso: FakeCloudSso;
  /** The refresh token that the server takes now; it rotates with each use. */
  readonly refreshToken: () => string;
  /** Calls of this name fail so from now on, or work again. */
  fail(call: string, code: AppErrorCode | null): void;
  /** Whoever calls waits until the result is called. */
  hold(call: string): () => void;
  /** Another tool has renewed the sign-in: what the server would have given it. */
  renewElsewhere(): AliyunTokens;
  /** Who signs in next. */
  identity: { accountId: string; arn: string; name: string };
  /** Off: a refresh gives no refresh token. */
  rotates: boolean;
}

/** A server of Alibaba Cloud with one sign-in: refresh tokens are good once, access tokens for an hour, as are keys. */
export function createFakeAliyunProvider(clock: Clock): FakeAliyunProvider {
  const calls: string[] = [];
  const failing = new Map<string, AppErrorCode>();
  const waiting = new Map<string, Promise<void>>();
  const life = new Map<string, number>();
  let issued = 0;
  let refreshToken = '';

  function issue(): AliyunTokens {
    issued += 1;
    refreshToken = `refresh-${String(issued)}`;
    const accessToken = `access-${String(issued)}`;
    const accessTokenExpiresAt = addMillis(clock.now(), HOUR);
    life.set(accessToken, accessTokenExpiresAt);
    return { accessToken, accessTokenExpiresAt, refreshToken: fake.rotates ? refreshToken : null };
  }

  async function answer<T>(call: string, value: () => Result<T>): Promise<Result<T>> {
    calls.push(call);
    await waiting.get(call);
    const code = failing.get(call);
    return code === undefined ? value() : err(appError(code));
  }

  function keys(accessToken: string): Result<AliyunCredentials | 'too-short'> {
    const expiresAt = life.get(accessToken);
    if (expiresAt === undefined) {
      return err(appError('sign-in.rejected'));
    }
    if (expiresAt - clock.now() < 15 * MINUTE) {
      return ok('too-short');
    }
    issued += 1;
    const number = String(issued);
    return ok({
      accessKeyId: `STS.${number}`,
      accessKeySecret: `secret-${number}`,
      securityToken: `token-${number}`,
      expiresAt: addMillis(clock.now(), HOUR),
    });
  }

  const cloudSso = createFakeCloudSso(clock, answer);
  const fake: FakeAliyunProvider = {
    calls,
    cloudSso: cloudSso.directory,
    rotates: true,
    identity: { accountId: '1234567890123456', arn: 'acs:ram::1234567890123456:user/alice', name: 'alice' },
    refreshToken: () => refreshToken,
    fail(call, code) {
      if (code === null) failing.delete(call);
      else failing.set(call, code);
    },
    hold(call) {
      let open: () => void = () => undefined;
      waiting.set(
        call,
        new Promise((resolve) => {
          open = resolve;
        }),
      );
      return () => {
        waiting.delete(call);
        open();
      };
    },
    renewElsewhere: issue,
    origins: () => ['https://oauth.aliyun.com'],
    authorizeUrl: (_, { state, redirectUri }) =>
      `https://signin.aliyun.com/oauth2/v1/auth?state=${state}&redirect_uri=${encodeURIComponent(redirectUri)}`,
    exchangeCode: () => answer('exchangeCode', () => ok({ ...issue(), refreshToken })),
    refresh: (_, used) =>
      answer('refresh', () => (used === refreshToken ? ok(issue()) : err(appError('sign-in.rejected')))),
    credentials: (_, accessToken) => answer('credentials', () => keys(accessToken)),
    revoke: () => answer('revoke', () => ok(undefined)),
    callerIdentity: () => answer('callerIdentity', () => ok(fake.identity)),
    ...cloudSso.calls,
  };
  return fake;
}
