import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { signInPage, type SignInPage } from '../pages/sign-in.ts';
import { words } from '../pages/words.ts';
import { people } from '../people.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken } from '../secrets.ts';
import type { PageRequest, PendingRequest } from '../state.ts';
import { browserOf, browserOfForm, type BrowserVisit } from './browsers.ts';
import { forged, gone, pendingOf } from './pending.ts';
import { isUserName, signInBrowser } from './sessions.ts';

/** GET /sign-in: who are you? */
export function showSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const pending = pendingOf(request.query.get('request'), visit, context);
  if (pending === undefined) return gone();
  const user = visit.sessionAt(pending.portalId)?.user ?? words.signIn.sampleUser;
  return signInPage({ ...pageOf(pending, visit, context), user });
}

/** POST /sign-in: one of the people, or any name that was typed; here nobody asks for a password. */
export function submitSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  if (visit === undefined) return forged();
  const pending = pendingOf(form.get('request'), visit, context);
  if (pending === undefined) return gone();
  const user = (form.get('person') ?? form.get('user') ?? '').trim();
  if (!isUserName(user)) {
    return signInPage({ ...pageOf(pending, visit, context), user, problem: words.signIn.badUser });
  }
  signInBrowser(visit.browser, pending.portalId, user, context);
  if (pending.kind !== 'page') return redirect(`/consent?request=${pending.id}`);
  context.state.pending.delete(pending.id);
  return redirect(pending.next);
}

/** Sends the browser to sign in at a portal, and to `next` after that. */
export function signInFirst(
  portalId: string,
  next: string,
  visit: BrowserVisit,
  context: PracticeContext,
): Answer {
  const pending: PageRequest = {
    kind: 'page',
    id: randomToken(context.random, 24),
    browserId: visit.browser.id,
    portalId,
    expiresAt: context.now() + context.lifetimes.codeSeconds * 1000,
    next,
  };
  context.state.pending.set(pending.id, pending);
  return redirect(`/sign-in?request=${pending.id}`, visit.cookie);
}

function pageOf(
  pending: PendingRequest,
  visit: BrowserVisit,
  context: PracticeContext,
): Pick<SignInPage, 'request' | 'csrf' | 'people'> {
  const portal = context.world.portal(pending.portalId);
  return {
    request: pending.id,
    csrf: visit.browser.csrf,
    people: people.map(({ user, name }) => {
      const accounts = portal?.accounts(user) ?? [];
      return {
        user,
        name,
        accounts: accounts.length,
        roles: accounts.reduce((sum, account) => sum + account.roles.length, 0),
      };
    }),
  };
}
