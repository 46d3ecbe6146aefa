import type { Command } from 'commander';
import { appError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ChangePreview, ProfileRow } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import {
  addGroup,
  addVerb,
  choiceOption,
  cloudOption,
  type CommandInput,
  type CommandLine,
} from '../command-builder.ts';
import {
  type CommandContext,
  done,
  failed,
  misused,
  printJson,
  printLines,
  say,
} from '../command-context.ts';
import { errorJson } from '../failure.ts';
import { changeJson, diffLines, profileJson } from '../json-shapes.ts';
import { printable } from '../printable.ts';
import { textTable } from '../text-table.ts';
import { findProfile, findSession } from './names.ts';

/** `profile add|list|remove|undo` */
export function addProfileVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;
  const profile = addGroup(line, program, 'profile', 'cli.help.profile');

  addVerb(line, profile, 'add <name>', 'cli.help.profileAdd', (input) => addProfile(context, input))
    .option('--session <name>', t('cli.help.profileSession'))
    .option('--account <id>', t('cli.help.account'))
    .option('--role <role>', t('cli.help.role'))
    .option('--region <region>', t('cli.help.profileRegion'))
    .option('--output <format>', t('cli.help.output'))
    .addOption(choiceOption(line, '--delivery <delivery>', 'cli.help.delivery', ['native']))
    .option('--dry-run', t('cli.help.dryRun'));

  addVerb(line, profile, 'list', 'cli.help.profileList', async () => {
    const rows = await context.intents.profiles.list(context.call);
    if (!rows.ok) {
      return failed(context, rows.error);
    }
    if (context.json()) {
      printJson(
        context,
        rows.value.map((row) => profileJson(t, row)),
      );
    } else {
      printProfiles(context, rows.value);
    }
    return done;
  });

  addVerb(
    line,
    profile,
    'remove <name>',
    'cli.help.profileRemove',
    async ({ args: [given = ''], text, flag }) => {
      const name = await findProfile(context, given, text('cloud'));
      if (!name.ok) {
        return failed(context, name.error);
      }
      if (flag('dryRun')) {
        const change = await context.intents.profiles.previewRemoval(name.value, context.call);
        return change.ok ? previewed(context, change.value) : failed(context, change.error);
      }
      const change = await context.intents.profiles.remove(
        name.value,
        { digest: null, confirmed: false },
        context.call,
      );
      if (!change.ok) {
        return failed(context, change.error);
      }
      if (context.json()) {
        printJson(context, changeJson(t, change.value));
      } else {
        say(context, 'cli.profile.removed', { name: name.value, file: change.value.file });
      }
      return done;
    },
  )
    .option('--dry-run', t('cli.help.dryRun'))
    .addOption(cloudOption(line));

  addVerb(line, profile, 'undo', 'cli.help.profileUndo', async () => {
    const change = await context.intents.profiles.undo({ digest: null, confirmed: false }, context.call);
    if (!change.ok) {
      return failed(context, change.error);
    }
    if (context.json()) {
      printJson(context, changeJson(t, change.value));
    } else {
      say(context, 'cli.profile.undone', { file: change.value.file });
      printDiff(context, change.value);
    }
    return done;
  });
}

async function addProfile(context: CommandContext, input: CommandInput): Promise<CommandEnd> {
  const { intents, call } = context;
  const sessionId = chooseSession(context, input.text('session'));
  if (sessionId === 'several') {
    return misused(context, context.translate('cli.usage.chooseSession'));
  }
  const role = sessionId.ok
    ? await chooseRole(context, sessionId.value, input.text('account'), input.text('role'))
    : sessionId;
  if (role === 'several') {
    return misused(context, context.translate('cli.usage.chooseRole'));
  }
  if (!role.ok) {
    return failed(context, role.error);
  }
  const suggestion = await intents.profiles.suggest(role.value);
  const suggested = suggestion.ok ? suggestion.value : { region: null, output: null };
  const profile = {
    ...role.value,
    name: input.args[0] ?? '',
    region: input.text('region') ?? suggested.region,
    output: input.text('output') ?? suggested.output,
  };
  if (input.flag('dryRun')) {
    const change = await intents.profiles.preview(profile, call);
    return change.ok ? previewed(context, change.value) : failed(context, change.error);
  }
  const saved = await intents.profiles.save(profile, null, call);
  if (!saved.ok) {
    return failed(context, saved.error);
  }
  if (context.json()) {
    printJson(context, saved.value);
  } else {
    say(context, 'cli.profile.saved', { name: saved.value.name, file: saved.value.file });
    say(context, 'cli.profile.try', { command: saved.value.tryCommand });
  }
  return done;
}

function chooseSession(context: CommandContext, name: string | null): Result<SessionId> | 'several' {
  if (name !== null) {
    return findSession(context, name, null);
  }
  const [sole, ...others] = context.intents.state.current().sessions;
  if (others.length > 0) {
    return 'several';
  }
  return sole === undefined ? err(appError('input.session-unknown')) : ok(sole.record.id);
}

/** A sole account or role is chosen by itself, as the vendor's CLI does (product.md §1.2). */
async function chooseRole(
  { intents, call }: CommandContext,
  sessionId: SessionId,
  accountId: string | null,
  roleName: string | null,
): Promise<Result<RoleRef> | 'several'> {
  if (accountId !== null && roleName !== null) {
    return ok({ sessionId, accountId, roleName });
  }
  const listed = await intents.catalog.roles(sessionId, null, call);
  if (!listed.ok) {
    return listed;
  }
  const [sole, ...others] = listed.value.filter(
    (role) =>
      (accountId === null || role.accountId === accountId) &&
      (roleName === null || role.roleName === roleName),
  );
  if (others.length > 0) {
    return 'several';
  }
  return sole === undefined
    ? err(appError('input.role-unknown'))
    : ok({ sessionId, accountId: sole.accountId, roleName: sole.roleName });
}

function previewed(context: CommandContext, change: ChangePreview): CommandEnd {
  if (context.json()) {
    printJson(context, changeJson(context.translate, change));
    return done;
  }
  const unchanged = change.diff.every((line) => line.type === 'context');
  say(context, unchanged ? 'cli.profile.unchanged' : 'cli.profile.wouldChange', { file: change.file });
  printDiff(context, change);
  return done;
}

function printDiff(context: CommandContext, change: ChangePreview): void {
  printLines(context, diffLines(change).map(printable));
  printLines(
    context,
    change.warnings.map((warning) => printable(errorJson(context.translate, warning).message)),
  );
}

function printProfiles(context: CommandContext, rows: readonly ProfileRow[]): void {
  if (rows.length === 0) {
    say(context, 'cli.profile.none');
    return;
  }
  const t = context.translate;
  const none = t('cli.table.none');
  const noteOf = (row: ProfileRow) =>
    [
      ...(row.problem === null ? [] : [errorJson(t, row.problem).message]),
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
