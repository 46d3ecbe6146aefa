import type {
  LoopbackListener,
  LoopbackOptions,
  LoopbackSession,
  Scheduler,
  ValidatedCallback,
} from '../../electron/core/ports.ts';
import { decideCallback, type CallbackDecision } from '../../electron/core/sign-in/callback-policy.ts';
import { errorOfDenial } from '../../electron/core/sign-in/denial.ts';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';

export interface FakeLoopbackSession extends LoopbackSession {
  readonly options: LoopbackOptions;
  readonly port: number;
  readonly closed: boolean;
  /** A browser comes back to the callback path with this query; the real policy decides what it means. */
  callback(query: Readonly<Record<string, string>>): CallbackDecision;
}

export interface FakeLoopbackListener extends LoopbackListener {
  readonly sessions: readonly FakeLoopbackSession[];
  /** The newest attempt. */
  latest(): FakeLoopbackSession;
  /** From now on no port can be had. */
  blockPorts(): void;
}

/** A loopback listener without sockets. It decides by the real policy, so nothing passes here that would not pass there. */
export function createFakeLoopbackListener(scheduler: Scheduler): FakeLoopbackListener {
  const sessions: FakeLoopbackSession[] = [];
  let blocked = false;
  return {
    sessions,
    latest() {
      const session = sessions.at(-1);
      if (session === undefined) {
        throw new Error('no sign-in has opened the listener');
      }
      return session;
    },
    blockPorts() {
      blocked = true;
    },
    open(options) {
      const ports = options.ports === 'random' ? [40_000 + sessions.length] : options.ports;
      const [port] = ports;
      if (blocked || port === undefined) {
        return Promise.resolve(err(appError('sign-in.port-unavailable', { ports: ports.join(', ') })));
      }
      const session = createSession(options, port, scheduler);
      sessions.push(session);
      return Promise.resolve(ok(session));
    },
  };
}

function createSession(options: LoopbackOptions, port: number, scheduler: Scheduler): FakeLoopbackSession {
  let closed = false;
  let settledBy: string | null = null;
  let resolve: (outcome: Result<ValidatedCallback>) => void = () => undefined;
  const result = new Promise<Result<ValidatedCallback>>((resolveResult) => (resolve = resolveResult));
  const settle = (outcome: Result<ValidatedCallback>) => {
    closed = true;
    cancelDeadline();
    resolve(outcome);
  };
  const cancelDeadline = scheduler.after(options.timeoutMs, () => settle(err(appError('sign-in.timed-out'))));
  return {
    options,
    port,
    redirectUri: `http://127.0.0.1:${String(port)}${options.path}`,
    result,
    get closed() {
      return closed;
    },
    close() {
      settle(err(appError('sign-in.cancelled')));
      return Promise.resolve();
    },
    callback(query) {
      const target = `${options.path}?${new URLSearchParams(query).toString()}`;
      const decision: CallbackDecision = closed
        ? { type: 'drop' }
        : decideCallback(
            { method: 'GET', target, rawHeaders: ['Host', `127.0.0.1:${String(port)}`] },
            { path: options.path, port, state: options.state, issuer: options.issuer ?? null, settledBy },
          );
      if (decision.type === 'settle-success') {
        settledBy = target;
        settle(ok(decision.callback));
      } else if (decision.type === 'settle-denied') {
        settledBy = target;
        settle(err(errorOfDenial(decision)));
      }
      return decision;
    },
  };
}
