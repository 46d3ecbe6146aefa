import type { Command } from 'commander';
import type { StsKeysSource } from '../../../shared/model/aliyun-input.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { addMillis, instant, type Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { parseDuration } from '../../../shared/time/duration.ts';
import type { CommandEnd } from '../answer.ts';
import { addVerb, choiceOption, type CommandInput, type CommandLine } from '../command-builder.ts';
import { type CommandContext, failed, misused } from '../command-context.ts';
import { viewOf } from './names.ts';

type Added = (context: CommandContext, id: Result<SessionId>) => CommandEnd;

/** `session add aliyun|cloud-sso|sts-token` */
export function addAliyunSessionVerbs(line: CommandLine, add: Command, added: Added): void {
  const { context } = line;
  const t = context.translate;

  addVerb(
    line,
    add,
    'aliyun <name>',
    'cli.help.sessionAddAliyun',
    async ({ args: [name = ''], text, flag }) => {
      const [site, region, profileName] = [text('site'), text('region'), text('profile')];
      const missing = site === null ? '--site' : region === null ? '--region' : null;
      if (missing !== null || region === null) {
        return misused(context, t('cli.usage.missingOption', { name: missing ?? '--region' }));
      }
      const input = {
        name,
        site: site === 'INTL' ? ('INTL' as const) : ('CN' as const),
        region,
        ...(profileName === null ? {} : { profileName }),
        // commander gives `--no-current` the value false under `current`.
        ...(flag('current') ? {} : { makeCurrent: false }),
      };
      return added(context, await context.intents.aliyun.addOAuth(input, context.call));
    },
  )
    .addOption(choiceOption(line, '--site <site>', 'cli.help.site', ['CN', 'INTL']))
    .option('--region <region>', t('cli.help.aliyunRegion'))
    .option('--profile <profile>', t('cli.help.ownProfile'))
    .option('--no-current', t('cli.help.noCurrent'));

  addVerb(
    line,
    add,
    'cloud-sso <name>',
    'cli.help.sessionAddCloudSso',
    async ({ args: [name = ''], text }) => {
      const [signInUrl, region] = [text('signInUrl'), text('region')];
      if (signInUrl === null) {
        return misused(context, t('cli.usage.missingOption', { name: '--sign-in-url' }));
      }
      const input = { name, signInUrl, ...(region === null ? {} : { region }) };
      return added(context, await context.intents.aliyun.addCloudSso(input, context.call));
    },
  )
    .option('--sign-in-url <url>', t('cli.help.signInUrl'))
    .option('--region <region>', t('cli.help.aliyunRegion'));

  addVerb(line, add, 'sts-token <name>', 'cli.help.sessionAddStsToken', (input) =>
    addStsToken(context, input, added),
  )
    .option('--from-stdin', t('cli.help.fromStdin'))
    .option('--from-clipboard', t('cli.help.fromClipboard'))
    .option('--region <region>', t('cli.help.aliyunRegion'))
    .option('--expires <time>', t('cli.help.expires'));
}

/** Adds the session, or puts new keys into one of that name. The keys come by standard input or clipboard, never by argument. */
async function addStsToken(context: CommandContext, given: CommandInput, added: Added): Promise<CommandEnd> {
  const { intents, call, translate: t } = context;
  const { flag, text } = given;
  const name = given.args[0] ?? '';
  if (flag('fromStdin') === flag('fromClipboard')) {
    return misused(context, t('cli.usage.stdinOrClipboard'));
  }
  const source: StsKeysSource = flag('fromStdin')
    ? { type: 'text', text: context.input ?? '' }
    : { type: 'clipboard' };
  const end = expiresGiven(context, text('expires'));
  if (!end.ok) {
    return failed(context, end.error);
  }
  const keys = { source, ...(end.value === null ? {} : { expiresAt: end.value }) };
  const region = text('region');
  const there = intents.sessions.find(name);
  const record = there.ok ? viewOf(context, there.value)?.record : undefined;
  if (there.ok && record?.cloud === 'aliyun' && record.kind === 'sts-token') {
    const replaced = await intents.aliyun.replaceStsToken(there.value, keys, call);
    return added(context, replaced.ok ? ok(there.value) : replaced);
  }
  if (region === null) {
    return misused(context, t('cli.usage.missingOption', { name: '--region' }));
  }
  return added(context, await intents.aliyun.addStsToken({ name, region, ...keys }, call));
}

/** `2026-05-04T18:00:00Z`, or how long from now: `1h`, `45m`. */
function expiresGiven({ clock }: CommandContext, text: string | null): Result<Instant | null> {
  if (text === null) {
    return ok(null);
  }
  const length = parseDuration(text);
  if (length !== null) {
    return ok(addMillis(clock.now(), length));
  }
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? err(appError('input.expiry-invalid', { text })) : ok(instant(at));
}
