import type { AppError } from '../../../shared/model/app-error.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { Cancel } from '../ports.ts';

/** What is told of the renewal of sessions, as it happens; names and times only, never a secret. */
export interface RenewalListener {
  /** Latchkey has renewed the access token; it lasts until then. */
  onRenewed(sessionId: SessionId, until: Instant): void;
  /** It could not be renewed now; it will be tried again. */
  onRenewalFailed(sessionId: SessionId, error: AppError): void;
  /**
   * The sign-in is over and only the user can begin another: told once for each. `error` is the refusal; null where a
   * token that nothing renews has come to its end. What has been handed out may work on for a while.
   */
  onSessionEnded(sessionId: SessionId, error: AppError | null): void;
}

/** Where to hear of it. A sign-out is no end, and a token that another tool has renewed is not announced. */
export interface RenewalEvents {
  subscribe(listener: Partial<RenewalListener>): Cancel;
}

/** For whoever renews. */
export interface RenewalAnnouncer extends RenewalListener, RenewalEvents {
  /** There is a token of another sign-in, or none any more: the next end is another one. */
  onTokenReplaced(sessionId: SessionId): void;
}

export function createRenewalEvents(): RenewalAnnouncer {
  const listeners = new Set<Partial<RenewalListener>>();
  const ended = new Set<SessionId>();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onRenewed(sessionId, until) {
      ended.delete(sessionId);
      listeners.forEach((listener) => listener.onRenewed?.(sessionId, until));
    },
    onRenewalFailed(sessionId, error) {
      listeners.forEach((listener) => listener.onRenewalFailed?.(sessionId, error));
    },
    onSessionEnded(sessionId, error) {
      if (!ended.has(sessionId)) {
        ended.add(sessionId);
        listeners.forEach((listener) => listener.onSessionEnded?.(sessionId, error));
      }
    },
    onTokenReplaced(sessionId) {
      ended.delete(sessionId);
    },
  };
}
