import type { RoleRef } from '../../shared/model/catalog.ts';
import type { SessionId } from '../../shared/model/session.ts';
import type { RecentRole } from '../../shared/model/app-state.ts';
import { byFrecency, usedAgain } from '../../shared/recents/frecency.ts';
import { isSameRole } from '../../shared/search/search.ts';
import type { AppData } from './app-data.ts';
import type { AppStore } from './app-store.ts';
import type { CatalogService } from './catalog/catalog-service.ts';
import type { Clock, Settings } from './ports.ts';

/** How many roles are remembered, for the order of what is found; tray and window show fewer. */
const mostRecents = 40;

/** The roles that are used often and lately, most first. */
export function createRecentRoles({
  store,
  settings,
  catalog,
  clock,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly catalog: Pick<CatalogService, 'account'>;
  readonly clock: Clock;
}) {
  function keep(recents: readonly RecentRole[]): void {
    settings.set('recents', recents);
    store.update(() => ({ recents }));
  }

  return {
    remember(role: RoleRef): void {
      const { sessionId, accountId, roleName } = role;
      const before = settings.get('recents');
      const known = before.find((entry) => isSameRole(entry, role)) ?? null;
      const recent: RecentRole = {
        sessionId,
        accountId,
        roleName,
        accountName: catalog.account(sessionId, accountId)?.accountName ?? known?.accountName ?? null,
        ...usedAgain(known, clock.now()),
      };
      const others = before.filter((entry) => entry !== known);
      // The one just used stays, however much the others were used.
      const kept = others.toSorted(byFrecency).slice(0, mostRecents - 1);
      keep([recent, ...kept].sort(byFrecency));
    },

    forget(sessionId: SessionId): void {
      keep(settings.get('recents').filter((entry) => entry.sessionId !== sessionId));
    },
  };
}
