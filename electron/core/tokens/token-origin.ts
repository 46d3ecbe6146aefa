import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import { parseStartUrl } from '../../../shared/start-url/index.ts';
import { isLoopbackHost } from '../../../shared/net/loopback.ts';
import type { Hash } from '../ports.ts';

/**
 * Whether a token of the file may be sent to this session's endpoints (security.md §0.5). The vendor's own: it says that
 * it is of this portal and region. Others: it was issued to the client that Latchkey registered there, or renewed for it;
 * what another tool got for a session of this name may come from the real service. `client` is the SHA-256 of that
 * client's id, null before the first sign-in. A portal on this machine may have been signed in to by any tool.
 */
export function isOfSession(
  session: SessionRecord,
  token: TokenFile,
  client: string | null,
  hash: Hash,
): boolean {
  const start = parseStartUrl(token.startUrl, { allowLoopbackHttp: true });
  const samePortal = token.region === session.region && start.ok && start.value.startUrl === session.startUrl;
  if (session.endpoints === null) {
    return samePortal;
  }
  // A portal on this machine issues no token that is worth anything elsewhere.
  return (
    client === hash.sha256(token.clientId) ||
    (samePortal && isLoopbackHost(new URL(session.startUrl).hostname))
  );
}
