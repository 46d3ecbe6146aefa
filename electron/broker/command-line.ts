import { Command, CommanderError } from 'commander';
import type { MessageKey, Translate } from '../../shared/i18n/translate.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { CallContext } from '../core/intents.ts';
import type { CommandEnd, CommandOutput } from './answer.ts';
import { BadValue, type CommandLine } from './command-builder.ts';
import { type CommandContext, type CommandServices, done, failed, misused } from './command-context.ts';
import { addAppVerbs } from './commands/app.ts';
import { addConsoleVerb } from './commands/console.ts';
import { addCredentialVerbs } from './commands/credentials.ts';
import { addExec } from './commands/exec.ts';
import { addProfileVerbs } from './commands/profile.ts';
import { addRoles } from './commands/roles.ts';
import { addSessionVerbs } from './commands/session.ts';
import { addSignInVerbs } from './commands/sign-in.ts';
import { addStatus } from './commands/status.ts';
import { failedWith, usageFailure } from './failure.ts';
import { exitCodes } from './exit-codes.ts';

/** Parses and runs one command line (product.md §5). Never exits the process, never throws for what a person typed. */
export async function runCommandLine(
  services: CommandServices,
  argv: readonly string[],
  call: CallContext,
  output: CommandOutput,
  input: string | null = null,
): Promise<CommandEnd> {
  let json = argvAsksForJson(argv);
  const ends: CommandEnd[] = [];
  let helpOnError = '';

  const program = new Command('latchkey');
  const context: CommandContext = {
    ...services,
    argv,
    call,
    input,
    output,
    json: () => json,
    commandName: () => pathOf(program, argv).join(' '),
  };
  const t = services.translate;
  const { about } = services.intents.state.current();

  program
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.write(text),
      // Only the help that is shown for an incomplete command arrives here; errors are told in our own words.
      writeErr: (text) => (helpOnError += text),
      outputError: () => undefined,
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ styleTitle: (title) => titleText(t, title), sortSubcommands: false })
    .helpCommand(false)
    .helpOption('-h, --help', t('cli.help.help'))
    .enablePositionalOptions()
    .description(t('cli.help.about'))
    .version(
      t('cli.version', { version: about.version, electron: about.electron }),
      '-V, --version',
      t('cli.help.version'),
    )
    .option('--json', t('cli.help.json'))
    .hook('preAction', (_, verb) => {
      json = verb.optsWithGlobals<{ json?: boolean }>().json === true;
    });

  const line: CommandLine = { context, settle: (end) => void ends.push(end) };
  for (const add of [
    addStatus,
    addSessionVerbs,
    addSignInVerbs,
    addRoles,
    addProfileVerbs,
    addCredentialVerbs,
    addConsoleVerb,
    addExec,
    addAppVerbs,
  ]) {
    add(line, program);
  }

  try {
    await program.parseAsync(argv, { from: 'user' });
    return ends[0] ?? failed(context, appError('app.internal'));
  } catch (error) {
    if (error instanceof BadValue) {
      return misused(context, error.reason);
    }
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.exitCode === 0) {
      return done;
    }
    if (error.code === 'commander.help' && !json) {
      return { exitCode: exitCodes.usage, errorLines: helpOnError.trimEnd().split('\n') };
    }
    return misuseOf(context, error);
  }
}

function misuseOf(context: CommandContext, error: CommanderError): CommandEnd {
  const t = context.translate;
  const suggestion = /\(Did you mean (?:one of )?(.+)\?\)/.exec(error.message)?.[1];
  if (suggestion === undefined) {
    return misused(context, reasonOf(t, error));
  }
  const hint = t('cli.usage.didYouMean', { name: suggestion, command: context.commandName() });
  return failedWith(t, usageFailure(t, reasonOf(t, error), hint), context.json());
}

/** What commander found wrong, in the catalogue's words. Its messages quote the name they are about. */
function reasonOf(t: Translate, error: CommanderError): string {
  const name = /'([\s\S]*?)'(?: |\.|\n|$)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownCommand':
      return t('cli.usage.unknownCommand', { name });
    case 'commander.unknownOption':
      return t('cli.usage.unknownOption', { name });
    case 'commander.missingArgument':
      return t('cli.usage.missingArgument', { name: name.toUpperCase() });
    case 'commander.missingMandatoryOptionValue':
      return t('cli.usage.missingOption', { name });
    case 'commander.optionMissingArgument':
      return t('cli.usage.missingValue', { name });
    case 'commander.excessArguments':
      return t('cli.usage.excessArguments');
    case 'commander.help':
      return t('cli.usage.noCommand');
    default:
      return error.message.replace(/^error: /, '');
  }
}

const titles: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'cli.help.usage',
  'Arguments:': 'cli.help.arguments',
  'Options:': 'cli.help.options',
  'Commands:': 'cli.help.commands',
};

function titleText(t: Translate, title: string): string {
  const key = titles[title];
  return key === undefined ? title : t(key);
}

/** For errors in a command line that could not be parsed. */
function argvAsksForJson(argv: readonly string[]): boolean {
  const dashes = argv.indexOf('--');
  return (dashes < 0 ? argv : argv.slice(0, dashes)).includes('--json');
}

/** The names of the program and of the commands that the arguments lead to. */
function pathOf(program: Command, argv: readonly string[]): readonly string[] {
  const path = [program.name()];
  let current = program;
  for (const argument of argv.filter((word) => !word.startsWith('-'))) {
    const next = current.commands.find((command) => command.name() === argument);
    if (next === undefined) {
      break;
    }
    path.push(next.name());
    current = next;
  }
  return path;
}
