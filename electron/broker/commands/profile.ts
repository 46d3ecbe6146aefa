import type { Command } from 'commander';
import type { ChangeConsent, ChangePreview, ProfileTarget } from '../../../shared/model/profile.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { CommandEnd } from '../answer.ts';
import {
  addGroup,
  addVerb,
  choiceOption,
  cloudOption,
  type CommandInput,
  type CommandLine,
  countOption,
  listOption,
} from '../command-builder.ts';
import { type CommandContext, done, failed, printJson, say } from '../command-context.ts';
import { profileJson } from '../json-shapes.ts';
import { addFoundProfileVerbs } from './found.ts';
import { findTarget } from './names.ts';
import { addBatchVerbs } from './profile-batch.ts';
import { carryOut, printDiff, printProblems, printProfiles } from './profile-print.ts';
import { addProfile, editProfile } from './profile-save.ts';

const deliveries = ['native', 'legacy', 'static'];

/** `profile add|add-all|edit|list|rename|remove|default|prune|repair|manage|unmanage|undo` */
export function addProfileVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const { profiles } = context.intents;
  const t = context.translate;
  const profile = addGroup(line, program, 'profile', 'cli.help.profile');
  addBatchVerbs(line, profile);

  const add = addVerb(line, profile, 'add <name>', 'cli.help.profileAdd', (input) =>
    addProfile(context, input),
  ).option('--bearer-only', t('cli.help.bearerOnly'));
  addFields(line, add);

  const edit = addVerb(line, profile, 'edit <name>', 'cli.help.profileEdit', (input) =>
    editProfile(context, input),
  );
  addFields(line, edit)
    .addOption(listOption(line, '--unset <key>', 'cli.help.unset'))
    .addOption(cloudOption(line));

  addVerb(line, profile, 'list', 'cli.help.profileList', async () => {
    const { rows, problems } = await profiles.all(context.call);
    if (context.json()) {
      printJson(
        context,
        rows.map((row) => profileJson(t, row)),
      );
    } else if (rows.length > 0 || problems.length === 0) {
      printProfiles(context, rows);
    }
    // What could be read is shown, and what could not be is said and told by the exit code.
    const [problem, ...others] = problems;
    printProblems(context, others);
    return problem === undefined ? done : failed(context, problem);
  });

  addVerb(line, profile, 'rename <name> <new-name>', 'cli.help.profileRename', (input) => {
    const newName = input.args[1] ?? '';
    return changeOf(context, input, {
      preview: (name) => profiles.previewRename(name, newName, context.call),
      change: (name, consent) => profiles.rename(name, newName, consent, context.call),
      said: (name, { file }) => say(context, 'cli.profile.renamed', { name, newName, file }),
    });
  })
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));

  addVerb(line, profile, 'remove <name>', 'cli.help.profileRemove', (input) =>
    changeOf(context, input, {
      preview: (name) => profiles.previewRemoval(name, context.call),
      change: (name, consent) => profiles.remove(name, consent, context.call),
      said: (name, { file }) => say(context, 'cli.profile.removed', { name, file }),
    }),
  )
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));

  addVerb(line, profile, 'default <name>', 'cli.help.profileDefault', (input) =>
    changeOf(context, input, {
      preview: (name) => profiles.previewDefault(name, context.call),
      change: (name, consent) => profiles.makeDefault(name, consent, context.call),
      said: (name, { file }) => say(context, 'cli.profile.madeDefault', { name, file }),
    }),
  )
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));

  addVerb(line, profile, 'repair', 'cli.help.profileRepair', ({ flag }) =>
    carryOut(context, {
      dryRun: flag('dryRun'),
      yes: flag('yes'),
      preview: () => profiles.previewFileRepair(flag('practice'), context.call),
      change: (confirmed) => profiles.repairFile(flag('practice'), { digest: null, confirmed }, context.call),
      said: ({ file }) => say(context, 'cli.profile.repaired', { file }),
    }),
  )
    .option('--practice', t('cli.help.repairPractice'))
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'));

  addFoundProfileVerbs(line, profile);

  addVerb(line, profile, 'undo', 'cli.help.profileUndo', ({ flag }) =>
    carryOut(context, {
      dryRun: flag('dryRun'),
      yes: flag('yes'),
      preview: () => profiles.previewUndo(context.call),
      change: (confirmed) => profiles.undo({ digest: null, confirmed }, context.call),
      said(change) {
        for (const one of change.files) {
          say(context, 'cli.profile.undone', { file: one.file });
          printDiff(context, one);
        }
      },
    }),
  )
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'));
}

/** What a profile consists of, as options. */
function addFields(line: CommandLine, verb: Command): Command {
  const t = line.context.translate;
  return verb
    .option('--session <name>', t('cli.help.profileSession'))
    .option('--account <id>', t('cli.help.account'))
    .option('--role <role>', t('cli.help.role'))
    .option('--region <region>', t('cli.help.profileRegion'))
    .option('--output <format>', t('cli.help.output'))
    .addOption(choiceOption(line, '--delivery <delivery>', 'cli.help.delivery', deliveries))
    .addOption(choiceOption(line, '--language <language>', 'cli.help.language', ['zh', 'en']))
    .option('--current', t('cli.help.current'))
    .addOption(listOption(line, '--set <key=value>', 'cli.help.set'))
    .option('--role-arn <arn>', t('cli.help.roleArn'))
    .option('--source-profile <name>', t('cli.help.sourceProfile'))
    .option('--role-session-name <name>', t('cli.help.roleSessionName'))
    .option('--external-id <id>', t('cli.help.externalId'))
    .option('--yes', t('cli.help.yes'))
    .addOption(
      countOption(line, '--duration-seconds <n>', 'cli.help.durationSeconds', { least: 900, most: 43_200 }),
    )
    .option('--dry-run', t('cli.help.dryRun'));
}

/** A change of the profile that the first argument names. */
async function changeOf(
  context: CommandContext,
  { args: [given = ''], text, flag }: CommandInput,
  change: {
    preview(profile: ProfileTarget): Promise<Result<ChangePreview>>;
    change(profile: ProfileTarget, consent: ChangeConsent): Promise<Result<ChangePreview>>;
    said(name: string, change: ChangePreview): void;
  },
): Promise<CommandEnd> {
  const target = await findTarget(context, given, text('cloud'));
  if (!target.ok) {
    return failed(context, target.error);
  }
  const profile = target.value;
  return carryOut(context, {
    dryRun: flag('dryRun'),
    yes: flag('yes'),
    preview: () => change.preview(profile),
    change: (confirmed) => change.change(profile, { digest: null, confirmed }),
    said: (made) => {
      change.said(typeof profile === 'string' ? profile : profile.name, made);
    },
  });
}
