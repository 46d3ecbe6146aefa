import type { AppError } from '../../../shared/model/app-error.ts';
import type { ChangePreview, FileChange, ProfileRow } from '../../../shared/model/profile.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { CommandEnd } from '../answer.ts';
import { type CommandContext, done, failed, printJson, printLines, say } from '../command-context.ts';
import { errorJson } from '../failure.ts';
import { changeJson, diffLines } from '../json-shapes.ts';
import { printable } from '../printable.ts';
import { textTable } from '../text-table.ts';

/** How a change is asked for on the command line. */
export interface AskedChange {
  readonly dryRun: boolean;
  /** `--yes`: agrees to whatever would be asked. */
  readonly yes: boolean;
  preview(): Promise<Result<ChangePreview>>;
  change(confirmed: boolean): Promise<Result<ChangePreview>>;
  /** Says that it is done. */
  said(change: ChangePreview): void;
  /** Further fields of what `--json` prints. */
  more?(): object;
}

/**
 * Shows a change, or carries it out. One that somebody should agree to first is shown and refused, unless `--yes` was
 * given.
 */
export async function carryOut(context: CommandContext, asked: AskedChange): Promise<CommandEnd> {
  if (asked.dryRun || !asked.yes) {
    const preview = await asked.preview();
    if (!preview.ok) {
      return failed(context, preview.error);
    }
    if (asked.dryRun) {
      return previewed(context, preview.value, asked.more?.());
    }
    const [question] = preview.value.asks;
    if (question !== undefined) {
      if (!context.json()) {
        printChange(context, preview.value);
      }
      return failed(context, question);
    }
  }
  const change = await asked.change(asked.yes);
  if (!change.ok) {
    return failed(context, change.error);
  }
  if (context.json()) {
    printJson(context, { ...changeJson(context.translate, change.value), ...asked.more?.() });
  } else {
    asked.said(change.value);
    printProblems(context, change.value.warnings);
  }
  return done;
}

/** A change that is only shown. */
export function previewed(context: CommandContext, change: ChangePreview, more: object = {}): CommandEnd {
  if (context.json()) {
    printJson(context, { ...changeJson(context.translate, change), ...more });
  } else {
    printChange(context, change);
    printProblems(context, change.asks);
  }
  return done;
}

/** The lines that a change adds and takes away, file by file, and what is to be said of it. */
export function printChange(context: CommandContext, change: ChangePreview): void {
  for (const one of change.files) {
    const unchanged = one.diff.every((line) => line.type === 'context');
    say(context, unchanged ? 'cli.profile.unchanged' : 'cli.profile.wouldChange', { file: one.file });
    printDiff(context, one);
  }
  printProblems(context, change.warnings);
}

export function printDiff(context: CommandContext, change: FileChange): void {
  printLines(context, diffLines(change).map(printable));
}

export function printProblems(context: CommandContext, problems: readonly AppError[]): void {
  for (const problem of problems) {
    const { message, hint } = errorJson(context.translate, problem);
    say(context, 'cli.profile.warning', { message, hint });
  }
}

/** The list as a table; what is wrong with a profile stands behind it. */
export function printProfiles(context: CommandContext, rows: readonly ProfileRow[]): void {
  if (rows.length === 0) {
    say(context, 'cli.profile.none');
    return;
  }
  const t = context.translate;
  const none = t('cli.table.none');
  const noteOf = (row: ProfileRow) =>
    [
      ...row.problems.map((problem) => errorJson(t, problem).message),
      ...(row.chain === null
        ? []
        : [t('cli.profile.chain', { role: row.chain.roleArn, source: row.chain.sourceProfile })]),
      ...(row.current ? [t('cli.profile.default')] : []),
      ...(row.managed ? [] : [t('cli.profile.foreign')]),
    ].join(', ');
  printLines(
    context,
    textTable(
      [
        t('cli.table.profile'),
        t('cli.table.session'),
        t('cli.table.account'),
        t('cli.table.role'),
        t('cli.table.region'),
        t('cli.table.note'),
      ],
      rows.map((row) => [
        row.name,
        row.sessionName ?? none,
        row.accountId ?? none,
        row.roleName ?? none,
        row.region ?? none,
        noteOf(row),
      ]),
    ),
  );
}
