import type { Agent, AgentOptions, RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { isCertificateProblem } from './certificate-problem.ts';

/** Why a proxy led nowhere. */
export type ProxyProblem = 'unreachable' | 'password' | 'refused' | 'not-trusted';

/** A request that failed at the proxy, before anything of it was sent. */
export class ProxyFailure extends Error {
  readonly reason: ProxyProblem;

  constructor(reason: ProxyProblem) {
    super(`the proxy is of no use: ${reason}`);
    this.reason = reason;
  }
}

/** What a request tells the agent besides the usual. */
export interface TunnelOptions {
  /** Ends the way through the proxy when the request has ended. */
  readonly tunnelSignal?: AbortSignal;
}

/**
 * Connections through an HTTP proxy (RFC 9110 §9.3.6): CONNECT first, then TLS with the server itself, so that the proxy
 * sees host and port and nothing else. A name and password in the proxy's URL go to the proxy alone.
 */
export async function createTunnelAgent(
  proxy: URL,
  secureContext: SecureContext,
  options: AgentOptions,
): Promise<Agent> {
  const { Agent, request: requestSecurely } = await import('node:https');
  const { request: requestPlainly } = await import('node:http');
  const { connect } = await import('node:tls');
  const { isIP } = await import('node:net');
  const proxyHost = proxy.hostname.replace(/^\[|\]$/g, '');
  const checked = { secureContext, rejectUnauthorized: true } as const;

  class TunnelAgent extends Agent {
    override createConnection(
      { host, port, servername, tunnelSignal }: RequestOptions & TunnelOptions,
      callback?: (error: Error | null, stream: Duplex) => void,
    ): undefined {
      const settle = callback as (error: Error | null, stream?: Duplex) => void;
      const name = host ?? '';
      const target = `${name.includes(':') ? `[${name}]` : name}:${port ?? 443}`;
      const request = proxy.protocol === 'https:' ? requestSecurely : requestPlainly;
      const connecting = request({
        ...checked,
        agent: false,
        method: 'CONNECT',
        host: proxyHost,
        // Else it would be checked against the name in the Host header, which is the service's.
        servername: isIP(proxyHost) === 0 ? proxyHost : '',
        port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port,
        path: target,
        headers: { Host: target, ...authorization(proxy) },
        ...(tunnelSignal === undefined ? {} : { signal: tunnelSignal }),
      });
      connecting.once('connect', (response, socket) => {
        if (response.statusCode !== 200) {
          socket.destroy();
          settle(new ProxyFailure(response.statusCode === 407 ? 'password' : 'refused'));
          return;
        }
        settle(null, connect({ ...checked, socket, host: name, servername: servername ?? '' }));
      });
      connecting.once('error', (error) => {
        settle(new ProxyFailure(isCertificateProblem(error) ? 'not-trusted' : 'unreachable'));
      });
      connecting.end();
    }
  }
  return new TunnelAgent({ ...options, ...checked });
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') {
    return {};
  }
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(both, 'utf8').toString('base64')}` };
}
