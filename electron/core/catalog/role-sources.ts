import { appError } from '../../../shared/model/app-error.ts';
import { err, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AliyunProvider } from '../aliyun/aliyun-provider.ts';
import { aliyunKeysOf } from '../aliyun/cloud-sso-roles.ts';
import type { AppStore } from '../app-store.ts';
import type { Provider } from '../provider.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { listedRecordOf } from './listed-sessions.ts';
import type { AskCallerIdentity, RoleSource, RoleSources } from './role-source.ts';

/** The access portal of AWS, over the tokens of its sessions. */
export function awsRoleSource(tokens: TokenService, provider: Provider): RoleSource {
  return {
    isSignedIn: (sessionId) => tokens.held(sessionId) !== null,
    accounts: (sessionId, after, { signal, paced }) =>
      tokens.use(sessionId, signal, (session, token) =>
        paced(() => provider.listAccounts(session, token, after, signal)),
      ),
    roles: ({ sessionId, accountId }, after, { signal, paced }) =>
      tokens.use(sessionId, signal, (session, token) =>
        paced(() => provider.listRoles(session, token, accountId, after, signal)),
      ),
    credentials: ({ sessionId, accountId, roleName }, { signal, paced }) =>
      tokens.use(sessionId, signal, (session, token) =>
        paced(() => provider.roleCredentials(session, token, accountId, roleName, signal)),
      ),
  };
}

/** One source over both clouds: each session is asked in its own way. */
export function createRoleSources(ports: {
  readonly store: AppStore;
  readonly provider: Provider;
  readonly aliyunProvider: AliyunProvider;
  readonly aws: RoleSource;
  readonly cloudSso: RoleSource;
}): RoleSources {
  const { store, provider, aliyunProvider } = ports;

  function of(sessionId: SessionId): RoleSource | null {
    const cloud = listedRecordOf(store.current(), sessionId)?.cloud;
    return cloud === undefined ? null : cloud === 'aws' ? ports.aws : ports.cloudSso;
  }

  function ask<T>(
    sessionId: SessionId,
    call: (source: RoleSource) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const source = of(sessionId);
    return source === null ? Promise.resolve(err(appError('input.session-unknown'))) : call(source);
  }

  return {
    isSignedIn: (sessionId) => of(sessionId)?.isSignedIn(sessionId) ?? false,
    accounts: (sessionId, after, call) => ask(sessionId, (source) => source.accounts(sessionId, after, call)),
    roles: (role, after, call) => ask(role.sessionId, (source) => source.roles(role, after, call)),
    credentials: (role, call) => ask(role.sessionId, (source) => source.credentials(role, call)),
    origin: (session) =>
      session.cloud === 'aws'
        ? (provider.origins(session)[1] ?? '')
        : (aliyunProvider.origins(session).at(-1) ?? ''),
  };
}

/** Asks STS of the cloud that the keys are of whose they are. */
export function askCallerIdentity(provider: Provider, aliyunProvider: AliyunProvider): AskCallerIdentity {
  return (session, credentials, signal) =>
    session.cloud === 'aws'
      ? provider.callerIdentity(session, credentials, signal)
      : aliyunProvider.callerIdentity(session, aliyunKeysOf(credentials), signal);
}
