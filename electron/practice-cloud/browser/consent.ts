import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { ACCOUNT_ACCESS } from '../oidc/scopes.ts';
import { consentPage } from '../pages/consent.ts';
import type { PracticeRequest } from '../request.ts';
import { browserOf, browserOfForm } from './browsers.ts';
import { decide } from './decision.ts';
import { clientRequestOf, forged, gone } from './pending.ts';

/** GET /consent: names the client and what it asks for. */
export function showConsent(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const pending = clientRequestOf(request.query.get('request'), visit, context);
  const client = pending === undefined ? undefined : context.state.clients.get(pending.clientId);
  if (pending === undefined || client === undefined) return gone();
  const session = visit.sessionAt(pending.portalId);
  if (session === undefined) return redirect(`/sign-in?request=${pending.id}`, visit.cookie);
  return consentPage({
    request: pending.id,
    csrf: visit.browser.csrf,
    clientName: client.clientName,
    scopes: client.scopes ?? [ACCOUNT_ACCESS],
    user: session.user,
    ...(pending.kind === 'code'
      ? { redirectOrigin: new URL(pending.redirectUri).origin }
      : { userCode: context.state.devices.get(pending.deviceCode)?.userCode ?? '' }),
  });
}

/** POST /consent: the decision. */
export function submitConsent(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  if (visit === undefined) return forged();
  const pending = clientRequestOf(form.get('request'), visit, context);
  if (pending === undefined) return gone();
  const session = visit.sessionAt(pending.portalId);
  if (session === undefined) return redirect(`/sign-in?request=${pending.id}`);
  return decide(pending, session, form.get('decision') === 'allow', request, context);
}
