import {
  applyEditPlan,
  changeDigest,
  previewEditPlan,
  type AppliedEdit,
} from '../../../shared/config-files/apply-edit-plan.ts';
import { planEdits, type PlannedEdit } from '../../../shared/config-files/edit-plan.ts';
import { maskedDiff } from '../../../shared/config-files/masked-diff.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AppData } from '../app-data.ts';
import type { Clock, FileStore, Hash, Settings } from '../ports.ts';
import type { ChangePlan, FilePlan, PlannedFile } from './change-plan.ts';

/** One file of a change as it was written. */
export interface WrittenFile {
  readonly plan: FilePlan;
  readonly planned: PlannedFile;
  readonly applied: AppliedEdit;
}

export interface WrittenChange {
  /** In the order of the plan; files in which nothing had to change are left out. */
  readonly files: readonly WrittenFile[];
  readonly effect: ChangePreview;
}

export interface ChangeWriterPorts {
  readonly settings: Settings<AppData>;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
}

/** Previews and writes changes of the vendors' files: what was previewed, all files or none, with the one backup. */
export function createChangeWriter({ settings, files, hash, clock }: ChangeWriterPorts) {
  async function preview({
    files: plans,
    warnings,
  }: Pick<ChangePlan, 'files' | 'warnings'>): Promise<Result<ChangePreview>> {
    const changes: ChangePreview[] = [];
    for (const filePlan of plans) {
      let planned: PlannedFile = { edits: [] };
      const previewed = await previewEditPlan(
        files,
        hash,
        filePlan.file,
        (text) => editsOf(filePlan, text, (seen) => (planned = seen)),
        { ownerOnly: filePlan.kind === 'credentials' },
      );
      if (!previewed.ok) {
        return previewed;
      }
      changes.push({
        ...previewed.value,
        warnings: [...previewed.value.warnings, ...(planned.warnings ?? [])],
        asks: planned.asks ?? [],
      });
    }
    return ok(together(changes, warnings));
  }

  /** Several files as one change; files that stay as they are go unmentioned unless all do. */
  function together(changes: readonly ChangePreview[], warnings: readonly AppError[]): ChangePreview {
    const changed = changes.filter((change) => change.diff.length > 0);
    const shown = changed.length > 0 ? changed : changes.slice(0, 1);
    const first = shown[0];
    return {
      file: first?.file ?? '',
      diff: first?.diff ?? [],
      files: shown.map(({ file, diff }) => ({ file, diff })),
      digest: joinedDigest(changes),
      warnings: [...changes.flatMap((change) => change.warnings), ...warnings],
      asks: changes.flatMap((change) => change.asks),
    };
  }

  function joinedDigest(changes: readonly ChangePreview[]): string {
    const [first, ...others] = changes;
    return others.length === 0
      ? (first?.digest ?? '')
      : hash.sha256(changes.map((one) => one.digest).join(' '));
  }

  /**
   * Writes a change. Errors: the first question that was not agreed to; `config.changed-on-disk` if the change is no longer
   * the one of the digest; those of `applyEditPlan`. After any of them no file holds a part of the change, unless a
   * foreign program wrote over the very lines in between.
   */
  async function write(
    plan: Pick<ChangePlan, 'files' | 'warnings'>,
    consent: ChangeConsent,
  ): Promise<Result<WrittenChange>> {
    if (plan.files.length > 1) {
      // What can be known to go wrong with a later file is known before the first one is written.
      const current = await preview(plan);
      if (!current.ok) {
        return current;
      }
      if (consent.digest !== null && current.value.digest !== consent.digest) {
        return err(appError('config.changed-on-disk', { file: plan.files[0].file }));
      }
      const [question] = current.value.asks;
      if (question !== undefined && !consent.confirmed) {
        return err(question);
      }
    }
    const written: WrittenFile[] = [];
    for (const filePlan of plan.files) {
      const one = await writeFile(filePlan, {
        ...consent,
        digest: plan.files.length > 1 ? null : consent.digest,
      });
      if (!one.ok) {
        await takeBack(written);
        return one;
      }
      written.push(one.value);
    }
    return ok({
      files: written.filter(({ applied, planned }) => applied.plan.changed || planned.moved !== undefined),
      effect: together(written.map(effectOf), plan.warnings),
    });
  }

  async function writeFile(plan: FilePlan, consent: ChangeConsent): Promise<Result<WrittenFile>> {
    let planned: PlannedFile = { edits: [] };
    const applied = await applyEditPlan(
      files,
      hash,
      plan.file,
      (text) => {
        const edits = editsOf(plan, text, (seen) => (planned = seen));
        const [question] = planned.asks ?? [];
        return edits.ok && question !== undefined && !consent.confirmed ? err(question) : edits;
      },
      {
        backupAt: settings.get('backedUp').includes(plan.file) ? null : clock.now(),
        ownerOnly: plan.kind === 'credentials',
        ...(consent.digest === null ? {} : { digest: consent.digest }),
      },
    );
    if (!applied.ok) {
      return applied;
    }
    if (applied.value.plan.changed && !settings.get('backedUp').includes(plan.file)) {
      settings.set('backedUp', [...settings.get('backedUp'), plan.file]);
    }
    return ok({ plan, planned, applied: applied.value });
  }

  /** A later file could not be written, so the earlier ones go back to what they said. */
  async function takeBack(written: readonly WrittenFile[]): Promise<void> {
    for (const { plan, applied } of [...written].reverse()) {
      if (applied.plan.changed) {
        await applyEditPlan(files, hash, plan.file, (text) =>
          planEdits(text, applied.plan.inverse, plan.kind),
        );
      }
    }
  }

  /** What a change did, in the form in which it would have been previewed. */
  function effectOf({ plan, planned, applied: { before, plan: made } }: WrittenFile): ChangePreview {
    const diff = maskedDiff(before, made.text);
    return {
      file: plan.file,
      diff,
      files: [{ file: plan.file, diff }],
      digest: changeDigest(hash, before, made.text),
      warnings: planned.warnings ?? [],
      asks: [],
    };
  }

  return { preview, write };
}

export type ChangeWriter = ReturnType<typeof createChangeWriter>;

function editsOf(
  { plan, kind }: FilePlan,
  text: string,
  seen: (planned: PlannedFile) => void,
): Result<PlannedEdit> {
  const planned = plan(text);
  if (!planned.ok) {
    return planned;
  }
  seen(planned.value);
  return planEdits(text, planned.value.edits, kind);
}
