import type { Uses } from '../recents/frecency.ts';
import type { AccessChangesView } from './access-changes.ts';
import type { CatalogView, RoleRef } from './catalog.ts';
import type { CredentialsView } from './credentials.ts';
import type { FoundView, SessionSection } from './found.ts';
import type { Instant } from './instant.ts';
import type { IdentityView } from './identity.ts';
import type { NetworkEnvironment } from './network.ts';
import type { Preferences } from './preferences.ts';
import type { ProfileChange } from './profile.ts';
import type { SessionView } from './session.ts';

/** The one versioned snapshot that tray, window and `status` show. JSON, a few dozen kilobytes at most, never a secret. */
export interface AppState {
  /** Grows with every change; a reader drops anything older than what it has. */
  readonly version: number;
  /** Main's clock when it was published, for telling clock skew. */
  readonly now: Instant;
  readonly sessions: readonly SessionView[];
  readonly catalogs: Readonly<Record<string, CatalogView>>;
  readonly credentials: readonly CredentialsView[];
  /** By session id, once the first credentials have shown whose token it is. */
  readonly identities: Readonly<Record<string, IdentityView>>;
  /** Roles used often and lately, most first. */
  readonly recents: readonly RecentRole[];
  /** In the order of the starring. */
  readonly favourites: readonly FavouriteRole[];
  /** By session id: what has come and gone since somebody last looked; none without changes. */
  readonly accessChanges: Readonly<Record<string, AccessChangesView>>;
  /** Credentials of production roles that Latchkey handed out and that still live. */
  readonly production: readonly ProductionCredentials[];
  /** Changes when a file that profiles live in has changed; the list is fetched by a call. */
  readonly profilesRevision: number;
  readonly undo: UndoView | null;
  /** What of the user's config file is not used yet; null until it has been read. */
  readonly found: FoundView | null;
  /** Per session of the user's own files: what the config file says of it. */
  readonly sections: Readonly<Record<string, SessionSection>>;
  readonly preferences: Preferences;
  /** What the environment that Latchkey was started in says of the network. */
  readonly networkEnvironment: NetworkEnvironment;
  readonly practice: PracticeView | null;
  readonly about: AboutView;
}

/** A role that was used, with the words to show it by. */
export interface RecentRole extends RoleRef, Uses {
  readonly accountName: string | null;
}

/** A role with a star, with the words to show it by. */
export interface FavouriteRole extends RoleRef {
  readonly accountName: string | null;
}

export interface ProductionCredentials extends RoleRef {
  readonly accountName: string | null;
  readonly expiresAt: Instant;
}

/** The newest change that can be taken back. */
export interface UndoView {
  readonly file: string;
  readonly profileName: string;
  readonly change: ProfileChange;
  /** How many profiles it was about, where these were many. */
  readonly count?: number;
}

export interface PracticeView {
  readonly origin: string;
  /** `<user data>/practice/home` */
  readonly home: string;
}

export interface AboutView {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly sandboxed: boolean;
  readonly runtime: 'official' | 'fallback';
  readonly socket: string | null;
  /** Null until it has been looked at. */
  readonly command: CommandView | null;
}

/** The `latchkey` command on this machine. */
export interface CommandView {
  /** What files and people call it by, wherever the app itself lies. */
  readonly path: string;
  /**
   * `installed` by a package, or a `copy` that the app keeps up to date. Not to be had where something `foreign` of that
   * name was there first, or the copy could not be written (`failed`).
   */
  readonly state: 'installed' | 'copy' | 'foreign' | 'failed';
  /** Whether it is found by its name alone, as far as the app's own PATH tells. */
  readonly onPath: boolean;
}
