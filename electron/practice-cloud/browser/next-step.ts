import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import type { ClientRequest } from '../state.ts';
import type { BrowserVisit } from './browsers.ts';
import { decide } from './decision.ts';
import { signInBrowser } from './sessions.ts';

/** Where a browser goes with a pending request: to sign in, to consent, or straight on in a test that says so. */
export function nextStep(
  pending: ClientRequest,
  visit: BrowserVisit,
  request: PracticeRequest,
  context: PracticeContext,
): Answer {
  if (context.faults.autoApprove) {
    const session =
      visit.sessionAt(pending.portalId) ??
      signInBrowser(visit.browser, pending.portalId, words.signIn.sampleUser, context);
    return decide(pending, session, true, request, context, visit.cookie);
  }
  const session = visit.sessionAt(pending.portalId);
  // A code on another device must be compared each time; an application that came back is let through (protocol/aws.md §2.4).
  if (pending.kind === 'code' && session?.allowedClients.includes(pending.clientId) === true) {
    return decide(pending, session, true, request, context, visit.cookie);
  }
  const step = session === undefined ? '/sign-in' : '/consent';
  return redirect(`${step}?request=${pending.id}`, visit.cookie);
}
