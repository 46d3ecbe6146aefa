import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { RoleSource, SourceCall } from '../catalog/role-source.ts';
import type {
  AccessConfiguration,
  AliyunCredentials,
  AliyunKeys,
  AliyunProvider,
} from './aliyun-provider.ts';
import type { CloudSsoTokens } from './cloud-sso-tokens.ts';

type Account = Pick<RoleRef, 'sessionId' | 'accountId'>;

/**
 * Accounts and access configurations of CloudSSO. People know an access configuration by its name, calls by its id: the
 * ids seen in listings are remembered, others are asked for.
 */
export function createCloudSsoRoles({
  tokens,
  provider,
}: {
  readonly tokens: CloudSsoTokens;
  readonly provider: AliyunProvider;
}) {
  const ids = new Map<SessionId, Map<string, string>>();

  function remember({ sessionId, accountId }: Account, found: readonly AccessConfiguration[]): void {
    const known = ids.get(sessionId) ?? new Map<string, string>();
    ids.set(sessionId, known);
    for (const { id, name } of found) {
      known.set(keyOf(accountId, name), id);
    }
  }

  async function page(
    session: AliyunSessionRecord,
    accessToken: string,
    account: Account,
    after: string | null,
    { signal, paced }: SourceCall,
  ) {
    const found = await paced(() =>
      provider.listAccessConfigurations(session, accessToken, account.accountId, after, signal),
    );
    if (found.ok) {
      remember(account, found.value.items);
    }
    return found;
  }

  async function askId(
    session: AliyunSessionRecord,
    accessToken: string,
    role: RoleRef,
    call: SourceCall,
  ): Promise<Result<string>> {
    let after: string | null = null;
    do {
      const found = await page(session, accessToken, role, after, call);
      if (!found.ok) {
        return found;
      }
      const match = found.value.items.find(({ name }) => name === role.roleName);
      if (match !== undefined) {
        return ok(match.id);
      }
      after = found.value.nextToken;
    } while (after !== null);
    return err(appError('portal.forbidden'));
  }

  function knownId({ sessionId, accountId, roleName }: RoleRef): string | null {
    return ids.get(sessionId)?.get(keyOf(accountId, roleName)) ?? null;
  }

  async function withId<T>(
    role: RoleRef,
    call: SourceCall,
    ask: (session: AliyunSessionRecord, accessToken: string, id: string) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return tokens.use(role.sessionId, async (session, accessToken) => {
      const known = knownId(role);
      if (known !== null) {
        const outcome = await ask(session, accessToken, known);
        if (outcome.ok || !isGone(outcome.error.code)) {
          return outcome;
        }
        // One of the same name may have taken its place.
        ids.get(role.sessionId)?.delete(keyOf(role.accountId, role.roleName));
      }
      const id = await askId(session, accessToken, role, call);
      return id.ok ? ask(session, accessToken, id.value) : id;
    });
  }

  const source: RoleSource = {
    isSignedIn: tokens.isHeld,

    accounts: (sessionId, after, { signal, paced }) =>
      tokens.use(sessionId, (session, accessToken) =>
        paced(() => provider.listAccounts(session, accessToken, after, signal)),
      ),

    roles: (account, after, call) =>
      tokens.use(account.sessionId, async (session, accessToken) => {
        const found = await page(session, accessToken, account, after, call);
        return found.ok ? ok({ ...found.value, items: found.value.items.map(({ name }) => name) }) : found;
      }),

    credentials: (role, call) =>
      withId(role, call, async (session, accessToken, accessConfigurationId) => {
        const { accountId } = role;
        const keys = await call.paced(() =>
          provider.cloudCredentials(session, accessToken, { accountId, accessConfigurationId }, call.signal),
        );
        return keys.ok ? ok(roleCredentials(keys.value, accountId)) : keys;
      }),
  };

  return {
    source,

    /** The id of an access configuration. Errors: those of the listing; `portal.forbidden` where there is none of that name. */
    async idOf(role: RoleRef, call: SourceCall): Promise<Result<string>> {
      const known = knownId(role);
      return known === null ? withId(role, call, (_, __, id) => Promise.resolve(ok(id))) : ok(known);
    },

    forget(sessionId: SessionId): void {
      ids.delete(sessionId);
    },
  };
}

function keyOf(accountId: string, name: string): string {
  return `${accountId} ${name}`;
}

function isGone(code: string): boolean {
  return code === 'portal.forbidden' || code === 'portal.not-found' || code === 'portal.invalid-request';
}

function roleCredentials(
  { accessKeyId, accessKeySecret, securityToken, expiresAt }: AliyunCredentials,
  accountId: string,
): RoleCredentials {
  return { accessKeyId, secretAccessKey: accessKeySecret, sessionToken: securityToken, expiresAt, accountId };
}

/** The keys by the names that Alibaba Cloud has for them. */
export function aliyunKeysOf({ accessKeyId, secretAccessKey, sessionToken }: RoleCredentials): AliyunKeys {
  return { accessKeyId, accessKeySecret: secretAccessKey, securityToken: sessionToken };
}
