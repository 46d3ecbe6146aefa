import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { addMillis, MINUTE, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionPhase, SessionRecord } from '../../../shared/model/session.ts';
import { recordOf, withPhase, type AppStore } from '../app-store.ts';
import { allowExternalUrl } from '../external-urls.ts';
import type { SignedIn, SignInProgress, SignInRequest } from '../intents.ts';
import type {
  Browser,
  Clipboard,
  Clock,
  Crypto,
  ExternalUrl,
  Log,
  LoopbackListener,
  LoopbackPageText,
  Random,
} from '../ports.ts';
import type { ClientRegistration, Provider } from '../provider.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { createPkce } from './pkce.ts';
import type { Registrations } from './registrations.ts';

/** As long as AWS keeps an authorization pending (protocol/aws.md §2.4; security.md §0.9). */
const attemptLimit: Millis = 10 * MINUTE;

export interface SignInPorts {
  readonly store: AppStore;
  readonly tokens: TokenService;
  readonly registrations: Registrations;
  readonly provider: Provider;
  readonly listener: LoopbackListener;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly page: LoopbackPageText;
  /** Why this session may not be signed in to on this runtime, or null (security.md §0.11). */
  readonly refuse: (session: SessionRecord) => AppError | null;
  readonly externalUrlContext: (session: SessionRecord) => Parameters<typeof allowExternalUrl>[1];
}

export interface SignInService {
  start(request: SignInRequest, onProgress: (progress: SignInProgress) => void): Promise<Result<SignedIn>>;
  cancel(sessionId: SessionId): void;
  copyLink(sessionId: SessionId): Promise<Result<void>>;
  openLink(sessionId: SessionId): Promise<Result<void>>;
}

interface Attempt {
  readonly controller: AbortController;
  link: ExternalUrl | null;
}

/** Sign-in with authorization code + PKCE on a loopback redirect (RFC 8252, RFC 7636; protocol/aws.md §2.4). One per session. */
export function createSignInService(ports: SignInPorts): SignInService {
  const { store, tokens, provider, clock, log } = ports;
  const attempts = new Map<SessionId, Attempt>();

  function isCurrent(session: SessionRecord, attempt: Attempt): boolean {
    return attempts.get(session.id) === attempt && recordOf(store.current(), session.id) !== null;
  }

  function show(
    session: SessionRecord,
    attempt: Attempt,
    step: 'preparing' | 'approval',
    limit: Millis,
  ): void {
    if (!isCurrent(session, attempt)) {
      return;
    }
    const phase: SessionPhase = {
      state: 'signing-in',
      step,
      flow: 'pkce',
      linkPreview: attempt.link === null ? null : linkPreview(attempt.link),
      userCode: null,
      deadline: addMillis(clock.now(), limit),
    };
    store.update(withPhase(session.id, phase));
  }

  function endedBy(attempt: Attempt): AppError {
    return attempt.controller.signal.reason === 'replaced'
      ? appError('sign-in.replaced')
      : appError('sign-in.cancelled');
  }

  async function run(
    session: SessionRecord,
    attempt: Attempt,
    request: SignInRequest,
    onProgress: (progress: SignInProgress) => void,
  ): Promise<Result<SignedIn>> {
    const { signal } = attempt.controller;
    const limit = Math.min(request.timeoutMs ?? attemptLimit, attemptLimit);
    show(session, attempt, 'preparing', limit);

    const registration = await ports.registrations.obtain(session, signal);
    if (signal.aborted) {
      return err(endedBy(attempt));
    }
    if (!registration.ok) {
      return registration;
    }

    // The port is bound before the link exists: a warm portal session redirects at once (protocol/aws.md §2.4).
    const pkce = createPkce(ports.random, ports.crypto);
    const opened = await ports.listener.open({
      path: provider.callbackPath,
      ports: 'random',
      state: pkce.state,
      timeoutMs: limit,
      page: ports.page,
    });
    if (!opened.ok) {
      return opened;
    }
    const loopback = opened.value;
    const close = () => void loopback.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      if (signal.aborted) {
        return err(endedBy(attempt));
      }
      const link = allowExternalUrl(
        provider.authorizeUrl(session, registration.value, {
          redirectUri: loopback.redirectUri,
          state: pkce.state,
          codeChallenge: pkce.challenge,
        }),
        ports.externalUrlContext(session),
      );
      if (!link.ok) {
        return link;
      }
      attempt.link = link.value;
      onProgress({ event: 'url', url: link.value });
      show(session, attempt, 'approval', limit);
      if (request.openBrowser) {
        const browser = await ports.browser.open(link.value);
        if (!browser.ok) {
          // The link is on the screen: the user can still take it to a browser.
          log.warn('browser-not-opened', { code: browser.error.code });
        }
      }
      const callback = await loopback.result;
      if (signal.aborted) {
        return err(endedBy(attempt));
      }
      if (!callback.ok) {
        return callback;
      }
      onProgress({ event: 'approved' });
      return await exchange(session, attempt, registration.value, {
        code: callback.value.code,
        codeVerifier: pkce.verifier,
        redirectUri: loopback.redirectUri,
      });
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  async function exchange(
    session: SessionRecord,
    attempt: Attempt,
    registration: ClientRegistration,
    code: Parameters<Provider['exchangeCode']>[2],
  ): Promise<Result<SignedIn>> {
    const { signal } = attempt.controller;
    const issued = await provider.exchangeCode(session, registration, code, signal);
    if (signal.aborted || !isCurrent(session, attempt)) {
      return err(endedBy(attempt));
    }
    if (!issued.ok) {
      if (issued.error.code === 'sign-in.registration-rejected') {
        await ports.registrations.forget(session);
      }
      return issued;
    }
    const accepted = await tokens.accept(session, registration, issued.value);
    return accepted.ok
      ? ok({ sessionName: session.name, accessTokenExpiresAt: accepted.value.expiresAt })
      : accepted;
  }

  return {
    async start(request, onProgress) {
      const session = recordOf(store.current(), request.sessionId);
      if (session === null) {
        return err(appError('input.session-unknown'));
      }
      const refused =
        request.flow === 'device' ? appError('sign-in.flow-unsupported') : ports.refuse(session);
      if (refused !== null) {
        if (attempts.get(session.id) === undefined) {
          tokens.settle(session.id, refused);
        }
        return err(refused);
      }
      attempts.get(session.id)?.controller.abort('replaced');
      const attempt: Attempt = { controller: new AbortController(), link: null };
      attempts.set(session.id, attempt);
      const outcome = await run(session, attempt, request, onProgress);
      if (attempts.get(session.id) === attempt) {
        attempts.delete(session.id);
        const cancelled = !outcome.ok && outcome.error.code === 'sign-in.cancelled';
        tokens.settle(session.id, outcome.ok || cancelled ? null : outcome.error);
      }
      log.info('sign-in-ended', { outcome: outcome.ok ? 'signed-in' : outcome.error.code });
      return outcome;
    },

    cancel(sessionId) {
      attempts.get(sessionId)?.controller.abort('cancelled');
    },

    async copyLink(sessionId) {
      const link = attempts.get(sessionId)?.link ?? null;
      return link === null
        ? err(appError('sign-in.required', { session: recordOf(store.current(), sessionId)?.name ?? '' }))
        : ports.clipboard.write(link, { sensitive: false });
    },

    async openLink(sessionId) {
      const link = attempts.get(sessionId)?.link ?? null;
      return link === null
        ? err(appError('sign-in.required', { session: recordOf(store.current(), sessionId)?.name ?? '' }))
        : ports.browser.open(link);
    },
  };
}

/** Host and path, without the query: enough to recognise, nothing to misuse. */
function linkPreview(link: ExternalUrl): string {
  const url = new URL(link);
  return `${url.host}${url.pathname}?…`;
}
