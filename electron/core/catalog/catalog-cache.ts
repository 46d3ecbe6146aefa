import * as v from 'valibot';
import { instant, type Instant } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { overwrite, readText, removeFile } from '../own-files.ts';
import type { Places } from '../places.ts';
import type { FileStore, Log } from '../ports.ts';
import type { CatalogRow } from './catalog-log.ts';

const row = v.object({
  accountId: v.pipe(v.string(), v.regex(/^\d{1,32}$/)),
  accountName: v.nullable(v.string()),
  emailAddress: v.nullable(v.string()),
  roleNames: v.nullable(v.array(v.string())),
  /** Absent in files of earlier versions: then as old as the listing. */
  listedAt: v.optional(v.nullable(v.number())),
});

const cachedCatalog = v.object({ version: v.literal(1), fetchedAt: v.number(), accounts: v.array(row) });

export interface CachedCatalog {
  readonly fetchedAt: Instant;
  readonly rows: readonly CatalogRow[];
}

/** `complete` is the last listing that came to its end, `unfinished` what one that was cut off had found. */
type CacheKind = 'complete' | 'unfinished';

/** Listings of each session on disk (0600, in Latchkey's own folder), so that a start shows and continues them at once. */
export function createCatalogCache(files: FileStore, places: Places, log: Log) {
  const pathOf = (sessionId: SessionId, kind: CacheKind) =>
    `${places.userData}/catalog/${sessionId}${kind === 'complete' ? '' : '.unfinished'}.json`;

  return {
    /** Null where there is none, or one that cannot be used. */
    async read(sessionId: SessionId, kind: CacheKind): Promise<CachedCatalog | null> {
      const text = await readText(files, pathOf(sessionId, kind));
      if (text === null) {
        return null;
      }
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cachedCatalog), text);
      if (!parsed.success) {
        log.warn('catalog.cache-unusable');
        return null;
      }
      const fetchedAt = instant(parsed.output.fetchedAt);
      return {
        fetchedAt,
        rows: parsed.output.accounts.map(({ roleNames, listedAt, ...account }) => ({
          account,
          roleNames,
          listedAt: roleNames === null ? null : instant(listedAt ?? fetchedAt),
        })),
      };
    },

    async write(
      sessionId: SessionId,
      kind: CacheKind,
      fetchedAt: Instant,
      rows: Iterable<CatalogRow>,
    ): Promise<void> {
      const accounts = Array.from(rows, ({ account, roleNames, listedAt }) => ({
        accountId: account.accountId,
        accountName: account.accountName,
        emailAddress: account.emailAddress,
        roleNames,
        listedAt,
      }));
      const text = JSON.stringify({ version: 1, fetchedAt, accounts });
      const written = await overwrite(files, pathOf(sessionId, kind), text);
      if (!written.ok) {
        log.warn('catalog.cache-not-written', { code: written.error.code });
      }
    },

    async remove(sessionId: SessionId, kind: CacheKind): Promise<void> {
      await removeFile(files, pathOf(sessionId, kind));
    },
  };
}

export type CatalogCache = ReturnType<typeof createCatalogCache>;
