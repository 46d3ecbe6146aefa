import { type Answer, json } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken } from '../secrets.ts';
import type { ClientRecord } from '../state.ts';
import { readJsonBody } from './body.ts';
import { AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN } from './clients.ts';
import { oidcError } from './errors.ts';
import { portalOf } from './issuer.ts';
import { mayRegister } from './redirect-uri.ts';
import { isKnownScope } from './scopes.ts';

const GRANT_TYPES: readonly string[] = [AUTHORIZATION_CODE, REFRESH_TOKEN, DEVICE_CODE];

/** RegisterClient (protocol/aws.md §2.2). */
export function registerClient(request: PracticeRequest, context: PracticeContext): Answer {
  const read = readJsonBody(request);
  if (!read.ok) return read.error;
  const body = read.value;

  const clientName = body.text('clientName');
  if (clientName === undefined) return oidcError('invalid_request', 'clientName is required');
  if (clientName.length > 256) return oidcError('invalid_client_metadata', 'clientName is too long');
  if (body.text('clientType') !== 'public') {
    return oidcError('invalid_client_metadata', 'clientType must be public');
  }

  const scopes = body.texts('scopes');
  if (scopes === undefined || scopes?.every(isKnownScope) === false) {
    return oidcError('invalid_scope', 'A scope is unknown');
  }
  const grantTypes = body.texts('grantTypes');
  if (grantTypes === undefined || grantTypes?.every((type) => GRANT_TYPES.includes(type)) === false) {
    return oidcError('unsupported_grant_type', 'A grant type is unknown');
  }
  const redirectUris = body.texts('redirectUris');
  if (redirectUris === undefined || redirectUris?.every(mayRegister) === false) {
    return oidcError(
      'invalid_redirect_uri',
      'A redirect URI must be http://127.0.0.1 with a path and no port',
    );
  }

  const issuerUrl = body.text('issuerUrl');
  const portal = issuerUrl === undefined ? undefined : portalOf(issuerUrl, request, context);
  if (issuerUrl !== undefined && portal === undefined) {
    return oidcError('invalid_request', 'issuerUrl names no instance here');
  }
  if (grantTypes?.includes(AUTHORIZATION_CODE) === true) {
    if (redirectUris === null) return oidcError('invalid_redirect_uri', 'redirectUris are required');
    if (portal === undefined) return oidcError('invalid_request', 'issuerUrl is required');
  }

  const now = context.now();
  const client: ClientRecord = {
    clientId: randomToken(context.random, 16),
    clientSecret: jwtLike(context),
    clientName,
    scopes,
    grantTypes,
    redirectUris: redirectUris ?? [],
    portalId: portal?.id ?? null,
    region: request.region,
    expiresAt: now + context.lifetimes.registrationSeconds * 1000,
  };
  context.state.clients.set(client.clientId, client);
  return json(200, {
    authorizationEndpoint: null,
    clientId: client.clientId,
    clientIdIssuedAt: Math.floor(now / 1000),
    clientSecret: client.clientSecret,
    clientSecretExpiresAt: Math.floor(client.expiresAt / 1000),
    tokenEndpoint: null,
  });
}

/** The real secret has the form and the length of a signed token; nobody may count on what is in it. */
function jwtLike(context: PracticeContext): string {
  const header = Buffer.from(JSON.stringify({ alg: 'HS384', kid: 'practice' })).toString('base64url');
  return `${header}.${randomToken(context.random, 240)}.${randomToken(context.random, 48)}`;
}
