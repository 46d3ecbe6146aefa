import { appError } from '../../../shared/model/app-error.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionIdentity, AwsSessionRecord } from '../../../shared/model/session.ts';
import type { Clock, Crypto, Http } from '../../core/ports.ts';
import { endpointsOf } from './endpoints.ts';
import { signedHeaders } from './sigv4.ts';

const body = 'Action=GetCallerIdentity&Version=2011-06-15';

/** STS GetCallerIdentity: whose keys these are. The identity's name is the session-name part of the role's ARN. */
export function createStsCalls(http: Http, clock: Clock, crypto: Crypto) {
  return {
    async callerIdentity(
      session: AwsSessionRecord,
      credentials: RoleCredentials,
      signal: AbortSignal,
    ): Promise<Result<SessionIdentity>> {
      const base = endpointsOf(session).sts;
      const url = `${base}/`;
      const headers = signedHeaders(
        {
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
          body,
        },
        { region: session.region, service: 'sts' },
        credentials,
        clock.now(),
        crypto,
      );
      const response = await http.request({
        method: 'POST',
        url,
        headers,
        body,
        allowedOrigins: [new URL(base).origin],
        timeoutMs: 15 * SECOND,
        maxBytes: 64 * 1024,
        signal,
      });
      if (!response.ok) {
        return response;
      }
      if (response.value.status !== 200) {
        return err(
          response.value.status >= 500
            ? appError('server.failed', { status: response.value.status })
            : appError('portal.forbidden'),
        );
      }
      const arn = element(response.value.body, 'Arn');
      const accountId = element(response.value.body, 'Account');
      const name = arn?.split('/').at(-1);
      if (arn === null || accountId === null || name === undefined || !/^\d{12}$/.test(accountId)) {
        return err(appError('server.malformed'));
      }
      return ok({ accountId, arn, name });
    },
  };
}

/** The text of an element; ARNs and account ids hold no markup characters. */
function element(xml: string, name: string): string | null {
  return new RegExp(`<${name}>([^<>&]{1,2048})</${name}>`).exec(xml)?.[1] ?? null;
}
