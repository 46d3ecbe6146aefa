import type { Clock, Crypto, Http } from '../../core/ports.ts';
import type { Provider } from '../../core/provider.ts';
import { createConsoleCalls } from './console.ts';
import { endpointsOf } from './endpoints.ts';
import { callbackPath, createOidcCalls } from './oidc.ts';
import { createPortalCalls } from './portal.ts';
import { isOwnDomain, resolvePortal } from './portal-address.ts';
import { createStsCalls } from './sts.ts';

/** AWS IAM Identity Center as a Provider. */
export function createAwsProvider(ports: {
  readonly http: Http;
  readonly clock: Clock;
  readonly crypto: Crypto;
}): Provider {
  return {
    callbackPath,
    origins(session) {
      const endpoints = endpointsOf(session);
      return [endpoints.ssoOidc, endpoints.sso, endpoints.sts].map((url) => new URL(url).origin);
    },
    isOwnDomain,
    resolvePortal: (question, signal) => resolvePortal(ports.http, question, signal),
    ...createOidcCalls(ports.http, ports.clock),
    ...createPortalCalls(ports.http),
    ...createConsoleCalls(ports.http),
    ...createStsCalls(ports.http, ports.clock, ports.crypto),
  };
}
