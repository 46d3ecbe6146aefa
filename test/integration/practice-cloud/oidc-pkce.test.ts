import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { type Json, pkcePair, pkceRegistration } from '../../fixtures/practice-client.ts';

test('a browser sign-in ends with tokens that open the portal', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  expect(tokens).toMatchObject({ expiresIn: 3600, tokenType: 'Bearer', idToken: null });
  const accounts = await client.portal('/assignment/accounts', { max_result: '100' }, tokens.accessToken);
  expect(accounts.body['accountList']).toHaveLength(3);
  expect(cloud.log.entries.map((entry) => entry.operation)).toEqual([
    'RegisterClient',
    'Authorize',
    'SignInPage',
    'SignInPage',
    'ConsentPage',
    'ConsentPage',
    'CreateToken',
    'ListAccounts',
  ]);
});

test('a code works once', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  expect((await client.exchange(registration, code, verifier)).status).toBe(200);
  const again = await client.exchange(registration, code, verifier);
  expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('a code is of no use to another client, and stays good for its own', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  const stolen = await client.exchange(await client.register(), code, verifier);
  expect(stolen.body['error']).toBe('invalid_grant');
  expect((await client.exchange(registration, code, verifier)).status).toBe(200);
});

test.for([
  ['verifier', { codeVerifier: pkcePair().verifier }, 'invalid_grant'],
  ['redirect URI', { redirectUri: 'http://127.0.0.1:42000/oauth/callback' }, 'invalid_grant'],
] as const)('a code with another %s is refused, and is spent', async ([, changes, error]) => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  expect((await client.exchange(registration, code, verifier, changes)).body['error']).toBe(error);
  expect((await client.exchange(registration, code, verifier)).body['error']).toBe('invalid_grant');
});

test('the challenge itself is not accepted for the verifier', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const registration = await client.register();
  const { challenge } = pkcePair();
  const last = await openPracticeBrowser().decide(client.authorizeUrl(registration, challenge), 'allow');
  const code = new URL(last.location ?? '').searchParams.get('code') ?? '';
  expect((await client.exchange(registration, code, challenge)).body['error']).toBe('invalid_grant');
});

test('a code that waited too long has expired', async () => {
  await using practice = await startTestCloud({ codeSeconds: 60 });
  const { client, clock } = practice;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  clock.advance(60);
  const answer = await client.exchange(registration, code, verifier);
  expect(answer).toMatchObject({ status: 400, body: { error: 'expired_token' } });
});

test('a code whose sign-in session has ended is refused', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  cloud.faults.endPortalSession();
  expect((await client.exchange(registration, code, verifier)).body['error']).toBe('invalid_grant');
});

test.for([
  ['a wrong secret', { clientSecret: 'wrong' }, 401, 'invalid_client'],
  ['an unknown client', { clientId: 'nobody' }, 401, 'invalid_client'],
  ['no secret', { clientSecret: null }, 400, 'invalid_request'],
  ['no code', { code: null }, 400, 'invalid_request'],
  ['no verifier', { codeVerifier: null }, 400, 'invalid_request'],
  ['no grant type', { grantType: null }, 400, 'invalid_request'],
  ['an unknown grant type', { grantType: 'password' }, 400, 'unsupported_grant_type'],
] as [string, Json, number, string][])(
  'a token request with %s is refused',
  async ([, changes, status, error]) => {
    await using practice = await startTestCloud();
    const { client } = practice;
    const registration = await client.register();
    const { code, verifier } = await client.getCode(registration);
    const answer = await client.exchange(registration, code, verifier, changes);
    expect(answer).toMatchObject({ status, body: { error } });
    expect((await client.exchange(registration, code, verifier)).status).toBe(200);
  },
);

test('an expired client is invalid_client with status 401', async () => {
  await using practice = await startTestCloud({ registrationSeconds: 30 });
  const { client, clock } = practice;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  clock.advance(30);
  const answer = await client.exchange(registration, code, verifier);
  expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect(answer.headers.get('x-amzn-errortype')).toMatch(/^InvalidClientException:/u);
});

test('a client registered without scopes gets the legacy token: eight hours, nothing to refresh it with', async () => {
  await using practice = await startTestCloud({ sessionSeconds: 100 * 3600 });
  const { cloud, client } = practice;
  const registration = await client.register({ ...pkceRegistration(cloud.startUrl()), scopes: null });
  const { verifier, challenge } = pkcePair();
  const url = client.authorizeUrl(registration, challenge, { scopes: null });
  const last = await openPracticeBrowser().decide(url, 'allow');
  const code = new URL(last.location ?? '').searchParams.get('code') ?? '';
  const tokens = await client.exchange(registration, code, verifier);
  expect(tokens.body).toMatchObject({ expiresIn: 8 * 3600, refreshToken: null });
});
