import { type Answer, json } from '../answer.ts';
import type { PracticeRequest } from '../request.ts';
import { randomRequestId, randomToken } from '../secrets.ts';
import type { PracticeContext } from '../context.ts';
import type { AliyunStsRecord } from './aliyun-state.ts';
import { aliyunStsRefusal } from './refusals.ts';
import { verifyAcs3, verifyRpc } from './signatures.ts';

/** Keys for an identity, good until `expiresAt`. */
export function issueKeys(
  identity: Pick<AliyunStsRecord, 'accountId' | 'arn' | 'type' | 'principalId'>,
  expiresAt: number,
  context: PracticeContext,
): AliyunStsRecord {
  const { accountId, arn, type, principalId } = identity;
  const record: AliyunStsRecord = {
    accessKeyId: `STS.NU${randomToken(context.random, 16).replaceAll(/[-_]/gu, 'x')}`,
    accessKeySecret: Buffer.from(context.random(30)).toString('base64'),
    securityToken: `CAIS${Buffer.from(context.random(120)).toString('base64')}`,
    accountId,
    arn,
    type,
    principalId,
    expiresAt,
  };
  context.aliyun.state.aliyunCredentials.set(record.accessKeyId, record);
  return record;
}

/** GetCallerIdentity, signed with ACS3-HMAC-SHA256 or, as older tools do, in the RPC style (protocol/aliyun.md §7). */
export function aliyunSts(request: PracticeRequest, context: PracticeContext): Answer {
  const isRpc = request.headers['authorization'] === undefined;
  const verified = isRpc ? verifyRpc(request, context) : verifyAcs3(request, context);
  if (!verified.ok) return verified.error;
  const { action, version, record } = verified.value;
  if (action !== 'GetCallerIdentity' || version !== '2015-04-01') {
    return aliyunStsRefusal(404, 'InvalidAction.NotFound', 'Specified api is not found.');
  }
  if (record.expiresAt <= context.now()) {
    return aliyunStsRefusal(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  }
  return json(200, {
    RequestId: randomRequestId(context.random),
    IdentityType: record.type,
    AccountId: record.accountId,
    Arn: record.arn,
    PrincipalId: record.principalId,
    ...(record.type === 'RAMUser' ? { UserId: record.principalId } : { RoleId: '300000000000000' }),
  });
}
