import type { Answer } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { html as markup } from '../pages/html.ts';
import type { PracticeRequest } from '../request.ts';
import { partitionOf } from '../region.ts';
import { randomRequestId } from '../secrets.ts';
import { hexOf } from '../world.ts';
import { stsRefusal, xml } from './errors.ts';
import { verifySignature } from './signature.ts';

const VERSION = '2011-06-15';

/** The STS Query API: GetCallerIdentity and nothing else. */
export function stsQuery(request: PracticeRequest, context: PracticeContext): Answer {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const form = new URLSearchParams(request.body);
  const action = form.get('Action') ?? '';
  if (type !== 'application/x-www-form-urlencoded' || action === '') {
    return stsRefusal(400, 'MissingAction', 'Missing Action');
  }
  if (action !== 'GetCallerIdentity' || form.get('Version') !== VERSION) {
    return stsRefusal(400, 'InvalidAction', `Could not find operation ${action} for version ${VERSION}`);
  }
  const verified = verifySignature(request, context);
  if (!verified.ok) return verified.error;
  const { arn, userId } = identityOf(verified.value);
  return xml(
    200,
    (namespace) =>
      markup`<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${verified.value.accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${randomRequestId(context.random)}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
}

/** The names of an assumed Identity Center role: the suffix goes with the permission set, the id with the role. */
export function identityOf(credentials: {
  readonly accountId: string;
  readonly roleName: string;
  readonly user: string;
  readonly region: string | null;
}): { readonly arn: string; readonly userId: string } {
  const { accountId, roleName, user } = credentials;
  const role = `AWSReservedSSO_${roleName}_${hexOf(`permission-set/${roleName}`, 16)}`;
  return {
    arn: `arn:${partitionOf(credentials.region).id}:sts::${accountId}:assumed-role/${role}/${user}`,
    userId: `AROA${hexOf(`role/${accountId}/${roleName}`, 17).toUpperCase()}:${user}`,
  };
}
