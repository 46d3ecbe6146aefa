import type { Preferences } from '../../shared/model/preferences.ts';
import { ok, type Result } from '../../shared/model/result.ts';
import type { AppData } from './app-data.ts';
import type { AppStore } from './app-store.ts';
import type { Settings } from './ports.ts';

/** What the user has set: kept over restarts, and shown by the state. */
export function createPreferences({
  store,
  settings,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
}) {
  return {
    change(values: Partial<Preferences>): Result<void> {
      const preferences = { ...settings.get('preferences'), ...values };
      settings.set('preferences', preferences);
      store.update(() => ({ preferences }));
      return ok(undefined);
    },
  };
}
