import { readAwsConfig, textValue } from '../../../shared/config-files/aws-config.ts';
import {
  readKeptRoleCredentials,
  roleCredentialFileName,
  type KeptRoleCredentials,
  type RoleCredentialKey,
} from '../../../shared/config-files/sso-cache.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallerEnvironment } from '../intents.ts';
import { readText } from '../own-files.ts';
import { awsFilesOf, type Places } from '../places.ts';
import type { FileStore, Fingerprint, Hash } from '../ports.ts';

export interface CliCachePorts {
  readonly store: AppStore;
  readonly catalog: CatalogService;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
}

interface Role {
  readonly accountId: string;
  readonly roleName: string;
}

interface Entry {
  readonly name: string;
  readonly kept: KeptRoleCredentials;
  readonly fingerprint: Fingerprint;
}

/**
 * The role credentials that the CLI keeps in `~/.aws/cli/cache`. Their files say neither session nor role; their names are
 * hashes of account, role and session (or legacy start URL), so those of a session are found by trying the names that it
 * can have (protocol/aws.md §4.7). Nothing else is touched.
 */
export function createCliCache({ store, catalog, files, hash, places }: CliCachePorts) {
  /** The roles that a session is known to have or to have been used for: of its portal, of profiles, of late. */
  async function rolesOf(session: SessionRecord, environment?: CallerEnvironment): Promise<readonly Role[]> {
    const known = await catalog.known(session.id);
    const listed = [...known.rows()].flatMap(({ account, roleNames }) =>
      (roleNames ?? []).map((roleName) => ({ accountId: account.accountId, roleName })),
    );
    const recent = store.current().recents.filter((role) => role.sessionId === session.id);
    const text = await readText(files, awsFilesOf(session, places, environment).config);
    const parsed = readAwsConfig(text ?? '');
    const ofProfiles = parsed.ok
      ? [...parsed.value.profiles.values()].flatMap(({ values }): readonly Role[] => {
          const accountId = textValue(values, 'sso_account_id');
          const roleName = textValue(values, 'sso_role_name');
          const isOfSession =
            session.kind === 'legacy'
              ? textValue(values, 'sso_start_url') === session.startUrl
              : textValue(values, 'sso_session') === session.name;
          return isOfSession && accountId !== null && roleName !== null ? [{ accountId, roleName }] : [];
        })
      : [];
    return [...listed, ...recent, ...ofProfiles];
  }

  async function entriesOf(folder: string): Promise<readonly Entry[]> {
    const listed = await files.list(folder);
    const entries: Entry[] = [];
    for (const name of listed.ok ? listed.value.filter((one) => one.endsWith('.json')) : []) {
      const snapshot = await files.read(`${folder}/${name}`);
      const file = snapshot.ok ? snapshot.value : null;
      const kept = file?.text == null ? null : readKeptRoleCredentials(file.text);
      if (file !== null && kept !== null) {
        entries.push({ name, kept, fingerprint: file.fingerprint });
      }
    }
    return entries;
  }

  return {
    /** Removes the entries of a session; says which, and until when the last of them stays valid all the same. */
    async removeOf(
      session: SessionRecord,
      environment?: CallerEnvironment,
    ): Promise<{ readonly removed: readonly string[]; readonly validUntil: Instant | null }> {
      const folder = awsFilesOf(session, places).cliCache;
      const entries = await entriesOf(folder);
      if (entries.length === 0) {
        return { removed: [], validUntil: null };
      }
      const roles = await rolesOf(session, environment);
      const source =
        session.kind === 'legacy' ? { startUrl: session.startUrl } : { sessionName: session.name };
      const nameOf = (role: Role): string =>
        roleCredentialFileName(hash, {
          accountId: role.accountId,
          roleName: role.roleName,
          ...source,
        } satisfies RoleCredentialKey);
      const names = new Set(roles.map(nameOf));
      const roleNames = new Set(roles.map(({ roleName }) => roleName));
      const removed: string[] = [];
      let validUntil: Instant | null = null;
      for (const { name, kept, fingerprint } of entries) {
        // An account may have left the portal's list since; the entry names it, and roles often have the same names.
        const isKnown =
          names.has(name) ||
          (kept.accountId !== null &&
            [...roleNames].some(
              (roleName) => nameOf({ accountId: kept.accountId ?? '', roleName }) === name,
            ));
        const path = `${folder}/${name}`;
        const gone = isKnown ? await files.remove(path, fingerprint) : null;
        if (gone?.ok === true && gone.value) {
          removed.push(path);
          validUntil = later(validUntil, kept.expiresAt);
        }
      }
      return { removed, validUntil };
    },
  };
}

/** The later of two instants that may be unknown. */
export function later(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || (other !== null && other > one) ? other : one;
}
