import type { Command } from 'commander';
import { appError } from '../../../shared/model/app-error.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import {
  addGroup,
  addVerb,
  choiceOption,
  type CommandInput,
  type CommandLine,
  countOption,
} from '../command-builder.ts';
import { type CommandContext, done, failed, misused, printJson, say } from '../command-context.ts';
import { sessionJson, sessionWithSectionJson } from '../json-shapes.ts';
import { addAliyunSessionVerbs } from './session-add-aliyun.ts';
import { addFoundSessionVerbs } from './found.ts';
import { viewOf } from './names.ts';
import { addSessionBrowsers } from './session-browser.ts';
import { addSessionIdentity } from './session-identity.ts';
import { addSessionRemove } from './session-remove.ts';
import { addSessionRename } from './session-rename.ts';
import {
  addSessionSettings,
  addVariantOptions,
  flowGiven,
  printScopesWarning,
  variantGiven,
  writeSection,
} from './session-settings.ts';
import { printSessions } from './status.ts';

const practiceSize = { accounts: 12, rolesPerAccount: 4 };

/** `session add aws|practice`, `session list`, and what is in files of their own */
export function addSessionVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;
  const session = addGroup(line, program, 'session', 'cli.help.session');
  const add = addGroup(line, session, 'add', 'cli.help.sessionAdd');

  const aws = addVerb(line, add, 'aws <name>', 'cli.help.sessionAddAws', (input) => addAws(context, input))
    .option('--start-url <url>', t('cli.help.startUrl'))
    .option('--region <region>', t('cli.help.sessionRegion'))
    .option('--scopes <list>', t('cli.help.scopes'))
    .addOption(choiceOption(line, '--flow <flow>', 'cli.help.flow', ['pkce', 'device']))
    .option('--legacy', t('cli.help.legacy'))
    .option('--allow-endpoint-host <hosts>', t('cli.help.allowEndpointHost'))
    .option('--write-config', t('cli.help.writeConfig'));
  addVariantOptions(line, aws);

  addAliyunSessionVerbs(line, add, added);

  addVerb(
    line,
    add,
    'practice <name>',
    'cli.help.sessionAddPractice',
    async ({ args: [name = ''], number, text }) => {
      const region = text('region');
      if (text('cloud') === 'aliyun') {
        const kind = text('kind') === 'cloud-sso' ? 'cloud-sso' : 'oauth';
        const site = text('site') === 'INTL' ? 'INTL' : 'CN';
        return added(context, await context.intents.aliyun.addPractice({ name, kind, site }, context.call));
      }
      const input = {
        name,
        accounts: number('accounts') ?? practiceSize.accounts,
        rolesPerAccount: number('roles') ?? practiceSize.rolesPerAccount,
        ...(region === null ? {} : { region }),
      };
      return added(context, await context.intents.sessions.addPractice(input, context.call));
    },
  )
    .addOption(choiceOption(line, '--cloud <cloud>', 'cli.help.practiceCloud', ['aws', 'aliyun']))
    .addOption(choiceOption(line, '--kind <kind>', 'cli.help.practiceKind', ['oauth', 'cloud-sso']))
    .addOption(choiceOption(line, '--site <site>', 'cli.help.site', ['CN', 'INTL']))
    .option('--region <region>', t('cli.help.practiceRegion'))
    .addOption(countOption(line, '--accounts <n>', 'cli.help.accounts', { least: 1, most: 1000 }))
    .addOption(countOption(line, '--roles <n>', 'cli.help.roles', { least: 1, most: 30 }));

  addSessionSettings(line, session);
  addSessionBrowsers(line, session);
  addSessionIdentity(line, session);

  addVerb(line, session, 'list', 'cli.help.sessionList', () => {
    const state = context.intents.state.current();
    if (context.json()) {
      const now = context.clock.now();
      printJson(
        context,
        state.sessions.map((view) => sessionWithSectionJson(t, state, view, now)),
      );
    } else {
      printSessions(context, state.sessions);
    }
    return done;
  });

  addSessionRename(line, session);
  addSessionRemove(line, session);
  addFoundSessionVerbs(line, session);
}

async function addAws(context: CommandContext, input: CommandInput): Promise<CommandEnd> {
  const { args, text, flag } = input;
  const startUrl = text('startUrl');
  if (startUrl === null) {
    return misused(context, context.translate('cli.usage.missingOption', { name: '--start-url' }));
  }
  if (flag('legacy') && flag('writeConfig')) {
    return misused(context, context.translate('cli.usage.legacyHasNoSection'));
  }
  const endpointVariant = variantGiven(input);
  const hosts = (text('allowEndpointHost') ?? '').split(/[\s,]+/).filter((host) => host !== '');
  const id = await context.intents.sessions.addAws(
    {
      name: args[0] ?? '',
      startUrl,
      region: text('region'),
      scopes: text('scopes'),
      ...flowGiven(input),
      ...(flag('legacy') ? { kind: 'legacy' as const } : {}),
      ...(Object.keys(endpointVariant).length === 0 ? {} : { endpointVariant }),
      ...(hosts.length === 0 ? {} : { confirmedEndpointHosts: hosts }),
    },
    context.call,
  );
  const end = added(context, id);
  if (!id.ok || end !== done) {
    return end;
  }
  if (!context.json()) {
    const record = viewOf(context, id.value)?.record;
    printScopesWarning(context, record?.cloud === 'aws' ? record.scopes : []);
  }
  return flag('writeConfig') ? writeSection(context, id.value, false) : end;
}

function added(context: CommandContext, id: Result<SessionId>): CommandEnd {
  if (!id.ok) {
    return failed(context, id.error);
  }
  const view = viewOf(context, id.value);
  if (view === undefined) {
    return failed(context, appError('app.internal'));
  }
  if (context.json()) {
    printJson(context, sessionJson(context.translate, view, context.clock.now()));
  } else {
    say(context, 'cli.session.added', { name: view.record.name });
  }
  return done;
}
