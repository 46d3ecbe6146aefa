import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { isLoopbackUrl } from '../../../shared/net/loopback.ts';
import { parseStartUrl } from '../../../shared/start-url/index.ts';
import type { Hash } from '../ports.ts';

/** What is known besides the token itself. */
export interface OriginEvidence {
  /** SHA-256 of the id of the client that Latchkey registered for the session; null before its first sign-in. */
  readonly client: string | null;
  readonly sessions: readonly AwsSessionRecord[];
}

/**
 * Whether a token of the session's file may be sent to its endpoints (security.md §0.5). A token file does not say who
 * issued it, so that this is told from what is around it:
 *
 * 1. Endpoints of the vendor: the token names this portal and region.
 * 2. Others: it was issued to the client that Latchkey registered there, or renewed for it.
 * 3. A stand-in on this machine, i.e. both endpoints that ever see a token are loopback: what any tool writes into the
 *    file of this session is the session's, because the user made it for the stand-in, as long as the token names this
 *    portal and region and no other session is of the same portal at the vendor's endpoints. With such a session there
 *    are real tokens of that portal about, and rule 2 is all that counts.
 *
 * Endpoints elsewhere (private ones of the vendor) stay with rule 2: a token must not leave the machine on a guess.
 */
export function isOfSession(
  session: AwsSessionRecord,
  token: TokenFile,
  { client, sessions }: OriginEvidence,
  hash: Hash,
): boolean {
  const matches = token.region === session.region && isSamePortal(token.startUrl, session.startUrl);
  if (isAtVendor(session)) {
    return matches;
  }
  return (
    client === hash.sha256(token.clientId) ||
    (matches && isStandIn(session) && !hasRealTwin(session, sessions))
  );
}

/** Whether two spellings of a start URL mean one portal. */
export function isSamePortal(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => parseStartUrl(text, { allowLoopbackHttp: true }));
  return first?.ok === true && second?.ok === true && first.value.startUrl === second.value.startUrl;
}

/** STS is left out: it is sent role credentials, never a token. */
function tokenEndpoints({ endpoints }: AwsSessionRecord): readonly (string | undefined)[] {
  return [endpoints?.ssoOidc, endpoints?.sso];
}

function isAtVendor(session: AwsSessionRecord): boolean {
  return tokenEndpoints(session).every((url) => url === undefined);
}

function isStandIn(session: AwsSessionRecord): boolean {
  return tokenEndpoints(session).every((url) => url !== undefined && isLoopbackUrl(url));
}

function hasRealTwin(session: AwsSessionRecord, sessions: readonly AwsSessionRecord[]): boolean {
  const portals = portalsOf(session);
  return sessions.some(
    (other) =>
      other.id !== session.id &&
      !isStandIn(other) &&
      portalsOf(other).some((portal) => portals.some((own) => isSamePortal(own, portal))),
  );
}

/** A start URL of the user's own domain and the portal it leads to are one. */
function portalsOf({ startUrl, portalUrl }: AwsSessionRecord): readonly string[] {
  return portalUrl === null ? [startUrl] : [startUrl, portalUrl];
}
