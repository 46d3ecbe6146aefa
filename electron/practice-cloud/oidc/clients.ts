import type { Checked } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { sameSecret } from '../secrets.ts';
import type { PracticeRequest } from '../request.ts';
import type { ClientRecord } from '../state.ts';
import type { JsonBody } from './body.ts';
import { oidcError } from './errors.ts';

export const AUTHORIZATION_CODE = 'authorization_code';
export const REFRESH_TOKEN = 'refresh_token';
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

/** Whether a client may use a grant; one that said nothing may use device codes and refresh (protocol/aws.md §2.7). */
export function mayUse(client: ClientRecord, grantType: string): boolean {
  return client.grantTypes === null
    ? grantType !== AUTHORIZATION_CODE
    : client.grantTypes.includes(grantType);
}

/** The client that a call names, if it was registered in this region, its secret is right and it has not expired (`invalid_client` otherwise). */
export function authenticate(
  body: JsonBody,
  request: PracticeRequest,
  context: PracticeContext,
): Checked<ClientRecord> {
  const clientId = body.text('clientId');
  const clientSecret = body.text('clientSecret');
  if (clientId === undefined || clientSecret === undefined) {
    return { ok: false, error: oidcError('invalid_request', 'clientId and clientSecret are required') };
  }
  const client = context.state.clients.get(clientId);
  if (client?.region !== request.region || !sameSecret(client.clientSecret, clientSecret)) {
    return { ok: false, error: oidcError('invalid_client', 'Invalid client provided') };
  }
  if (client.expiresAt <= context.now()) {
    return { ok: false, error: oidcError('invalid_client', 'The client has expired') };
  }
  return { ok: true, value: client };
}
