import type { AliyunProfileInput } from '../../../shared/model/aliyun-profile.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { ProfileTarget } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { Cloud, SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import type { CommandInput } from '../command-builder.ts';
import { type CommandContext, done, failed, misused, printJson, say } from '../command-context.ts';
import { savedJson } from '../json-shapes.ts';
import { viewOf } from './names.ts';
import { chooseRole } from './profile-input.ts';
import { previewed, printProblems } from './profile-print.ts';

/** Options that only profiles of AWS have. */
const ofAws = ['output', 'roleArn', 'sourceProfile', 'roleSessionName', 'externalId'] as const;

/** The session as one of Alibaba Cloud, or null. */
export function aliyunSessionOf(context: CommandContext, id: SessionId): AliyunSessionRecord | null {
  const record = viewOf(context, id)?.record;
  return record?.cloud === 'aliyun' ? record : null;
}

/** A profile with its cloud; of a name that none has, AWS, which says so. Errors: `input.profile-ambiguous`. */
export async function inOneCloud(
  context: CommandContext,
  target: ProfileTarget,
): Promise<Result<{ readonly name: string; readonly cloud: Cloud }>> {
  if (typeof target !== 'string') {
    return ok(target);
  }
  const { rows } = await context.intents.profiles.all(context.call);
  const clouds = new Set(rows.filter(({ name }) => name === target).map(({ cloud }) => cloud));
  if (clouds.size > 1) {
    return err(appError('input.profile-ambiguous', { name: target }));
  }
  return ok({ name: target, cloud: clouds.has('aliyun') ? 'aliyun' : 'aws' });
}

/** `profile add` for a session of Alibaba Cloud. */
export async function addAliyunProfile(
  context: CommandContext,
  given: CommandInput,
  session: AliyunSessionRecord,
): Promise<CommandEnd> {
  const { text, flag, args } = given;
  const role =
    session.kind === 'cloud-sso'
      ? await chooseRole(context, session.id, text('account'), text('role'))
      : ok({ accountId: text('account'), roleName: text('role') });
  if (role === 'several') {
    return misused(context, context.translate('cli.usage.chooseRole'));
  }
  if (!role.ok) {
    return failed(context, role.error);
  }
  const name = args[0] ?? '';
  const isNative = session.kind === 'cloud-sso' || (session.kind === 'oauth' && session.profileName === name);
  return saveOrShow(context, given, {
    name,
    sessionId: session.id,
    delivery: isNative ? 'native' : 'static',
    accountId: role.value.accountId,
    roleName: role.value.roleName,
    region: session.region,
    language: null,
    makeCurrent: flag('current'),
  });
}

/** `profile edit` of a profile of `config.json`: what is not named stays as it is. */
export async function editAliyunProfile(
  context: CommandContext,
  given: CommandInput,
  name: string,
): Promise<CommandEnd> {
  const { text, flag } = given;
  const details = await context.intents.profiles.aliyunDetails(name, context.call);
  if (!details.ok) {
    return failed(context, details.error);
  }
  const { input: before } = details.value;
  if (before === null) {
    return failed(context, appError('config.foreign-section', { section: name }));
  }
  return saveOrShow(context, given, {
    ...before,
    accountId: text('account') ?? before.accountId,
    roleName: text('role') ?? before.roleName,
    makeCurrent: flag('current'),
  });
}

/** Takes over what both verbs are told alike. */
async function saveOrShow(
  context: CommandContext,
  given: CommandInput,
  base: AliyunProfileInput,
): Promise<CommandEnd> {
  const { text, flag, list } = given;
  const { profiles } = context.intents;
  const foreign = ofAws.find((name) => text(name) !== null);
  const delivery = text('delivery') ?? base.delivery;
  if (foreign !== undefined || list('set').length > 0 || flag('bearerOnly') || delivery === 'legacy') {
    return misused(context, context.translate('cli.usage.awsOnly'));
  }
  const language = text('language');
  const input: AliyunProfileInput = {
    ...base,
    delivery: delivery === 'static' ? 'static' : 'native',
    region: text('region') ?? base.region,
    language: language === 'zh' || language === 'en' ? language : base.language,
  };
  if (flag('dryRun')) {
    const change = await profiles.previewAliyun(input, context.call);
    return change.ok ? previewed(context, change.value) : failed(context, change.error);
  }
  const saved = await profiles.saveAliyun(input, { digest: null, confirmed: false }, context.call);
  if (!saved.ok) {
    return failed(context, saved.error);
  }
  if (context.json()) {
    printJson(context, savedJson(context.translate, saved.value));
    return done;
  }
  say(context, 'cli.profile.saved', { name: saved.value.name, file: saved.value.file });
  say(context, 'cli.profile.try', { command: saved.value.tryCommand });
  printProblems(context, saved.value.warnings);
  return done;
}
