import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Translate } from '../../shared/i18n/translate.ts';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { TimeStyle } from '../../shared/time/absolute-time.ts';
import { causeOf } from '../core/cause-of.ts';
import type { Intents } from '../core/intents.ts';
import type { Clock, Log } from '../core/ports.ts';
import { type CommandEnd, createAnswer } from './answer.ts';
import type { CommandServices } from './command-context.ts';
import { exitCodes } from './exit-codes.ts';
import { type ErrorJson, errorJson, failedWith, usageFailure } from './failure.ts';
import { readCall } from './request.ts';
import { refuseRequest } from './request-check.ts';
import { publishSocket, type SocketFile } from './socket-file.ts';
import { type SocketEnvironment, socketPath } from './socket-path.ts';
import { type SocketProblem, socketProblem } from './socket-problem.ts';

export interface BrokerOptions {
  readonly intents: Intents;
  readonly clock: Clock;
  readonly log: Log;
  readonly translate: Translate;
  readonly timeStyle: TimeStyle;
  /** The app's own environment and home folder: where the socket is. */
  readonly environment: SocketEnvironment;
  readonly home: string;
  /** This user and this process. */
  readonly userId: number;
  readonly processId: number;
  /** `persisted`, `memory-only` or `locked`, as `status` shows it. */
  readonly secretStorage: () => string;
}

/** The local server behind the `latchkey` command. */
export interface Broker {
  /** Gives the path once clients can connect. A problem leaves the app as usable as before. */
  start(): Promise<Result<{ readonly path: string }, SocketProblem>>;
  /** Takes the socket away and ends calls under way. */
  stop(): Promise<void>;
}

const bodyLimit = 64 * 1024;
/** More than this is not even thrown away. */
const drainLimit = 16 * bodyLimit;
const headerTimeoutMs = 5_000;
const requestTimeoutMs = 15_000;

/**
 * HTTP/1.1 on a Unix socket that only this user can open (security.md §0.2, §0.6, R-45). Answers the shell client and
 * nothing else; access control is the mode of folder and socket.
 */
export function createBroker(options: BrokerOptions): Broker {
  const { log, translate: t } = options;
  let server: Server | null = null;
  let file: SocketFile | null = null;

  function services(path: string): CommandServices {
    return {
      intents: options.intents,
      clock: options.clock,
      translate: t,
      timeStyle: options.timeStyle,
      facts: { pid: options.processId, socket: path, secretStorage: options.secretStorage() },
    };
  }

  async function run(path: string, body: string, response: ServerResponse): Promise<void> {
    const answer = createAnswer(response);
    const call = readCall(body);
    if (!call.ok) {
      answer.end(misuse(t, t('cli.usage.notUtf8')));
      return;
    }
    const { argv, environment, input, caller } = call.value;
    const controller = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) {
        controller.abort();
      }
    });
    let end: CommandEnd;
    try {
      // Loaded with the first call: the start of the app does not wait for it.
      const { runCommandLine } = await import('./command-line.ts');
      const context = { origin: 'command-line', environment, signal: controller.signal } as const;
      end = await runCommandLine(services(path), argv, context, answer, input);
    } catch (error) {
      log.error('broker.command-crashed', { cause: causeOf(error) });
      end = failedWith(t, errorJson(t, appError('app.internal')), argv.includes('--json'));
    }
    log.info('broker.call', {
      ...(caller.pid === null ? {} : { pid: caller.pid }),
      ...(caller.parent === null ? {} : { parent: caller.parent }),
      exitCode: end.exitCode,
    });
    const { afterwards } = end;
    if (afterwards !== undefined) {
      response.once('close', afterwards);
    }
    answer.end(end);
  }

  async function handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuseRequest(request);
    if (refusal !== null) {
      request.resume();
      refuse(response, t, refusal);
      return;
    }
    const body = await readBody(request);
    if (body === null) {
      createAnswer(response).end(misuse(t, t('cli.usage.tooLarge')));
    } else {
      await run(path, body, response);
    }
  }

  return {
    async start() {
      const place = socketPath(options.environment, options.home);
      if (!place.ok) {
        return err(socketProblem(t, place.error.reason, place.error.path));
      }
      const { path } = place.value;
      const { createServer } = await import('node:http');
      const opened = createServer(
        {
          keepAlive: false,
          headersTimeout: headerTimeoutMs,
          requestTimeout: requestTimeoutMs,
          maxHeaderSize: 16 * 1024,
        },
        (request, response) => {
          handle(path, request, response).catch((error: unknown) => {
            // The client has gone away, or broke off in the middle of its request.
            log.info('broker.call-broken', { cause: causeOf(error) });
            response.destroy();
          });
        },
      );
      const published = await publishSocket(opened, place.value, options.userId);
      if (!published.ok) {
        opened.close();
        log.warn('broker.no-socket', { reason: published.error });
        return err(socketProblem(t, published.error, path));
      }
      server = opened;
      file = published.value;
      return ok({ path });
    },

    async stop() {
      const [closing, published] = [server, file];
      server = null;
      file = null;
      await published?.remove();
      if (closing !== null) {
        const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
        closing.closeAllConnections();
        await closed;
      }
    },
  };
}

/** Null when it is longer than the limit. Rejects when the client breaks off. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) {
      chunks.push(chunk);
    } else if (size > drainLimit) {
      break;
    }
  }
  return size > bodyLimit ? null : Buffer.concat(chunks).toString('utf8');
}

function misuse(t: Translate, reason: string): CommandEnd {
  return failedWith(t, usageFailure(t, reason, t('cli.usage.hint', { command: 'latchkey' })), false);
}

/** The status is for whoever is not the client; the framing, for a client of another version. */
function refuse(response: ServerResponse, t: Translate, refusal: 'not-the-client' | 'other-version'): void {
  const [status, message, hint] =
    refusal === 'other-version'
      ? ([404, 'cli.connection.otherVersion', 'cli.connection.otherVersionHint'] as const)
      : ([403, 'cli.connection.refused', 'cli.connection.refusedHint'] as const);
  const failure: ErrorJson = { code: 'app.internal', message: t(message), hint: t(hint) };
  createAnswer(response, status).end({
    ...failedWith(t, failure, false),
    exitCode: exitCodes.unavailable,
  });
}
