import { type Answer, redirect } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { withParameters } from '../oidc/redirect-uri.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken } from '../secrets.ts';
import type { ClientRequest, PortalSession } from '../state.ts';

/** Carries out what the person decided and sends the browser on; the request is settled and cannot be answered again. */
export function decide(
  pending: ClientRequest,
  session: PortalSession,
  allowed: boolean,
  request: PracticeRequest,
  context: PracticeContext,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  context.state.pending.delete(pending.id);
  const granted = allowed && !context.faults.denyConsent;
  if (pending.kind === 'device') {
    const device = context.state.devices.get(pending.deviceCode);
    if (device?.status.is === 'pending') {
      context.state.devices.set(device.deviceCode, {
        ...device,
        status: granted ? { is: 'approved', sessionId: session.id } : { is: 'denied' },
      });
    }
    return redirect(`${request.origin}/device/${granted ? 'allowed' : 'denied'}`, headers);
  }
  const { redirectUri, state } = pending;
  if (!granted) {
    const denied = { error: 'access_denied', error_description: 'The user denied the request', state };
    return { ...redirect(withParameters(redirectUri, denied), headers), error: 'access_denied' };
  }
  context.state.sessions.set(session.id, {
    ...session,
    allowedClients: [...new Set([...session.allowedClients, pending.clientId])],
  });
  const code = randomToken(context.random, 48);
  const life = context.faults.expireCodesAtOnce ? 0 : context.lifetimes.codeSeconds * 1000;
  context.state.codes.set(code, {
    code,
    clientId: pending.clientId,
    redirectUri,
    codeChallenge: pending.codeChallenge,
    sessionId: session.id,
    expiresAt: context.now() + life,
  });
  return redirect(withParameters(redirectUri, { code, state }), headers);
}
