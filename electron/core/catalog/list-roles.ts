import { listsRoles } from '../../../shared/model/listed-session.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import { compileTags } from '../../../shared/tags/tags.ts';
import type { AppStore } from '../app-store.ts';
import type { Intents, RoleListing } from '../intents.ts';
import type { CatalogService } from './catalog-service.ts';
import { roleListings } from './role-listings.ts';

/** The roles of one session, or of all that are signed in, once their listing is complete. */
export function createRoleLists({
  store,
  catalog,
}: {
  readonly store: AppStore;
  readonly catalog: CatalogService;
}): Intents['catalog']['roles'] {
  return async (
    sessionId: SessionId | null,
    search: string | null,
  ): Promise<Result<readonly RoleListing[]>> => {
    const listings: RoleListing[] = [];
    for (const { record, phase } of store.current().sessions) {
      if (!listsRoles(record)) {
        continue;
      }
      // Asked of all sessions, those that are signed out simply have nothing to add.
      if (sessionId === null ? phase.state !== 'active' : record.id !== sessionId) {
        continue;
      }
      const log = await catalog.ready(record.id);
      if (!log.ok) {
        return log;
      }
      const tagsOf = compileTags(store.current().preferences.tagRules);
      listings.push(...roleListings(record, log.value, search, tagsOf));
    }
    return ok(listings);
  };
}
