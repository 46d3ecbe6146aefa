import type { AppError } from './app-error.ts';
import type { Cloud, SessionId } from './session.ts';

export type Delivery = 'native' | 'legacy' | 'static' | 'vault' | 'endpoint';

/** Deliveries that Latchkey writes for AWS; each has a planner of its own in `electron/core/profiles`. */
export type WrittenDelivery = 'native' | 'legacy' | 'static';

/** A value of the file: text, or the keys of a nested block such as `s3`. */
export type ProfileValue = string | Readonly<Record<string, string>>;

/** A role that is assumed with the credentials of another profile (`role_arn` + `source_profile`). */
export interface RoleChain {
  readonly roleArn: string;
  /** Name of the profile whose credentials assume the role. */
  readonly sourceProfile: string;
  readonly roleSessionName: string | null;
  readonly externalId: string | null;
  /** Seconds, 900 to 43200. */
  readonly durationSeconds: number | null;
}

/**
 * A profile to write for an AWS session. With account and role it gives credentials; without both it is bearer-only
 * (only a token provider works with it); with `chain` it has no keys of the session of its own and account and role are null.
 */
export interface ProfileInput {
  readonly name: string;
  readonly sessionId: SessionId;
  readonly accountId: string | null;
  readonly roleName: string | null;
  readonly region: string | null;
  readonly output: string | null;
  /** Absent: the form that the session has, `native` or `legacy`. */
  readonly delivery?: WrittenDelivery;
  /** Further keys to set; null removes one. Keys that are not named here stay as they are. */
  readonly extra?: Readonly<Record<string, ProfileValue | null>>;
  readonly chain?: RoleChain;
}

/** A managed profile as it stands in the file, for a form that edits it. */
export interface ProfileDetails {
  readonly row: ProfileRow;
  /** What would be saved if nothing were changed; null for foreign profiles and those no form can show. */
  readonly input: ProfileInput | null;
  /** Every key beside those of the form, by name in lower case; values of secret keys are left out. */
  readonly extra: Readonly<Record<string, ProfileValue>>;
  /** Profiles that get their credentials from this one (`source_profile`). */
  readonly usedBy: readonly ProfileUser[];
}

/** A profile that refers to another profile or to a session. */
export interface ProfileUser {
  readonly name: string;
  readonly managed: boolean;
}

/** One row of the profile list: ours and foreign ones of the files that Latchkey reads. */
export interface ProfileRow {
  readonly name: string;
  readonly cloud: Cloud;
  readonly file: string;
  readonly practice: boolean;
  readonly sessionName: string | null;
  readonly sessionId: SessionId | null;
  readonly accountId: string | null;
  readonly roleName: string | null;
  readonly region: string | null;
  readonly delivery: Delivery | null;
  /** The role it assumes, and with whose credentials; null for profiles that assume none. */
  readonly chain: { readonly roleArn: string; readonly sourceProfile: string } | null;
  readonly managed: boolean;
  /** False where some reader cannot use it as it stands. */
  readonly valid: boolean;
  /** The first of `problems`. */
  readonly problem: AppError | null;
  /** All that is wrong or read differently by different tools, the worst first (protocol/aws.md §6). */
  readonly problems: readonly AppError[];
  /** Tools use it where no profile is chosen: the default profile on AWS, `current` on Alibaba Cloud. */
  readonly current: boolean;
}

/** A profile by its name; with `cloud` where both vendors' files have one of that name. */
export type ProfileTarget = string | { readonly name: string; readonly cloud: Cloud };

/** Every profile that could be read, and why others could not: one broken file hides nothing of another. */
export interface ProfileList {
  readonly rows: readonly ProfileRow[];
  /** What is wrong with a file as a whole, each with its `file`. */
  readonly problems: readonly AppError[];
}

/** One line of a diff of a file, values of secret keys already masked. */
export interface DiffLine {
  readonly type: 'context' | 'add' | 'remove';
  readonly text: string;
}

/** What a change does to one file. */
export interface FileChange {
  readonly file: string;
  readonly diff: readonly DiffLine[];
  /** Lines that were left out at the end of `diff`, on the way to the window. */
  readonly left?: number;
}

/** What a write would do, before it is done (security.md R-30). */
export interface ChangePreview {
  /** The file that changes, the first one where there are several. */
  readonly file: string;
  readonly diff: readonly DiffLine[];
  /** All files, that one included. Written in one transaction. */
  readonly files: readonly FileChange[];
  /** Identifies this exact change of this exact state of the files; a save that names it refuses to do anything else. */
  readonly digest: string;
  readonly warnings: readonly AppError[];
  /** What the user must agree to before this is done; a change without `confirmed` is refused with the first of them. */
  readonly asks: readonly AppError[];
}

/** How a change that may have been previewed is to be carried out. */
export interface ChangeConsent {
  /** Of the preview that was shown; null to do what the files ask for now. */
  readonly digest: string | null;
  /** Whether the user agreed to all `asks`. */
  readonly confirmed: boolean;
}

/** What a change was, for naming it. */
export type ProfileChange =
  'add' | 'edit' | 'remove' | 'rename' | 'default' | 'rename-session' | 'generate' | 'prune';
