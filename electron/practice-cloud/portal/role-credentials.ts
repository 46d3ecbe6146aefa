import { type Answer, json } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { randomAccessKeyId, randomSecretAccessKey } from '../secrets.ts';
import type { RoleCredentialsRecord } from '../state.ts';
import { callerOf } from './bearer.ts';
import { forbidden, invalidRequest, notFound } from './errors.ts';
import { ACCOUNT_ID } from './lists.ts';

/** IAM role names: word characters and `+=,.@-`, up to 64. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/u;

/** GetRoleCredentials: new keys with every call; `expiration` is in milliseconds (protocol/aws.md §3). */
export function getRoleCredentials(request: PracticeRequest, context: PracticeContext): Answer {
  const caller = callerOf(request, context);
  if (!caller.ok) return caller.error;
  const { portal, session } = caller.value;
  const accountId = request.query.get('account_id') ?? '';
  const roleName = request.query.get('role_name') ?? '';
  if (!ACCOUNT_ID.test(accountId)) return invalidRequest('account_id must have 12 digits');
  if (!ROLE_NAME.test(roleName)) return invalidRequest('role_name is missing or not a role name');
  if (!portal.knowsAccount(accountId)) return notFound('Account not found');
  if (!portal.knowsRole(roleName)) return notFound('Role not found');
  if (portal.account(accountId, session.user)?.roles.includes(roleName) !== true) return forbidden();

  const record: RoleCredentialsRecord = {
    accessKeyId: randomAccessKeyId(context.random),
    secretAccessKey: randomSecretAccessKey(context.random),
    sessionToken: Buffer.from(context.random(540)).toString('base64'),
    accountId,
    roleName,
    user: session.user,
    region: portal.region,
    expiresAt: context.now() + context.lifetimes.roleSeconds * 1000,
  };
  context.state.roleCredentials.set(record.accessKeyId, record);
  const { accessKeyId, secretAccessKey, sessionToken } = record;
  const expiration = Math.floor(record.expiresAt / 1000) * 1000;
  return json(200, { roleCredentials: { accessKeyId, expiration, secretAccessKey, sessionToken } });
}
