import { checkNameTemplate } from '../../shared/credentials/profile-name-template.ts';
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
    /** Errors: `input.template-empty`, `input.template-invalid`; then nothing is changed. */
    /** All but the network, which is checked before it is set. */
    change(values: Partial<Omit<Preferences, 'network'>>): Result<void> {
      const { profileNameTemplate } = values;
      if (profileNameTemplate !== undefined) {
        const checked = checkNameTemplate(profileNameTemplate);
        if (!checked.ok) {
          return checked;
        }
      }
      const preferences = { ...settings.get('preferences'), ...values };
      settings.set('preferences', preferences);
      store.update(() => ({ preferences }));
      return ok(undefined);
    },
  };
}
