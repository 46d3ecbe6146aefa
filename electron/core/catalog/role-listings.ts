import type { Account } from '../../../shared/model/catalog.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import { appendChunk, emptyCatalog } from '../../../shared/search/catalog-index.ts';
import { search as searchCatalogs } from '../../../shared/search/search.ts';
import type { TagsOf } from '../../../shared/tags/tags.ts';
import type { RoleListing } from '../intents.ts';
import type { CatalogLog } from './catalog-log.ts';

/** The rows of one session: all in the order of the portal, or those that match, best first. */
export function roleListings(
  record: SessionRecord,
  log: CatalogLog,
  search: string | null,
  tagsOf: TagsOf | null = null,
): RoleListing[] {
  const listing = (account: Account, roleName: string): RoleListing => ({
    session: record.name,
    cloud: record.cloud,
    accountId: account.accountId,
    accountName: account.accountName,
    emailAddress: account.emailAddress,
    roleName,
  });
  if (search === null || search.trim() === '') {
    return Array.from(log.rows()).flatMap(({ account, roleNames }) =>
      (roleNames ?? []).map((roleName) => listing(account, roleName)),
    );
  }
  const appended = appendChunk(emptyCatalog(record.id, log.generation), log.from(0));
  return appended.type === 'appended'
    ? searchCatalogs([appended.index], search, [], tagsOf).map((hit) => listing(hit.account, hit.roleName))
    : [];
}
