import type { Command } from 'commander';
import { consoleServices } from '../../../shared/aws/console-services.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { done, failed, misused, printJson, printLines, say } from '../command-context.ts';
import { printable } from '../printable.ts';
import { textTable } from '../text-table.ts';
import { findProfile } from './names.ts';

/** `console` */
export function addConsoleVerb(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;

  addVerb(line, program, 'console [profile]', 'cli.help.console', async ({ args: [given], text, flag }) => {
    if (flag('listServices')) {
      return listServices();
    }
    if (given === undefined) {
      return misused(context, t('cli.usage.missingArgument', { name: 'profile' }));
    }
    const destination = text('destination');
    const service = text('service');
    const region = text('region');
    if (destination !== null && service !== null) {
      return misused(context, t('cli.usage.destinationOrService'));
    }
    const name = await findProfile(context, given, text('cloud'));
    if (!name.ok) {
      return failed(context, name.error);
    }
    const opened = await context.intents.console.open(
      { type: 'profile', name: name.value },
      {
        ...(destination === null ? {} : { destination }),
        ...(service === null ? {} : { service }),
        ...(region === null ? {} : { region }),
        ...(flag('print') ? { print: true } : {}),
      },
      { ...context.call, confirmed: flag('yes') },
    );
    if (!opened.ok) {
      return failed(context, opened.error);
    }
    const { way, outcome, link } = opened.value;
    if (context.json()) {
      printJson(context, { profile: name.value, way, outcome, ...(link === null ? {} : { url: link }) });
    } else if (link !== null) {
      printLines(context, [printable(link)]);
      if (way === 'federation') {
        return { ...done, errorLines: [t('cli.console.secretLink')] };
      }
    } else {
      say(context, `cli.console.${outcome === 'copied' ? 'copied' : 'opened'}`, { profile: name.value });
    }
    return done;
  })
    .option('--destination <url>', t('cli.help.consoleDestination'))
    .option('--service <service>', t('cli.help.consoleService'))
    .option('--region <region>', t('cli.help.consoleRegion'))
    .option('--print', t('cli.help.consolePrint'))
    .option('--yes', t('cli.help.yes'))
    .option('--list-services', t('cli.help.consoleListServices'))
    .addOption(cloudOption(line))
    .addHelpText('after', `\n${t('cli.help.consoleSeveral')}`);

  function listServices() {
    if (context.json()) {
      printJson(
        context,
        consoleServices.map(({ id, name, aliases }) => ({ id, name, aliases })),
      );
    } else {
      printLines(
        context,
        textTable(
          [t('cli.table.service'), t('cli.table.serviceName'), t('cli.table.aliases')],
          consoleServices.map(({ id, name, aliases }) => [id, name, aliases.join(', ')]),
        ),
      );
    }
    return done;
  }
}
