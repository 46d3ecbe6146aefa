import { expect, test } from 'vitest';
import { openPracticeBrowser, type Visit } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { pkcePair, pkceRegistration, REDIRECT_URI } from '../../fixtures/practice-client.ts';

function callback(visit: Visit): Record<string, string> {
  const url = new URL(visit.location ?? '');
  expect(url.origin + url.pathname).toBe(REDIRECT_URI);
  return Object.fromEntries(url.searchParams);
}

test('Allow leads to the redirect URI with a code and the state', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge, { state: 'st+/= ate' });
  const last = await openPracticeBrowser().decide(url, 'allow');
  expect(last.status).toBe(303);
  expect(callback(last)).toEqual({
    code: expect.stringMatching(/^[\w-]{64}$/u) as string,
    state: 'st+/= ate',
  });
});

test('Deny leads to the redirect URI with access_denied, the state and no code', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge);
  const parameters = callback(await openPracticeBrowser().decide(url, 'deny'));
  expect(parameters).toMatchObject({ error: 'access_denied', state: 'a-state' });
  expect(parameters['code']).toBeUndefined();
});

test.for(['sso:account:access openid', 'sso:account:access,openid'])(
  'scopes may be separated as in "%s"',
  async (scopes) => {
    await using practice = await startTestCloud();
    const { cloud, client } = practice;
    const registration = { ...pkceRegistration(cloud.startUrl()), scopes: ['sso:account:access', 'openid'] };
    const url = client.authorizeUrl(await client.register(registration), pkcePair().challenge, { scopes });
    expect(callback(await openPracticeBrowser().decide(url, 'allow'))['code']).toBeDefined();
  },
);

test('any port of 127.0.0.1 will do as long as the path is the registered one', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const redirect_uri = 'http://127.0.0.1:5/oauth/callback';
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge, { redirect_uri });
  const last = await openPracticeBrowser().decide(url, 'allow');
  expect(last.location).toMatch(/^http:\/\/127\.0\.0\.1:5\/oauth\/callback\?code=/u);
});

test.for([
  'http://localhost:5000/oauth/callback',
  'http://127.0.0.1:5000/other',
  'http://127.0.0.1:5000/oauth/callback/',
  'http://127.0.0.1:5000/oauth/callback?next=1',
  'http://127.0.0.1:99999/oauth/callback',
  'http://127.0.0.1@example.com/oauth/callback',
  'https://127.0.0.1:5000/oauth/callback',
  'http://[::1]:5000/oauth/callback',
  '',
])('the redirect URI "%s" is never redirected to', async (redirect_uri) => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge, { redirect_uri });
  const page = await openPracticeBrowser().open(url);
  expect(page).toMatchObject({ status: 400, location: null });
});

test('an unknown client and an expired one see a page, not a redirect', async () => {
  await using practice = await startTestCloud({ registrationSeconds: 60 });
  const { client, clock } = practice;
  const unknown = { clientId: 'nobody', clientSecret: '' };
  const known = await client.register();
  clock.advance(60);
  for (const registration of [unknown, known]) {
    const page = await openPracticeBrowser().open(client.authorizeUrl(registration, pkcePair().challenge));
    expect(page).toMatchObject({ status: 401, location: null });
  }
});

test.for([
  ['unsupported_response_type', { response_type: 'token' }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['invalid_request', { code_challenge_method: null }],
  ['invalid_request', { code_challenge: 'too-short' }],
  ['invalid_request', { code_challenge: null }],
  ['invalid_scope', { scopes: 'sso:account:access codewhisperer:completions' }],
] as const)('the app hears %s about %j', async ([error, changes]) => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge, changes);
  expect(callback(await openPracticeBrowser().open(url))).toMatchObject({ error, state: 'a-state' });
});

test('a sign-in without a state is refused', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge, { state: null });
  expect(callback(await openPracticeBrowser().open(url))['error']).toBe('invalid_request');
});

test('a client registered for device codes only hears unauthorized_client', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const grantTypes = ['urn:ietf:params:oauth:grant-type:device_code'];
  const device = await client.register({ ...pkceRegistration(cloud.startUrl()), grantTypes });
  const url = client.authorizeUrl(device, pkcePair().challenge);
  expect(callback(await openPracticeBrowser().open(url))['error']).toBe('unauthorized_client');
});

test('the sign-in page cannot be answered twice', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const browser = openPracticeBrowser();
  const signIn = await browser.open(client.authorizeUrl(await client.register(), pkcePair().challenge));
  const consent = await browser.submit(signIn);
  await browser.submit(consent, { decision: 'allow' });
  expect((await browser.submit(consent, { decision: 'allow' })).status).toBe(410);
});

test('a question waits as long as a code lives and not longer', async () => {
  await using practice = await startTestCloud({ codeSeconds: 120 });
  const { client, clock } = practice;
  const browser = openPracticeBrowser();
  const signIn = await browser.open(client.authorizeUrl(await client.register(), pkcePair().challenge));
  clock.advance(120);
  expect((await browser.submit(signIn)).status).toBe(410);
});
