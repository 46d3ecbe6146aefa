import type { Command } from 'commander';
import type { GeneratePreview, PrunePreview } from '../../../shared/model/profile-batch.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import type { CommandEnd } from '../answer.ts';
import { addVerb, cloudOption, type CommandInput, type CommandLine } from '../command-builder.ts';
import { type CommandContext, failed, misused, say } from '../command-context.ts';
import { findSession, viewOf } from './names.ts';
import { carryOut } from './profile-print.ts';

/** `profile add-all|prune` */
export function addBatchVerbs(line: CommandLine, profile: Command): void {
  const { context } = line;
  const t = context.translate;

  addVerb(line, profile, 'add-all', 'cli.help.profileAddAll', (input) => addAll(context, input))
    .option('--session <name>', t('cli.help.batchSession'))
    .option('--template <template>', t('cli.help.template'))
    .option('--region <region>', t('cli.help.profileRegion'))
    .option('--output <format>', t('cli.help.output'))
    .option('--search <text>', t('cli.help.search'))
    .option('--added', t('cli.help.addedOnly'))
    .option('--again', t('cli.help.again'))
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));

  addVerb(line, profile, 'prune', 'cli.help.profilePrune', (input) => prune(context, input))
    .option('--session <name>', t('cli.help.batchSession'))
    .option('--dry-run', t('cli.help.dryRun'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));
}

async function addAll(context: CommandContext, given: CommandInput): Promise<CommandEnd> {
  const { text, flag } = given;
  const sessionId = sessionOf(context, given);
  if (sessionId === null) {
    return misused(context, context.translate('cli.usage.chooseSession'));
  }
  if (!sessionId.ok) {
    return failed(context, sessionId.error);
  }
  const { profiles } = context.intents;
  const input = {
    sessionId: sessionId.value,
    template: text('template'),
    region: text('region') ?? viewOf(context, sessionId.value)?.record.region ?? null,
    output: text('output') ?? 'json',
    search: text('search'),
    added: flag('added'),
    again: flag('again'),
  };
  const batch = keepLast<GeneratePreview>();
  return carryOut(context, {
    dryRun: flag('dryRun'),
    yes: flag('yes'),
    preview: async () => batch.keep(await profiles.previewGenerate(input, context.call)),
    change: async (confirmed) =>
      batch.keep(await profiles.generate(input, { digest: null, confirmed }, context.call)),
    said({ file }) {
      const last = batch.last();
      for (const { name } of last?.profiles ?? []) {
        say(context, 'cli.profile.addedOne', { name });
      }
      say(context, 'cli.profile.addedAll', { count: last?.profiles.length ?? 0, file });
    },
    more: () => {
      const last = batch.last();
      return last === null
        ? {}
        : {
            profiles: last.profiles.map(({ name, accountId, roleName }) => ({ name, accountId, roleName })),
            present: last.present,
          };
    },
  });
}

async function prune(context: CommandContext, given: CommandInput): Promise<CommandEnd> {
  const sessionId = sessionOf(context, given);
  if (sessionId === null) {
    return misused(context, context.translate('cli.usage.chooseSession'));
  }
  if (!sessionId.ok) {
    return failed(context, sessionId.error);
  }
  const { profiles } = context.intents;
  const batch = keepLast<PrunePreview>();
  return carryOut(context, {
    dryRun: given.flag('dryRun'),
    yes: given.flag('yes'),
    preview: async () => batch.keep(await profiles.previewPrune(sessionId.value, context.call)),
    change: async (confirmed) =>
      batch.keep(await profiles.prune(sessionId.value, { digest: null, confirmed }, context.call)),
    said({ file }) {
      const last = batch.last();
      for (const { name } of last?.profiles ?? []) {
        say(context, 'cli.profile.prunedOne', { name });
      }
      say(context, 'cli.profile.pruned', { count: last?.profiles.length ?? 0, file });
    },
    more: () => ({ profiles: batch.last()?.profiles ?? [] }),
  });
}

/** The session that was named; the only one there is; null where there is a choice. */
function sessionOf(context: CommandContext, { text }: CommandInput) {
  const name = text('session');
  if (name !== null) {
    return findSession(context, name, text('cloud'));
  }
  const [sole, ...others] = context.intents.state.current().sessions;
  return sole === undefined || others.length > 0 ? null : ok(sole.record.id);
}

/** Passes the change of a batch on, and remembers the rest for what is printed. */
function keepLast<Batch extends { readonly change: ChangePreview }>() {
  let last: Batch | null = null;
  return {
    last: () => last,
    keep(result: Result<Batch>): Result<ChangePreview> {
      if (!result.ok) {
        return result;
      }
      last = result.value;
      return ok(result.value.change);
    },
  };
}
