import type { FavouriteRole } from '../../../shared/model/app-state.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { isSameRole } from '../../../shared/search/search.ts';
import type { AppData } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import { listedSessionOf } from '../catalog/listed-sessions.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { Settings } from '../ports.ts';

/**
 * The roles a person has put a star on, in the order of the starring. They are kept by session, account id and role; the
 * name is only for showing and follows the account's.
 */
export function createFavourites({
  store,
  settings,
  catalog,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly catalog: CatalogService;
}) {
  function keep(favourites: readonly FavouriteRole[]): void {
    settings.set('favourites', favourites);
    store.update(() => ({ favourites }));
  }

  function nameOf(role: RoleRef, known: string | null): string | null {
    return catalog.account(role.sessionId, role.accountId)?.accountName ?? known;
  }

  catalog.onCompleted(({ sessionId }) => {
    const before = settings.get('favourites');
    const renamed = before.map((favourite) =>
      favourite.sessionId === sessionId
        ? { ...favourite, accountName: nameOf(favourite, favourite.accountName) }
        : favourite,
    );
    if (renamed.some((favourite, place) => favourite.accountName !== before[place]?.accountName)) {
      keep(renamed);
    }
  });

  return {
    /** Stars a role, or takes the star away. Errors: `input.session-unknown`. */
    set(role: RoleRef, starred: boolean): Result<void> {
      const session = listedSessionOf(store.current(), role.sessionId);
      if (!session.ok) {
        return session;
      }
      const { sessionId, accountId, roleName } = role;
      const before = settings.get('favourites');
      const known = before.some((favourite) => isSameRole(favourite, role));
      if (starred && !known) {
        keep([...before, { sessionId, accountId, roleName, accountName: nameOf(role, null) }]);
      } else if (!starred && known) {
        keep(before.filter((favourite) => !isSameRole(favourite, role)));
      }
      return ok(undefined);
    },

    forget(sessionId: SessionId): void {
      keep(settings.get('favourites').filter((favourite) => favourite.sessionId !== sessionId));
    },
  };
}
