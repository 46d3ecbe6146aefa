import { isSsoRoleCredentialFile, roleCredentialFileName } from '../../../shared/config-files/sso-cache.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CredentialService } from '../credentials/credential-service.ts';
import type { RemovalReport } from '../intents.ts';
import { awsFilesOf, type Places } from '../places.ts';
import type { FileStore, Hash, Log } from '../ports.ts';
import type { Provider } from '../provider.ts';
import type { TokenFiles } from '../tokens/token-file.ts';
import type { TokenService } from '../tokens/token-service.ts';

export interface SignOutPorts {
  readonly tokens: TokenService;
  readonly tokenFiles: TokenFiles;
  readonly catalog: CatalogService;
  readonly credentials: CredentialService;
  readonly provider: Provider;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
  readonly log: Log;
}

/**
 * Ends one session as `aws sso logout` ends all (protocol/aws.md §1.6): portal Logout, its token file, and the CLI's
 * cached role credentials of its roles. Nothing of another session is touched.
 */
export function createSignOutService(ports: SignOutPorts) {
  async function removeCliCacheEntries(session: SessionRecord): Promise<string[]> {
    const directory = awsFilesOf(session, ports.places).cliCache;
    const listed = await ports.files.list(directory);
    const names = new Set(listed.ok ? listed.value : []);
    if (names.size === 0) {
      return [];
    }
    const removed: string[] = [];
    const known = await ports.catalog.known(session.id);
    for (const { account, roleNames } of known.rows()) {
      for (const roleName of roleNames) {
        const name = roleCredentialFileName(ports.hash, {
          accountId: account.accountId,
          roleName,
          sessionName: session.name,
        });
        const path = `${directory}/${name}`;
        if (names.has(name) && (await removeIfSso(path))) {
          removed.push(path);
        }
      }
    }
    return removed;
  }

  async function removeIfSso(path: string): Promise<boolean> {
    const snapshot = await ports.files.read(path);
    if (!snapshot.ok || snapshot.value?.text == null) {
      return false;
    }
    if (!isSsoRoleCredentialFile(snapshot.value.text)) {
      return false;
    }
    const removed = await ports.files.remove(path, snapshot.value.fingerprint);
    return removed.ok && removed.value;
  }

  return {
    async signOut(session: SessionRecord): Promise<Result<RemovalReport>> {
      // A renewal that ended after the removal would put a token back.
      await ports.tokens.stopRenewing(session.id);
      const token = ports.tokens.held(session.id);
      if (token !== null) {
        const ended = await ports.provider.endSession(
          session,
          token.accessToken,
          new AbortController().signal,
        );
        if (!ended.ok) {
          // Best effort, as the CLI does it: a session the server has forgotten is as good as ended.
          ports.log.info('sign-out.portal-failed', { code: ended.error.code });
        }
      }
      const removedToken = await ports.tokenFiles.remove(session);
      if (!removedToken.ok) {
        ports.tokens.resume(session.id);
        return removedToken;
      }
      // First the token: credentials that are being fetched with it are then not kept.
      ports.tokens.drop(session.id, null);
      const credentialsValidUntil: Instant | null = ports.credentials.forget(session.id);
      const removed = removedToken.value ? [ports.tokenFiles.pathOf(session)] : [];
      removed.push(...(await removeCliCacheEntries(session)));
      return ok({ removed, credentialsValidUntil });
    },
  };
}
