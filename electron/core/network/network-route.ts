import {
  usualNetwork,
  type NetworkEnvironment,
  type NetworkSettings,
} from '../../../shared/model/network.ts';
import { isLoopbackHost } from '../../../shared/net/loopback.ts';
import { bypassesProxy, maskedProxy, proxyOfPac } from '../../../shared/net/proxy-rules.ts';
import type { CallerEnvironment } from '../intents.ts';
import type { ProxyResolver } from '../ports.ts';

/** Where the way out is looked up, asked anew for each call so that a change counts at once. */
export interface NetworkSources {
  readonly settings: () => NetworkSettings;
  readonly environment: NetworkSettings;
  readonly system: ProxyResolver | null;
}

/** Sources that say nothing: straight out, with the usual trust. */
export const directNetwork: NetworkSources = {
  settings: () => usualNetwork,
  environment: usualNetwork,
  system: null,
};

/** What the variables say that AWS tools read; of two spellings the lower-case one counts, an empty one does not. */
export function networkOfEnvironment(environment: CallerEnvironment): NetworkSettings {
  const value = (...names: readonly string[]): string | null =>
    names.map((name) => environment[name]?.trim() ?? '').find((text) => text !== '') ?? null;
  return {
    proxyUrl: value('https_proxy', 'HTTPS_PROXY'),
    noProxy: value('no_proxy', 'NO_PROXY'),
    caBundle: value('AWS_CA_BUNDLE'),
  };
}

/** The same for showing: without a proxy's name and password. */
export function shownNetwork({ proxyUrl, noProxy, caBundle }: NetworkSettings): NetworkEnvironment {
  return { proxyUrl: proxyUrl === null ? null : maskedProxy(proxyUrl), noProxy, caBundle };
}

/**
 * The proxy for a URL, as it was written down, or null for none: settings, then environment, then system. What stays on
 * this machine never takes one (security.md §0.5), and neither does what is exempted.
 */
export async function proxyFor(
  url: URL,
  { settings, environment, system }: NetworkSources,
): Promise<string | null> {
  const own = settings();
  const noProxy = own.noProxy ?? environment.noProxy;
  if (isLoopbackHost(url.hostname) || (noProxy !== null && bypassesProxy(noProxy, url))) {
    return null;
  }
  const named = own.proxyUrl ?? environment.proxyUrl;
  if (named !== null || system === null) {
    return named;
  }
  // A proxy script of the system has no business with more than the origin.
  return proxyOfPac(await system.resolve(`${url.origin}/`));
}
