import type { Command } from 'commander';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import type { FoundOnMachine, FoundSession, ManageTarget } from '../../../shared/model/found.ts';
import type { CommandEnd } from '../answer.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import {
  type CommandContext,
  done,
  failed,
  misused,
  printJson,
  printLines,
  say,
  timeText,
} from '../command-context.ts';
import { errorJson } from '../failure.ts';
import { sessionJson } from '../json-shapes.ts';
import { textTable } from '../text-table.ts';
import { findProfile, findSession, viewOf } from './names.ts';

/** `session adopt`, `session manage`, `session unmanage`, `session follow` */
export function addFoundSessionVerbs(line: CommandLine, session: Command): void {
  const { context } = line;
  const t = context.translate;

  addVerb(line, session, 'adopt [names...]', 'cli.help.sessionAdopt', async ({ args, flag }) => {
    if (args.length > 0 && flag('all')) {
      return misused(context, t('cli.usage.namesOrAll'));
    }
    return args.length === 0 && !flag('all') ? listFound(context) : adopt(context, flag('all') ? null : args);
  }).option('--all', t('cli.help.sessionAdoptAll'));

  addVerb(line, session, 'manage <name>', 'cli.help.sessionManage', ({ args: [name = ''] }) =>
    manage(context, { type: 'session', name }),
  );
  addVerb(line, session, 'unmanage <name>', 'cli.help.sessionUnmanage', ({ args: [name = ''] }) =>
    letGo(context, { type: 'session', name }),
  );
  addVerb(line, session, 'follow <name>', 'cli.help.sessionFollow', async ({ args: [name = ''], text }) => {
    const id = findSession(context, name, text('cloud'));
    const followed = id.ok ? await context.intents.found.followFile(id.value) : id;
    if (!followed.ok) {
      return failed(context, followed.error);
    }
    const view = id.ok ? viewOf(context, id.value) : undefined;
    const record = view?.record.cloud === 'aws' ? view.record : undefined;
    if (context.json()) {
      printJson(context, { name, startUrl: record?.startUrl, region: record?.region });
    } else {
      say(context, 'cli.found.followed', {
        name,
        startUrl: record?.startUrl ?? '',
        region: record?.region ?? '',
      });
    }
    return done;
  }).addOption(cloudOption(line));
}

/** `profile manage`, `profile unmanage` */
export function addFoundProfileVerbs(line: CommandLine, profile: Command): void {
  const { context } = line;
  const verbs = [
    ['manage', 'cli.help.profileManage', manage],
    ['unmanage', 'cli.help.profileUnmanage', letGo],
  ] as const;
  for (const [verb, words, run] of verbs) {
    addVerb(line, profile, `${verb} <name>`, words, async ({ args: [given = ''], text }) => {
      const name = await findProfile(context, given, text('cloud'));
      return name.ok ? run(context, { type: 'profile', name: name.value }) : failed(context, name.error);
    }).addOption(cloudOption(line));
  }
}

async function listFound(context: CommandContext): Promise<CommandEnd> {
  const found = await context.intents.found.list(context.call);
  if (!found.ok) {
    return failed(context, found.error);
  }
  if (context.json()) {
    printJson(context, foundJson(context, found.value));
    return done;
  }
  const { file, sessions, profiles } = found.value;
  const usable = sessions.filter(isUsable);
  say(context, 'cli.found.counts', { file, ...profiles });
  if (sessions.length > 0) {
    printTable(context, sessions);
  }
  if (usable.length > 0) {
    say(context, 'cli.found.next');
  }
  return done;
}

async function adopt(context: CommandContext, names: readonly string[] | null): Promise<CommandEnd> {
  const used = await context.intents.found.use(names, context.call);
  if (!used.ok) {
    return failed(context, used.error);
  }
  const views = used.value.flatMap((id) => viewOf(context, id) ?? []);
  if (context.json()) {
    const now = context.clock.now();
    printJson(
      context,
      views.map((view) => sessionJson(context.translate, view, now)),
    );
    return done;
  }
  if (views.length === 0) {
    say(context, 'cli.found.nothing');
  }
  for (const { record, phase } of views) {
    const end = phase.state === 'active' ? phase.accessTokenExpiresAt : null;
    if (end !== null) {
      const at = timeText(context, end);
      say(context, 'cli.found.usedSignedIn', { name: record.name, at });
    } else {
      say(context, 'cli.found.used', { name: record.name });
    }
  }
  return done;
}

async function manage(context: CommandContext, target: ManageTarget): Promise<CommandEnd> {
  const managed = await context.intents.found.manage(target, context.call);
  if (!managed.ok) {
    return failed(context, managed.error);
  }
  return told(context, target, true);
}

async function letGo(context: CommandContext, target: ManageTarget): Promise<CommandEnd> {
  const released = await context.intents.found.letGo(target, context.call);
  if (!released.ok) {
    return failed(context, released.error);
  }
  return told(context, target, false);
}

function told(context: CommandContext, { type, name }: ManageTarget, managed: boolean): CommandEnd {
  if (context.json()) {
    printJson(context, { type, name, managed });
  } else {
    say(context, managed ? `cli.found.managed.${type}` : `cli.found.letGo.${type}`, { name });
  }
  return done;
}

function isUsable(session: FoundSession): boolean {
  return session.sessionId === null && session.problem === null;
}

function foundJson(context: CommandContext, { file, sessions, profiles }: FoundOnMachine) {
  return {
    file,
    profiles,
    sessions: sessions.map((session) => ({
      name: session.name,
      kind: session.kind,
      startUrl: session.startUrl,
      region: session.region,
      profiles: session.profiles,
      used: session.sessionId !== null,
      managed: session.managed,
      ...(session.signedInUntil === null ? {} : { signedInUntil: toRfc3339(session.signedInUntil) }),
      ...(session.problem === null ? {} : { problem: errorJson(context.translate, session.problem) }),
    })),
  };
}

function printTable(context: CommandContext, sessions: readonly FoundSession[]): void {
  const t = context.translate;
  const stateOf = (session: FoundSession): string => {
    if (session.sessionId !== null) {
      return t('cli.found.state.used');
    }
    if (session.problem !== null) {
      return errorJson(t, session.problem).message;
    }
    return session.signedInUntil === null
      ? t('cli.found.state.free')
      : t('cli.found.state.signedIn', { at: timeText(context, session.signedInUntil) });
  };
  printLines(
    context,
    textTable(
      [
        t('cli.table.session'),
        t('cli.table.kind'),
        t('cli.table.startUrl'),
        t('cli.table.region'),
        t('cli.table.profiles'),
        t('cli.table.state'),
      ],
      sessions.map((session) => [
        session.name,
        session.kind,
        session.startUrl,
        session.region,
        String(session.profiles.length),
        stateOf(session),
      ]),
    ),
  );
}
