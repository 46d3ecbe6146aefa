import type { Session } from 'electron';
import { createBundleHandler } from './bundle-handler.ts';
import { appScheme } from './origin.ts';
import { denyPermissions, type PermissionSession } from './permissions.ts';
import { filterRequests, type FilteredSession } from './request-filter.ts';

export type PolicySession = PermissionSession & FilteredSession & Pick<Session, 'protocol' | 'setProxy'>;

/** Schemes that Chromium would serve by itself. */
const unusedSchemes = ['http', 'https', 'file'];

/**
 * Nothing can listen on port 0. Media connections (WebRTC over TCP) pass neither the content policy nor the request
 * filter; with the rule of `guardContents` they may use a proxy only, and this is the only one there is.
 */
const noWayOut = {
  mode: 'fixed_servers',
  proxyRules: 'http://127.0.0.1:0',
  proxyBypassRules: '<-loopback>',
} as const;

/** Everything that a window's session is allowed and denied; to be awaited before the first page loads. */
export async function applySessionPolicy(session: PolicySession, bundleRoot: string): Promise<void> {
  denyPermissions(session);
  filterRequests(session);
  session.protocol.handle(appScheme, createBundleHandler(bundleRoot));
  for (const scheme of unusedSchemes) {
    session.protocol.handle(scheme, () => new Response(null, { status: 403 }));
  }
  await session.setProxy(noWayOut);
}
