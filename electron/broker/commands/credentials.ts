import type { Command } from 'commander';
import { copyFormats, formatRoleKeys, type CopyFormat } from '../../../shared/credentials/copy-formats.ts';
import { isShellSafe } from '../../../shared/credentials/export-formats.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { ProfileCredentials } from '../../../shared/model/credentials.ts';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { done, failed, printJson, say, timeText } from '../command-context.ts';
import { credentialsJson } from '../json-shapes.ts';
import { findTarget } from './names.ts';

/** `credentials`, `copy` */
export function addCredentialVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;
  const formats = t('cli.help.format', { formats: copyFormats.join(', ') });

  addVerb(
    line,
    program,
    'credentials <profile>',
    'cli.help.credentials',
    async ({ args: [given = ''], text }) => {
      const asked = text('format');
      const known = asked === null ? ok(null) : formatOf(asked);
      if (!known.ok) {
        return failed(context, known.error);
      }
      const name = await findTarget(context, given, text('cloud'));
      const found = name.ok ? await context.intents.credentials.ofProfile(name.value, context.call) : name;
      if (!found.ok) {
        return failed(context, found.error);
      }
      const { credentials, row } = found.value;
      if (!isPlain(credentials)) {
        return failed(context, appError('server.malformed'));
      }
      const format = known.value ?? (context.json() ? 'json' : usualFormats[row.cloud]);
      if (format === 'json') {
        printJson(context, credentialsJson(row, credentials));
        return done;
      }
      const region = row.cloud === 'aliyun' ? row.region : null;
      const printed = formatRoleKeys(row.cloud, credentials, format, { region, profileName: row.name });
      if (!printed.ok) {
        return failed(context, printed.error);
      }
      context.output.write(printed.value);
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
    const name = await findTarget(context, given, text('cloud'));
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
      const end = expiresAt === null ? {} : { expiresAt: toRfc3339(expiresAt) };
      printJson(context, { profile: given, format: format.value, ...end });
    } else if (expiresAt === null) {
      say(context, 'cli.copy.doneOpenEnd', { profile: given, format: format.value });
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

/** What is printed unless a form is asked for: what a tool that runs a command reads. */
const usualFormats = { aws: 'process', aliyun: 'external' } as const;

function formatOf(text: string): Result<CopyFormat> {
  const format = copyFormats.find((known) => known === text);
  return format === undefined ? err(appError('input.format-unknown', { format: text })) : ok(format);
}

/** A service that sends anything else than base64-like keys must not reach a shell (protocol/aws.md §7.2). */
function isPlain({ accessKeyId, secretAccessKey, sessionToken }: ProfileCredentials): boolean {
  return [accessKeyId, secretAccessKey, sessionToken].every(isShellSafe);
}
