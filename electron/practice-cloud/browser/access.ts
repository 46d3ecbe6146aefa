import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { accessPage, accountAccessPage } from '../pages/access.ts';
import { messagePage } from '../pages/message.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import { createSeeded } from '../seeded.ts';
import { permissionSetNames } from '../world-names.ts';
import type { PortalWorld, PracticeAccount } from '../world.ts';
import { browserOf, browserOfForm } from './browsers.ts';
import { forged } from './pending.ts';
import { noPortal, portalOfPage } from './portal-home.ts';
import { signInFirst } from './sign-in.ts';

const ROLE_FIELD = 'role:';

/** GET: what the person who is signed in may use, all of it or one account. */
export function showAccess(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = portalOfPage(request, context);
  if (portal === undefined) return noPortal();
  const visit = browserOf(request, context);
  const path = portal.startPath;
  const user = visit.sessionAt(portal.id)?.user;
  if (user === undefined) return signInFirst(portal.id, `${path}/access`, visit, context);
  const assigned = portal.accounts(user);
  const accountId = request.query.get('account');
  if (accountId === null) {
    const mine = new Set(assigned.map((account) => account.accountId));
    const others = portal.accounts().filter((account) => !mine.has(account.accountId));
    return accessPage({ csrf: visit.browser.csrf, path, user, assigned, others });
  }
  const account = portal.account(accountId, user) ?? portal.account(accountId);
  if (account === undefined) return messagePage(404, words.problem.title, words.problem.noAccount);
  const mine = portal.account(accountId, user)?.roles ?? [];
  const all = new Set([...mine, ...account.roles, ...permissionSetNames]);
  const roles = [...all].map((roleName) => ({ roleName, assigned: mine.includes(roleName) }));
  return accountAccessPage({ csrf: visit.browser.csrf, path, user, account, roles });
}

/** POST: one change, for the person who is signed in. */
export function submitAccess(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = portalOfPage(request, context);
  if (portal === undefined) return noPortal();
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  const user = visit?.sessionAt(portal.id)?.user;
  if (user === undefined) return forged();
  const accountId = form.get('account') ?? '';
  const account = portal.account(accountId, user) ?? portal.account(accountId);
  const change = form.get('change');
  if (change === 'new-account') portal.putAccount(newAccount(portal, user), user);
  if (change === 'withdraw') portal.withdrawAccount(accountId, user);
  if (change === 'roles' && account !== undefined) {
    portal.putAccount({ ...account, roles: rolesOf(form) }, user);
  }
  return redirect(`${portal.startPath}/access`);
}

function rolesOf(form: URLSearchParams): string[] {
  return [...form.keys()].flatMap((name) =>
    name.startsWith(ROLE_FIELD) ? [name.slice(ROLE_FIELD.length)] : [],
  );
}

/** Nobody has had it before. */
function newAccount(portal: PortalWorld, user: string): PracticeAccount {
  for (let number = 1; ; number += 1) {
    const accountId = createSeeded(`${portal.id}/${user}/new/${number}`).digits(12);
    if (portal.knowsAccount(accountId)) continue;
    return {
      accountId,
      accountName: `New Project ${number}`,
      emailAddress: `aws+new-project-${number}@example.com`,
      roles: ['ReadOnly', 'Developer'],
    };
  }
}
