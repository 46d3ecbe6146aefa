import type { Command } from 'commander';
import { appError } from '../../../shared/model/app-error.ts';
import type { CommandEnd } from '../answer.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { type CommandContext, done, failed, misused } from '../command-context.ts';
import { findTarget } from './names.ts';

/** Names that the client takes over; it checks the same again. */
const exportable = /^(?:AWS|ALIBABA|ALIBABACLOUD|ALIYUN|LATCHKEY)_[A-Z_]+$/;
const controls = /[\u0000-\u001f\u007f]/;

/**
 * `exec`: hands the client the variables; the client exports them and becomes the command. Of the command only the
 * name was sent.
 */
export function addExec(line: CommandLine, program: Command): void {
  const { context } = line;
  addVerb(line, program, 'exec <profile> [command...]', 'cli.help.exec', async ({ args, text }) => {
    const misuse = misuseOf(context, args);
    if (misuse !== null) {
      return misuse;
    }
    const name = await findTarget(context, args[0] ?? '', text('cloud'));
    const variables = name.ok
      ? await context.intents.credentials.environmentOf(name.value, context.call)
      : name;
    if (!variables.ok) {
      return failed(context, variables.error);
    }
    const unsafe = Object.entries(variables.value).some(
      ([variable, value]) => !exportable.test(variable) || controls.test(value),
    );
    return unsafe ? failed(context, appError('server.malformed')) : { ...done, run: variables.value };
  })
    .usage('PROFILE -- COMMAND [ARG…]')
    .allowUnknownOption()
    .addOption(cloudOption(line));
}

/** One profile, then `--`: what follows it is the command, untouched, whatever it looks like. */
function misuseOf(context: CommandContext, args: readonly string[]): CommandEnd | null {
  const t = context.translate;
  const dashes = context.argv.indexOf('--');
  if (dashes >= 0 && context.argv.length === dashes + 1) {
    return misused(context, t('cli.usage.execEmpty'));
  }
  const behind = dashes < 0 ? 0 : context.argv.length - dashes - 1;
  const [profile = ''] = args;
  if (args.length > behind && profile.startsWith('-')) {
    return misused(context, t('cli.usage.unknownOption', { name: profile }));
  }
  return dashes < 0 || args.length !== behind + 1 ? misused(context, t('cli.usage.execDashes')) : null;
}
