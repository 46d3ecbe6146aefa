import { formatCredentials } from '../../../shared/credentials/export-formats.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ExportFormat, RoleCredentials } from '../../../shared/model/credentials.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import type { GuardRails } from '../access/guard-rails.ts';
import { awsRecordOf, sessionOf, type AppStore } from '../app-store.ts';
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

  async function ofProfile(
    name: string,
    context: CallContext,
    check: GuardRails['check'] = () => Promise.resolve(ok(undefined)),
  ) {
    const row = await ports.profiles.find(name, context);
    if (!row.ok) {
      return row;
    }
    const { sessionId, accountId, roleName } = row.value;
    if (sessionId === null || accountId === null || roleName === null) {
      return err(appError('input.profile-without-role', { name }));
    }
    const role: RoleRef = { sessionId, accountId, roleName };
    const allowed = await check(role, context);
    const found = allowed.ok ? await ofRole(role) : allowed;
    return found.ok ? ok({ credentials: found.value, row: row.value }) : found;
  }

  async function copy(
    keys: RoleCredentials,
    format: ExportFormat,
    region: string | null,
    profileName?: string,
  ): Promise<Result<{ readonly expiresAt: Instant }>> {
    const checked = region === null ? ok(null) : validateRegion(region);
    if (!checked.ok) {
      return checked;
    }
    const text = formatCredentials(keys, format, {
      region,
      ...(profileName === undefined ? {} : { profileName }),
    });
    const written = await ports.clipboard.write(text, { sensitive: true });
    return written.ok ? ok({ expiresAt: keys.expiresAt }) : written;
  }

  const intents: Intents['credentials'] = {
    ofRole: (role) => ofRole(role),
    ofProfile: (name, context) => ofProfile(name, context),
    async copyRole(role, format, region, context) {
      const allowed = await guard.check(role, context);
      const found = allowed.ok ? await ofRole(role) : allowed;
      return found.ok ? copy(found.value, format, region) : found;
    },
    async copyProfile(name, format, region, context) {
      const found = await ofProfile(name, context, guard.check);
      return found.ok ? copy(found.value.credentials, format, region ?? found.value.row.region, name) : found;
    },
    async environmentOf(name, context) {
      const found = await ofProfile(name, context);
      if (!found.ok) {
        return found;
      }
      const { credentials: keys, row } = found.value;
      const session = row.sessionId === null ? null : awsRecordOf(store.current(), row.sessionId);
      return ok(toolEnvironment(keys, row.region, session, places));
    },
  };

  return { ofRole, intents };
}
