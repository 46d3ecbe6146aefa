import { type Answer, json } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { callerOf } from './bearer.ts';
import { forbidden, invalidRequest, notFound } from './errors.ts';
import { pageOf } from './paging.ts';

export const ACCOUNT_ID = /^\d{12}$/u;

/** ListAccounts (protocol/aws.md §3). */
export function listAccounts(request: PracticeRequest, context: PracticeContext): Answer {
  const caller = callerOf(request, context);
  if (!caller.ok) return caller.error;
  const { portal, session } = caller.value;
  const list = `accounts/${portal.id}/${session.user}`;
  const page = pageOf(request, list, portal.accounts(session.user));
  if (!page.ok) return page.error;
  const { items, nextToken } = page.value;
  const accountList = items.map(({ accountId, accountName, emailAddress }) => ({
    accountId,
    accountName,
    emailAddress,
  }));
  return json(200, { accountList, nextToken });
}

/** ListAccountRoles (protocol/aws.md §3). */
export function listAccountRoles(request: PracticeRequest, context: PracticeContext): Answer {
  const caller = callerOf(request, context);
  if (!caller.ok) return caller.error;
  const { portal, session } = caller.value;
  const accountId = request.query.get('account_id') ?? '';
  if (!ACCOUNT_ID.test(accountId)) return invalidRequest('account_id must have 12 digits');
  if (!portal.knowsAccount(accountId)) return notFound('Account not found');
  const account = portal.account(accountId, session.user);
  if (account === undefined) return forbidden();
  const page = pageOf(request, `roles/${portal.id}/${accountId}`, account.roles);
  if (!page.ok) return page.error;
  const { items, nextToken } = page.value;
  return json(200, { nextToken, roleList: items.map((roleName) => ({ accountId, roleName })) });
}
