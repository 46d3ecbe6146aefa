import { appError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type {
  ProfileInput,
  ProfileValue,
  RoleChain,
  WrittenDelivery,
} from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandInput } from '../command-builder.ts';
import type { CommandContext } from '../command-context.ts';
import { findSession } from './names.ts';

/** The session named, else the only one there is. */
export function chooseSession(context: CommandContext, name: string | null): Result<SessionId> | 'several' {
  if (name !== null) {
    return findSession(context, name, null);
  }
  const [sole, ...others] = context.intents.state.current().sessions;
  if (others.length > 0) {
    return 'several';
  }
  return sole === undefined ? err(appError('input.session-unknown')) : ok(sole.record.id);
}

/** A sole account or role is chosen by itself, as the vendor's CLI does (product.md §1.2). */
export async function chooseRole(
  { intents, call }: CommandContext,
  sessionId: SessionId,
  accountId: string | null,
  roleName: string | null,
): Promise<Result<RoleRef> | 'several'> {
  if (accountId !== null && roleName !== null) {
    return ok({ sessionId, accountId, roleName });
  }
  const listed = await intents.catalog.roles(sessionId, null, call);
  if (!listed.ok) {
    return listed;
  }
  const [sole, ...others] = listed.value.filter(
    (role) =>
      (accountId === null || role.accountId === accountId) &&
      (roleName === null || role.roleName === roleName),
  );
  if (others.length > 0) {
    return 'several';
  }
  return sole === undefined
    ? err(appError('input.role-unknown'))
    : ok({ sessionId, accountId: sole.accountId, roleName: sole.roleName });
}

/** What `--role-arn` and its companions say over what was there; null where no role is assumed. */
export function chainOf({ text, number }: CommandInput, before: RoleChain | null): RoleChain | null {
  const roleArn = text('roleArn') ?? before?.roleArn ?? null;
  const sourceProfile = text('sourceProfile') ?? before?.sourceProfile ?? null;
  if (roleArn === null && sourceProfile === null) {
    return null;
  }
  return {
    roleArn: roleArn ?? '',
    sourceProfile: sourceProfile ?? '',
    roleSessionName: given(text('roleSessionName'), before?.roleSessionName ?? null),
    externalId: given(text('externalId'), before?.externalId ?? null),
    durationSeconds: number('durationSeconds') ?? before?.durationSeconds ?? null,
  };
}

/** An option over what was there; given without text it takes the value away. */
export function given(option: string | null, before: string | null): string | null {
  return option === null ? before : option === '' ? null : option;
}

export function deliveryOf({ text }: CommandInput): Pick<ProfileInput, 'delivery'> {
  const delivery = text('delivery');
  return delivery === null ? {} : { delivery: delivery as WrittenDelivery };
}

/**
 * `--set KEY=VALUE`, `--set s3.KEY=VALUE` and `--unset KEY`. Parts of a block that are not named stay as they are in
 * `before`. Errors: `input.value-invalid`.
 */
export function extraOf(
  { list }: CommandInput,
  before: Readonly<Record<string, ProfileValue>>,
): Result<NonNullable<ProfileInput['extra']>> {
  const extra = new Map<string, ProfileValue | null>();
  for (const key of list('unset')) {
    extra.set(key, null);
  }
  for (const assignment of list('set')) {
    const [, key = '', child, value = ''] = /^([^=.]+)(?:\.([^=]+))?=(.*)$/s.exec(assignment) ?? [];
    if (key === '' || value === '') {
      return err(appError('input.value-invalid', { name: '--set' }));
    }
    if (child === undefined) {
      extra.set(key, value);
      continue;
    }
    const block = extra.has(key) ? extra.get(key) : before[key];
    extra.set(key, { ...(typeof block === 'object' ? block : {}), [child]: value });
  }
  return ok(Object.fromEntries(extra));
}
