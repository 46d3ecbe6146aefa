import type { PracticeContext } from '../context.ts';
import { randomToken } from '../secrets.ts';
import type { BrowserRecord, PortalSession } from '../state.ts';

/** What fits into the session name of a role (IAM: 2 to 64 of these characters). */
const USER_NAME = /^[A-Za-z0-9_+=,.@-]{2,64}$/u;

/** Whether somebody may be called that. */
export function isUserName(name: string): boolean {
  return USER_NAME.test(name);
}

/** Starts a portal session and lets the browser remember it, in the place of one it may have had. */
export function signInBrowser(
  browser: BrowserRecord,
  portalId: string,
  user: string,
  context: PracticeContext,
): PortalSession {
  const session: PortalSession = {
    id: randomToken(context.random, 24),
    portalId,
    user,
    allowedClients: [],
    expiresAt: context.now() + context.lifetimes.sessionSeconds * 1000,
  };
  context.state.sessions.set(session.id, session);
  const current = context.state.browsers.get(browser.id) ?? browser;
  context.state.browsers.set(browser.id, {
    ...current,
    sessions: { ...current.sessions, [portalId]: session.id },
  });
  return session;
}
