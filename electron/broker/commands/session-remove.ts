import type { Command } from 'commander';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { type CommandContext, done, failed, printJson, printLines, say } from '../command-context.ts';
import { errorJson } from '../failure.ts';
import { changeJson, diffLines, removalJson } from '../json-shapes.ts';
import { printable } from '../printable.ts';
import { findSession } from './names.ts';
import { printRemoval } from './removal.ts';

/** `session remove` */
export function addSessionRemove(line: CommandLine, session: Command): void {
  const { context } = line;
  const t = context.translate;

  addVerb(
    line,
    session,
    'remove <name>',
    'cli.help.sessionRemove',
    async ({ args: [name = ''], text, flag }) => {
      const id = findSession(context, name, text('cloud'));
      if (!id.ok) {
        return failed(context, id.error);
      }
      if (flag('dryRun')) {
        return preview(context, id.value);
      }
      const consent = { digest: null, confirmed: flag('yes') };
      const report = await context.intents.sessions.remove(id.value, consent, context.call);
      if (!report.ok) {
        return failed(context, report.error);
      }
      if (context.json()) {
        printJson(context, removalJson(report.value));
      } else {
        say(context, 'cli.session.removed', { name });
        printRemoval(context, report.value);
      }
      return done;
    },
  )
    .option('--yes', t('cli.help.sessionRemoveYes'))
    .option('--dry-run', t('cli.help.dryRun'))
    .addOption(cloudOption(line));
}

async function preview(context: CommandContext, id: SessionId): Promise<CommandEnd> {
  const change = await context.intents.sessions.previewRemoval(id, context.call);
  if (!change.ok) {
    return failed(context, change.error);
  }
  if (context.json()) {
    printJson(context, changeJson(context.translate, change.value));
  } else {
    printPreview(context, change.value);
  }
  return done;
}

function printPreview(context: CommandContext, change: ChangePreview): void {
  const unchanged = change.diff.every((one) => one.type === 'context');
  say(context, unchanged ? 'cli.profile.unchanged' : 'cli.profile.wouldChange', { file: change.file });
  printLines(context, diffLines(change).map(printable));
  printLines(
    context,
    [...change.warnings, ...change.asks].map((one) => printable(errorJson(context.translate, one).message)),
  );
}
