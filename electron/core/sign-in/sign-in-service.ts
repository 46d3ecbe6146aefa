import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { addMillis, type Instant, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type {
  AwsSessionRecord,
  SessionId,
  SessionRecord,
  SignInFlow,
} from '../../../shared/model/session.ts';
import { recordOf, sessionOf, withPhase, type AppStore } from '../app-store.ts';
import type { SignedIn, SignInProgress, SignInRequest } from '../intents.ts';
import type { Browser, Clipboard, Clock, ExternalUrl, Log } from '../ports.ts';
import { endedBy, isAborted, type Attempt } from './attempt.ts';

/** One cloud's way to sign in. */
export interface CloudSignIn<Session extends SessionRecord> {
  /** How a session signs in unless asked otherwise. */
  flowOf(session: Session): SignInFlow;
  /** After so long an attempt ends by itself. */
  limitOf(session: Session): Millis;
  /**
   * Leads the user through the browser. Gives what takes the tokens: it writes them where they belong and gives the end of
   * the access token. An attempt that was aborted meanwhile ends in `endedBy(attempt)`.
   */
  approve(session: Session, attempt: Attempt): Promise<Result<() => Promise<Result<Instant>>>>;
  /** Shows what is held, after an attempt that is over. */
  settle(sessionId: SessionId, error: AppError | null): void;
}

export interface SignInPorts {
  readonly store: AppStore;
  readonly aws: CloudSignIn<AwsSessionRecord>;
  readonly aliyun: CloudSignIn<AliyunSessionRecord>;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly log: Log;
  /** Why this session may not be signed in to on this runtime, or null (security.md §0.11). */
  readonly refuse: (session: SessionRecord) => AppError | null;
}

export interface SignInService {
  start(request: SignInRequest, onProgress: (progress: SignInProgress) => void): Promise<Result<SignedIn>>;
  cancel(sessionId: SessionId): void;
  /** Cancels, and waits for a token that is being written just now. */
  stop(sessionId: SessionId): Promise<void>;
  copyLink(sessionId: SessionId): Promise<Result<void>>;
  openLink(sessionId: SessionId, options?: { readonly inDefaultBrowser: boolean }): Promise<Result<void>>;
  /** Takes the callback address from a browser on another machine. Errors: those of `readPastedCallback`; `sign-in.required`. */
  pasteCallback(sessionId: SessionId, text: string): Result<void>;
}

interface Way {
  readonly flow: SignInFlow;
  readonly limit: Millis;
  approve(attempt: Attempt): ReturnType<CloudSignIn<SessionRecord>['approve']>;
  settle(error: AppError | null): void;
}

/** Sign-ins, one per session: a new attempt ends the old one, and after every wait an attempt looks whether it still counts. */
export function createSignInService(ports: SignInPorts): SignInService {
  const { store, clock, log } = ports;
  const attempts = new Map<SessionId, Attempt>();
  const accepting = new Map<SessionId, Set<Promise<unknown>>>();

  function isCurrent(session: SessionRecord, attempt: Attempt): boolean {
    return attempts.get(session.id) === attempt && recordOf(store.current(), session.id) !== null;
  }

  function wayOf(session: SessionRecord): Way {
    return session.cloud === 'aws' ? wayIn(ports.aws, session) : wayIn(ports.aliyun, session);
  }

  function begin(
    session: SessionRecord,
    way: Way,
    request: SignInRequest,
    onProgress: (progress: SignInProgress) => void,
  ): Attempt {
    attempts.get(session.id)?.controller.abort('replaced');
    const limit = Math.min(request.timeoutMs ?? way.limit, way.limit);
    const attempt: Attempt = {
      controller: new AbortController(),
      flow: request.flow ?? way.flow,
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

  async function run(session: SessionRecord, way: Way, attempt: Attempt): Promise<Result<SignedIn>> {
    const approved = await way.approve(attempt);
    if (isAborted(attempt) || !isCurrent(session, attempt)) {
      return err(endedBy(attempt));
    }
    if (!approved.ok) {
      return approved;
    }
    const accepted = await whileAccepting(session.id, approved.value());
    return accepted.ok ? ok({ sessionName: session.name, accessTokenExpiresAt: accepted.value }) : accepted;
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
      const way = wayOf(session);
      const refused = ports.refuse(session);
      if (refused !== null) {
        way.settle(refused);
        return err(refused);
      }
      const attempt = begin(session, way, request, onProgress);
      const outcome = await run(session, way, attempt);
      if (attempts.get(session.id) === attempt) {
        attempts.delete(session.id);
        const cancelled = !outcome.ok && outcome.error.code === 'sign-in.cancelled';
        way.settle(outcome.ok || cancelled ? null : outcome.error);
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

    pasteCallback(sessionId, text) {
      const paste = attempts.get(sessionId)?.paste ?? null;
      return paste === null ? missing(sessionId) : paste(text);
    },
  };
}

function wayIn<Session extends SessionRecord>(cloud: CloudSignIn<Session>, session: Session): Way {
  return {
    flow: cloud.flowOf(session),
    limit: cloud.limitOf(session),
    approve: (attempt) => cloud.approve(session, attempt),
    settle: (error) => {
      cloud.settle(session.id, error);
    },
  };
}

/** Host and path, without the query: enough to recognise, nothing to misuse. */
function previewOf(link: ExternalUrl): string {
  const url = new URL(link);
  return `${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`;
}
