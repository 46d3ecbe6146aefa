import type { RecentRole } from '../../shared/model/app-state.ts';
import type { RoleRef } from '../../shared/model/catalog.ts';
import type { SessionId } from '../../shared/model/session.ts';
import type { AppData } from './app-data.ts';
import type { AppStore } from './app-store.ts';
import type { CatalogService } from './catalog/catalog-service.ts';
import type { Clock, Settings } from './ports.ts';

/** How many roles the tray and the window offer as recent. */
const mostRecents = 8;

/** The roles that were used last, newest first. */
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
      const recent: RecentRole = {
        ...role,
        accountName: catalog.account(role.sessionId, role.accountId)?.accountName ?? null,
        usedAt: clock.now(),
      };
      const others = settings.get('recents').filter((entry) => !isSameRole(entry, role));
      keep([recent, ...others].slice(0, mostRecents));
    },

    forget(sessionId: SessionId): void {
      keep(settings.get('recents').filter((entry) => entry.sessionId !== sessionId));
    },
  };
}

function isSameRole(one: RoleRef, other: RoleRef): boolean {
  return (
    one.sessionId === other.sessionId && one.accountId === other.accountId && one.roleName === other.roleName
  );
}
