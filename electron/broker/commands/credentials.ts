import type { Command } from 'commander';
import { formatCredentials, isShellSafe } from '../../../shared/credentials/export-formats.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { exportFormats, type ExportFormat, type RoleCredentials } from '../../../shared/model/credentials.ts';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { done, failed, printJson, say, timeText } from '../command-context.ts';
import { credentialsJson } from '../json-shapes.ts';
import { findProfile } from './names.ts';

/** `credentials`, `copy` */
export function addCredentialVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;
  const formats = t('cli.help.format', { formats: exportFormats.join(', ') });

  addVerb(
    line,
    program,
    'credentials <profile>',
    'cli.help.credentials',
    async ({ args: [given = ''], text }) => {
      const format = formatOf(text('format') ?? (context.json() ? 'json' : 'process'));
      if (!format.ok) {
        return failed(context, format.error);
      }
      const name = await findProfile(context, given, text('cloud'));
      const found = name.ok ? await context.intents.credentials.ofProfile(name.value, context.call) : name;
      if (!found.ok) {
        return failed(context, found.error);
      }
      const { credentials, row } = found.value;
      if (!isPlain(credentials)) {
        return failed(context, appError('server.malformed'));
      }
      if (format.value === 'json') {
        printJson(context, credentialsJson(row, credentials));
      } else {
        const options = { region: null, profileName: row.name };
        context.output.write(formatCredentials(credentials, format.value, options));
      }
      return done;
    },
  )
    .option('--format <format>', formats)
    .addOption(cloudOption(line));

  addVerb(line, program, 'copy <profile>', 'cli.help.copy', async ({ args: [given = ''], text, flag }) => {
    const format = formatOf(text('format') ?? 'env');
    if (!format.ok) {
      return failed(context, format.error);
    }
    const name = await findProfile(context, given, text('cloud'));
    const copied = name.ok
      ? await context.intents.credentials.copyProfile(name.value, format.value, text('region'), {
          ...context.call,
          confirmed: flag('yes'),
        })
      : name;
    if (!copied.ok) {
      return failed(context, copied.error);
    }
    const { expiresAt } = copied.value;
    if (context.json()) {
      printJson(context, { profile: given, format: format.value, expiresAt: toRfc3339(expiresAt) });
    } else {
      const at = timeText(context, expiresAt);
      say(context, 'cli.copy.done', { profile: given, format: format.value, at });
    }
    return done;
  })
    .option('--format <format>', formats)
    .option('--region <region>', t('cli.help.copyRegion'))
    .option('--yes', t('cli.help.yes'))
    .addOption(cloudOption(line));
}

function formatOf(text: string): Result<ExportFormat> {
  const format = exportFormats.find((known) => known === text);
  return format === undefined ? err(appError('input.format-unknown', { format: text })) : ok(format);
}

/** A service that sends anything else than base64-like keys must not reach a shell (protocol/aws.md §7.2). */
function isPlain({ accessKeyId, secretAccessKey, sessionToken }: RoleCredentials): boolean {
  return [accessKeyId, secretAccessKey, sessionToken].every(isShellSafe);
}
