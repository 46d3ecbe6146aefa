import type { AliyunValue } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { MINUTE } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { SourceCall } from '../catalog/role-source.ts';
import type { RemovalReport } from '../intents.ts';
import type { CloudSignIn } from '../sign-in/sign-in-service.ts';
import { runCloudSsoFlow, type CloudSsoFlowPorts } from './cloud-sso-flow.ts';
import { cloudSsoProfileFields } from './cloud-sso-fields.ts';
import { createCloudSsoRoles } from './cloud-sso-roles.ts';
import { createCloudSsoTokens, type CloudSsoTokenPorts } from './cloud-sso-tokens.ts';

/** Sessions of CloudSSO: their sign-in, their token and what it opens (protocol/aliyun.md §4). */
export function createCloudSso(ports: CloudSsoFlowPorts & CloudSsoTokenPorts) {
  const tokens = createCloudSsoTokens(ports);
  const roles = createCloudSsoRoles({ tokens, provider: ports.provider });

  const signIn: Pick<CloudSignIn<AliyunSessionRecord>, 'limitOf' | 'approve' | 'settle'> = {
    // As long as a code is good where the service does not say (protocol/aliyun.md §4).
    limitOf: () => 10 * MINUTE,
    async approve(session, attempt) {
      const approved = await runCloudSsoFlow(ports, session, attempt);
      return approved.ok ? ok(() => tokens.accept(session, approved.value)) : approved;
    },
    settle: tokens.settle,
  };

  return {
    tokens,
    roles,
    signIn,

    /** Takes the token out of all profiles. Nothing at the service ends a sign-in before its time. */
    async signOut(session: AliyunSessionRecord): Promise<Result<RemovalReport>> {
      const cleared = await tokens.signOut(session);
      if (!cleared.ok) {
        return cleared;
      }
      roles.forget(session.id);
      const file = ports.pathOf(session);
      return ok({
        removed: cleared.value.map((name) => `${file}: ${name}`),
        credentialsValidUntil: null,
        endsOtherTools: cleared.value.length > 0,
      });
    },

    /** Lets go of a session that is removed. */
    detach(sessionId: SessionId): void {
      tokens.detach(sessionId);
      roles.forget(sessionId);
    },

    /**
     * What a native profile of a role holds beside its name, region, output format and language. `keys` are those of the
     * role: with them in it the CLI has nothing to fetch. Errors: `sign-in.required`, those of `idOf`.
     */
    async profileFields(
      role: RoleRef,
      keys: RoleCredentials,
    ): Promise<Result<Readonly<Record<string, AliyunValue | null>>>> {
      const session = ports.record(role.sessionId);
      if (session?.signInUrl == null) {
        return err(appError('input.session-unknown'));
      }
      const accessConfigurationId = await roles.idOf(role, atOnce());
      if (!accessConfigurationId.ok) {
        return accessConfigurationId;
      }
      const token = tokens.good(session);
      return token.ok
        ? ok(
            cloudSsoProfileFields({
              signInUrl: session.signInUrl,
              accountId: role.accountId,
              accessConfigurationId: accessConfigurationId.value,
              token: token.value,
              keys,
            }),
          )
        : token;
    },
  };
}

/** One call of a person's. */
function atOnce(): SourceCall {
  return { signal: new AbortController().signal, paced: (request) => request() };
}
