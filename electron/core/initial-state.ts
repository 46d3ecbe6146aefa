import type { AppState } from '../../shared/model/app-state.ts';
import type { CorePorts } from './core-ports.ts';
import { networkOfEnvironment, shownNetwork } from './network/network-route.ts';

/** What is known before anything has been looked at: what was kept over the last run. */
export function initialState({
  settings,
  places,
  about,
}: Pick<CorePorts, 'settings' | 'places' | 'about'>): Omit<AppState, 'version' | 'now'> {
  return {
    sessions: settings
      .get('sessions')
      .map((record) => ({ record, phase: { state: 'signed-out', error: null } })),
    catalogs: {},
    credentials: [],
    identities: {},
    recents: settings.get('recents'),
    favourites: settings.get('favourites'),
    accessChanges: {},
    production: [],
    profilesRevision: 1,
    undo: null,
    found: null,
    sections: {},
    preferences: settings.get('preferences'),
    networkEnvironment: shownNetwork(networkOfEnvironment(places.environment)),
    practice: null,
    about,
  };
}
