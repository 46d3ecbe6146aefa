import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { messagePage } from '../pages/message.ts';
import { portalHomePage } from '../pages/portal-home.ts';
import { words } from '../pages/words.ts';
import { HOME_REGION } from '../region.ts';
import type { PracticeRequest } from '../request.ts';
import { DEFAULT_PORTAL, type PortalWorld } from '../world.ts';
import { browserOf, browserOfForm } from './browsers.ts';
import { forged } from './pending.ts';
import { signInFirst } from './sign-in.ts';

/** The portal that a page belongs to, if it is in the region of the path. */
export function portalOfPage(request: PracticeRequest, context: PracticeContext): PortalWorld | undefined {
  const portal = context.world.portal(request.params['id'] ?? DEFAULT_PORTAL);
  return portal?.region === request.region ? portal : undefined;
}

/** The answer where there is no such portal. */
export function noPortal(): Answer {
  return messagePage(404, words.problem.title, words.problem.noPortal);
}

/** GET of a start URL: what the person may use there, and a way to end the session behind the app's back. */
export function showPortalHome(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = portalOfPage(request, context);
  if (portal === undefined) return noPortal();
  const visit = browserOf(request, context);
  const session = visit.sessionAt(portal.id);
  const answer = portalHomePage({
    csrf: visit.browser.csrf,
    path: portal.startPath,
    startUrl: request.origin + portal.startPath,
    issuerUrl: request.origin + portal.issuerPath,
    region: portal.region ?? HOME_REGION,
    user: session?.user ?? null,
    accounts: session === undefined ? [] : portal.accounts(session.user),
  });
  return { ...answer, headers: { ...answer.headers, ...visit.cookie } };
}

/** GET of an issuer URL: the portal it stands for. */
export function showIssuer(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = context.world.portalOfUrl(request.base + request.path, request.origin);
  return portal === undefined ? noPortal() : redirect(portal.startPath);
}

/** GET to sign in without an application. */
export function showPortalSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = portalOfPage(request, context);
  if (portal === undefined) return noPortal();
  return signInFirst(portal.id, portal.startPath, browserOf(request, context), context);
}

/** POST to sign out: ends the session for every app that came from it, and tells none of them. */
export function submitPortalSignOut(request: PracticeRequest, context: PracticeContext): Answer {
  const portal = portalOfPage(request, context);
  if (portal === undefined) return noPortal();
  const visit = browserOfForm(request, new URLSearchParams(request.body), context);
  if (visit === undefined) return forged();
  const session = visit.sessionAt(portal.id);
  if (session !== undefined) context.state.endSession(session.id);
  return redirect(portal.startPath);
}
