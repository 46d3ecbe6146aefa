import type { AppError } from './app-error.ts';
import type { Instant } from './instant.ts';
import type { SessionId, SessionKind } from './session.ts';

/** A sign-in that the user's AWS config file describes: an sso-session section, or the profiles of one legacy start URL. */
export interface FoundSession {
  /** What it is called here: the section's own name, or one made of the start URL. No two of a list share one. */
  readonly name: string;
  readonly kind: SessionKind;
  /** As in the file, byte for byte. */
  readonly startUrl: string;
  readonly region: string;
  readonly profiles: readonly string[];
  /** The session of Latchkey that is this one; null while it is not used. */
  readonly sessionId: SessionId | null;
  /** Whether Latchkey may change its section; a legacy one has none. */
  readonly managed: boolean;
  /** Until when the token is good that another tool got for it; null where there is none. */
  readonly signedInUntil: Instant | null;
  /** Why it cannot be used; null where it can. */
  readonly problem: AppError | null;
}

/** What is on this machine already (product.md §6). */
export interface FoundOnMachine {
  readonly file: string;
  readonly sessions: readonly FoundSession[];
  readonly profiles: FoundProfileCounts;
}

/** Profiles of the config file by how they get their credentials. */
export interface FoundProfileCounts {
  readonly native: number;
  readonly legacy: number;
  readonly others: number;
}

/** The part of the snapshot that tells what could be used. */
export interface FoundView {
  readonly file: string;
  /** Sessions that could be used and are not. */
  readonly sessions: number;
  /** Profiles that sign in through IAM Identity Center, native and legacy, of these sessions. */
  readonly profiles: number;
  /** Those of the sessions that the user has not yet been told of, or waved away. */
  readonly fresh: readonly string[];
}

/** What the config file says of a session, beside what Latchkey remembers of it. */
export interface SessionSection {
  readonly file: string;
  /** `none`: it has no section there, e.g. before its first profile is saved. */
  readonly owner: 'managed' | 'foreign' | 'none';
  /** `config.session-differs` or `config.session-gone`; null where file and session agree. */
  readonly problem: AppError | null;
  /** Foreign profiles that name it. */
  readonly foreignProfiles: readonly string[];
}

/** Something of the config file that can be managed or let go. */
export interface ManageTarget {
  readonly type: 'session' | 'profile';
  readonly name: string;
}
