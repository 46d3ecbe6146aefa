import * as v from 'valibot';
import { appError } from '../../../shared/model/app-error.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionIdentity } from '../../../shared/model/session.ts';
import type { AliyunKeys } from '../../core/aliyun/aliyun-provider.ts';
import type { Clock, Crypto, Http, Random } from '../../core/ports.ts';
import { acs3SignedHeaders, actionHeaders } from './acs3.ts';
import { failureOf, otherError, parseAnswer } from './answers.ts';

const identityBody = v.object({
  IdentityType: v.picklist(['Account', 'RAMUser', 'AssumedRoleUser']),
  AccountId: v.pipe(v.string(), v.regex(/^\d{1,32}$/)),
  Arn: v.pipe(v.string(), v.minLength(1), v.maxLength(2048), v.regex(/^[\x20-\x7e]+$/)),
});

/** STS GetCallerIdentity: whose keys these are (protocol/aliyun.md §7). The name is the last part of the ARN. */
export function createAliyunStsCalls(ports: {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Crypto;
}) {
  return {
    /** Errors: `credentials.expired`, `credentials.rejected`, those of the network and the server. `stsUrl` without a trailing slash. */
    async callerIdentity(
      stsUrl: string,
      keys: AliyunKeys,
      signal: AbortSignal,
    ): Promise<Result<SessionIdentity>> {
      const url = `${stsUrl}/`;
      const nonce = Array.from(ports.random.bytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const headers = actionHeaders('GetCallerIdentity', '2015-04-01', keys, ports.clock.now(), nonce);
      const response = await ports.http.request({
        method: 'POST',
        url,
        headers: acs3SignedHeaders({ method: 'POST', url, headers, body: '' }, keys, ports.crypto),
        body: '',
        allowedOrigins: [new URL(url).origin],
        timeoutMs: 10 * SECOND,
        maxBytes: 64 * 1024,
        signal,
      });
      if (!response.ok) {
        return response;
      }
      if (response.value.status !== 200) {
        const { status, code } = failureOf(response.value);
        if (code === 'InvalidSecurityToken.Expired') {
          return err(appError('credentials.expired'));
        }
        return err(status < 500 && code !== '' ? appError('credentials.rejected') : otherError(status));
      }
      const body = parseAnswer(identityBody, response.value);
      if (!body.ok) {
        return body;
      }
      const { AccountId: accountId, Arn: arn } = body.value;
      return ok({ accountId, arn, name: arn.split('/').at(-1) ?? arn });
    },
  };
}
