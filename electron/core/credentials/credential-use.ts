import { checkAliyunRegion } from '../../../shared/aliyun/region.ts';
import {
  aliyunVariables,
  formatAliyunCredentials,
  type AliyunExportFormat,
} from '../../../shared/credentials/aliyun-export-formats.ts';
import { formatRoleKeys, type CopyFormat } from '../../../shared/credentials/copy-formats.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ProfileCredentials, RoleCredentials } from '../../../shared/model/credentials.ts';
import type { ProfileRow, ProfileTarget } from '../../../shared/model/profile.ts';
import type { Cloud, SessionId } from '../../../shared/model/session.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import type { AliyunCore } from '../aliyun/aliyun-core.ts';
import type { GuardRails } from '../access/guard-rails.ts';
import { aliyunRecordOf, awsRecordOf, recordOf, sessionOf, type AppStore } from '../app-store.ts';
import type { CallContext, Intents } from '../intents.ts';
import type { Places } from '../places.ts';
import type { Clipboard } from '../ports.ts';
import type { ProfileService } from '../profiles/profile-service.ts';
import type { CredentialService } from './credential-service.ts';
import { toolEnvironment } from './tool-environment.ts';

export interface CredentialUsePorts {
  readonly store: AppStore;
  readonly clipboard: Clipboard;
  readonly places: Places;
  readonly credentials: CredentialService;
  readonly aliyun: Pick<AliyunCore, 'credentialsOf' | 'deliveries'>;
  readonly profiles: Pick<ProfileService, 'find'>;
  readonly guard: GuardRails;
  readonly remember: (role: RoleRef) => void;
}

/** What people and tools do with credentials: take them by role or by profile, copy them, run a command with them. */
export function createCredentialUse(ports: CredentialUsePorts) {
  const { store, places, guard } = ports;

  async function ofRole(role: RoleRef): Promise<Result<RoleCredentials>> {
    const session = sessionOf(store.current(), role.sessionId);
    if (!session.ok) {
      return session;
    }
    const found = await ports.credentials.ofRole(role);
    if (found.ok) {
      ports.remember(role);
    }
    return found;
  }

  /** The row of a profile, in whichever file it is. Errors: `input.profile-unknown`, `input.profile-ambiguous`. */
  async function rowOf(target: ProfileTarget, context: CallContext): Promise<Result<ProfileRow>> {
    if (typeof target !== 'string') {
      return target.cloud === 'aws'
        ? ports.profiles.find(target.name, context)
        : ports.aliyun.deliveries.profiles.find(target.name);
    }
    const [ofAws, ofAliyun] = await Promise.all([
      ports.profiles.find(target, context),
      ports.aliyun.deliveries.profiles.find(target),
    ]);
    if (ofAws.ok && ofAliyun.ok) {
      return err(appError('input.profile-ambiguous', { name: target }));
    }
    return ofAliyun.ok ? ofAliyun : ofAws;
  }

  async function ofProfile(
    target: ProfileTarget,
    context: CallContext,
    check: GuardRails['check'] = () => Promise.resolve(ok(undefined)),
  ): Promise<Result<{ readonly credentials: ProfileCredentials; readonly row: ProfileRow }>> {
    const row = await rowOf(target, context);
    if (!row.ok) {
      return row;
    }
    const { name, sessionId, accountId, roleName } = row.value;
    const session = sessionId === null ? null : aliyunRecordOf(store.current(), sessionId);
    if (session !== null && session.kind !== 'cloud-sso') {
      const keys = await ports.aliyun.credentialsOf(session.id);
      return keys.ok
        ? ok({
            credentials: {
              accessKeyId: keys.value.accessKeyId,
              secretAccessKey: keys.value.accessKeySecret,
              sessionToken: keys.value.securityToken,
              expiresAt: keys.value.expiresAt,
              accountId: session.identity?.accountId ?? null,
            },
            row: row.value,
          })
        : keys;
    }
    if (sessionId === null || accountId === null || roleName === null) {
      return err(appError('input.profile-without-role', { name }));
    }
    const role: RoleRef = { sessionId, accountId, roleName };
    const allowed = await check(role, context);
    const found = allowed.ok ? await ofRole(role) : allowed;
    return found.ok ? ok({ credentials: found.value, row: row.value }) : found;
  }

  /** The keys of the identity of a session, with its region. */
  async function copySession(sessionId: SessionId, format: AliyunExportFormat) {
    const session = aliyunRecordOf(store.current(), sessionId);
    const keys = await ports.aliyun.credentialsOf(sessionId);
    if (session === null || !keys.ok) {
      return keys.ok ? err(appError('input.session-unknown')) : keys;
    }
    const text = formatAliyunCredentials(keys.value, format, {
      region: session.region,
      profileName: session.profileName ?? session.name,
      ...(session.identity === null ? {} : { accountId: session.identity.accountId }),
    });
    const written = await ports.clipboard.write(text, { sensitive: true });
    return written.ok ? ok({ expiresAt: keys.value.expiresAt }) : written;
  }

  async function copy<Keys extends ProfileCredentials>(
    cloud: Cloud,
    keys: Keys,
    format: CopyFormat,
    region: string | null,
    profileName?: string,
  ): Promise<Result<Pick<Keys, 'expiresAt'>>> {
    const checkRegion = cloud === 'aws' ? validateRegion : checkAliyunRegion;
    const checked = region === null ? ok(null) : checkRegion(region);
    if (!checked.ok) {
      return checked;
    }
    const text = formatRoleKeys(cloud, keys, format, {
      region,
      ...(profileName === undefined ? {} : { profileName }),
    });
    if (!text.ok) {
      return text;
    }
    const written = await ports.clipboard.write(text.value, { sensitive: true });
    return written.ok ? ok({ expiresAt: keys.expiresAt }) : written;
  }

  const intents: Intents['credentials'] = {
    ofRole: (role) => ofRole(role),
    ofProfile: (name, context) => ofProfile(name, context),
    async copyRole(role, format, region, context) {
      const allowed = await guard.check(role, context);
      const found = allowed.ok ? await ofRole(role) : allowed;
      const cloud = recordOf(store.current(), role.sessionId)?.cloud ?? 'aws';
      return found.ok ? copy(cloud, found.value, format, region) : found;
    },
    async copyProfile(name, format, region, context) {
      const found = await ofProfile(name, context, guard.check);
      if (!found.ok) {
        return found;
      }
      const { credentials, row } = found.value;
      return copy(row.cloud, credentials, format, region ?? row.region, row.name);
    },
    copySession: (sessionId, format) => copySession(sessionId, format),
    async environmentOf(name, context) {
      const found = await ofProfile(name, context);
      if (!found.ok) {
        return found;
      }
      const { credentials: keys, row } = found.value;
      if (row.cloud === 'aliyun') {
        const { accessKeyId, secretAccessKey: accessKeySecret, sessionToken: securityToken } = keys;
        const named = { accessKeyId, accessKeySecret, securityToken, expiresAt: keys.expiresAt };
        return ok(Object.fromEntries(aliyunVariables(named, row.region)));
      }
      const session = row.sessionId === null ? null : awsRecordOf(store.current(), row.sessionId);
      return ok(toolEnvironment(keys, row.region, session, places));
    },
  };

  return { ofRole, intents };
}
