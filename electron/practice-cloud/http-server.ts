import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, plain } from './answer.ts';
import type { PracticeContext } from './context.ts';
import { dispatch, findRoute, firstHalf } from './dispatch.ts';
import { regionPrefix, splitRegion } from './region.ts';
import type { PracticeRequest } from './request.ts';
import type { RequestLog } from './request-log.ts';
import type { Route } from './route.ts';
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
      // A bug, or a connection that went away in the middle; both end this connection and nothing else.
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
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
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
  context.state.sweep(context.now());
  // The connection of a request whose body nobody has read is of no further use.
  const refuseUnread = (answer: Answer): void => {
    send(context, outgoing, { ...answer, headers: { ...answer.headers, connection: 'close' } });
  };

  const host = `${LOOPBACK}:${incoming.socket.localPort ?? 0}`;
  if (incoming.headers.host !== host) {
    refuseUnread(plain(421, 'Misdirected request\n'));
    return;
  }
  const target = incoming.url ?? '/';
  const [fullPath, search] = splitTarget(target);
  const { region, path } = splitRegion(fullPath);
  const found = findRoute(options.routes, incoming.method ?? '', path);
  if ('answer' in found) {
    refuseUnread(found.answer);
    return;
  }
  const body = await readBody(incoming);
  if (body === null) {
    refuseUnread(plain(413, 'Body too large\n'));
    return;
  }
  const { route, params } = found;
  const arrival = {
    route,
    params,
    method: route.method,
    path,
    region,
    query: new URLSearchParams(search),
    headers: joinedHeaders(incoming.rawHeaders),
    body,
    addressed: addressed(incoming, host, target, options.frontSecret),
    origin: `http://${host}`,
    base: `http://${host}${regionPrefix(region)}`,
  };
  const delivery = await dispatch(arrival, context, log, stopped);
  if (delivery.is === 'answer') send(context, outgoing, delivery.answer);
  if (delivery.is === 'cut') cut(context, outgoing, delivery.answer);
}

function send(context: PracticeContext, outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer.status, headersOf(context, answer));
  outgoing.end(answer.body);
}

function cut(context: PracticeContext, outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer.status, headersOf(context, answer));
  outgoing.write(firstHalf(answer.body), () => {
    outgoing.destroy();
  });
}

function headersOf(context: PracticeContext, answer: Answer): Record<string, string> {
  const length = String(Buffer.byteLength(answer.body));
  return {
    // Node's own date would come from another clock than ours.
    date: new Date(context.now()).toUTCString(),
    'x-amzn-requestid': randomRequestId(context.random),
    'x-content-type-options': 'nosniff',
    ...(answer.status === 204 ? {} : { 'content-length': length }),
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
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(headers);
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

function splitTarget(target: string): readonly [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}
