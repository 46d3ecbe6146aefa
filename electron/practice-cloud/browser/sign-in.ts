import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { messagePage } from '../pages/message.ts';
import { signInPage } from '../pages/sign-in.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import type { PendingRequest } from '../state.ts';
import { browserOf, browserOfForm, type BrowserVisit } from './browsers.ts';
import { isUserName, signInBrowser } from './sessions.ts';

/** GET /sign-in: who are you? */
export function showSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const pending = pendingOf(request.query.get('request'), visit, context);
  if (pending === undefined) return gone();
  const user = visit.sessionAt(pending.portalId)?.user ?? words.signIn.sampleUser;
  return signInPage({ request: pending.id, csrf: visit.browser.csrf, user });
}

/** POST /sign-in: any name will do, here nobody asks for a password. */
export function submitSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  if (visit === undefined) return forged();
  const pending = pendingOf(form.get('request'), visit, context);
  if (pending === undefined) return gone();
  const user = (form.get('user') ?? '').trim();
  if (!isUserName(user)) {
    return signInPage({ request: pending.id, csrf: visit.browser.csrf, user, problem: words.signIn.badUser });
  }
  signInBrowser(visit.browser, pending.portalId, user, context);
  return redirect(`/consent?request=${pending.id}`);
}

/** The request that a browser is to answer; another browser's is none of its business. */
export function pendingOf(
  id: string | null,
  visit: BrowserVisit,
  context: PracticeContext,
): PendingRequest | undefined {
  const pending = context.state.pending.get(id ?? '');
  if (pending?.browserId !== visit.browser.id) return undefined;
  return context.now() < pending.expiresAt ? pending : undefined;
}

/** The answer to a request that was answered already or waited too long. */
export function gone(): Answer {
  return { ...messagePage(410, words.problem.title, words.problem.gone), error: 'gone' };
}

/** The answer to a form that did not come from our own page. */
export function forged(): Answer {
  return { ...messagePage(403, words.problem.title, words.problem.forged), error: 'forged' };
}
