import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { addMillis, MINUTE, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionRecord } from '../../../shared/model/session.ts';
import { recordOf, sessionOf, withPhase, type AppStore } from '../app-store.ts';
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
  Scheduler,
} from '../ports.ts';
import type { Provider } from '../provider.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { endedBy, isAborted, type Attempt } from './attempt.ts';
import { runDeviceFlow } from './device-flow.ts';
import { runPkceFlow } from './pkce-flow.ts';
import { refusesClient, type Registrations } from './registrations.ts';
import { currentPortal, namedRegion } from './session-portal.ts';

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
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly page: LoopbackPageText;
  /** Why this session may not be signed in to on this runtime, or null (security.md §0.11). */
  readonly refuse: (session: SessionRecord) => AppError | null;
  /** Keeps where a start URL of the user's own domain led to. */
  readonly learnPortal: (sessionId: SessionId, portalUrl: string | null) => void;
  /** The allow-list, with what this session adds to it. */
  readonly allowUrl: (session: SessionRecord, url: string) => Result<ExternalUrl>;
}

export interface SignInService {
  start(request: SignInRequest, onProgress: (progress: SignInProgress) => void): Promise<Result<SignedIn>>;
  cancel(sessionId: SessionId): void;
  /** Cancels, and waits for a token that is being written just now. */
  stop(sessionId: SessionId): Promise<void>;
  copyLink(sessionId: SessionId): Promise<Result<void>>;
  openLink(sessionId: SessionId, options?: { readonly inDefaultBrowser: boolean }): Promise<Result<void>>;
}

/** Sign-ins, one per session: a new attempt ends the old one, and after every wait an attempt looks whether it still counts. */
export function createSignInService(ports: SignInPorts): SignInService {
  const { store, tokens, clock, log } = ports;
  const attempts = new Map<SessionId, Attempt>();
  const accepting = new Map<SessionId, Set<Promise<unknown>>>();

  function isCurrent(session: SessionRecord, attempt: Attempt): boolean {
    return attempts.get(session.id) === attempt && recordOf(store.current(), session.id) !== null;
  }

  function begin(
    session: SessionRecord,
    request: SignInRequest,
    onProgress: (progress: SignInProgress) => void,
  ): Attempt {
    attempts.get(session.id)?.controller.abort('replaced');
    const limit = Math.min(request.timeoutMs ?? attemptLimit, attemptLimit);
    const attempt: Attempt = {
      controller: new AbortController(),
      flow: request.flow ?? session.flow,
      deadline: addMillis(clock.now(), limit),
      openBrowser: request.openBrowser && session.browser.type !== 'link-only',
      onProgress,
      link: null,
      userCode: null,
      browserProblem: null,
      paste: null,
      show(step) {
        if (isCurrent(session, attempt)) {
          const { flow, deadline, link, userCode, browserProblem } = attempt;
          const linkPreview = link === null ? null : previewOf(link);
          store.update(
            withPhase(session.id, {
              state: 'signing-in',
              step,
              flow,
              linkPreview,
              userCode,
              deadline,
              browserProblem,
            }),
          );
        }
      },
    };
    attempts.set(session.id, attempt);
    attempt.show('preparing');
    return attempt;
  }

  async function run(configured: SessionRecord, attempt: Attempt): Promise<Result<SignedIn>> {
    const portal = await currentPortal(ports.provider, configured, attempt.controller.signal);
    if (isAborted(attempt) || !isCurrent(configured, attempt)) {
      return err(endedBy(attempt));
    }
    if (!portal.ok) {
      return portal;
    }
    if (portal.value !== configured.portalUrl) {
      ports.learnPortal(configured.id, portal.value);
    }
    const session = { ...configured, portalUrl: portal.value };
    const flow = attempt.flow === 'device' ? runDeviceFlow : runPkceFlow;
    const approved = await flow(ports, session, attempt);
    if (isAborted(attempt) || !isCurrent(session, attempt)) {
      return err(endedBy(attempt));
    }
    if (!approved.ok) {
      if (refusesClient(approved.error.code)) {
        await ports.registrations.forget(session, attempt.flow);
      }
      const others = store.current().sessions.map(({ record }) => record);
      return err(namedRegion(approved.error, session, others));
    }
    const accepted = await whileAccepting(
      session.id,
      tokens.accept(session, approved.value.registration, approved.value.tokens),
    );
    return accepted.ok
      ? ok({ sessionName: session.name, accessTokenExpiresAt: accepted.value.expiresAt })
      : accepted;
  }

  async function whileAccepting<T>(sessionId: SessionId, task: Promise<T>): Promise<T> {
    const tasks = accepting.get(sessionId) ?? new Set();
    accepting.set(sessionId, tasks.add(task));
    try {
      return await task;
    } finally {
      tasks.delete(task);
    }
  }

  function cancel(sessionId: SessionId): void {
    attempts.get(sessionId)?.controller.abort('cancelled');
  }

  function missing(sessionId: SessionId): Result<never> {
    const session = sessionOf(store.current(), sessionId);
    return session.ok ? err(appError('sign-in.required', { session: session.value.name })) : session;
  }

  return {
    async start(request, onProgress) {
      const found = sessionOf(store.current(), request.sessionId);
      if (!found.ok) {
        return found;
      }
      const session = found.value;
      const refused = ports.refuse(session);
      if (refused !== null) {
        tokens.settle(session.id, refused);
        return err(refused);
      }
      const attempt = begin(session, request, onProgress);
      const outcome = await run(session, attempt);
      if (attempts.get(session.id) === attempt) {
        attempts.delete(session.id);
        const cancelled = !outcome.ok && outcome.error.code === 'sign-in.cancelled';
        tokens.settle(session.id, outcome.ok || cancelled ? null : outcome.error);
      }
      log.info('sign-in.ended', { outcome: outcome.ok ? 'signed-in' : outcome.error.code });
      return outcome;
    },

    cancel,

    async stop(sessionId) {
      cancel(sessionId);
      await Promise.all([...(accepting.get(sessionId) ?? [])]);
    },

    async copyLink(sessionId) {
      const link = attempts.get(sessionId)?.link ?? null;
      return link === null ? missing(sessionId) : ports.clipboard.write(link, { sensitive: false });
    },

    async openLink(sessionId, options) {
      const session = sessionOf(store.current(), sessionId);
      const link = attempts.get(sessionId)?.link ?? null;
      if (!session.ok || link === null) {
        return missing(sessionId);
      }
      return options?.inDefaultBrowser === true
        ? ports.browser.open(link)
        : ports.browser.open(link, session.value.browser);
    },
  };
}

/** Host and path, without the query: enough to recognise, nothing to misuse. */
function previewOf(link: ExternalUrl): string {
  const url = new URL(link);
  return `${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`;
}
