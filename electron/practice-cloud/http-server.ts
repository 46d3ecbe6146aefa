import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, plain } from './answer.ts';
import type { PracticeContext } from './context.ts';
import type { DamageFault, Fault } from './faults.ts';
import type { PracticeRequest } from './request.ts';
import type { RequestLog } from './request-log.ts';
import { matchRoute, type Route } from './route.ts';
import { randomRequestId, sameSecret } from './secrets.ts';

const LOOPBACK = '127.0.0.1';
const MAX_BODY_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpServerOptions {
  readonly routes: readonly Route[];
  readonly context: PracticeContext;
  readonly log: RequestLog;
  readonly frontSecret: string | null;
}

/** A listening server. */
export interface RunningServer {
  readonly port: number;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 only, at `wantedPort` if it is free and anywhere else if not. */
export async function startHttpServer(
  options: HttpServerOptions,
  wantedPort: number,
): Promise<RunningServer> {
  const stopped = new AbortController();
  const server = createServer((incoming, outgoing) => {
    serve(options, incoming, outgoing, stopped.signal).catch((error: unknown) => {
      // Only a bug, or a connection that went away in the middle; both end the connection and nothing else.
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = REQUEST_TIMEOUT_MS;
  await listen(server, wantedPort).catch((error: unknown) => {
    if (wantedPort === 0 || !isPortTrouble(error)) throw error;
    return listen(server, 0);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      stopped.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isPortTrouble(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EADDRINUSE' || code === 'EACCES';
}

async function serve(
  options: HttpServerOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  stopped: AbortSignal,
): Promise<void> {
  const { context, log } = options;
  const at = context.now();
  context.state.sweep(at);
  const host = `${LOOPBACK}:${incoming.socket.localPort ?? 0}`;
  if (incoming.headers.host !== host)
    return refuseUnread(context, outgoing, plain(421, 'Misdirected request\n'));

  const target = incoming.url ?? '/';
  const [path = '/', search = ''] = splitOnce(target, '?');
  const match = matchRoute(options.routes, incoming.method ?? '', path);
  if (match.is === 'unknown') return refuseUnread(context, outgoing, plain(404, 'Not found\n'));
  if (match.is === 'wrong-method') {
    const allow = match.allow.join(', ');
    return refuseUnread(context, outgoing, plain(405, 'Method not allowed\n', { allow }));
  }

  const body = await readBody(incoming);
  if (body === null) return refuseUnread(context, outgoing, plain(413, 'Body too large\n'));

  const { route, params } = match;
  const note = (answer: Answer | null): void => {
    log.add({
      operation: route.operation,
      at,
      status: answer?.status ?? 0,
      ...(answer?.error === undefined ? {} : { error: answer.error }),
      ...(answer?.grantType === undefined ? {} : { grantType: answer.grantType }),
    });
  };

  if (context.faults.latencyMs > 0) {
    await sleep(context.faults.latencyMs, undefined, { signal: stopped, ref: false });
  }
  const fault =
    route.throttled === true && !context.faults.admit(at) ? THROTTLED : context.faults.take(route.operation);
  if (fault !== null && 'answer' in fault && fault.answer === 'hang') return note(null);
  if (fault !== null && 'status' in fault) {
    const refusal = refuseWith(route, fault);
    note(refusal);
    return send(context, outgoing, refusal);
  }

  const answer = route.handle(
    {
      method: route.method,
      path,
      query: new URLSearchParams(search),
      headers: joinedHeaders(incoming.rawHeaders),
      body,
      addressed: addressed(incoming, host, target, options.frontSecret),
      origin: `http://${host}`,
      params,
    } satisfies PracticeRequest,
    context,
  );
  note(answer);
  if (fault !== null && 'answer' in fault) return sendDamaged(context, outgoing, answer, fault);
  return send(context, outgoing, answer);
}

const THROTTLED: Fault = { status: 429, error: 'TooManyRequestsException', message: 'HTTP 429 Unknown Code' };

function refuseWith(route: Route, fault: Exclude<Fault, DamageFault>): Answer {
  const refusal = route.refuse(fault.status, fault.error, fault.message ?? 'Refused on request');
  if (fault.retryAfterSeconds === undefined) return refusal;
  return { ...refusal, headers: { ...refusal.headers, 'retry-after': String(fault.retryAfterSeconds) } };
}

/** An answer to a request whose body nobody has read: the connection is of no further use. */
function refuseUnread(context: PracticeContext, outgoing: ServerResponse, answer: Answer): void {
  send(context, outgoing, { ...answer, headers: { ...answer.headers, connection: 'close' } });
}

function send(context: PracticeContext, outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer.status, headersOf(context, answer, Buffer.byteLength(answer.body)));
  outgoing.end(answer.body);
}

function sendDamaged(
  context: PracticeContext,
  outgoing: ServerResponse,
  answer: Answer,
  fault: DamageFault,
): void {
  const half = answer.body.slice(0, Math.ceil(answer.body.length / 2));
  switch (fault.answer) {
    case 'malformed-json':
      return send(context, outgoing, { ...answer, body: `${half}<` });
    case 'wrong-content-type':
      return send(context, outgoing, {
        ...answer,
        headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' },
        body: '<!doctype html><title>Sign in to the network</title><p>Please accept the terms of use.</p>',
      });
    case 'truncated': {
      const promised = Buffer.byteLength(answer.body) + 1;
      outgoing.writeHead(answer.status, headersOf(context, answer, promised));
      outgoing.write(half, () => outgoing.destroy());
      return;
    }
    case 'hang':
      return;
  }
}

function headersOf(context: PracticeContext, answer: Answer, length: number): Record<string, string> {
  return {
    date: new Date(context.now()).toUTCString(),
    'x-amzn-requestid': randomRequestId(context.random),
    'x-content-type-options': 'nosniff',
    ...(answer.status === 204 ? {} : { 'content-length': String(length) }),
    ...answer.headers,
  };
}

async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function joinedHeaders(rawHeaders: readonly string[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}

function addressed(
  incoming: IncomingMessage,
  host: string,
  target: string,
  frontSecret: string | null,
): PracticeRequest['addressed'] {
  const shown = incoming.headers['x-practice-front'];
  const byFront = frontSecret !== null && typeof shown === 'string' && sameSecret(shown, frontSecret);
  const frontHost = incoming.headers['x-practice-front-host'];
  const frontTarget = incoming.headers['x-practice-front-target'];
  if (!byFront || typeof frontHost !== 'string' || typeof frontTarget !== 'string') return { host, target };
  return { host: frontHost, target: frontTarget };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
