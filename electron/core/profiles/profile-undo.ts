import { appError } from '../../../shared/model/app-error.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { RenamedSession, UndoneAwsFile, UndoStep } from '../app-data.ts';
import type { Hash } from '../ports.ts';
import type { FilePlan, PlannedFile } from './change-plan.ts';
import type { ChangeWriter } from './change-writer.ts';
import { awsFilesOfStep, type ProfileJournal } from './profile-journal.ts';

/**
 * Whether a session can get its old name again; if so, what does that to its record and its token once the files are
 * dealt with.
 */
export type RenameBack = (renamed: RenamedSession) => Result<() => Promise<void>>;

const nothingMore = () => Promise.resolve();

/**
 * Takes the last change back, file by file in reverse. What nobody has touched since gets every byte back; otherwise the
 * inverse is planned again for what the file says now, and that must have been agreed to.
 */
export function createProfileUndo({
  writer,
  journal,
  hash,
}: {
  readonly writer: ChangeWriter;
  readonly journal: ProfileJournal;
  readonly hash: Hash;
}) {
  let renameBack: RenameBack = () => ok(nothingMore);

  function filesOf(step: UndoStep): readonly FilePlan[] {
    return awsFilesOfStep(step).map((file) => ({
      file: file.file,
      kind: file.kind,
      plan: (text) => planOf(file, text),
    }));
  }

  function planOf({ file, edits, after }: UndoneAwsFile, text: string): Result<PlannedFile> {
    const untouched = edits.length === 0 || hash.sha256(text) === after;
    return ok({ edits, asks: untouched ? [] : [appError('config.undo-changed', { file })] });
  }

  function last(): Result<{ readonly step: UndoStep; readonly files: readonly [FilePlan, ...FilePlan[]] }> {
    const step = journal.last();
    const [first, ...others] = step === null ? [] : filesOf(step);
    return step === null || first === undefined
      ? err(appError('config.nothing-to-undo'))
      : ok({ step, files: [first, ...others] });
  }

  return {
    /** Whoever renames sessions says how that is taken back. */
    onRenamed(task: RenameBack): void {
      renameBack = task;
    },

    async preview(): Promise<Result<ChangePreview>> {
      const found = last();
      return found.ok ? writer.preview({ files: found.value.files, warnings: [] }) : found;
    },

    /** Errors: `config.nothing-to-undo`, `config.undo-changed` if not agreed to, those of the write. */
    async undo(consent: ChangeConsent): Promise<Result<ChangePreview>> {
      const found = last();
      if (!found.ok) {
        return found;
      }
      const { step, files } = found.value;
      const back = step.renamed === null ? ok(nothingMore) : renameBack(step.renamed);
      if (!back.ok) {
        return back;
      }
      const written = await writer.write({ files, warnings: [] }, consent);
      if (!written.ok) {
        return written;
      }
      journal.takenBack(step);
      await back.value();
      return ok(written.value.effect);
    },
  };
}
