import type { Checked } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { ACCOUNT_ACCESS } from '../oidc/scopes.ts';
import type { PracticeRequest } from '../request.ts';
import type { PortalSession } from '../state.ts';
import type { PortalWorld } from '../world.ts';
import { unauthorized } from './errors.ts';

const HEADER = 'x-amz-sso_bearer_token';

/** Who is asking. */
export interface Caller {
  readonly session: PortalSession;
  readonly portal: PortalWorld;
}

/** The session behind the bearer token; legacy tokens need no scope, all others `sso:account:access`. */
export function callerOf(request: PracticeRequest, context: PracticeContext): Checked<Caller> {
  const now = context.now();
  const token = context.state.accessTokens.get(request.headers[HEADER] ?? '');
  const session = token === undefined ? undefined : context.state.liveSession(token.sessionId, now);
  const portal = session === undefined ? undefined : context.world.portal(session.portalId);
  const usable =
    token !== undefined && now < token.expiresAt && token.scopes?.includes(ACCOUNT_ACCESS) !== false;
  // A token is worth nothing in another region than its portal's (protocol/aws.md §3).
  if (!usable || session === undefined || portal?.region !== request.region) {
    return { ok: false, error: unauthorized() };
  }
  return { ok: true, value: { session, portal } };
}
