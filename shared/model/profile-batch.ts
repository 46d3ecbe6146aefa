import type { ChangePreview } from './profile.ts';
import type { Instant } from './instant.ts';
import type { SessionId } from './session.ts';

/** More new profiles than this want a search, or an agreement: every `aws` command reads all of them. */
export const MANY_PROFILES = 500;

/** Profiles for all roles of a session. */
export interface GenerateInput {
  readonly sessionId: SessionId;
  /** For their names; null for the one in the preferences. */
  readonly template: string | null;
  readonly region: string | null;
  readonly output: string | null;
  /** Only roles that match, by the rules of the Roles view; null for all. */
  readonly search: string | null;
  /** Only roles that have come since somebody last looked at the changes of access. */
  readonly added?: boolean;
  /** Also for roles that have a profile of Latchkey's for this session already. */
  readonly again: boolean;
}

/** One profile of a batch. */
export interface BatchProfile {
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly roleName: string;
}

/** What a generation would write, before it is done. */
export interface GeneratePreview {
  readonly change: ChangePreview;
  /** Those that are new, in the order of the portal. */
  readonly profiles: readonly BatchProfile[];
  /** Roles that match and have a profile already. */
  readonly present: number;
}

/** A profile whose role is no longer listed: the account is gone, or the role in it. */
export interface PrunedProfile {
  readonly name: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly gone: 'account' | 'role';
}

/** What a prune would take away, before it is done. */
export interface PrunePreview {
  readonly change: ChangePreview;
  readonly profiles: readonly PrunedProfile[];
  /** When the listing was made that they are missing in. */
  readonly listedAt: Instant;
}
