import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { words } from '../pages/words.ts';
import type { PracticeRequest } from '../request.ts';
import type { PendingRequest } from '../state.ts';
import type { BrowserVisit } from './browsers.ts';
import { decide } from './decision.ts';
import { signInBrowser } from './sessions.ts';

/** Where a browser goes with a pending request: to sign in, to consent, or straight on in a test that says so. */
export function nextStep(
  pending: PendingRequest,
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
  const step = visit.sessionAt(pending.portalId) === undefined ? '/sign-in' : '/consent';
  return redirect(`${step}?request=${pending.id}`, visit.cookie);
}
