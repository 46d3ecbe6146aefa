import { createHash } from 'node:crypto';
import type { Answer } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { sameSecret } from '../secrets.ts';
import type { ClientRecord } from '../state.ts';
import { type JsonBody, readJsonBody } from './body.ts';
import { AUTHORIZATION_CODE, authenticate, DEVICE_CODE, mayUse, REFRESH_TOKEN } from './clients.ts';
import { createDeviceToken } from './device-authorization.ts';
import { oidcError } from './errors.ts';
import { answerWithTokens } from './tokens.ts';

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/u;

type Grant = (body: JsonBody, client: ClientRecord, context: PracticeContext) => Answer;

const grants = new Map<string, Grant>([
  [AUTHORIZATION_CODE, exchangeCode],
  [REFRESH_TOKEN, refresh],
  [DEVICE_CODE, createDeviceToken],
]);

/** CreateToken (protocol/aws.md §2.5). */
export function createToken(request: PracticeRequest, context: PracticeContext): Answer {
  const read = readJsonBody(request);
  if (!read.ok) return read.error;
  const body = read.value;
  const grantType = body.text('grantType');
  if (grantType === undefined) return oidcError('invalid_request', 'grantType is required');
  const grant = grants.get(grantType);
  if (grant === undefined) return oidcError('unsupported_grant_type', 'The grant type is unknown');
  const client = authenticate(body, request, context);
  if (!client.ok) return { ...client.error, grantType };
  if (!mayUse(client.value, grantType)) {
    return { ...oidcError('unauthorized_client', 'The client is not registered for this grant'), grantType };
  }
  return { ...grant(body, client.value, context), grantType };
}

/** A code is bound to client, redirect URI and challenge, and is gone after one attempt (RFC 6749 §4.1.2, RFC 7636 §4.6). */
function exchangeCode(body: JsonBody, client: ClientRecord, context: PracticeContext): Answer {
  const code = body.text('code');
  const redirectUri = body.text('redirectUri');
  const codeVerifier = body.text('codeVerifier');
  if (code === undefined || redirectUri === undefined || codeVerifier === undefined) {
    return oidcError('invalid_request', 'code, redirectUri and codeVerifier are required');
  }
  const record = context.state.codes.get(code);
  if (record?.clientId !== client.clientId) {
    return oidcError('invalid_grant', 'Invalid authorization code provided');
  }
  context.state.codes.delete(code);
  if (record.expiresAt <= context.now()) {
    return oidcError('expired_token', 'The authorization code has expired');
  }
  if (record.redirectUri !== redirectUri) {
    return oidcError('invalid_grant', 'redirectUri differs from the one the code was issued for');
  }
  if (!VERIFIER.test(codeVerifier) || !sameSecret(s256(codeVerifier), record.codeChallenge)) {
    return oidcError('invalid_grant', 'codeVerifier does not match the challenge');
  }
  const session = context.state.liveSession(record.sessionId, context.now());
  if (session === undefined) return oidcError('invalid_grant', 'The sign-in session has ended');
  return answerWithTokens(client, session, context, { withRefreshToken: true });
}

/** Rotation: the new refresh token takes the place of the old one; both access tokens go on (protocol/aws.md §2.5). */
function refresh(body: JsonBody, client: ClientRecord, context: PracticeContext): Answer {
  const refreshToken = body.text('refreshToken');
  if (refreshToken === undefined) return oidcError('invalid_request', 'refreshToken is required');
  const record = context.state.refreshTokens.get(refreshToken);
  const session =
    record === undefined ? undefined : context.state.liveSession(record.sessionId, context.now());
  if (record?.clientId !== client.clientId || session === undefined) {
    return oidcError('invalid_grant', 'Invalid refresh token provided');
  }
  const rotate = context.faults.rotateRefresh;
  if (rotate) context.state.refreshTokens.delete(refreshToken);
  return answerWithTokens(client, session, context, { withRefreshToken: rotate });
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
