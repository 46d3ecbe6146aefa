import type { ClientRequest, IncomingMessage } from 'node:http';
import { appError, type AppError } from '../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import { isSecureOrigin } from '../../shared/net/loopback.ts';
import { maskedProxy } from '../../shared/net/proxy-rules.ts';
import { directNetwork, type NetworkSources } from '../core/network/network-route.ts';
import type { Http, HttpRequest, HttpResponse, Scheduler } from '../core/ports.ts';
import { isCertificateProblem } from './http/certificate-problem.ts';
import { createTransports, type Transport } from './http/transports.ts';
import { ProxyFailure } from './http/tunnel.ts';

export interface HttpDeps {
  readonly version: string;
  readonly scheduler: Scheduler;
  /** Proxies and authorities; straight out with the usual trust if absent. */
  readonly network?: NetworkSources;
}

export interface DisposableHttp extends Http {
  /** Ends all connections. */
  close(): void;
}

/**
 * The Http port over node:https, and over node:http for loopback addresses (security.md §0.5, §5.2; R-21). The modules load with
 * the first request. Certificates are always checked, by the proxy that the network asks for too. Errors carry the `host`,
 * the masked proxy where it was at fault, and nothing else of the request; a header value that cannot be sent is
 * `app.internal`.
 */
export function createHttp(deps: HttpDeps): DisposableHttp {
  const transports = createTransports(deps.network ?? directNetwork);

  return {
    async request(request) {
      const url = allowedUrl(request);
      if (url === null) {
        return err(appError('network.origin-refused', { host: hostOf(request.url) }));
      }
      if (!Object.values(request.headers ?? {}).every(isHeaderValue)) {
        return err(appError('app.internal'));
      }
      if (isAborted(request)) {
        return err(appError('app.cancelled'));
      }
      const transport = await transports.to(url);
      if (!transport.ok) {
        return transport;
      }
      return isAborted(request)
        ? err(appError('app.cancelled'))
        : exchange(transport.value, url, request, deps);
    },
    close: transports.close,
  };
}

/** Null where the request may not be sent: another origin than allowed, plain http off loopback, credentials in the URL. */
function allowedUrl({ url, allowedOrigins }: HttpRequest): URL | null {
  if (!/^[\x21-\x7e]+$/.test(url) || !URL.canParse(url)) {
    return null;
  }
  const parsed = new URL(url);
  const allowed =
    isSecureOrigin(parsed) &&
    parsed.username === '' &&
    parsed.password === '' &&
    allowedOrigins.includes(parsed.origin);
  return allowed ? parsed : null;
}

/** A token that came from a file may hold anything; one with a line break must not become a second header. */
function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}

function isAborted({ signal }: HttpRequest): boolean {
  return signal?.aborted === true;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function exchange(
  transport: Transport,
  url: URL,
  request: HttpRequest,
  { scheduler, version }: HttpDeps,
): Promise<Result<HttpResponse>> {
  return new Promise((resolve) => {
    const body = request.body === undefined ? null : Buffer.from(request.body, 'utf8');
    const ended = new AbortController();
    const { host } = url;
    const outgoing: ClientRequest = transport.request(
      url,
      {
        agent: transport.agent,
        tunnelSignal: ended.signal,
        method: request.method,
        headers: {
          Accept: 'application/json',
          ...request.headers,
          'User-Agent': `Latchkey/${version}`,
          ...(body === null ? {} : { 'Content-Length': String(body.length) }),
        },
      },
      (incoming) => receive(incoming, request, succeed, (code) => fail(appError(code, { host }))),
    );
    const onAbort = () => fail(appError('app.cancelled'));
    // Everything is one deadline: name, connection, proxy, handshake, waiting and reading.
    const cancelTimeout = scheduler.after(request.timeoutMs, () =>
      fail(appError('network.timed-out', { host })),
    );
    request.signal?.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(failureOf(error, host, transport.proxy)));
    outgoing.end(body ?? undefined);

    function release(): void {
      cancelTimeout();
      request.signal?.removeEventListener('abort', onAbort);
    }

    /** The first outcome counts; whatever comes after a failure finds the connection gone. */
    function succeed(response: HttpResponse): void {
      release();
      resolve(ok(response));
    }

    function fail(error: AppError): void {
      release();
      outgoing.destroy();
      ended.abort();
      resolve(err(error));
    }
  });
}

/** Redirects that name another address. */
const redirects = new Set([301, 302, 303, 307, 308]);

type ReceivingFailure = 'network.redirected' | 'network.too-large' | 'network.unreachable';

function receive(
  incoming: IncomingMessage,
  { maxBytes, tellRedirect }: HttpRequest,
  succeed: (response: HttpResponse) => void,
  fail: (code: ReceivingFailure) => void,
): void {
  const status = incoming.statusCode ?? 0;
  if (tellRedirect === true && redirects.has(status)) {
    incoming.destroy();
    succeed({ status, headers: headersOf(incoming), body: '' });
    return;
  }
  // Never followed: a redirect could carry the request, and what is in it, to an origin nobody allowed.
  if (status >= 300 && status <= 399) {
    fail('network.redirected');
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      fail('network.too-large');
      return;
    }
    chunks.push(chunk);
  });
  incoming.on('error', () => fail('network.unreachable'));
  incoming.on('end', () =>
    succeed({
      status,
      headers: headersOf(incoming),
      body: Buffer.concat(chunks).toString('utf8'),
    }),
  );
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function failureOf(error: NodeJS.ErrnoException, host: string, proxy: string | null): AppError {
  if (error instanceof ProxyFailure) {
    return appError('network.proxy-failed', { host, proxy: maskedProxy(proxy ?? ''), reason: error.reason });
  }
  return appError(isCertificateProblem(error) ? 'network.tls' : 'network.unreachable', { host });
}
