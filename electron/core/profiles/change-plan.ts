import type { Edit } from '../../../shared/config-files/edit-plan.ts';
import type { AwsFileKind } from '../../../shared/config-files/section-names.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { ProfileChange } from '../../../shared/model/profile.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { RenamedSession } from '../app-data.ts';

/** What is to be done to a file that says this; `asks` are questions that must have been agreed to before. */
export interface PlannedFile {
  readonly edits: readonly Edit[];
  readonly asks?: readonly AppError[];
  readonly warnings?: readonly AppError[];
  /** Sections of ours that go (null) or get another name, also where the file holds nothing of them now. */
  readonly moved?: readonly { readonly section: string; readonly to: string | null }[];
  /** Where only the text tells what the change is, e.g. `add` or `edit`. */
  readonly change?: ProfileChange;
  /** How many profiles it is about, where these are many. */
  readonly count?: number;
}

/** The part of a change that falls on one file. */
export interface FilePlan {
  readonly file: string;
  readonly kind: AwsFileKind;
  /** Pure; called again whenever the file turns out to say something else. */
  readonly plan: (text: string) => Result<PlannedFile>;
}

/** One change of the vendors' files: several files are written together or not at all. */
export interface ChangePlan {
  readonly change: ProfileChange;
  /** What the change is called by: the profile, or the session that gets another name. */
  readonly profileName: string;
  /** Owner of the sections that become ours. Sections that are ours keep theirs unless they are in `claims`. */
  readonly sessionId: SessionId;
  /** Sections that belong to `sessionId` afterwards whoever had them before. */
  readonly claims: readonly string[];
  /** In the order in which they are written; the first is the one that a preview names. */
  readonly files: readonly [FilePlan, ...FilePlan[]];
  readonly warnings: readonly AppError[];
  readonly renamed: RenamedSession | null;
}
