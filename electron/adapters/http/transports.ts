import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { SecureContext } from 'node:tls';
import { appError } from '../../../shared/model/app-error.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { maskedProxy, parseProxyUrl } from '../../../shared/net/proxy-rules.ts';
import { proxyFor, type NetworkSources } from '../../core/network/network-route.ts';
import { createTrust } from './trust.ts';
import { createTunnelAgent, type TunnelOptions } from './tunnel.ts';

/** One way out, with the connections that it keeps open. */
export interface Transport {
  readonly agent: Agent;
  /** As it was written down, with what is in it; null for none. */
  readonly proxy: string | null;
  readonly request: (
    url: URL,
    options: RequestOptions & TunnelOptions,
    onResponse: (response: IncomingMessage) => void,
  ) => ClientRequest;
}

export interface Transports {
  /** Errors: `network.ca-bundle`, `network.proxy-failed`. */
  to(url: URL): Promise<Result<Transport>>;
  /** Ends all connections. */
  close(): void;
}

const agentOptions = {
  keepAlive: true,
  maxSockets: 6,
  maxFreeSockets: 2,
  // A connection that idles longer may be closed by the other side just as it is used again.
  timeout: 4 * SECOND,
};

/** The ways out: one per proxy and set of authorities, made when a request first takes it. */
export function createTransports(network: NetworkSources): Transports {
  const trust = createTrust();
  const transports = new Map<string, Promise<Transport>>();

  function once(key: string, make: () => Promise<Transport>): Promise<Transport> {
    const known = transports.get(key);
    if (known !== undefined) {
      return known;
    }
    const making = make();
    transports.set(key, making);
    return making;
  }

  return {
    async to(url) {
      if (url.protocol === 'http:') {
        return ok(await once('http:', plainTransport));
      }
      const trusted = await trust.context(network.settings().caBundle ?? network.environment.caBundle);
      if (!trusted.ok) {
        return trusted;
      }
      const { key, context } = trusted.value;
      const proxy = await proxyFor(url, network);
      if (proxy === null) {
        return ok(await once(`https: ${key}`, () => secureTransport(context)));
      }
      const server = parseProxyUrl(proxy);
      return server === null
        ? err(
            appError('network.proxy-failed', {
              host: url.host,
              proxy: maskedProxy(proxy),
              reason: 'malformed',
            }),
          )
        : ok(await once(`${proxy} ${key}`, () => tunnelTransport(proxy, server, context)));
    },

    close() {
      for (const transport of transports.values()) {
        void transport.then(({ agent }) => agent.destroy());
      }
    },
  };
}

async function plainTransport(): Promise<Transport> {
  const { Agent, request } = await import('node:http');
  return { agent: new Agent(agentOptions), proxy: null, request };
}

async function secureTransport(secureContext: SecureContext): Promise<Transport> {
  const { Agent, request } = await import('node:https');
  // Said outright: the default gives way to NODE_TLS_REJECT_UNAUTHORIZED, which an app run from source may inherit.
  const checked = { secureContext, rejectUnauthorized: true } as const;
  return { agent: new Agent({ ...agentOptions, ...checked }), proxy: null, request };
}

async function tunnelTransport(proxy: string, server: URL, secureContext: SecureContext): Promise<Transport> {
  const { request } = await import('node:https');
  return { agent: await createTunnelAgent(server, secureContext, agentOptions), proxy, request };
}
