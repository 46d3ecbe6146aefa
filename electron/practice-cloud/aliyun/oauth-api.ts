import { createHash } from 'node:crypto';
import { aliyunSites } from '../../../shared/aliyun/sites.ts';
import { type Answer, json } from '../answer.ts';
import type { PracticeRequest } from '../request.ts';
import { randomRequestId, randomToken, sameSecret } from '../secrets.ts';
import type { PracticeContext } from '../context.ts';
import type { AliyunGrant } from './aliyun-state.ts';
import { identityAt } from './identities.ts';
import { siteOf } from './oauth-pages.ts';
import { aliyunOAuthRefusal } from './refusals.ts';
import { issueKeys } from './sts.ts';

/** What STS gives at least (protocol/aliyun.md §1.7). */
const leastSeconds = 900;

/** POST /v1/token (protocol/aliyun.md §1.6, §1.8). */
export function aliyunToken(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const site = siteOf(request);
  const grantType = form.get('grant_type') ?? '';
  if (form.get('client_id') !== aliyunSites[site].clientId) {
    return {
      ...aliyunOAuthRefusal(400, 'invalid_client', 'the client is not known at this site'),
      grantType,
    };
  }
  if (grantType === 'authorization_code') return { ...exchangeCode(form, site, context), grantType };
  if (grantType === 'refresh_token') return { ...refresh(form, context), grantType };
  return aliyunOAuthRefusal(400, 'unsupported_grant_type', 'the grant type is not supported');
}

function exchangeCode(form: URLSearchParams, site: 'CN' | 'INTL', context: PracticeContext): Answer {
  const { state, behaviour } = context.aliyun;
  const code = form.get('code') ?? '';
  const record = state.aliyunCodes.get(code);
  state.aliyunCodes.delete(code);
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (
    record?.site !== site ||
    record.expiresAt <= context.now() ||
    record.redirectUri !== form.get('redirect_uri') ||
    !sameSecret(challenge, record.codeChallenge)
  ) {
    return aliyunOAuthRefusal(400, 'invalid_grant', 'the code is not valid');
  }
  const grant: AliyunGrant = {
    id: randomToken(context.random, 16),
    site,
    identityId: record.identityId,
    expiresAt: context.now() + behaviour.grantSeconds * 1000,
  };
  state.aliyunGrants.set(grant.id, grant);
  return withTokens(grant, true, context);
}

function refresh(form: URLSearchParams, context: PracticeContext): Answer {
  const { state, behaviour } = context.aliyun;
  const token = form.get('refresh_token') ?? '';
  const record = state.aliyunRefreshTokens.get(token);
  const grant = record === undefined ? undefined : state.aliyunGrants.get(record.grantId);
  if (grant === undefined || grant.expiresAt <= context.now()) {
    return aliyunOAuthRefusal(400, 'invalid_grant', 'the refresh token is not valid');
  }
  if (behaviour.rotateRefresh) state.aliyunRefreshTokens.delete(token);
  return withTokens(grant, behaviour.rotateRefresh, context);
}

function withTokens(grant: AliyunGrant, withRefreshToken: boolean, context: PracticeContext): Answer {
  const { state, behaviour } = context.aliyun;
  const accessToken = randomToken(context.random, 32);
  const seconds = behaviour.accessTokenSeconds;
  state.aliyunAccessTokens.set(accessToken, { grantId: grant.id, expiresAt: context.now() + seconds * 1000 });
  const refreshToken = withRefreshToken ? randomToken(context.random, 32) : null;
  if (refreshToken !== null) {
    state.aliyunRefreshTokens.set(refreshToken, { grantId: grant.id, expiresAt: grant.expiresAt });
  }
  return json(200, {
    access_token: accessToken,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    expires_in: behaviour.lifeAsText ? String(seconds) : seconds,
    token_type: 'Bearer',
  });
}

/** POST /v1/exchange (protocol/aliyun.md §1.7). */
export function aliyunExchange(request: PracticeRequest, context: PracticeContext): Answer {
  const { state, behaviour } = context.aliyun;
  const token = /^Bearer (\S+)$/u.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const record = state.aliyunAccessTokens.get(token);
  const grant = record === undefined ? undefined : state.aliyunGrants.get(record.grantId);
  const identity = grant === undefined ? undefined : identityAt(grant.site, grant.identityId);
  if (record === undefined || identity === undefined || grant?.site !== siteOf(request)) {
    return aliyunOAuthRefusal(400, 'invalid_token', 'the access token is not valid');
  }
  const left = record.expiresAt - context.now();
  if (left <= 0) return aliyunOAuthRefusal(400, 'expired_token', 'the access token is expired');
  if (left < leastSeconds * 1000) {
    return aliyunOAuthRefusal(403, 'access_denied', 'the access token expire time is too short');
  }
  const keys = issueKeys(identity, record.expiresAt, context);
  const expiration = `${new Date(Math.floor(keys.expiresAt / 1000) * 1000).toISOString().slice(0, 19)}Z`;
  const requestId = randomRequestId(context.random);
  return json(
    200,
    behaviour.capitalNames
      ? {
          RequestId: requestId,
          AccessKeyId: keys.accessKeyId,
          AccessKeySecret: keys.accessKeySecret,
          SecurityToken: keys.securityToken,
          Expiration: expiration,
        }
      : {
          requestId,
          accessKeyId: keys.accessKeyId,
          accessKeySecret: keys.accessKeySecret,
          securityToken: keys.securityToken,
          expiration,
        },
  );
}

/** POST /v1/revoke (protocol/aliyun.md §1.11). */
export function aliyunRevoke(request: PracticeRequest, context: PracticeContext): Answer {
  const form = new URLSearchParams(request.body);
  const record = context.aliyun.state.aliyunRefreshTokens.get(form.get('token') ?? '');
  if (record !== undefined) context.aliyun.state.endGrant(record.grantId);
  return json(200, {});
}
