import type { AppError } from './app-error.ts';
import type { Cloud, SessionId } from './session.ts';

export type Delivery = 'native' | 'legacy' | 'static' | 'vault' | 'endpoint';

/** A profile to write for an account+role of an AWS session. */
export interface ProfileInput {
  readonly name: string;
  readonly sessionId: SessionId;
  readonly accountId: string;
  readonly roleName: string;
  readonly region: string | null;
  readonly output: string | null;
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
  readonly managed: boolean;
  readonly valid: boolean;
  readonly problem: AppError | null;
  /** On AWS: is the default profile. */
  readonly current: boolean;
}

/** One line of a diff of a file, values of secret keys already masked. */
export interface DiffLine {
  readonly type: 'context' | 'add' | 'remove';
  readonly text: string;
}

/** What a write would do, before it is done (security.md R-30). */
export interface ChangePreview {
  readonly file: string;
  readonly diff: readonly DiffLine[];
  /** Identifies this exact change of this exact file state; a save that names it refuses to do anything else. */
  readonly digest: string;
  readonly warnings: readonly AppError[];
}
