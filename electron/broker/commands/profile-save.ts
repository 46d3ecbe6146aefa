import { appError } from '../../../shared/model/app-error.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { CommandEnd } from '../answer.ts';
import type { CommandInput } from '../command-builder.ts';
import { type CommandContext, done, failed, misused, printJson, say } from '../command-context.ts';
import { savedJson } from '../json-shapes.ts';
import { findSession, findTarget } from './names.ts';
import { addAliyunProfile, aliyunSessionOf, editAliyunProfile, inOneCloud } from './profile-aliyun.ts';
import { chainOf, chooseRole, chooseSession, deliveryOf, extraOf, given } from './profile-input.ts';
import { previewed, printProblems } from './profile-print.ts';

/** What is to be saved, or the sentence that says what is missing. */
type Asked = Result<ProfileInput> | { readonly misuse: string };

/** `profile add` */
export async function addProfile(context: CommandContext, input: CommandInput): Promise<CommandEnd> {
  const sessionId = chooseSession(context, input.text('session'));
  const aliyun = sessionId !== 'several' && sessionId.ok ? aliyunSessionOf(context, sessionId.value) : null;
  if (aliyun !== null) {
    return addAliyunProfile(context, input, aliyun);
  }
  return saveOrShow(context, input, await newProfile(context, input));
}

/** `profile edit`: what is not named stays as it is. */
export async function editProfile(context: CommandContext, input: CommandInput): Promise<CommandEnd> {
  const target = await findTarget(context, input.args[0] ?? '', input.text('cloud'));
  const found = target.ok ? await inOneCloud(context, target.value) : target;
  if (!found.ok) {
    return failed(context, found.error);
  }
  const { name, cloud } = found.value;
  return cloud === 'aliyun'
    ? editAliyunProfile(context, input, name)
    : saveOrShow(context, input, await changedProfile(context, input, name));
}

async function newProfile(context: CommandContext, input: CommandInput): Promise<Asked> {
  const { intents, translate: t } = context;
  const extra = extraOf(input, {});
  if (!extra.ok) {
    return extra;
  }
  const sessionId = chooseSession(context, input.text('session'));
  if (sessionId === 'several') {
    return { misuse: t('cli.usage.chooseSession') };
  }
  if (!sessionId.ok) {
    return sessionId;
  }
  const own = {
    name: input.args[0] ?? '',
    sessionId: sessionId.value,
    ...deliveryOf(input),
    ...(Object.keys(extra.value).length === 0 ? {} : { extra: extra.value }),
  };
  const chain = chainOf(input, null);
  if (chain !== null || input.flag('bearerOnly')) {
    if (input.text('account') !== null || input.text('role') !== null) {
      return err(appError(chain === null ? 'input.role-incomplete' : 'input.chain-invalid'));
    }
    return ok({
      ...own,
      accountId: null,
      roleName: null,
      region: input.text('region'),
      output: input.text('output'),
      ...(chain === null ? {} : { chain }),
    });
  }
  const role = await chooseRole(context, sessionId.value, input.text('account'), input.text('role'));
  if (role === 'several') {
    return { misuse: t('cli.usage.chooseRole') };
  }
  if (!role.ok) {
    return role;
  }
  const suggestion = await intents.profiles.suggest(role.value);
  const suggested = suggestion.ok ? suggestion.value : { region: null, output: null };
  return ok({
    ...own,
    accountId: role.value.accountId,
    roleName: role.value.roleName,
    region: given(input.text('region'), suggested.region),
    output: given(input.text('output'), suggested.output),
  });
}

async function changedProfile(context: CommandContext, input: CommandInput, name: string): Promise<Asked> {
  const details = await context.intents.profiles.details(name, context.call);
  if (!details.ok) {
    return details;
  }
  const { input: before, row } = details.value;
  if (before === null) {
    return err(appError('config.foreign-section', { section: row.name }));
  }
  const session = input.text('session');
  const sessionId = session === null ? ok(before.sessionId) : findSession(context, session, null);
  const extra = sessionId.ok ? extraOf(input, details.value.extra) : sessionId;
  if (!sessionId.ok || !extra.ok) {
    return sessionId.ok ? (extra as Result<never>) : sessionId;
  }
  const { chain: chainBefore, ...rest } = before;
  const chain = chainOf(input, chainBefore ?? null);
  return ok({
    ...rest,
    sessionId: sessionId.value,
    accountId: given(input.text('account'), before.accountId),
    roleName: given(input.text('role'), before.roleName),
    region: given(input.text('region'), before.region),
    output: given(input.text('output'), before.output),
    extra: extra.value,
    ...deliveryOf(input),
    ...(chain === null ? {} : { chain }),
  });
}

async function saveOrShow(context: CommandContext, input: CommandInput, asked: Asked): Promise<CommandEnd> {
  if ('misuse' in asked) {
    return misused(context, asked.misuse);
  }
  if (!asked.ok) {
    return failed(context, asked.error);
  }
  const { profiles } = context.intents;
  if (input.flag('dryRun')) {
    const change = await profiles.preview(asked.value, context.call);
    return change.ok ? previewed(context, change.value) : failed(context, change.error);
  }
  const saved = await profiles.save(asked.value, null, { ...context.call, confirmed: input.flag('yes') });
  if (!saved.ok) {
    return failed(context, saved.error);
  }
  if (context.json()) {
    printJson(context, savedJson(context.translate, saved.value));
    return done;
  }
  say(context, 'cli.profile.saved', { name: saved.value.name, file: saved.value.file });
  if (asked.value.accountId !== null || asked.value.chain !== undefined) {
    say(context, 'cli.profile.try', { command: saved.value.tryCommand });
  }
  printProblems(context, saved.value.warnings);
  return done;
}
