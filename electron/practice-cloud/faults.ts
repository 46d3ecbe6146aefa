import type { Operation } from './request-log.ts';
import type { RefusalDetails } from './route.ts';
import type { PracticeState } from './state.ts';

/** A refusal instead of an answer; the operation does not happen. */
export interface RefusalFault {
  readonly status: number;
  /** E.g. `slow_down` for OIDC, `TooManyRequestsException` for the portal, `ExpiredToken` for STS. */
  readonly error: string;
  readonly message?: string;
  /** The exception and further members of the body, where the error alone does not say it all. */
  readonly details?: RefusalDetails;
  readonly retryAfterSeconds?: number;
  /** How many requests it hits; `Infinity` for all of them. Default 1. */
  readonly times?: number;
}

/**
 * A damaged answer. The operation happens, only its answer goes wrong (a refresh token is rotated and the new one lost),
 * except for `hang`: nothing happens and the connection stays open.
 */
export interface DamageFault {
  readonly answer: 'malformed-json' | 'wrong-content-type' | 'truncated' | 'hang';
  readonly times?: number;
}

export type Fault = RefusalFault | DamageFault;

type Timer = (milliseconds: number, task: () => void) => () => void;

/** What can be made to go wrong while the practice cloud runs. Everything is off at first. */
export class Faults {
  /** At most so many portal requests a second, the rest get 429 (protocol/aws.md §3: the service allows 20). */
  throttle: { readonly perSecond: number } | null = null;
  /** Pressing "Allow" denies. */
  denyConsent = false;
  /** Codes are too old as soon as they are made. */
  expireCodesAtOnce = false;
  /**
   * On, as the service does it: every refresh gives a new refresh token and ends the old one. Off: a refresh gives none
   * and the old one goes on (RFC 6749 §6).
   */
  rotateRefresh = true;
  /** Sign-in and consent are answered at once, without pages. A switch for tests; off in the product. */
  autoApprove = false;
  readonly #queues = new Map<Operation, { readonly fault: Fault; left: number }[]>();
  readonly #state: PracticeState;
  readonly #after: Timer | null;
  #latencyMs = 0;
  #bucket: { tokens: number; at: number } | null = null;

  constructor(state: PracticeState, after: Timer | null) {
    this.#state = state;
    this.#after = after;
  }

  /** Added to every request, in milliseconds. */
  get latencyMs(): number {
    return this.#latencyMs;
  }

  /** Throws if the practice cloud was given no timer. */
  set latencyMs(milliseconds: number) {
    if (milliseconds > 0 && this.#after === null) throw new Error('latency needs a timer');
    this.#latencyMs = milliseconds;
  }

  /** Waits as long as `latencyMs` says, or until `stopped`. */
  async linger(stopped: AbortSignal): Promise<void> {
    const after = this.#after;
    if (after === null || this.#latencyMs <= 0 || stopped.aborted) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const cancel = after(this.#latencyMs, () => {
      resolve(undefined);
    });
    const stop = (): void => {
      cancel();
      resolve(undefined);
    };
    stopped.addEventListener('abort', stop);
    await promise;
    stopped.removeEventListener('abort', stop);
  }

  /** The next requests of this operation go wrong; faults added later come after earlier ones. */
  fail(operation: Operation, fault: Fault): void {
    const queue = this.#queues.get(operation) ?? [];
    queue.push({ fault, left: fault.times ?? 1 });
    this.#queues.set(operation, queue);
  }

  /** The operation works again. */
  heal(operation: Operation): void {
    this.#queues.delete(operation);
  }

  /** The fault for one request of this operation, counted as used. */
  take(operation: Operation): Fault | null {
    const queue = this.#queues.get(operation);
    const first = queue?.[0];
    if (queue === undefined || first === undefined) return null;
    first.left -= 1;
    if (first.left <= 0) queue.shift();
    return first.fault;
  }

  /** Whether one more portal request fits in now: a bucket of one second's worth that refills evenly. */
  admit(now: number): boolean {
    if (this.throttle === null) {
      this.#bucket = null;
      return true;
    }
    const { perSecond } = this.throttle;
    const bucket = this.#bucket ?? { tokens: perSecond, at: now };
    const refilled = bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond;
    bucket.tokens = Math.min(perSecond, refilled);
    bucket.at = now;
    this.#bucket = bucket;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Ends the portal sessions of one user, or of everybody, and tells nobody. Issued role credentials stay valid. */
  endPortalSession(user?: string): void {
    for (const session of [...this.#state.sessions.values()]) {
      if (user === undefined || session.user === user) this.#state.endSession(session.id);
    }
  }

  /** All access tokens stop working before their time; refresh tokens stay. */
  revokeAccessTokens(): void {
    this.#state.accessTokens.clear();
  }

  /** All refresh tokens stop working; access tokens stay. */
  revokeRefreshTokens(): void {
    this.#state.refreshTokens.clear();
  }

  /** All client registrations are forgotten before their time. */
  forgetClients(): void {
    this.#state.clients.clear();
  }

  /** Everything works again. */
  reset(): void {
    this.latencyMs = 0;
    this.throttle = null;
    this.denyConsent = false;
    this.expireCodesAtOnce = false;
    this.rotateRefresh = true;
    this.autoApprove = false;
    this.#queues.clear();
  }
}
