import type { Edit } from '../../shared/config-files/edit-plan.ts';
import type { AwsFileKind } from '../../shared/config-files/section-names.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { ProfileChange } from '../../shared/model/profile.ts';
import { DEFAULT_PROFILE_NAME_TEMPLATE } from '../../shared/credentials/profile-name-template.ts';
import { usualNetwork } from '../../shared/model/network.ts';
import { usualFiles, type Preferences } from '../../shared/model/preferences.ts';
import type { FavouriteRole, RecentRole } from '../../shared/model/app-state.ts';
import type { AliyunEdit } from '../../shared/config-files/aliyun/aliyun-edits.ts';
import type { AliyunValue } from '../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunDelivery } from '../../shared/model/aliyun-profile.ts';
import type { SessionId, SessionRecord } from '../../shared/model/session.ts';
import type { PracticeSize } from './ports.ts';

/** What Latchkey keeps of its own between runs, never a secret. One key of the settings each. */
export interface AppData {
  readonly sessions: readonly SessionRecord[];
  readonly managed: readonly ManagedSection[];
  /** Profiles of Alibaba Cloud's `config.json` that Latchkey wrote. */
  readonly managedAliyun: readonly ManagedAliyunProfile[];
  readonly undo: readonly UndoStep[];
  readonly recents: readonly RecentRole[];
  readonly favourites: readonly FavouriteRole[];
  /** Files that have had their one backup (security.md §0.4). */
  readonly backedUp: readonly string[];
  readonly practice: PracticeData;
  readonly preferences: Preferences;
  /** Per session with endpoints of its own: SHA-256 of the client id that its tokens were issued to there. */
  readonly tokenClients: Readonly<Record<string, string>>;
  /** Sign-ins of config files that the user has been told of, or uses: only what is new is told of again. */
  readonly foundSeen: readonly string[];
  /** Per session: what its section said when it last agreed with the record. */
  readonly sectionsSeen: Readonly<Record<string, SeenSection>>;
  /** When the user last signed in to a session here; the base of the estimate of its end. */
  readonly signedInAt: Readonly<Record<string, Instant>>;
}

/** A section of a vendor's file that Latchkey wrote; everything else is foreign. */
export interface ManagedSection {
  readonly file: string;
  readonly section: string;
  readonly sessionId: SessionId;
  /** SHA-256 of the edit as written, keys left out; tells what Latchkey last meant the section to hold. */
  readonly hash: string;
  /** A section of a credentials file whose keys are kept fresh; absent for all others. */
  readonly keys?: StaticKeys;
}

/** A section of a credentials file whose keys are kept fresh. */
export interface KeptKeys extends ManagedSection {
  readonly keys: StaticKeys;
}

/** The keys of a static profile (product.md §4), without anything of their own: whose they are and until when. */
export interface StaticKeys {
  readonly accountId: string;
  readonly roleName: string;
  /** The config file that the profile's region and output are in. */
  readonly config: string;
  /** Tells the keys that Latchkey wrote last; null where there are none now. */
  readonly keyHash: string | null;
  readonly expiresAt: Instant | null;
  /** When they are fetched anew. */
  readonly renewAt: Instant | null;
  /** Somebody else has put keys there or taken the section away: they are left alone. */
  readonly replaced: boolean;
}

/** A profile of `config.json` that Latchkey wrote; everything else there is foreign. */
export interface ManagedAliyunProfile {
  readonly file: string;
  readonly profile: string;
  readonly sessionId: SessionId;
  readonly delivery: AliyunDelivery;
  /** As last written, without keys, tokens and their ends: what other tools drop is put back from here. */
  readonly fields: Readonly<Record<string, AliyunValue>>;
  /** The account and role of a CloudSSO session; null for sessions of one identity. */
  readonly role: { readonly accountId: string; readonly roleName: string } | null;
  /** Of a static profile; null for a native one, whose keys its tokens keep fresh. */
  readonly keys: AliyunStaticKeys | null;
}

/** The keys of a static profile, without anything of their own. */
export interface AliyunStaticKeys {
  /** Tells the keys that Latchkey wrote last; null where there are none now. */
  readonly keyHash: string | null;
  readonly expiresAt: Instant | null;
  /** When they are fetched anew. */
  readonly renewAt: Instant | null;
  /** Somebody else has put keys there or taken the profile away: it is left alone. */
  readonly replaced: boolean;
  /** Taken away with the sign-in, to come back with the next; with what `current` went to if it was this one. */
  readonly away: { readonly current: string | null } | null;
}

/** A section as it was when session and file last agreed. */
export interface SeenSection {
  readonly startUrl: string;
  readonly region: string;
  readonly managed: boolean;
}

/** One step that can be taken back: inverse edits of keys that are no secrets. */
export interface UndoStep {
  readonly profileName: string;
  readonly change: ProfileChange;
  /** How many profiles it was about, where these were many. */
  readonly count?: number;
  /** At least one. */
  readonly files: readonly UndoneFile[];
  /** Where the change gave a session another name. */
  readonly renamed: RenamedSession | null;
  readonly at: Instant;
}

export type UndoneFile = UndoneAwsFile | UndoneAliyunFile;

export interface UndoneAwsFile {
  readonly file: string;
  readonly kind: AwsFileKind;
  readonly edits: readonly Edit[];
  /** SHA-256 of the text that the change left; another text is previewed before it is touched. */
  readonly after: string;
  /** The managed sections among those of `edits` as they were before the change. */
  readonly managedBefore: readonly ManagedSection[];
}

/** A change of `config.json`; it stands alone in its step. */
export interface UndoneAliyunFile {
  readonly file: string;
  readonly kind: 'aliyun';
  readonly edits: readonly AliyunEdit[];
  /** SHA-256 of what the change left beside keys and tokens. */
  readonly after: string;
  /** The managed profiles among those of `edits` as they were before the change. */
  readonly managedBefore: readonly ManagedAliyunProfile[];
}

export interface RenamedSession {
  readonly sessionId: SessionId;
  readonly from: string;
  readonly to: string;
}

export interface PracticeData {
  /** Kept over restarts, so that written files stay right. */
  readonly port: number | null;
  readonly portals: Readonly<Record<string, PracticeSize>>;
}

export const emptyAppData: AppData = {
  sessions: [],
  managed: [],
  managedAliyun: [],
  undo: [],
  recents: [],
  favourites: [],
  backedUp: [],
  practice: { port: null, portals: {} },
  preferences: {
    profileNameTemplate: DEFAULT_PROFILE_NAME_TEMPLATE,
    network: usualNetwork,
    tagRules: [],
    files: usualFiles,
    staticKeysOnQuit: 'keep',
  },
  tokenClients: {},
  foundSeen: [],
  sectionsSeen: {},
  signedInAt: {},
};
