import * as v from 'valibot';
import type { Account, CatalogEntry } from '../../../shared/model/catalog.ts';
import { instant, type Instant } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { overwrite, readText, removeFile } from '../own-files.ts';
import type { Places } from '../places.ts';
import type { FileStore, Log } from '../ports.ts';

const cachedCatalog = v.object({
  version: v.literal(1),
  fetchedAt: v.number(),
  accounts: v.array(
    v.object({
      accountId: v.pipe(v.string(), v.regex(/^\d{12}$/)),
      accountName: v.nullable(v.string()),
      emailAddress: v.nullable(v.string()),
      roleNames: v.array(v.string()),
    }),
  ),
});

export interface CachedCatalog {
  readonly fetchedAt: Instant;
  readonly entries: readonly CatalogEntry[];
}

/** The last complete listing of each session on disk (0600, in Latchkey's own folder), so that a start shows it at once. */
export function createCatalogCache(files: FileStore, places: Places, log: Log) {
  const pathOf = (sessionId: SessionId) => `${places.userData}/catalog/${sessionId}.json`;

  return {
    /** Null where there is none, or one that cannot be used. */
    async read(sessionId: SessionId): Promise<CachedCatalog | null> {
      const text = await readText(files, pathOf(sessionId));
      if (text === null) {
        return null;
      }
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cachedCatalog), text);
      if (!parsed.success) {
        log.warn('catalog.cache-unusable');
        return null;
      }
      return {
        fetchedAt: instant(parsed.output.fetchedAt),
        entries: parsed.output.accounts.flatMap(({ roleNames, ...account }): CatalogEntry[] => [
          { type: 'account', ...account },
          { type: 'roles', accountId: account.accountId, roleNames },
        ]),
      };
    },

    async write(
      sessionId: SessionId,
      fetchedAt: Instant,
      rows: Iterable<{ readonly account: Account; readonly roleNames: readonly string[] }>,
    ): Promise<void> {
      const accounts = Array.from(rows, ({ account, roleNames }) => ({
        accountId: account.accountId,
        accountName: account.accountName,
        emailAddress: account.emailAddress,
        roleNames,
      }));
      const text = JSON.stringify({ version: 1, fetchedAt, accounts });
      const written = await overwrite(files, pathOf(sessionId), text);
      if (!written.ok) {
        log.warn('catalog.cache-not-written', { code: written.error.code });
      }
    },

    async remove(sessionId: SessionId): Promise<void> {
      await removeFile(files, pathOf(sessionId));
    },
  };
}

export type CatalogCache = ReturnType<typeof createCatalogCache>;
