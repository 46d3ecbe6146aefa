import type { AliyunProvider, CloudSsoToken } from '../../electron/core/aliyun/aliyun-provider.ts';
import type { Clock } from '../../electron/core/ports.ts';
import type { Page } from '../../electron/core/provider.ts';
import { appError } from '../../shared/model/app-error.ts';
import { addMillis, HOUR, MINUTE, SECOND, type Millis } from '../../shared/model/instant.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';

type CloudSsoCalls = Pick<
  AliyunProvider,
  'startDevice' | 'pollDevice' | 'listAccounts' | 'listAccessConfigurations' | 'cloudCredentials'
>;

/** A directory of CloudSSO with accounts of three access configurations each; what a test says goes. */
export interface FakeCloudSso {
  /** Names of access configurations per account id, with the id that the name stands for now. */
  readonly accounts: Map<string, Map<string, string>>;
  /** Answers of the next polls; approval after them. */
  polls: ('pending' | 'slow-down')[];
  /** How long tokens last. */
  tokenLife: Millis;
  /** How long keys last. */
  keyLife: Millis;
  /** The verifier of each poll must hash to the challenge of its start; the fake keeps both to be looked at. */
  readonly challenges: string[];
  readonly verifiers: string[];
  /** Tokens that the service takes. */
  readonly tokens: Set<string>;
  /** Another tool has signed in: what the service would have given it. */
  signInElsewhere(): CloudSsoToken;
  /** Ids that credentials were asked for with. */
  readonly askedFor: string[];
}

export function createFakeCloudSso(
  clock: Clock,
  answer: <T>(call: string, value: () => Result<T>) => Promise<Result<T>>,
): { readonly calls: CloudSsoCalls; readonly directory: FakeCloudSso } {
  let issued = 0;
  const directory: FakeCloudSso = {
    accounts: new Map(
      Array.from({ length: 3 }, (_, index) => [
        String(1_600_000_000_000_000 + index),
        new Map(['Administrator', 'Auditor', 'Developer'].map((name) => [name, `ac-${name.toLowerCase()}`])),
      ]),
    ),
    polls: [],
    tokenLife: 6 * HOUR,
    keyLife: HOUR,
    challenges: [],
    verifiers: [],
    tokens: new Set(),
    askedFor: [],
    signInElsewhere: issue,
  };

  function issue(): CloudSsoToken {
    issued += 1;
    const accessToken = `sso-token-${String(issued)}`;
    directory.tokens.add(accessToken);
    return { accessToken, expiresAt: addMillis(clock.now(), directory.tokenLife) };
  }

  function withToken<T>(token: string, value: () => Result<T>): Result<T> {
    return directory.tokens.has(token) ? value() : err(appError('portal.unauthorized'));
  }

  /** Pages of two, so that every list has a second one. */
  function page<T>(items: readonly T[], nextToken: string | null): Page<T> {
    const start = Number(nextToken ?? 0);
    const end = start + 2;
    return { items: items.slice(start, end), nextToken: end < items.length ? String(end) : null };
  }

  const calls: CloudSsoCalls = {
    startDevice: (_, challenge) =>
      answer('startDevice', () => {
        directory.challenges.push(challenge);
        return ok({
          deviceCode: 'the-device-code',
          userCode: 'ABCD-EFGH',
          verificationUrl: 'https://signin-cn-shanghai.alibabacloudsso.com/device',
          completeUrl: 'https://signin-cn-shanghai.alibabacloudsso.com/device?user_code=ABCD-EFGH',
          expiresAt: addMillis(clock.now(), 10 * MINUTE),
          intervalMs: SECOND,
        });
      }),
    pollDevice: (_, { codeVerifier }) =>
      answer('pollDevice', (): Result<CloudSsoToken | 'pending' | 'slow-down'> => {
        directory.verifiers.push(codeVerifier);
        return ok(directory.polls.shift() ?? issue());
      }),
    listAccounts: (_, token, nextToken) =>
      answer('listAccounts', () =>
        withToken(token, () =>
          ok(
            page(
              [...directory.accounts.keys()].map((accountId, index) => ({
                accountId,
                accountName: `Account ${String(index + 1)}`,
                emailAddress: null,
              })),
              nextToken,
            ),
          ),
        ),
      ),
    listAccessConfigurations: (_, token, accountId, nextToken) =>
      answer('listAccessConfigurations', () =>
        withToken(token, () => {
          const found = directory.accounts.get(accountId);
          return found === undefined
            ? err(appError('portal.not-found'))
            : ok(
                page(
                  Array.from(found, ([name, id]) => ({ id, name })),
                  nextToken,
                ),
              );
        }),
      ),
    cloudCredentials: (_, token, { accountId, accessConfigurationId }) =>
      answer('cloudCredentials', () =>
        withToken(token, () => {
          directory.askedFor.push(accessConfigurationId);
          const ids = [...(directory.accounts.get(accountId)?.values() ?? [])];
          if (!ids.includes(accessConfigurationId)) {
            return err(appError('portal.forbidden'));
          }
          issued += 1;
          const number = String(issued);
          return ok({
            accessKeyId: `STS.${number}`,
            accessKeySecret: `secret-${number}`,
            securityToken: `token-${number}`,
            expiresAt: addMillis(clock.now(), directory.keyLife),
          });
        }),
      ),
  };
  return { calls, directory };
}
