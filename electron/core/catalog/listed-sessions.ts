import { appError } from '../../../shared/model/app-error.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import { listsRoles, type ListedSessionRecord } from '../../../shared/model/listed-session.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { recordOf } from '../app-store.ts';

/** The record of a session with accounts and roles, or null where there is none of that id. */
export function listedRecordOf(state: AppState, sessionId: SessionId): ListedSessionRecord | null {
  const record = recordOf(state, sessionId);
  return record !== null && listsRoles(record) ? record : null;
}

/** The same. Errors: `input.session-unknown`; a session with an identity of its own is none to who asks for roles. */
export function listedSessionOf(state: AppState, sessionId: SessionId): Result<ListedSessionRecord> {
  const record = listedRecordOf(state, sessionId);
  return record === null ? err(appError('input.session-unknown')) : ok(record);
}
