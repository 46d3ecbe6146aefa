import type { CatalogView, RoleRef } from './catalog.ts';
import type { CredentialsView } from './credentials.ts';
import type { Instant } from './instant.ts';
import type { Preferences } from './preferences.ts';
import type { EndpointOverrides, SessionView } from './session.ts';

/** The one versioned snapshot that tray, window and `status` show. JSON, a few dozen kilobytes at most, never a secret. */
export interface AppState {
  /** Grows with every change; a reader drops anything older than what it has. */
  readonly version: number;
  /** Main's clock when it was published, for telling clock skew. */
  readonly now: Instant;
  readonly sessions: readonly SessionView[];
  readonly catalogs: Readonly<Record<string, CatalogView>>;
  readonly credentials: readonly CredentialsView[];
  readonly recents: readonly RecentRole[];
  /** Changes when a file that profiles live in has changed; the list is fetched by a call. */
  readonly profilesRevision: number;
  readonly undo: UndoView | null;
  readonly preferences: Preferences;
  readonly practice: PracticeView | null;
  readonly about: AboutView;
}

/** A role used lately, most recent first, with the words to show it by. */
export interface RecentRole extends RoleRef {
  readonly accountName: string | null;
  readonly usedAt: Instant;
}

/** The newest change that can be taken back. */
export interface UndoView {
  readonly file: string;
  readonly profileName: string;
  readonly change: 'add' | 'edit' | 'remove';
}

export interface PracticeView {
  readonly origin: string;
  /** `<user data>/practice/home` */
  readonly home: string;
  /** Base URLs of the services, for `AWS_ENDPOINT_URL_*`. */
  readonly endpoints: EndpointOverrides;
}

export interface AboutView {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly sandboxed: boolean;
  readonly runtime: 'official' | 'fallback';
  readonly socket: string | null;
}
