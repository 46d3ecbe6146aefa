import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { messagePage } from '../pages/message.ts';
import { portalHomePage } from '../pages/portal-home.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import { DEFAULT_PORTAL, startPath } from '../world.ts';
import { browserOf, browserOfForm } from './browsers.ts';
import { forged } from './sign-in.ts';

/** GET of a start URL: what the portal would show, and a way to end the session behind the app's back. */
export function showPortalHome(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = context.world.portal(request.params['id'] ?? DEFAULT_PORTAL);
  if (portal === undefined) return messagePage(404, words.problem.title, words.problem.noPortal);
  const visit = browserOf(request, context);
  const session = visit.sessionAt(portal.id);
  const answer = portalHomePage({
    csrf: visit.browser.csrf,
    action: `${startPath(portal.id)}/sign-out`,
    user: session?.user ?? null,
    accounts: session === undefined ? [] : portal.accounts(),
  });
  return { ...answer, headers: { ...answer.headers, ...visit.cookie } };
}

/** POST to sign out: ends the session for every app that came from it, and tells none of them. */
export function submitPortalSignOut(request: PracticeRequest, context: PracticeContext): Answer {
  const portalId = request.params['id'] ?? DEFAULT_PORTAL;
  const visit = browserOfForm(request, new URLSearchParams(request.body), context);
  if (visit === undefined) return forged();
  const session = visit.sessionAt(portalId);
  if (session !== undefined) context.state.endSession(session.id);
  return redirect(startPath(portalId));
}
