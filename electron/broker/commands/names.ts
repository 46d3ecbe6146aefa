import { appError } from '../../../shared/model/app-error.ts';
import { err, type Result } from '../../../shared/model/result.ts';
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

/** The profile that a name means, by the same rule. Errors: `input.profile-unknown`, and those of the listing. */
export async function findProfile(
  context: CommandContext,
  name: string,
  cloud: string | null,
): Promise<Result<string>> {
  const match = qualified.exec(name);
  if (match === null && cloud === null) {
    return { ok: true, value: name };
  }
  const rows = await context.intents.profiles.list(context.call);
  if (!rows.ok) {
    return rows;
  }
  const has = (wanted: string, of: string | null) =>
    rows.value.some((row) => row.name === wanted && (of === null || row.cloud === of));
  if (has(name, cloud)) {
    return { ok: true, value: name };
  }
  const [, prefix, rest] = match ?? [];
  return prefix !== undefined && rest !== undefined && (cloud ?? prefix) === prefix && has(rest, prefix)
    ? { ok: true, value: rest }
    : err(appError('input.profile-unknown', { name }));
}

function isOf(context: CommandContext, id: SessionId, cloud: string | null): boolean {
  return cloud === null || viewOf(context, id)?.record.cloud === (cloud as Cloud);
}
