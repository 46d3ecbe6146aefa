import { type Answer, redirect } from '../answer.ts';
import { browserOf } from '../browser/browsers.ts';
import { nextStep } from '../browser/next-step.ts';
import type { PracticeContext } from '../context.ts';
import { messagePage } from '../pages/message.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken } from '../secrets.ts';
import type { ClientRecord, ClientRequest } from '../state.ts';
import { AUTHORIZATION_CODE, mayUse } from './clients.ts';
import { fitsRegistered, withParameters } from './redirect-uri.ts';
import { splitScopes } from './scopes.ts';

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/u;
const MAX_STATE_LENGTH = 1024;

/**
 * /authorize (protocol/aws.md §2.4). While client and redirect URI are in doubt the browser stays here with a page;
 * after that every answer goes to the redirect URI (RFC 6749 §4.1.2.1).
 */
export function authorize(request: PracticeRequest, context: PracticeContext): Answer {
  const { query } = request;
  const client = context.state.clients.get(query.get('client_id') ?? '');
  if (client?.region !== request.region || client.expiresAt <= context.now()) {
    return { ...messagePage(401, words.problem.title, words.problem.unknownClient), error: 'invalid_client' };
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!fitsRegistered(redirectUri, client.redirectUris)) {
    return {
      ...messagePage(400, words.problem.title, words.problem.redirectUri),
      error: 'invalid_redirect_uri',
    };
  }
  const state = query.get('state');
  const refusal = refusalOf(query, client);
  if (refusal !== null) {
    const [error, description] = refusal;
    return {
      ...redirect(withParameters(redirectUri, { error, error_description: description, state })),
      error,
    };
  }

  const visit = browserOf(request, context);
  const pending: ClientRequest = {
    kind: 'code',
    id: randomToken(context.random, 24),
    browserId: visit.browser.id,
    clientId: client.clientId,
    portalId: client.portalId ?? '',
    expiresAt: context.now() + context.lifetimes.codeSeconds * 1000,
    redirectUri,
    state,
    codeChallenge: query.get('code_challenge') ?? '',
  };
  context.state.pending.set(pending.id, pending);
  return nextStep(pending, visit, request, context);
}

function refusalOf(query: URLSearchParams, client: ClientRecord): readonly [string, string] | null {
  if (query.get('response_type') !== 'code') {
    return ['unsupported_response_type', 'response_type must be code'];
  }
  if (!mayUse(client, AUTHORIZATION_CODE)) {
    return ['unauthorized_client', 'The client is not registered for authorization codes'];
  }
  if (query.get('code_challenge_method') !== 'S256') {
    return ['invalid_request', 'code_challenge_method must be S256'];
  }
  if (!CHALLENGE.test(query.get('code_challenge') ?? '')) {
    return ['invalid_request', 'code_challenge must be 43 characters of base64url'];
  }
  const state = query.get('state') ?? '';
  if (state === '' || state.length > MAX_STATE_LENGTH) return ['invalid_request', 'state is required'];
  if (!splitScopes(query.get('scopes') ?? '').every((scope) => client.scopes?.includes(scope) === true)) {
    return ['invalid_scope', 'A scope is not among the registered ones'];
  }
  return null;
}
