import { appError } from '../../../shared/model/app-error.ts';
import type { ProfileTarget } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { Cloud, SessionId, SessionView } from '../../../shared/model/session.ts';
import type { CommandContext } from '../command-context.ts';

const qualified = /^(aws|aliyun):(.+)$/s;

/**
 * The session of a name: an exact name goes first, then `aws:NAME`; `cloud` narrows both down. Errors:
 * `input.session-unknown`.
 */
export function findSession(context: CommandContext, name: string, cloud: string | null): Result<SessionId> {
  const { sessions } = context.intents;
  const unknown = err(appError('input.session-unknown', { name }));
  const exact = sessions.find(name);
  if (exact.ok && isOf(context, exact.value, cloud)) {
    return exact;
  }
  const [, prefix, rest] = qualified.exec(name) ?? [];
  if (prefix === undefined || rest === undefined || (cloud !== null && cloud !== prefix)) {
    return unknown;
  }
  const found = sessions.find(rest);
  return found.ok && isOf(context, found.value, prefix) ? found : unknown;
}

/** The session as it stands in the state. */
export function viewOf(context: CommandContext, id: SessionId): SessionView | undefined {
  return context.intents.state.current().sessions.find(({ record }) => record.id === id);
}

/** The name of the profile that is meant; see `findTarget`. */
export async function findProfile(
  context: CommandContext,
  name: string,
  cloud: string | null,
): Promise<Result<string>> {
  const target = await findTarget(context, name, cloud);
  return target.ok ? ok(typeof target.value === 'string' ? target.value : target.value.name) : target;
}

/**
 * The profile that a name means, by the same rule; without a cloud the name as it is, and the core says where it is in
 * both. Errors: `input.profile-unknown`, and those of the listing.
 */
export async function findTarget(
  context: CommandContext,
  name: string,
  cloud: string | null,
): Promise<Result<ProfileTarget>> {
  const match = qualified.exec(name);
  if (match === null && cloud === null) {
    return ok(name);
  }
  const rows = await context.intents.profiles.list(context.call);
  if (!rows.ok) {
    return rows;
  }
  const rowOf = (wanted: string, of: string | null) =>
    rows.value.find((row) => row.name === wanted && (of === null || row.cloud === of));
  const [, prefix = null, rest = ''] = match ?? [];
  const isOther = prefix === null || (cloud ?? prefix) !== prefix;
  const row = rowOf(name, cloud) ?? (isOther ? undefined : rowOf(rest, prefix));
  return row === undefined
    ? err(appError('input.profile-unknown', { name }))
    : ok({ name: row.name, cloud: row.cloud });
}

function isOf(context: CommandContext, id: SessionId, cloud: string | null): boolean {
  return cloud === null || viewOf(context, id)?.record.cloud === (cloud as Cloud);
}
