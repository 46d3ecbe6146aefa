import type { Translate } from '../../../shared/i18n/translate.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { Places } from '../places.ts';
import type { Clock, FileStore, Log, Notifier, Random, Scheduler, Settings } from '../ports.ts';
import { createAccessNotice } from './access-notice.ts';
import { createAccessService } from './access-service.ts';
import { createFavourites } from './favourites.ts';
import { createGuardRails } from './guard-rails.ts';
import { createRescans } from './rescan-service.ts';

/** What goes by the listing of a session: its changes, the daily look at it, stars, guard rails. */
export function createAccess(ports: {
  readonly store: AppStore;
  readonly catalog: CatalogService;
  readonly settings: Settings<AppData>;
  readonly files: FileStore;
  readonly places: Places;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
  readonly notifier: Notifier;
  readonly translate: Translate;
  readonly openWindow: (view: 'roles') => void;
}) {
  const changes = createAccessService({ ...ports, onChanged: createAccessNotice(ports) });
  const favourites = createFavourites(ports);
  const rescans = createRescans(ports);
  const guard = createGuardRails(ports);
  const unwatch = guard.watch();

  return {
    guard,
    changes,
    intents: {
      access: { changes: changes.changes, dismiss: (sessionId: SessionId) => changes.dismiss(sessionId) },
      favourites: { set: favourites.set },
    },

    /** To be called when sessions and tokens of the last run are known. */
    async restore(): Promise<void> {
      await changes.restore();
      rescans.start();
    },

    /** Forgets everything of a session that is being removed. */
    forget(sessionId: SessionId): void {
      favourites.forget(sessionId);
      changes.forget(sessionId);
    },

    dispose(): void {
      unwatch();
      rescans.dispose();
    },
  };
}
