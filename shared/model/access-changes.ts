import type { Instant } from './instant.ts';
import type { SessionId } from './session.ts';

/** A role that one listing has and another has not. */
export interface AccessRole {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly roleName: string;
}

export interface AccessAccount {
  readonly accountId: string;
  readonly accountName: string | null;
}

/** What has come and gone between two complete listings. The roles of an account that came or went are among the roles. */
export interface AccessDiff {
  readonly addedRoles: readonly AccessRole[];
  readonly removedRoles: readonly AccessRole[];
  readonly addedAccounts: readonly AccessAccount[];
  readonly removedAccounts: readonly AccessAccount[];
}

/** All changes of a session that nobody has acted on or dismissed. */
export interface AccessChanges extends AccessDiff {
  readonly sessionId: SessionId;
  /** When the last of them was found. */
  readonly foundAt: Instant;
}

/** What AppState says of them: how many, and the first few by name. */
export interface AccessChangesView {
  readonly addedRoles: number;
  readonly removedRoles: number;
  readonly addedAccounts: number;
  readonly removedAccounts: number;
  readonly firstAdded: readonly AccessRole[];
  readonly firstRemoved: readonly AccessRole[];
  readonly foundAt: Instant;
}
