import * as v from 'valibot';
import { consoleHome, federationEndpoint } from '../../../shared/aws/console-urls.ts';
import { partitionOfRegion } from '../../../shared/aws/partitions.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { isLoopbackUrl } from '../../../shared/net/loopback.ts';
import type { Http } from '../../core/ports.ts';
import type { ConsolePage } from '../../../shared/aws/console-urls.ts';
import { parseBody } from './service-errors.ts';

const tokenBody = v.object({ SigninToken: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)) });

/** Console sign-in with credentials (protocol/aws.md §7.3 B). */
export function createConsoleCalls(http: Http) {
  return {
    /**
     * The keys go out in the query, as the service wants it. No `SessionDuration`: it fails for credentials that come
     * from other credentials, and without it the console lasts as long as they do.
     */
    async consoleSignInLink(
      session: AwsSessionRecord,
      credentials: RoleCredentials,
      page: ConsolePage,
      signal: AbortSignal,
    ): Promise<Result<string>> {
      const endpoint = endpointOf(session, page.region);
      const destination = page.url ?? consoleHome(partitionOfRegion(session.region));
      if (endpoint === null || destination === null) {
        return err(appError('console.no-address'));
      }
      const keys = {
        sessionId: credentials.accessKeyId,
        sessionKey: credentials.secretAccessKey,
        sessionToken: credentials.sessionToken,
      };
      const response = await http.request({
        method: 'GET',
        url: `${endpoint}?${query({ Action: 'getSigninToken', Session: JSON.stringify(keys) })}`,
        headers: { accept: 'application/json' },
        allowedOrigins: [new URL(endpoint).origin],
        timeoutMs: 15 * SECOND,
        maxBytes: 64 * 1024,
        signal,
      });
      if (!response.ok) {
        return response;
      }
      const { status } = response.value;
      if (status !== 200) {
        return err(
          status >= 500 ? appError('server.failed', { status }) : appError('console.sign-in-refused'),
        );
      }
      const body = parseBody(tokenBody, response.value);
      return body.ok
        ? ok(
            `${endpoint}?${query({
              Action: 'login',
              Issuer: session.startUrl,
              Destination: destination,
              SigninToken: body.value.SigninToken,
            })}`,
          )
        : body;
    },
  };
}

/**
 * Keys go only to the origins they belong to (security.md §0.5): the vendor's sign-in host, or for a session whose portal
 * is on this machine, its neighbour there. Null where neither is known.
 */
function endpointOf(session: AwsSessionRecord, region: string | null): string | null {
  const portal = session.endpoints?.sso;
  if (portal !== undefined && isLoopbackUrl(portal)) {
    return new URL('federation', portal).href;
  }
  return federationEndpoint(partitionOfRegion(session.region), region);
}

function query(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
