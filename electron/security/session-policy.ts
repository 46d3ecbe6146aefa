import type { Session } from 'electron';
import { createBundleHandler } from './bundle-handler.ts';
import { appScheme } from './origin.ts';
import { denyPermissions, type PermissionSession } from './permissions.ts';
import { filterRequests, type FilteredSession } from './request-filter.ts';

export type PolicySession = PermissionSession & FilteredSession & Pick<Session, 'protocol'>;

/** Schemes that Chromium would serve by itself. */
const unusedSchemes = ['http', 'https', 'file'];

/** Everything that a window's session is allowed and denied, set before the first page loads. */
export function applySessionPolicy(session: PolicySession, bundleRoot: string): void {
  denyPermissions(session);
  filterRequests(session);
  session.protocol.handle(appScheme, createBundleHandler(bundleRoot));
  for (const scheme of unusedSchemes) {
    session.protocol.handle(scheme, () => new Response(null, { status: 403 }));
  }
}
