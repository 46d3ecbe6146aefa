import { type Answer, json } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { randomToken } from '../secrets.ts';
import type { ClientRecord, PortalSession } from '../state.ts';
import { mayUse, REFRESH_TOKEN } from './clients.ts';

/**
 * Issues the tokens of one grant and answers with them. A client with scopes gets a short access token and, if it may
 * refresh, a refresh token; one without gets the legacy token that ends with the session at the latest
 * (protocol/aws.md §2.2, §2.5). Members without a value are null on the wire.
 */
export function answerWithTokens(
  client: ClientRecord,
  session: PortalSession,
  context: PracticeContext,
  options: { readonly withRefreshToken: boolean },
): Answer {
  const now = context.now();
  const { accessTokenSeconds, legacyTokenSeconds } = context.lifetimes;
  const sessionLeft = Math.floor((session.expiresAt - now) / 1000);
  const expiresIn = client.scopes === null ? Math.min(legacyTokenSeconds, sessionLeft) : accessTokenSeconds;
  const accessToken = `aoa${randomToken(context.random, 96)}`;
  context.state.accessTokens.set(accessToken, {
    token: accessToken,
    sessionId: session.id,
    scopes: client.scopes,
    expiresAt: now + expiresIn * 1000,
  });
  let refreshToken: string | null = null;
  if (options.withRefreshToken && client.scopes !== null && mayUse(client, REFRESH_TOKEN)) {
    refreshToken = `aor${randomToken(context.random, 120)}`;
    context.state.refreshTokens.set(refreshToken, {
      token: refreshToken,
      clientId: client.clientId,
      sessionId: session.id,
    });
  }
  return json(200, {
    accessToken,
    aws_sso_app_session_id: null,
    expiresIn,
    idToken: null,
    issuedTokenType: null,
    originSessionId: null,
    refreshToken,
    tokenType: 'Bearer',
  });
}
