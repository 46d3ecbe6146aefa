import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { appError, type AppErrorCode } from '../../shared/model/app-error.ts';
import { SECOND } from '../../shared/model/instant.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import { isSecureOrigin } from '../../shared/net/loopback.ts';
import type { Http, HttpRequest, HttpResponse, Scheduler } from '../core/ports.ts';

export interface HttpDeps {
  readonly version: string;
  readonly scheduler: Scheduler;
  /** PEM certificates to trust beside the built-in roots (`AWS_CA_BUNDLE`). */
  readonly certificateAuthorities?: readonly string[];
}

export interface DisposableHttp extends Http {
  /** Ends all connections. */
  close(): void;
}

interface Transport {
  readonly agent: Agent;
  readonly request: (
    url: URL,
    options: RequestOptions,
    onResponse: (response: IncomingMessage) => void,
  ) => ClientRequest;
}

const agentOptions = {
  keepAlive: true,
  maxSockets: 6,
  maxFreeSockets: 2,
  // A connection that idles longer may be closed by the other side just as it is used again.
  timeout: 4 * SECOND,
};

/**
 * The Http port over node:https, and over node:http for loopback addresses (security.md §0.5, §5.2; R-21). The modules load with
 * the first request. Certificates are always checked. Errors carry the `host` and nothing else of the request; a
 * header value that cannot be sent is `app.internal`.
 */
export function createHttp(deps: HttpDeps): DisposableHttp {
  const transports = new Map<string, Promise<Transport>>();

  function transportFor(protocol: string): Promise<Transport> {
    const known = transports.get(protocol);
    if (known !== undefined) {
      return known;
    }
    const loading =
      protocol === 'https:' ? secureTransport(deps.certificateAuthorities ?? []) : plainTransport();
    transports.set(protocol, loading);
    return loading;
  }

  return {
    async request(request) {
      const url = allowedUrl(request);
      if (url === null) {
        return err(appError('network.origin-refused', { host: hostOf(request.url) }));
      }
      if (!Object.values(request.headers ?? {}).every(isHeaderValue)) {
        return err(appError('app.internal'));
      }
      const transport = isAborted(request) ? null : await transportFor(url.protocol);
      return transport === null || isAborted(request)
        ? err(appError('app.cancelled'))
        : exchange(transport, url, request, deps);
    },
    close() {
      for (const transport of transports.values()) {
        void transport.then(({ agent }) => agent.destroy());
      }
    },
  };
}

async function secureTransport(certificateAuthorities: readonly string[]): Promise<Transport> {
  const { Agent, request } = await import('node:https');
  const { rootCertificates } = await import('node:tls');
  const ca =
    certificateAuthorities.length === 0 ? {} : { ca: [...rootCertificates, ...certificateAuthorities] };
  // Said outright: the default gives way to NODE_TLS_REJECT_UNAUTHORIZED, which an app run from source may inherit.
  const checked = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  return { agent: new Agent({ ...agentOptions, ...ca, ...checked }), request };
}

async function plainTransport(): Promise<Transport> {
  const { Agent, request } = await import('node:http');
  return { agent: new Agent(agentOptions), request };
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
    const outgoing = transport.request(
      url,
      {
        agent: transport.agent,
        method: request.method,
        headers: {
          Accept: 'application/json',
          ...request.headers,
          'User-Agent': `Latchkey/${version}`,
          ...(body === null ? {} : { 'Content-Length': String(body.length) }),
        },
      },
      (incoming) => receive(incoming, request, settle),
    );
    const onAbort = () => settle('app.cancelled');
    // Everything is one deadline: name, connection, handshake, waiting and reading.
    const cancelTimeout = scheduler.after(request.timeoutMs, () => settle('network.timed-out'));
    request.signal?.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', (error: NodeJS.ErrnoException) => settle(codeOf(error)));
    outgoing.end(body ?? undefined);

    /** The first outcome counts; whatever comes after a failure finds the connection gone. */
    function settle(outcome: HttpResponse | AppErrorCode): void {
      cancelTimeout();
      request.signal?.removeEventListener('abort', onAbort);
      if (typeof outcome !== 'string') {
        resolve(ok(outcome));
        return;
      }
      outgoing.destroy();
      resolve(err(appError(outcome, outcome === 'app.cancelled' ? undefined : { host: url.host })));
    }
  });
}

/** Redirects that name another address. */
const redirects = new Set([301, 302, 303, 307, 308]);

function receive(
  incoming: IncomingMessage,
  { maxBytes, tellRedirect }: HttpRequest,
  settle: (outcome: HttpResponse | AppErrorCode) => void,
): void {
  const status = incoming.statusCode ?? 0;
  if (tellRedirect === true && redirects.has(status)) {
    incoming.destroy();
    settle({ status, headers: headersOf(incoming), body: '' });
    return;
  }
  // Never followed: a redirect could carry the request, and what is in it, to an origin nobody allowed.
  if (status >= 300 && status <= 399) {
    settle('network.redirected');
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      settle('network.too-large');
      return;
    }
    chunks.push(chunk);
  });
  incoming.on('error', () => settle('network.unreachable'));
  incoming.on('end', () =>
    settle({
      status,
      headers: headersOf(incoming),
      body: Buffer.concat(chunks).toString('utf8'),
    }),
  );
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Codes of OpenSSL's certificate checks, as Node names them. */
const certificateCode =
  /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO$|CRL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;

function codeOf(error: NodeJS.ErrnoException): AppErrorCode {
  return certificateCode.test(error.code ?? '') ? 'network.tls' : 'network.unreachable';
}
