import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { ValidatedCallback } from '../ports.ts';
import { decideCallback, targetLimit } from './callback-policy.ts';

/**
 * The address that a browser elsewhere was sent back to, pasted by hand (protocol/aliyun.md §1.5): it must be exactly the
 * redirect URI of this attempt with its answer, and is held to the rules of the loopback listener. Errors:
 * `paste.not-callback`, `paste.other-sign-in` for another state, `sign-in.denied`; after the first two the sign-in goes on.
 */
export function readPastedCallback(
  text: string,
  expected: { readonly redirectUri: string; readonly state: string },
): Result<ValidatedCallback> {
  const pasted = text.trim();
  const redirect = new URL(expected.redirectUri);
  const notCallback = err(appError('paste.not-callback'));
  if (pasted.length > targetLimit + 64 || !URL.canParse(pasted) || /[\s\\]/.test(pasted)) {
    return notCallback;
  }
  const url = new URL(pasted);
  const isOurs =
    url.origin === redirect.origin &&
    url.pathname === redirect.pathname &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '';
  if (!isOurs) {
    return notCallback;
  }
  const decision = decideCallback(
    {
      method: 'GET',
      target: `${url.pathname}${url.search}`,
      rawHeaders: ['Host', redirect.host],
    },
    {
      path: redirect.pathname,
      port: Number(redirect.port),
      state: expected.state,
      issuer: null,
      settledBy: null,
    },
  );
  switch (decision.type) {
    case 'settle-success':
      return ok(decision.callback);
    case 'settle-denied':
      return err(appError('sign-in.denied'));
    case 'refuse':
      return decision.reason === 'state' ? err(appError('paste.other-sign-in')) : notCallback;
    default:
      return notCallback;
  }
}
