import {
  aliyunCallbackPath,
  aliyunCallbackPorts,
  aliyunSites,
  type AliyunSite,
} from '../../../shared/aliyun/sites.ts';
import { type Answer, redirect } from '../answer.ts';
import { browserOf, browserOfForm } from '../browser/browsers.ts';
import { withParameters } from '../oidc/redirect-uri.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken } from '../secrets.ts';
import type { PracticeContext } from '../context.ts';
import { aliyunMessagePage } from './aliyun-page.ts';
import type { AliyunPending } from './aliyun-state.ts';
import { identityAt, type PracticeIdentity } from './identities.ts';
import { aliyunConsentPage, aliyunSignInPage, sitePath } from './pages.ts';
import { aliyunWords as words } from './words.ts';

const codeSeconds = 600;
const redirectUris = aliyunCallbackPorts.map(
  (port) => `http://127.0.0.1:${String(port)}${aliyunCallbackPath}`,
);

/** The site in the path. */
export function siteOf(request: PracticeRequest): AliyunSite {
  return request.params['site'] === 'intl' ? 'INTL' : 'CN';
}

/** GET /oauth2/v1/auth (protocol/aliyun.md §1.2): as long as client and redirect URI are in doubt the browser stays here. */
export function aliyunAuthorize(request: PracticeRequest, context: PracticeContext): Answer {
  const { query } = request;
  const site = siteOf(request);
  if (query.get('client_id') !== aliyunSites[site].clientId) {
    return { ...aliyunMessagePage(400, words.problem.title, words.problem.client), error: 'invalid_client' };
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!redirectUris.includes(redirectUri)) {
    return {
      ...aliyunMessagePage(400, words.problem.title, words.problem.redirect),
      error: 'invalid_redirect_uri',
    };
  }
  const state = query.get('state') ?? '';
  const codeChallenge = query.get('code_challenge') ?? '';
  const isComplete =
    query.get('response_type') === 'code' &&
    query.get('code_challenge_method') === 'S256' &&
    /^[A-Za-z0-9_-]{43}$/u.test(codeChallenge) &&
    state.length >= 8 &&
    !query.has('scope');
  if (!isComplete) {
    return {
      ...aliyunMessagePage(400, words.problem.title, words.problem.request),
      error: 'invalid_request',
    };
  }
  const visit = browserOf(request, context);
  const pending: AliyunPending = {
    id: randomToken(context.random, 24),
    browserId: visit.browser.id,
    site,
    redirectUri,
    state,
    codeChallenge,
    identityId: null,
    expiresAt: context.now() + codeSeconds * 1000,
  };
  context.aliyun.state.aliyunPending.set(pending.id, pending);
  const automatic = identityAt(site, context.aliyun.behaviour.autoApproveAs);
  return automatic === undefined
    ? redirect(`${sitePath(pending)}/sign-in?request=${pending.id}`, visit.cookie)
    : sendBack(pending, automatic, context, visit.cookie);
}

export function showAliyunSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const pending = pendingOf(request.query.get('request'), visit.browser.id, context);
  return pending === undefined ? gone() : aliyunSignInPage({ pending, csrf: visit.browser.csrf });
}

/** Who is not assigned ends here: no redirect ever tells the application (protocol/aliyun.md §1.10). */
export function submitAliyunSignIn(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  if (visit === undefined) return forged();
  const pending = pendingOf(form.get('request'), visit.browser.id, context);
  if (pending === undefined) return gone();
  const identity = identityAt(pending.site, form.get('identity'));
  if (identity === undefined) return aliyunSignInPage({ pending, csrf: visit.browser.csrf });
  if (!context.aliyun.installed[pending.site] && !identity.isAdministrator) {
    return {
      ...aliyunMessagePage(403, words.unauthorized.title, words.unauthorized.text),
      error: 'unauthorized',
    };
  }
  if (!identity.isAssigned) {
    return {
      ...aliyunMessagePage(403, words.notAssigned.title, words.notAssigned.text),
      error: 'not_assigned',
    };
  }
  context.aliyun.state.aliyunPending.set(pending.id, { ...pending, identityId: identity.id });
  return redirect(`${sitePath(pending)}/consent?request=${pending.id}`);
}

export function showAliyunConsent(request: PracticeRequest, context: PracticeContext): Answer {
  const visit = browserOf(request, context);
  const pending = pendingOf(request.query.get('request'), visit.browser.id, context);
  const identity = pending === undefined ? undefined : identityAt(pending.site, pending.identityId);
  if (pending === undefined || identity === undefined) return gone();
  const installs = !context.aliyun.installed[pending.site];
  return aliyunConsentPage({ pending, csrf: visit.browser.csrf }, identity, installs);
}

export function submitAliyunConsent(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const visit = browserOfForm(request, form, context);
  if (visit === undefined) return forged();
  const pending = pendingOf(form.get('request'), visit.browser.id, context);
  const identity = pending === undefined ? undefined : identityAt(pending.site, pending.identityId);
  if (pending === undefined || identity === undefined) return gone();
  if (form.get('decision') !== 'allow' || context.faults.denyConsent) {
    context.aliyun.state.aliyunPending.delete(pending.id);
    const denied = {
      error: 'access_denied',
      error_description: 'The user denied the request',
      state: pending.state,
    };
    return { ...redirect(withParameters(pending.redirectUri, denied)), error: 'access_denied' };
  }
  context.aliyun.installed[pending.site] = true;
  return sendBack(pending, identity, context);
}

function sendBack(
  pending: AliyunPending,
  identity: PracticeIdentity,
  context: PracticeContext,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { state } = context.aliyun;
  state.aliyunPending.delete(pending.id);
  const code = randomToken(context.random, 24);
  state.aliyunCodes.set(code, {
    site: pending.site,
    redirectUri: pending.redirectUri,
    codeChallenge: pending.codeChallenge,
    identityId: identity.id,
    expiresAt: context.now() + (context.faults.expireCodesAtOnce ? 0 : codeSeconds * 1000),
  });
  return redirect(withParameters(pending.redirectUri, { code, state: pending.state }), headers);
}

function pendingOf(
  id: string | null,
  browserId: string,
  context: PracticeContext,
): AliyunPending | undefined {
  const pending = context.aliyun.state.aliyunPending.get(id ?? '');
  return pending?.browserId === browserId && context.now() < pending.expiresAt ? pending : undefined;
}

function gone(): Answer {
  return { ...aliyunMessagePage(410, words.problem.title, words.problem.gone), error: 'gone' };
}

function forged(): Answer {
  return { ...aliyunMessagePage(403, words.problem.title, words.problem.forged), error: 'forged' };
}
