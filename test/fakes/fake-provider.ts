import type { PortalAddress, Provider } from '../../electron/core/provider.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { appError, type AppErrorCode } from '../../shared/model/app-error.ts';
import { addMillis, DAY, HOUR, type Millis } from '../../shared/model/instant.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';

export type ProviderCall = keyof Pick<
  Provider,
  | 'resolvePortal'
  | 'registerClient'
  | 'exchangeCode'
  | 'startDevice'
  | 'pollDevice'
  | 'refresh'
  | 'endSession'
  | 'listAccounts'
  | 'listRoles'
  | 'roleCredentials'
  | 'callerIdentity'
  | 'consoleSignInLink'
>;

export interface FakeProvider extends Provider {
  /** Calls so far, in order. */
  readonly calls: ProviderCall[];
  /** The next answers of a call, before it answers as usual. */
  fail(call: ProviderCall, ...codes: AppErrorCode[]): void;
  /** Holds back the answers of a call until the result is called. */
  hold(call: ProviderCall): () => void;
  count(call: ProviderCall): number;
  tokenLife: Millis;
  /** Whether tokens come without a refresh token, as those of a client without scopes do. */
  withoutRefreshToken: boolean;
  credentialsLife: Millis;
  deviceInterval: Millis;
  /** What the next polls answer; approved when there are none left. */
  devicePolls: ('pending' | 'slow-down')[];
  accounts: Record<string, readonly string[]>;
  /** Where start URLs of the user's own domain lead to. */
  portals: Record<string, PortalAddress>;
  /** Who STS says the credentials are of. */
  person: string;
  /** Access tokens that the portal takes; null takes any. */
  validTokens: Set<string> | null;
}

/** A cloud in memory: counts tokens up, refuses on demand. */
export function createFakeProvider(clock: Clock): FakeProvider {
  const failures = new Map<ProviderCall, AppErrorCode[]>();
  const gates = new Map<ProviderCall, Promise<void>>();
  let serial = 0;

  const fake: FakeProvider = {
    calls: [],
    tokenLife: HOUR,
    withoutRefreshToken: false,
    credentialsLife: HOUR,
    deviceInterval: 1000,
    devicePolls: [],
    accounts: { '111122223333': ['ReadOnly', 'Admin'], '444455556666': ['ReadOnly'] },
    portals: {},
    person: 'someone',
    validTokens: null,
    callbackPath: '/oauth/callback',
    fail(call, ...codes) {
      failures.set(call, [...(failures.get(call) ?? []), ...codes]);
    },
    hold(call) {
      let release = () => {};
      gates.set(
        call,
        new Promise((resolve) => {
          release = () => {
            gates.delete(call);
            resolve();
          };
        }),
      );
      return () => release();
    },
    count: (call) => fake.calls.filter((entry) => entry === call).length,
    origins: () => ['https://oidc.example', 'https://portal.example', 'https://sts.example'],
    isOwnDomain: ({ startUrl }) => startUrl in fake.portals,
    resolvePortal: ({ startUrl }) =>
      answer('resolvePortal', () => fake.portals[startUrl] ?? { portalUrl: startUrl, region: null }),
    registerClient: () =>
      answer('registerClient', () => ({
        clientId: `client-${(serial += 1)}`,
        clientSecret: 'registered-secret',
        expiresAt: addMillis(clock.now(), 90 * DAY),
      })),
    authorizeUrl: (session, registration, parameters) =>
      `https://oidc.${session.region}.amazonaws.com/authorize?client_id=${registration.clientId}&state=${parameters.state}`,
    exchangeCode: () => answer('exchangeCode', issue),
    startDevice: () =>
      answer('startDevice', () => ({
        deviceCode: 'device-code',
        userCode: 'ABCD-EFGH',
        verificationUrl: 'https://device.sso.us-east-1.amazonaws.com/',
        completeUrl: 'https://device.sso.us-east-1.amazonaws.com/?user_code=ABCD-EFGH',
        expiresAt: addMillis(clock.now(), 600_000),
        intervalMs: fake.deviceInterval,
      })),
    pollDevice: async () => {
      const poll = await answer('pollDevice', () => fake.devicePolls.shift() ?? 'approved');
      return poll.ok && poll.value === 'approved'
        ? ok(issue())
        : (poll as Awaited<ReturnType<Provider['pollDevice']>>);
    },
    refresh: () => answer('refresh', issue),
    endSession: () => answer('endSession', () => undefined),
    listAccounts: (_session, accessToken) =>
      portal('listAccounts', accessToken, () => ({
        items: Object.keys(fake.accounts).map((accountId) => ({
          accountId,
          accountName: `Account ${accountId.slice(0, 4)}`,
          emailAddress: null,
        })),
        nextToken: null,
      })),
    listRoles: (_session, accessToken, accountId) =>
      portal('listRoles', accessToken, () => ({ items: fake.accounts[accountId] ?? [], nextToken: null })),
    roleCredentials: (_session, accessToken, accountId) =>
      portal('roleCredentials', accessToken, () => ({
        accessKeyId: `ASIAEXAMPLE${(serial += 1)}`,
        secretAccessKey: 'role-secret',
        sessionToken: 'role-session',
        expiresAt: addMillis(clock.now(), fake.credentialsLife),
        accountId,
      })),
    consoleSignInLink: (_session, _credentials, page) =>
      answer(
        'consoleSignInLink',
        () =>
          `https://signin.aws.amazon.com/federation?Action=login&Destination=${encodeURIComponent(page.url ?? '')}&SigninToken=canary-signin-token`,
      ),
    callerIdentity: (_session, credentials) =>
      answer('callerIdentity', () => ({
        accountId: credentials.accountId,
        arn: `arn:aws:sts::${credentials.accountId}:assumed-role/AWSReservedSSO_ReadOnly_0/${fake.person}`,
        name: fake.person,
      })),
  };

  function issue() {
    serial += 1;
    return {
      accessToken: `access-${serial}`,
      refreshToken: fake.withoutRefreshToken ? null : `refresh-${serial}`,
      expiresAt: addMillis(clock.now(), fake.tokenLife),
    };
  }

  async function answer<T>(call: ProviderCall, value: () => T): Promise<Result<T>> {
    fake.calls.push(call);
    await gates.get(call);
    const code = failures.get(call)?.shift();
    return code === undefined ? ok(value()) : err(appError(code));
  }

  async function portal<T>(call: ProviderCall, accessToken: string, value: () => T): Promise<Result<T>> {
    return fake.validTokens === null || fake.validTokens.has(accessToken)
      ? answer(call, value)
      : answer(call, () => undefined).then(() => err(appError('portal.unauthorized')));
  }

  return fake;
}
