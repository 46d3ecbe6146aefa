import type { NetworkSettings } from './network.ts';
import type { TagRule } from './tag.ts';

/** The user's AWS files, where they are not in the usual place; absolute, or in the home folder with `~/`. */
export interface FileOverrides {
  readonly config: string | null;
  readonly credentials: string | null;
}

export const usualFiles: FileOverrides = { config: null, credentials: null };

/** What the user has set for the whole of Latchkey. JSON, never a secret. */
export interface Preferences {
  /** For the names of new profiles, with `{account}`, `{accountName}` and `{role}` (product.md §2). */
  readonly profileNameTemplate: string;
  /** What goes before environment and system wherever Latchkey calls out. */
  readonly network: NetworkSettings;
  /** Tags of roles, by pattern; the first one that matches gives a row its colour. */
  readonly tagRules: readonly TagRule[];
  readonly files: FileOverrides;
  /** Whether keys that were written into credentials files stay when Latchkey quits (product.md §4). */
  readonly staticKeysOnQuit: 'keep' | 'remove';
}
