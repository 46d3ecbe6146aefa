import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCrypto } from '../../../electron/adapters/crypto.ts';
import { createClock } from '../../../electron/adapters/clock.ts';
import { createHttp } from '../../../electron/adapters/http.ts';
import { createRandom } from '../../../electron/adapters/random.ts';
import { createScheduler } from '../../../electron/adapters/scheduler.ts';
import { rpcSignature, rpcStringToSign } from '../../../electron/practice-cloud/aliyun/signatures.ts';
import { createCloudSsoCalls } from '../../../electron/providers/aliyun/cloud-sso.ts';
import { createAliyunOAuthCalls } from '../../../electron/providers/aliyun/oauth.ts';
import { createAliyunStsCalls } from '../../../electron/providers/aliyun/sts.ts';
import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import { instant } from '../../../shared/model/instant.ts';
import { openPracticeBrowser, type Visit } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';

const redirectUri = 'http://127.0.0.1:12346/cli/callback';
const codeVerifier = randomBytes(64).toString('hex');
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
const { signal } = new AbortController();

function callsOf(test: TestCloud, site: AliyunSite) {
  const clock = { now: () => instant(test.clock.now), monotonic: () => test.clock.now };
  const http = createHttp({ version: '0', scheduler: createScheduler(createClock()) });
  const endpoints = test.cloud.aliyunEndpoints(site);
  return {
    endpoints,
    target: { site, signInUrl: endpoints.signIn, oauthUrl: endpoints.oauth },
    directory: { signInUrl: endpoints.cloudSsoSignInUrl, baseUrl: endpoints.cloudSso },
    oauth: createAliyunOAuthCalls(http, clock),
    sts: createAliyunStsCalls({ http, clock, random: createRandom(), crypto: createCrypto() }),
    cloudSso: createCloudSsoCalls(http, clock),
  };
}

/** Signs in as somebody, by the pages; gives where the browser ended. */
async function visit(url: string, identity: string, decision = 'allow'): Promise<Visit> {
  const browser = openPracticeBrowser();
  const chosen = await browser.submit(await browser.open(url), { identity });
  return chosen.url.includes('/consent') ? browser.submit(chosen, { decision }) : chosen;
}

function codeOf(page: Visit): string {
  return new URL(page.location ?? 'http://nowhere').searchParams.get('code') ?? '';
}

async function signIn(test: TestCloud, site: AliyunSite = 'CN', identity = 'alice') {
  const calls = callsOf(test, site);
  const url = calls.oauth.authorizeUrl(calls.target, {
    redirectUri,
    state: 'a-state-of-ours',
    codeChallenge,
  });
  const code = codeOf(await visit(url, identity));
  const tokens = await calls.oauth.exchangeCode(calls.target, { code, codeVerifier, redirectUri }, signal);
  if (!tokens.ok) throw new Error(tokens.error.code);
  return { ...calls, code, tokens: tokens.value };
}

describe('the Alibaba Cloud half of the practice cloud', () => {
  it.each([
    ['CN', 'alice', 'acs:ram::1234567890123456:user/alice'],
    ['CN', 'alice-ops', 'acs:ram::1234567890123456:assumed-role/ops/alice'],
    ['INTL', 'bob', 'acs:ram::5246813579024681:user/bob'],
  ] as const)('signs in at %s as %s, whose keys STS knows', async (site, identity, arn) => {
    await using test = await startTestCloud();
    const { oauth, sts, target, tokens, endpoints } = await signIn(test, site, identity);
    const keys = await oauth.credentials(target, tokens.accessToken, signal);
    if (!keys.ok || keys.value === 'too-short') throw new Error('no keys');
    expect(await sts.callerIdentity(endpoints.sts, keys.value, signal)).toMatchObject({
      ok: true,
      value: { arn },
    });
    const forged = { ...keys.value, accessKeySecret: 'another' };
    expect(await sts.callerIdentity(endpoints.sts, forged, signal)).toMatchObject({
      ok: false,
      error: { code: 'credentials.rejected' },
    });
    test.clock.advance(3601);
    expect(await sts.callerIdentity(endpoints.sts, keys.value, signal)).toMatchObject({
      error: { code: 'credentials.expired' },
    });
  });

  it('takes a code once, and only with its verifier', async () => {
    await using test = await startTestCloud();
    const { oauth, target, code } = await signIn(test);
    expect(await oauth.exchangeCode(target, { code, codeVerifier, redirectUri }, signal)).toMatchObject({
      error: { code: 'sign-in.rejected' },
    });
    const url = oauth.authorizeUrl(target, { redirectUri, state: 'a-state-of-ours', codeChallenge });
    const next = codeOf(await visit(url, 'alice'));
    const wrong = { code: next, codeVerifier: 'x'.repeat(64), redirectUri };
    expect(await oauth.exchangeCode(target, wrong, signal)).toMatchObject({
      error: { code: 'sign-in.rejected' },
    });
  });

  it('sends a refusal back to the application, and never one that is not assigned', async () => {
    await using test = await startTestCloud();
    const { oauth, target } = callsOf(test, 'CN');
    const url = oauth.authorizeUrl(target, { redirectUri, state: 'a-state-of-ours', codeChallenge });
    const denied = await visit(url, 'alice', 'deny');
    const notAssigned = await visit(url, 'carol');
    expect([denied.location, notAssigned.location, notAssigned.status]).toEqual([
      `${redirectUri}?error=access_denied&error_description=The+user+denied+the+request&state=a-state-of-ours`,
      null,
      403,
    ]);
  });

  it('needs an administrator where official-cli was never used, and nobody after that', async () => {
    await using test = await startTestCloud();
    test.cloud.aliyun.installed.CN = false;
    const { oauth, target } = callsOf(test, 'CN');
    const url = oauth.authorizeUrl(target, { redirectUri, state: 'a-state-of-ours', codeChallenge });
    const before = await visit(url, 'bob');
    const administrator = await visit(url, 'alice');
    const after = await visit(url, 'bob');
    expect([
      before.body.includes('Unauthorized call'),
      codeOf(administrator) !== '',
      codeOf(after) !== '',
    ]).toEqual([true, true, true]);
  });

  it.each([
    ['another port', { redirectUri: 'http://127.0.0.1:12350/cli/callback' }],
    ['a name for the address', { redirectUri: 'http://localhost:12345/cli/callback' }],
    ['another path', { redirectUri: 'http://127.0.0.1:12345/callback' }],
    ['a challenge that is none', { codeChallenge: 'x' }],
  ])('keeps the browser with %s', async (_, part) => {
    await using test = await startTestCloud();
    const { oauth, target } = callsOf(test, 'CN');
    const url = oauth.authorizeUrl(target, { redirectUri, state: 'a-state-of-ours', codeChallenge, ...part });
    const page = await openPracticeBrowser().open(url);
    expect([page.status, page.location]).toEqual([400, null]);
  });

  it('rotates refresh tokens, and says so when one is used again', async () => {
    await using test = await startTestCloud();
    const { oauth, target, tokens } = await signIn(test);
    const first = await oauth.refresh(target, tokens.refreshToken ?? '', signal);
    const again = await oauth.refresh(target, tokens.refreshToken ?? '', signal);
    expect([first.ok && first.value.refreshToken !== tokens.refreshToken, again]).toMatchObject([
      true,
      { error: { code: 'sign-in.rejected' } },
    ]);
  });

  it('gives no keys for a token with less than 15 minutes left', async () => {
    await using test = await startTestCloud();
    const { oauth, target, tokens } = await signIn(test);
    test.clock.advance(2701);
    expect(await oauth.credentials(target, tokens.accessToken, signal)).toEqual({
      ok: true,
      value: 'too-short',
    });
  });

  it('ends a sign-in that is revoked', async () => {
    await using test = await startTestCloud();
    const { oauth, target, tokens } = await signIn(test);
    await oauth.revoke(target, tokens.refreshToken ?? '', signal);
    expect(await oauth.credentials(target, tokens.accessToken, signal)).toMatchObject({
      error: { code: 'sign-in.rejected' },
    });
  });

  it('remembers sign-ins over a restart', async () => {
    await using test = await startTestCloud();
    const { tokens } = await signIn(test);
    await using next = await startTestCloud({ savedState: test.cloud.exportState() });
    const { oauth, target } = callsOf(next, 'CN');
    expect(await oauth.refresh(target, tokens.refreshToken ?? '', signal)).toMatchObject({ ok: true });
  });

  it('signs in to CloudSSO with a code that is compared, lists, and gives keys', async () => {
    await using test = await startTestCloud();
    const { cloudSso, directory, sts, endpoints } = callsOf(test, 'CN');
    const device = await cloudSso.startDevice(directory, codeChallenge, signal);
    if (!device.ok) throw new Error(device.error.code);
    const poll = () =>
      cloudSso.pollDevice(directory, { deviceCode: device.value.deviceCode, codeVerifier }, signal);
    expect(await poll()).toEqual({ ok: true, value: 'pending' });
    const browser = openPracticeBrowser();
    await browser.submit(await browser.open(device.value.completeUrl), { decision: 'allow' });
    const token = await poll();
    if (!token.ok || typeof token.value === 'string') throw new Error('no token');
    const { accessToken } = token.value;
    const accounts = await cloudSso.accounts(directory, accessToken, null, signal);
    const [first] = accounts.ok ? accounts.value.items : [];
    const configurations = await cloudSso.accessConfigurations(
      directory,
      accessToken,
      first?.accountId ?? '',
      null,
      signal,
    );
    const [one] = configurations.ok ? configurations.value.items : [];
    const role = { accountId: first?.accountId ?? '', accessConfigurationId: one?.id ?? '' };
    const keys = await cloudSso.credentials(directory, accessToken, role, signal);
    expect(keys.ok && (await sts.callerIdentity(endpoints.sts, keys.value, signal))).toMatchObject({
      ok: true,
      value: { accountId: first?.accountId },
    });
  });
});

describe('the older signature', () => {
  interface RpcCase {
    readonly name: string;
    readonly method: string;
    readonly params: Readonly<Record<string, string>>;
    readonly accessKeySecret: string;
    readonly expect: { readonly stringToSign: string; readonly signature: string };
  }
  const { rpcHmacSha1: cases } = JSON.parse(
    readFileSync(new URL('../../vectors/aliyun-signing.json', import.meta.url), 'utf8'),
  ) as { readonly rpcHmacSha1: readonly RpcCase[] };

  it.each(cases)('is the known answer: $name', ({ method, params, accessKeySecret, expect: known }) => {
    const text = rpcStringToSign(method, Object.entries(params));
    expect([text, rpcSignature(text, accessKeySecret)]).toEqual([known.stringToSign, known.signature]);
  });
});
