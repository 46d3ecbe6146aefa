import { type Command, Option, type OptionValues } from 'commander';
import type { MessageKey } from '../../shared/i18n/translate.ts';
import type { CommandEnd } from './answer.ts';
import type { CommandContext } from './command-context.ts';

/** What a command was given. */
export interface CommandInput {
  readonly args: readonly string[];
  /** The value of an option, null if it was not given. */
  readonly text: (name: string) => string | null;
  readonly number: (name: string) => number | null;
  readonly flag: (name: string) => boolean;
  /** The values of an option that may be given several times. */
  readonly list: (name: string) => readonly string[];
}

/** Where commands are added: the call they belong to, and where their end goes. */
export interface CommandLine {
  readonly context: CommandContext;
  settle(end: CommandEnd): void;
}

/** A value that an option does not take; `reason` is a sentence of the catalogue. */
export class BadValue extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super('bad value');
    this.reason = reason;
  }
}

const argumentWords: Readonly<Record<string, MessageKey>> = {
  name: 'cli.help.name',
  names: 'cli.help.names',
  profile: 'cli.help.profileName',
  'new-name': 'cli.help.newName',
  command: 'cli.help.command',
};

/** Adds a verb. Each takes `--json`. */
export function addVerb(
  line: CommandLine,
  parent: Command,
  usage: string,
  description: MessageKey,
  run: (input: CommandInput) => CommandEnd | Promise<CommandEnd>,
): Command {
  const t = line.context.translate;
  const verb = parent.command(usage).description(t(description)).option('--json', t('cli.help.json'));
  for (const argument of verb.registeredArguments) {
    const words = argumentWords[argument.name()];
    argument.description = words === undefined ? '' : t(words);
  }
  return verb.action(async () => line.settle(await run(inputOf(verb.args, verb.opts()))));
}

/** Adds a group of verbs. */
export function addGroup(line: CommandLine, parent: Command, name: string, description: MessageKey): Command {
  return parent.command(name).helpCommand(false).description(line.context.translate(description));
}

/** `--cloud`, for verbs that take a name which may exist in both clouds. */
export function cloudOption(line: CommandLine): Option {
  return choiceOption(line, '--cloud <cloud>', 'cli.help.cloud', ['aws', 'aliyun']);
}

/** An option that takes one of a few words. */
export function choiceOption(
  { context }: CommandLine,
  flags: string,
  description: MessageKey,
  choices: readonly string[],
): Option {
  const t = context.translate;
  return new Option(flags, t(description)).argParser((value) => {
    if (!choices.includes(value)) {
      const expected = t('cli.usage.oneOf', { choices: choices.join(', ') });
      throw new BadValue(t('cli.usage.badValue', { name: flags, expected }));
    }
    return value;
  });
}

/** An option that may be given several times. */
export function listOption({ context }: CommandLine, flags: string, description: MessageKey): Option {
  return new Option(flags, context.translate(description)).argParser(
    (value, previous: readonly string[] | undefined) => [...(previous ?? []), value],
  );
}

/** An option that takes a whole number. */
export function countOption(
  { context }: CommandLine,
  flags: string,
  description: MessageKey,
  range: { readonly least: number; readonly most: number },
): Option {
  const t = context.translate;
  return new Option(flags, t(description)).argParser((value) => {
    const number = /^[0-9]{1,6}$/.test(value) ? Number(value) : NaN;
    if (!(number >= range.least && number <= range.most)) {
      throw new BadValue(
        t('cli.usage.badValue', { name: flags, expected: t('cli.usage.numberBetween', { ...range }) }),
      );
    }
    return number;
  });
}

/** An option that takes a length of time in seconds. */
export function secondsOption({ context }: CommandLine, flags: string, description: MessageKey): Option {
  const t = context.translate;
  return new Option(flags, t(description)).argParser((value) => {
    const number = /^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(value) ? Number(value) : 0;
    if (number <= 0) {
      throw new BadValue(t('cli.usage.badValue', { name: flags, expected: t('cli.usage.seconds') }));
    }
    return number;
  });
}

function inputOf(args: readonly string[], options: OptionValues): CommandInput {
  const values: Readonly<Record<string, unknown>> = options;
  return {
    args,
    text(name) {
      const value = values[name];
      return typeof value === 'string' ? value : null;
    },
    number(name) {
      const value = values[name];
      return typeof value === 'number' ? value : null;
    },
    flag: (name) => values[name] === true,
    list(name) {
      const value = values[name];
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    },
  };
}
