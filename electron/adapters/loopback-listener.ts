import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { appError, type AppError } from '../../shared/model/app-error.ts';
import { addMillis, SECOND } from '../../shared/model/instant.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type {
  Clock,
  Crypto,
  Log,
  LoopbackListener,
  LoopbackOptions,
  LoopbackSession,
  Scheduler,
  ValidatedCallback,
} from '../core/ports.ts';
import {
  decideCallback,
  donePath,
  headersLimit,
  targetLimit,
  type CallbackDecision,
} from '../core/sign-in/callback-policy.ts';
import { errorOfDenial } from '../core/sign-in/denial.ts';
import { answerHeaders, createAnswerPage, type AnswerPage } from './loopback-page.ts';
import { causeOf } from '../core/cause-of.ts';

export interface LoopbackListenerDeps {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly crypto: Crypto;
  readonly log: Log;
}

const address = '127.0.0.1';
const headerTimeoutMs = 5 * SECOND;
const requestTimeoutMs = 10 * SECOND;
/** How long the done page may take after the callback (security.md §0.9). */
const doneTimeoutMs = 2 * SECOND;
const maximumSockets = 20;
/** Answers to anything but the callback; later ones are not even answered, so noise cannot end or burden a sign-in. */
const maximumRefusals = 50;

/**
 * The loopback end of a sign-in over node:http (RFC 8252 §7.3; security.md §5.1; R-14 … R-20): bound to the literal 127.0.0.1,
 * open only while an attempt is pending. What a request means is decided by `decideCallback`; here are the sockets, limits
 * and deadlines. `open` throws if the path is the done page's.
 */
export function createLoopbackListener(deps: LoopbackListenerDeps): LoopbackListener {
  return {
    async open(options) {
      if (options.path === donePath) {
        throw new Error(`${donePath} cannot be a callback path`);
      }
      const { createServer } = await import('node:http');
      const ports = options.ports === 'random' ? [0] : options.ports;
      for (const port of ports) {
        // One policy for all: what Node would answer by itself (a missing Host) goes to it too.
        const server = createServer({
          maxHeaderSize: targetLimit + headersLimit + 1024,
          requireHostHeader: false,
          keepAlive: false,
          // Deadlines go through the scheduler.
          headersTimeout: 0,
          requestTimeout: 0,
        });
        const failure = await listen(server, port);
        if (failure === null) {
          return ok(createSession(server, options, deps));
        }
        deps.log.warn('loopback-port-unavailable', { port, code: failure });
      }
      return err(appError('sign-in.port-unavailable', { ports: ports.join(', ') }));
    },
  };
}

/** Null once bound, else the system's error code. */
function listen(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    // Exclusive: never shared with another process.
    server.listen({ host: address, port, exclusive: true }, () => {
      server.removeAllListeners('error');
      resolve(null);
    });
  });
}

function createSession(
  server: Server,
  options: LoopbackOptions,
  deps: LoopbackListenerDeps,
): LoopbackSession {
  const { scheduler, log } = deps;
  const { port } = server.address() as AddressInfo;
  const page = createAnswerPage(options.page, deps.crypto);
  /** In the order they came; true once a whole request was read. */
  const sockets = new Map<Socket, boolean>();
  let settledBy: string | null = null;
  let refusals = 0;
  let settle: (outcome: Result<ValidatedCallback>) => void = () => undefined;
  const result = new Promise<Result<ValidatedCallback>>((resolve) => (settle = resolve));
  const closed = new Promise<void>((resolve) => server.once('close', resolve));

  const timeOut = () => end(appError('sign-in.timed-out'));
  // By both clocks: a suspended machine must not find the port open hours later, a clock set back must not keep it open.
  const cancelTimeouts = [
    deps.scheduler.after(options.timeoutMs, timeOut),
    deps.scheduler.at(addMillis(deps.clock.now(), options.timeoutMs), timeOut),
  ];
  let cancelDone: () => void = () => undefined;
  server.once('close', () => cancelDone());

  /** Without a callback: listener and sockets go at once. */
  function end(error: AppError): void {
    settle(err(error));
    shut();
  }

  function cancelWait(): void {
    cancelTimeouts.forEach((cancel) => cancel());
  }

  function shut(except?: Socket): void {
    cancelWait();
    server.close();
    for (const socket of sockets.keys()) {
      if (socket !== except) {
        socket.destroy();
      }
    }
  }

  /** With a callback: the browser still gets its page. */
  function settleBy(target: string, outcome: Result<ValidatedCallback>): void {
    settledBy = target;
    cancelWait();
    cancelDone = scheduler.after(doneTimeoutMs, () => shut());
    settle(outcome);
  }

  function admit(socket: Socket): void {
    // The one that has kept us waiting longest makes room, so that hoarded sockets cannot lock the browser out.
    if (sockets.size >= maximumSockets) {
      const [stalest] = [...sockets].find(([, answered]) => !answered) ?? [...sockets][0] ?? [];
      if (stalest !== undefined) {
        stalest.destroy();
        sockets.delete(stalest);
      }
    }
    sockets.set(socket, false);
    const cancelHeaders = scheduler.after(headerTimeoutMs, () => {
      if (sockets.get(socket) === false) {
        socket.destroy();
      }
    });
    const cancelRequest = scheduler.after(requestTimeoutMs, () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      cancelHeaders();
      cancelRequest();
    });
    socket.on('error', () => socket.destroy());
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (sockets.has(request.socket)) {
      sockets.set(request.socket, true);
    }
    const target = request.url ?? '';
    const decision = decideCallback(
      { method: request.method ?? '', target, rawHeaders: request.rawHeaders },
      { path: options.path, port, state: options.state, issuer: options.issuer ?? null, settledBy },
    );
    response.sendDate = false;
    switch (decision.type) {
      case 'settle-success':
        redirect(response);
        settleBy(target, ok(decision.callback));
        return;
      case 'settle-denied':
        redirect(response);
        settleBy(target, err(errorOfDenial(decision)));
        return;
      case 'repeat':
        redirect(response);
        return;
      case 'done-page':
        servePage(response, page);
        // Its own connection closes by itself once the page is through.
        response.once('finish', () => shut(request.socket));
        return;
      case 'no-content':
      case 'refuse':
      case 'drop':
        turnAway(request, response, decision);
    }
  }

  function turnAway(
    request: IncomingMessage,
    response: ServerResponse,
    decision: Extract<CallbackDecision, { type: 'no-content' | 'refuse' | 'drop' }>,
  ): void {
    refusals += 1;
    if (decision.type === 'drop' || refusals > maximumRefusals) {
      request.socket.destroy();
      return;
    }
    if (decision.type === 'no-content') {
      response.writeHead(204, answerHeaders).end();
      return;
    }
    log.info('loopback-request-refused', { status: decision.status, reason: decision.reason });
    const allow = decision.status === 405 ? { Allow: 'GET' } : {};
    response.writeHead(decision.status, { ...answerHeaders, ...allow, 'Content-Length': '0' }).end();
  }

  /** A bug in the handler must end neither the process nor the attempt. */
  function handle(request: IncomingMessage, response: ServerResponse): void {
    try {
      answer(request, response);
    } catch (error) {
      log.error('loopback-handler-failed', { cause: causeOf(error) });
      request.socket.destroy();
    }
  }

  server.on('connection', admit);
  for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) {
    server.on(event, handle);
  }
  for (const event of ['clientError', 'connect', 'upgrade'] as const) {
    server.on(event, (_: unknown, socket: Socket) => socket.destroy());
  }
  server.on('error', (error: NodeJS.ErrnoException) =>
    log.warn('loopback-error', { code: error.code ?? '' }),
  );

  return {
    redirectUri: `http://${address}:${port}${options.path}`,
    result,
    async close() {
      if (settledBy === null) {
        end(appError('sign-in.cancelled'));
      }
      await closed;
    },
  };
}

/** The code leaves the address bar (RFC 9700 §4.3; 303, never 307: §4.12). */
function redirect(response: ServerResponse): void {
  response.writeHead(303, { ...answerHeaders, Location: donePath, 'Content-Length': '0' }).end();
}

function servePage(response: ServerResponse, page: AnswerPage): void {
  response.writeHead(200, { ...page.headers, 'Content-Length': String(page.body.length) }).end(page.body);
}
