import { appError } from '../model/app-error.ts';
import type { AppError } from '../model/app-error.ts';
import { toRfc3339 } from '../model/instant.ts';
import type { Instant } from '../model/instant.ts';
import type { ChangePreview } from '../model/profile.ts';
import { err, ok } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import type { PlannedEdit } from './edit-plan.ts';
import type { FileSnapshot, FileStore, Hash } from './file-store.ts';
import { maskedDiff } from './masked-diff.ts';
import { holdsSecret } from './secret-keys.ts';
import { keepsEverythingElse } from './verify-edit.ts';

/** Works out the change for whatever the file says at that moment, e.g. `(text) => planEdits(text, edits)`. */
export type MakePlan = (text: string) => Result<PlannedEdit>;

export interface ApplyOptions {
  /** The change that was shown (`ChangePreview.digest`): anything else is `config.changed-on-disk`, nothing is written. */
  readonly digest?: string;
  /**
   * Now, if this file has no backup by Latchkey yet: a copy is laid beside it before it is changed, unless it holds
   * secret keys (security.md §0.4). Null or absent: no copy.
   */
  readonly backupAt?: Instant | null;
  /** The file will hold keys: nobody else may read it afterwards. */
  readonly ownerOnly?: boolean;
}

export interface AppliedEdit {
  readonly plan: PlannedEdit;
  /** The text that the plan was made from; empty where there was no file. */
  readonly before: string;
  /** The copy that was made. */
  readonly backup: string | null;
}

/** Config files above this size are refused, above the other one they are changed with a warning (security.md §0.12). */
const LARGEST_CONFIG_FILE = 16 * 1024 * 1024;
const LARGE_CONFIG_FILE = 2 * 1024 * 1024;

const TRIES = 4;
const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
/** Longer than the AWS CLI takes between reading the file and having written it. */
const SETTLE_MS = 30;

/**
 * Changes a config file (security.md §6): one writer per path, read, plan, verify, replace if the file is still what was
 * read, otherwise plan again from the new text, three times. Errors (with `file`): those of `makePlan` and of
 * `FileStore`, `config.not-utf8`, `config.too-large`, `config.changed-on-disk`; after any of them nothing of this change
 * is in the file. `app.internal` if the plan would touch more than its sections.
 */
export async function applyEditPlan(
  store: FileStore,
  hash: Hash,
  path: string,
  makePlan: MakePlan,
  options: ApplyOptions = {},
): Promise<Result<AppliedEdit>> {
  return store.exclusive(path, async () => {
    let backup: string | null = null;
    let tried: Pick<AppliedEdit, 'plan' | 'before'> | null = null;
    for (let attempt = 0; ; attempt += 1) {
      const planned = await readAndPlan(store, path, makePlan);
      if (!planned.ok) return planned;
      const { snapshot, before, plan } = planned.value;
      if (
        attempt === 0 &&
        options.digest !== undefined &&
        options.digest !== changeDigest(hash, before, plan.text)
      ) {
        return err(appError('config.changed-on-disk', { file: path }));
      }
      // After a conflict the change may be there all the same; how to take it back is known from the try.
      if (!plan.changed) return ok({ ...(tried ?? { plan, before }), backup });
      if (attempt === TRIES) return err(appError('config.changed-on-disk', { file: path }));
      if (!keepsEverythingElse(before, plan)) return err(appError('app.internal'));
      if (backup === null && snapshot !== null && options.backupAt != null && !holdsSecret(before)) {
        const made = await makeBackup(store, path, before, options.backupAt);
        if (!made.ok) return made;
        backup = made.value;
      }
      const replaced = await store.replace(path, plan.text, {
        expected: snapshot?.fingerprint ?? null,
        createMode: FILE_MODE,
        directoryMode: DIRECTORY_MODE,
        settleMs: SETTLE_MS,
        ownerOnly: options.ownerOnly ?? false,
      });
      if (replaced.ok) return ok({ plan, before, backup });
      if (replaced.error.code !== 'config.changed-on-disk') return err(inFile(replaced.error, path));
      tried = { plan, before };
    }
  });
}

/** What `applyEditPlan` would do now, with the warnings `config.large`, `config.made-private` where they fit. Errors as there. */
export async function previewEditPlan(
  store: FileStore,
  hash: Hash,
  path: string,
  makePlan: MakePlan,
  options: Pick<ApplyOptions, 'ownerOnly'> = {},
): Promise<Result<ChangePreview>> {
  const planned = await readAndPlan(store, path, makePlan);
  if (!planned.ok) return planned;
  const { snapshot, before, plan } = planned.value;
  if (plan.changed && !keepsEverythingElse(before, plan)) return err(appError('app.internal'));
  const diff = maskedDiff(before, plan.text);
  return ok({
    file: path,
    diff,
    files: [{ file: path, diff }],
    digest: changeDigest(hash, before, plan.text),
    warnings: [
      ...(before.length > LARGE_CONFIG_FILE ? [appError('config.large', { file: path })] : []),
      ...(options.ownerOnly === true && plan.changed && ((snapshot?.mode ?? 0) & 0o077) !== 0
        ? [appError('config.made-private', { file: path })]
        : []),
    ],
    asks: [],
  });
}

/** Identifies the change from one text to another. */
export function changeDigest(hash: Hash, before: string, after: string): string {
  return hash.sha256(`${String(before.length)}:${before}${after}`);
}

async function readAndPlan(
  store: FileStore,
  path: string,
  makePlan: MakePlan,
): Promise<Result<{ snapshot: FileSnapshot | null; before: string; plan: PlannedEdit }>> {
  const read = await store.read(path);
  if (!read.ok) return err(inFile(read.error, path));
  const snapshot = read.value;
  if (snapshot?.text === null) return err(appError('config.not-utf8', { file: path }));
  const before = snapshot?.text ?? '';
  if (before.length > LARGEST_CONFIG_FILE) return err(appError('config.too-large', { file: path }));
  const plan = makePlan(before);
  if (!plan.ok) return err(inFile(plan.error, path));
  return ok({ snapshot, before, plan: plan.value });
}

async function makeBackup(
  store: FileStore,
  path: string,
  text: string,
  at: Instant,
): Promise<Result<string>> {
  const backup = `${path}.latchkey-backup-${toRfc3339(at).replace(/[-:]/g, '')}`;
  const made = await store.replace(backup, text, {
    expected: null,
    createMode: FILE_MODE,
    directoryMode: DIRECTORY_MODE,
  });
  return made.ok ? ok(backup) : err(inFile(made.error, path));
}

function inFile(error: AppError, file: string): AppError {
  return error.code.startsWith('config.') ? appError(error.code, { ...error.params, file }) : error;
}
