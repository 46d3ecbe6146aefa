import type { Command } from 'commander';
import { appError } from '../../../shared/model/app-error.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import type { EndpointVariant, SessionId } from '../../../shared/model/session.ts';
import { scopesWarning } from '../../../shared/start-url/index.ts';
import { parseDuration } from '../../../shared/time/duration.ts';
import type { ChangedSession, SessionChanges } from '../../core/intents.ts';
import type { CommandEnd } from '../answer.ts';
import {
  addVerb,
  BadValue,
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
import { exitCodes } from '../exit-codes.ts';
import { errorJson } from '../failure.ts';
import { changeJson, diffLines, sessionJson } from '../json-shapes.ts';
import { printable } from '../printable.ts';
import { findSession, viewOf } from './names.ts';
import { addBrowserOptions, chooseBrowser } from './session-browser.ts';

/** The word that takes a set value back. */
const usual = 'default';

/** `session set`, `session write` */
export function addSessionSettings(line: CommandLine, session: Command): void {
  const { context } = line;
  const t = context.translate;

  const set = addVerb(line, session, 'set <name>', 'cli.help.sessionSet', async (input) => {
    const id = findSession(context, input.args[0] ?? '', input.text('cloud'));
    if (!id.ok) {
      return failed(context, id.error);
    }
    const changes = changesOf(input);
    const changesMore = Object.keys(changes).length > 0;
    const chosen = await chooseBrowser(context, id.value, input);
    if (chosen !== null && (!changesMore || chosen.exitCode !== exitCodes.done)) {
      return chosen;
    }
    if (!changesMore) {
      return misused(context, t('cli.usage.nothingToSet'));
    }
    return changeSession(context, id.value, changes, input);
  })
    .option('--start-url <url>', t('cli.help.startUrl'))
    .option('--region <region>', t('cli.help.sessionRegion'))
    .option('--scopes <list>', t('cli.help.scopesSet'))
    .addOption(choiceOption(line, '--flow <flow>', 'cli.help.flow', ['pkce', 'device']))
    .option('--duration <time>', t('cli.help.duration'), (text) => durationGiven(context, text))
    .option('--sign-out', t('cli.help.signOutToSet'))
    .option('--dry-run', t('cli.help.dryRun'))
    .addOption(cloudOption(line));
  addVariantOptions(line, set);
  addBrowserOptions(line, set);

  addVerb(
    line,
    session,
    'write <name>',
    'cli.help.sessionWrite',
    async ({ args: [name = ''], text, flag }) => {
      const id = findSession(context, name, text('cloud'));
      return id.ok ? writeSection(context, id.value, flag('dryRun')) : failed(context, id.error);
    },
  )
    .option('--dry-run', t('cli.help.dryRun'))
    .addOption(cloudOption(line));
}

/** `--fips`, `--dual-stack`; without them it is as the caller's environment says. */
export function addVariantOptions(line: CommandLine, verb: Command): void {
  verb
    .addOption(choiceOption(line, '--fips <on|off>', 'cli.help.fips', ['on', 'off']))
    .addOption(choiceOption(line, '--dual-stack <on|off>', 'cli.help.dualStack', ['on', 'off']));
}

export function variantGiven({ text }: CommandInput): Partial<EndpointVariant> {
  const fips = text('fips');
  const dualStack = text('dualStack');
  return {
    ...(fips === null ? {} : { fips: fips === 'on' }),
    ...(dualStack === null ? {} : { dualStack: dualStack === 'on' }),
  };
}

export function flowGiven({ text }: CommandInput): Pick<SessionChanges, 'flow'> {
  const flow = text('flow');
  return flow === 'pkce' || flow === 'device' ? { flow } : {};
}

/** Writes the section of a session and no profile (protocol/aws.md §1.2), or shows what that would be. */
export async function writeSection(
  context: CommandContext,
  sessionId: SessionId,
  dryRun: boolean,
): Promise<CommandEnd> {
  const { previewSection, writeSection: write } = context.intents.sessionSettings;
  const change = dryRun
    ? await previewSection(sessionId, context.call)
    : await write(sessionId, { digest: null, confirmed: false }, context.call);
  if (!change.ok) {
    return failed(context, change.error);
  }
  if (context.json()) {
    printJson(context, changeJson(context.translate, change.value));
  } else if (dryRun) {
    printChange(context, change.value);
  } else if (change.value.diff.length === 0) {
    say(context, 'cli.profile.unchanged', { file: change.value.file });
  } else {
    say(context, 'cli.session.sectionWritten', { file: change.value.file });
  }
  return done;
}

/** What is worth knowing of scopes that were chosen by hand. */
export function printScopesWarning(context: CommandContext, scopes: readonly string[]): void {
  const warning = scopesWarning(scopes);
  if (warning !== null) {
    const { message, hint } = errorJson(context.translate, warning);
    printLines(context, [message, hint]);
  }
}

function changesOf(input: CommandInput): SessionChanges {
  const { text, number } = input;
  const startUrl = text('startUrl');
  const region = text('region');
  const scopes = text('scopes');
  const duration = number('duration') ?? (text('duration') === usual ? usual : null);
  const endpointVariant = variantGiven(input);
  return {
    ...(startUrl === null ? {} : { startUrl }),
    ...(region === null ? {} : { region }),
    ...(scopes === null ? {} : { scopes: scopes === usual ? null : scopes }),
    ...flowGiven(input),
    ...(Object.keys(endpointVariant).length === 0 ? {} : { endpointVariant }),
    ...(duration === null ? {} : { sessionDuration: duration === usual ? null : duration }),
  };
}

function durationGiven({ translate: t }: CommandContext, text: string): number | string {
  const duration = parseDuration(text);
  if (duration === null && text !== usual) {
    throw new BadValue(
      t('cli.usage.badValue', { name: '--duration <time>', expected: t('cli.usage.duration') }),
    );
  }
  return duration ?? text;
}

async function changeSession(
  context: CommandContext,
  sessionId: SessionId,
  changes: SessionChanges,
  { flag }: CommandInput,
): Promise<CommandEnd> {
  const { previewEdit, edit } = context.intents.sessionSettings;
  const dryRun = flag('dryRun');
  const consent = { digest: null, confirmed: false, signOut: flag('signOut') };
  const changed = dryRun
    ? await previewEdit(sessionId, changes, context.call)
    : await edit(sessionId, changes, consent, context.call);
  if (!changed.ok) {
    return failed(context, changed.error);
  }
  const view = viewOf(context, sessionId);
  if (view === undefined) {
    return failed(context, appError('app.internal'));
  }
  const { files, signsOut } = changed.value;
  if (context.json()) {
    printJson(context, {
      session: sessionJson(context.translate, view, context.clock.now()),
      signsOut,
      ...(files === null ? {} : { change: changeJson(context.translate, files) }),
    });
    return done;
  }
  tellChange(context, view.record.name, changed.value, dryRun);
  if (!dryRun && changes.scopes !== undefined && view.record.cloud === 'aws') {
    printScopesWarning(context, view.record.scopes);
  }
  return done;
}

function tellChange(
  context: CommandContext,
  name: string,
  { files, signsOut }: ChangedSession,
  dryRun: boolean,
): void {
  if (!dryRun) {
    say(context, signsOut ? 'cli.session.changedSignedOut' : 'cli.session.changed', { name });
    for (const { file } of files?.files ?? []) {
      say(context, 'cli.session.followed', { file });
    }
    return;
  }
  if (signsOut) {
    say(context, 'cli.session.wouldSignOut', { name });
  }
  if (files === null) {
    say(context, 'cli.session.noFile');
  } else {
    printChange(context, files);
  }
}

function printChange(context: CommandContext, change: ChangePreview): void {
  if (change.diff.length === 0) {
    say(context, 'cli.profile.unchanged', { file: change.file });
    return;
  }
  for (const { file, diff } of change.files) {
    say(context, 'cli.profile.wouldChange', { file });
    printLines(context, diffLines({ ...change, diff }).map(printable));
  }
}
