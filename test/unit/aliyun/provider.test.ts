import { describe, expect, it } from 'vitest';
import { createCrypto } from '../../../electron/adapters/crypto.ts';
import { createCloudSsoCalls } from '../../../electron/providers/aliyun/cloud-sso.ts';
import { createAliyunOAuthCalls } from '../../../electron/providers/aliyun/oauth.ts';
import { createAliyunStsCalls } from '../../../electron/providers/aliyun/sts.ts';
import { HOUR, instant } from '../../../shared/model/instant.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeHttp, type FakeReply } from '../../fakes/fake-http.ts';
import { createFakeRandom } from '../../fakes/fake-random.ts';

const now = instant(Date.UTC(2026, 0, 2, 3, 4, 5));
const { signal } = new AbortController();
const cn = {
  site: 'CN',
  signInUrl: 'https://signin.aliyun.com',
  oauthUrl: 'https://oauth.aliyun.com',
} as const;
const keys = { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' };

function oauth(reply: FakeReply) {
  const http = createFakeHttp();
  http.on('POST', cn.oauthUrl, reply);
  return { http, calls: createAliyunOAuthCalls(http, createFakeClock(now)) };
}

describe('signing in to Alibaba Cloud', () => {
  it('asks the page for exactly what the client is registered for, without a scope', () => {
    const { calls } = oauth({});
    const redirectUri = 'http://127.0.0.1:12345/cli/callback';
    expect(calls.authorizeUrl(cn, { redirectUri, state: 's', codeChallenge: 'c' })).toBe(
      'https://signin.aliyun.com/oauth2/v1/auth?response_type=code&client_id=4038181954557748008' +
        '&redirect_uri=http%3A%2F%2F127.0.0.1%3A12345%2Fcli%2Fcallback&state=s&code_challenge=c&code_challenge_method=S256',
    );
  });

  it('sends code, verifier and redirect in the body only', async () => {
    const { http, calls } = oauth({ body: { access_token: 'a', refresh_token: 'r', expires_in: 3600 } });
    await calls.exchangeCode(
      cn,
      { code: 'c', codeVerifier: 'v', redirectUri: 'http://127.0.0.1:12345/cli/callback' },
      signal,
    );
    const [request] = http.requests;
    expect([request?.url, Object.fromEntries(new URLSearchParams(request?.body))]).toEqual([
      'https://oauth.aliyun.com/v1/token',
      {
        grant_type: 'authorization_code',
        code: 'c',
        redirect_uri: 'http://127.0.0.1:12345/cli/callback',
        code_verifier: 'v',
        client_id: '4038181954557748008',
      },
    ]);
  });

  it.each([
    ['a number', 3600],
    ['text', '3600'],
  ])('reads the life of a token as %s', async (_, life) => {
    const { calls } = oauth({ body: { access_token: 'a', refresh_token: 'r', expires_in: life } });
    expect(await calls.refresh(cn, 'old', signal)).toEqual({
      ok: true,
      value: { accessToken: 'a', refreshToken: 'r', accessTokenExpiresAt: now + HOUR },
    });
  });

  it.each([[{}], [{ refresh_token: '' }], [{ refresh_token: null }]])(
    'tells that no refresh token came: %j',
    async (part) => {
      const { calls } = oauth({ body: { access_token: 'a', expires_in: 3600, ...part } });
      expect(await calls.refresh(cn, 'old', signal)).toMatchObject({
        ok: true,
        value: { refreshToken: null },
      });
    },
  );

  it.each(['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_token'])(
    'takes %s for the end of the sign-in, and a failure of the server not',
    async (error) => {
      const ended = oauth({ status: 400, body: { error, request_id: 'x' } });
      const broken = oauth({ status: 500, body: { error } });
      expect([
        await ended.calls.refresh(cn, 'r', signal),
        await broken.calls.refresh(cn, 'r', signal),
      ]).toMatchObject([{ error: { code: 'sign-in.rejected' } }, { error: { code: 'server.failed' } }]);
    },
  );

  it.each([
    [
      'small first letters',
      { accessKeyId: 'STS.x', accessKeySecret: 's', securityToken: 't', expiration: '2026-01-02T04:04:05Z' },
    ],
    [
      'capital first letters',
      { AccessKeyId: 'STS.x', AccessKeySecret: 's', SecurityToken: 't', Expiration: '2026-01-02T04:04:05Z' },
    ],
  ])('reads credentials with names in %s', async (_, body) => {
    const { http, calls } = oauth({ body });
    expect(await calls.credentials(cn, 'access', signal)).toEqual({
      ok: true,
      value: { accessKeyId: 'STS.x', accessKeySecret: 's', securityToken: 't', expiresAt: now + HOUR },
    });
    expect([http.requests[0]?.body, http.requests[0]?.headers?.['authorization']]).toEqual([
      '',
      'Bearer access',
    ]);
  });

  it('knows a token whose rest of life is too short from a refusal', async () => {
    const short = { error: 'access_denied', error_description: 'the token expire time is too short' };
    const tooShort = oauth({ status: 403, body: short });
    const denied = oauth({ status: 403, body: { error: 'access_denied', error_description: 'no' } });
    expect([
      await tooShort.calls.credentials(cn, 'a', signal),
      await denied.calls.credentials(cn, 'a', signal),
    ]).toMatchObject([
      { ok: true, value: 'too-short' },
      { ok: false, error: { code: 'sign-in.denied' } },
    ]);
  });

  it.each([
    ['no JSON', 'x'],
    ['a token with a line end', { access_token: 'a\nb', refresh_token: 'r', expires_in: 1 }],
    ['no end', { access_token: 'a', refresh_token: 'r' }],
  ])('refuses an answer with %s', async (_, body) => {
    const { calls } = oauth({ body });
    expect(await calls.refresh(cn, 'r', signal)).toMatchObject({
      ok: false,
      error: { code: 'server.malformed' },
    });
  });
});

describe('whose credentials these are', () => {
  function sts(reply: FakeReply) {
    const http = createFakeHttp();
    http.on('POST', 'https://sts.aliyuncs.com/', reply);
    return createAliyunStsCalls({
      http,
      clock: createFakeClock(now),
      random: createFakeRandom(),
      crypto: createCrypto(),
    });
  }

  it('is told by STS', async () => {
    const arn = 'acs:ram::1234567890123456:assumed-role/admin/alice';
    const calls = sts({
      body: { IdentityType: 'AssumedRoleUser', AccountId: '1234567890123456', Arn: arn, RequestId: 'x' },
    });
    expect(await calls.callerIdentity('https://sts.aliyuncs.com', keys, signal)).toEqual({
      ok: true,
      value: { accountId: '1234567890123456', arn, name: 'alice' },
    });
  });

  it.each([
    ['InvalidSecurityToken.Expired', 400, 'credentials.expired'],
    ['InvalidAccessKeyId.NotFound', 404, 'credentials.rejected'],
    ['SignatureDoesNotMatch', 400, 'credentials.rejected'],
    ['InternalError', 500, 'server.failed'],
  ])('is not, with %s', async (code, status, expected) => {
    const calls = sts({ status, body: { Code: code, Message: 'm', RequestId: 'x' } });
    expect(await calls.callerIdentity('https://sts.aliyuncs.com', keys, signal)).toMatchObject({
      error: { code: expected },
    });
  });
});

describe('CloudSSO', () => {
  const target = {
    signInUrl: 'https://signin-cn-shanghai.alibabacloudsso.com/start/login',
    baseUrl: 'https://signin-cn-shanghai.alibabacloudsso.com',
  };
  function cloudSso(method: 'GET' | 'POST', path: string, reply: FakeReply) {
    const http = createFakeHttp();
    http.on(method, `${target.baseUrl}${path}`, reply);
    return { http, calls: createCloudSsoCalls(http, createFakeClock(now)) };
  }

  it.each([
    ['AuthorizationPending', { ok: true, value: 'pending' }],
    ['SlowDown', { ok: true, value: 'slow-down' }],
    ['InvalidDeviceCodeError', { ok: false, error: { code: 'sign-in.code-expired' } }],
    ['AccessDenied', { ok: false, error: { code: 'sign-in.denied' } }],
  ])('takes %s in a poll for what it is', async (ErrorCode, expected) => {
    const { calls } = cloudSso('POST', '/token', { status: 400, body: { ErrorCode, ErrorMessage: 'm' } });
    expect(await calls.pollDevice(target, { deviceCode: 'd', codeVerifier: 'v' }, signal)).toMatchObject(
      expected,
    );
  });

  it('goes on to the next page only where there is one', async () => {
    const page = { Accounts: [{ AccountId: '1', DisplayName: 'One' }, { AccountId: '2' }], NextToken: 'n' };
    const more = cloudSso('GET', '/access-assignments/accounts', { body: { ...page, IsTruncated: true } });
    const last = cloudSso('GET', '/access-assignments/accounts', { body: { ...page, IsTruncated: false } });
    expect([
      await more.calls.accounts(target, 't', null, signal),
      await last.calls.accounts(target, 't', 'n', signal),
    ]).toMatchObject([
      {
        value: {
          nextToken: 'n',
          items: [
            { accountId: '1', accountName: 'One' },
            { accountId: '2', accountName: null },
          ],
        },
      },
      { value: { nextToken: null } },
    ]);
    expect(last.http.requests[0]?.url).toContain('NextToken=n&MaxResults=100');
  });

  it('hands out credentials for an account and an access configuration', async () => {
    const CloudCredential = {
      AccessKeyId: 'STS.a',
      AccessKeySecret: 's',
      SecurityToken: 't',
      Expiration: '2026-01-02T04:04:05Z',
    };
    const { http, calls } = cloudSso('POST', '/cloud-credentials', {
      body: { CloudCredential, RequestId: 'x' },
    });
    const given = await calls.credentials(
      target,
      'token',
      { accountId: '1', accessConfigurationId: 'ac-1' },
      signal,
    );
    expect(given).toMatchObject({ ok: true, value: { accessKeyId: 'STS.a', expiresAt: now + HOUR } });
    expect(http.requests[0]?.body).toBe('{"AccountId":"1","AccessConfigurationId":"ac-1"}');
  });
});
