import type { Edit } from '../../shared/config-files/edit-plan.ts';
import type { Instant } from '../../shared/model/instant.ts';
import { DEFAULT_PROFILE_NAME_TEMPLATE } from '../../shared/credentials/profile-name-template.ts';
import type { Preferences } from '../../shared/model/preferences.ts';
import type { RecentRole } from '../../shared/model/app-state.ts';
import type { SessionId, SessionRecord } from '../../shared/model/session.ts';

/** What Latchkey keeps of its own between runs, never a secret. One key of the settings each. */
export interface AppData {
  readonly sessions: readonly SessionRecord[];
  readonly managed: readonly ManagedSection[];
  readonly undo: readonly UndoStep[];
  readonly recents: readonly RecentRole[];
  /** Files that have had their one backup (security.md §0.4). */
  readonly backedUp: readonly string[];
  readonly practice: PracticeData;
  readonly preferences: Preferences;
  /** Per session with endpoints of its own: SHA-256 of the client id that its tokens were issued to there. */
  readonly tokenClients: Readonly<Record<string, string>>;
  /** When the user last signed in to a session here; the base of the estimate of its end. */
  readonly signedInAt: Readonly<Record<string, Instant>>;
}

/** A section of a vendor's file that Latchkey wrote; everything else is foreign. */
export interface ManagedSection {
  readonly file: string;
  readonly section: string;
  readonly sessionId: SessionId;
  /** SHA-256 of the edit as written; tells what Latchkey last meant the section to hold. */
  readonly hash: string;
}

/** One step that can be taken back: inverse edits of keys that are no secrets. */
export interface UndoStep {
  readonly file: string;
  readonly profileName: string;
  readonly change: 'add' | 'edit' | 'remove';
  readonly edits: readonly Edit[];
  /** The managed sections of the file as they were before the change. */
  readonly managedBefore: readonly ManagedSection[];
  readonly at: Instant;
}

export interface PracticeData {
  /** Kept over restarts, so that written files stay right. */
  readonly port: number | null;
  readonly portals: Readonly<Record<string, { readonly accounts: number; readonly rolesPerAccount: number }>>;
}

export const emptyAppData: AppData = {
  sessions: [],
  managed: [],
  undo: [],
  recents: [],
  backedUp: [],
  practice: { port: null, portals: {} },
  preferences: { profileNameTemplate: DEFAULT_PROFILE_NAME_TEMPLATE },
  tokenClients: {},
  signedInAt: {},
};
