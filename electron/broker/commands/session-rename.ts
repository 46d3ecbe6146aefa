import type { Command } from 'commander';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { failed, say } from '../command-context.ts';
import { findSession } from './names.ts';
import { carryOut } from './profile-print.ts';

/** `session rename` */
export function addSessionRename(line: CommandLine, session: Command): void {
  const { context } = line;
  const { sessions } = context.intents;
  const t = context.translate;

  addVerb(
    line,
    session,
    'rename <name> <new-name>',
    'cli.help.sessionRename',
    async ({ args: [name = '', newName = ''], text, flag }) => {
      const id = findSession(context, name, text('cloud'));
      if (!id.ok) {
        return failed(context, id.error);
      }
      return carryOut(context, {
        dryRun: flag('dryRun'),
        yes: flag('yes'),
        preview: () => sessions.previewRename(id.value, newName, context.call),
        change: (confirmed) => sessions.rename(id.value, newName, { digest: null, confirmed }, context.call),
        said: () => say(context, 'cli.session.renamed', { name, newName }),
      });
    },
  )
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));
}
