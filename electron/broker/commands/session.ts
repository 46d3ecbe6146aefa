import type { Command } from 'commander';
import { appError } from '../../../shared/model/app-error.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import {
  addGroup,
  addVerb,
  choiceOption,
  cloudOption,
  type CommandLine,
  countOption,
} from '../command-builder.ts';
import { type CommandContext, done, failed, misused, printJson, say } from '../command-context.ts';
import { removalJson, sessionJson } from '../json-shapes.ts';
import { findSession, viewOf } from './names.ts';
import { printRemoval } from './removal.ts';
import { printSessions } from './status.ts';

const practiceSize = { accounts: 12, rolesPerAccount: 4 };

/** `session add aws|practice`, `session list`, `session remove` */
export function addSessionVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;
  const session = addGroup(line, program, 'session', 'cli.help.session');
  const add = addGroup(line, session, 'add', 'cli.help.sessionAdd');

  addVerb(line, add, 'aws <name>', 'cli.help.sessionAddAws', async ({ args: [name = ''], text }) => {
    const startUrl = text('startUrl');
    const region = text('region');
    if (startUrl === null) {
      return misused(context, t('cli.usage.missingOption', { name: '--start-url' }));
    }
    if (region === null) {
      return failed(context, appError('input.region-missing'));
    }
    const flow = text('flow');
    const input = {
      name,
      startUrl,
      region,
      scopes: text('scopes'),
      ...(flow === 'device' ? { flow: 'device' as const } : {}),
    };
    return added(context, await context.intents.sessions.addAws(input, context.call));
  })
    .option('--start-url <url>', t('cli.help.startUrl'))
    .option('--region <region>', t('cli.help.sessionRegion'))
    .option('--scopes <list>', t('cli.help.scopes'))
    .addOption(choiceOption(line, '--flow <flow>', 'cli.help.flow', ['pkce', 'device']));

  addVerb(
    line,
    add,
    'practice <name>',
    'cli.help.sessionAddPractice',
    async ({ args: [name = ''], number }) => {
      const input = {
        name,
        accounts: number('accounts') ?? practiceSize.accounts,
        rolesPerAccount: number('roles') ?? practiceSize.rolesPerAccount,
      };
      return added(context, await context.intents.sessions.addPractice(input, context.call));
    },
  )
    .addOption(choiceOption(line, '--cloud <cloud>', 'cli.help.cloud', ['aws']))
    .addOption(countOption(line, '--accounts <n>', 'cli.help.accounts', { least: 1, most: 1000 }))
    .addOption(countOption(line, '--roles <n>', 'cli.help.roles', { least: 1, most: 30 }));

  addVerb(line, session, 'list', 'cli.help.sessionList', () => {
    const { sessions } = context.intents.state.current();
    if (context.json()) {
      const now = context.clock.now();
      printJson(
        context,
        sessions.map((view) => sessionJson(t, view, now)),
      );
    } else {
      printSessions(context, sessions);
    }
    return done;
  });

  addVerb(line, session, 'remove <name>', 'cli.help.sessionRemove', async ({ args: [name = ''], text }) => {
    const id = findSession(context, name, text('cloud'));
    const report = id.ok ? await context.intents.sessions.remove(id.value, context.call) : id;
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
  }).addOption(cloudOption(line));
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
