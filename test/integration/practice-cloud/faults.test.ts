import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { deviceRegistration, pkcePair, pkceRegistration } from '../../fixtures/practice-client.ts';

test('throttling lets 20 portal requests a second through and answers the rest with 429', async () => {
  await using practice = await startTestCloud();
  const { cloud, client, clock } = practice;
  const { accessToken } = await client.signIn();
  cloud.faults.throttle = { perSecond: 20 };
  const burst = async (count: number) => {
    const answers = await Promise.all(
      Array.from({ length: count }, () => client.portal('/assignment/accounts', {}, accessToken)),
    );
    return answers.filter((answer) => answer.status === 200).length;
  };
  expect(await burst(25)).toBe(20);
  const refused = await client.portal('/assignment/accounts', {}, accessToken);
  expect(refused).toMatchObject({
    status: 429,
    body: {
      message: 'HTTP 429 Unknown Code',
      __type: 'com.amazonaws.switchboard.portal#TooManyRequestsException',
    },
  });
  clock.advance(0.5);
  expect(await burst(25)).toBe(10);
  clock.advance(60);
  expect(await burst(25)).toBe(20);
  cloud.faults.throttle = null;
  expect(await burst(25)).toBe(25);
});

test('throttling leaves sign-in and STS alone', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.throttle = { perSecond: 0 };
  const tokens = await client.signIn();
  expect((await client.refresh(tokens, tokens.refreshToken)).status).toBe(200);
});

test('an operation fails as often as it was told to, in the form of its own API', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.fail('RegisterClient', { status: 500, error: 'server_error', times: 2 });
  cloud.faults.fail('RegisterClient', { status: 400, error: 'slow_down', retryAfterSeconds: 7 });
  const ask = () => client.post('/client/register', pkceRegistration(cloud.startUrl()));
  const answers = [await ask(), await ask(), await ask(), await ask()];
  expect(answers.map((answer) => answer.status)).toEqual([500, 500, 400, 200]);
  expect(answers[0]?.headers.get('x-amzn-errortype')).toMatch(/^InternalServerException:/u);
  expect(answers[2]?.body['error']).toBe('slow_down');
  expect(answers[2]?.headers.get('retry-after')).toBe('7');
  expect(cloud.log.of('RegisterClient').map((entry) => entry.error)).toEqual([
    'server_error',
    'server_error',
    'slow_down',
    undefined,
  ]);
});

test('a refused operation has not happened; healing ends a fault without end', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  cloud.faults.fail('CreateToken', { status: 500, error: 'server_error', times: Infinity });
  for (let round = 0; round < 3; round += 1) {
    expect((await client.refresh(tokens, tokens.refreshToken)).status).toBe(500);
  }
  cloud.faults.heal('CreateToken');
  expect((await client.refresh(tokens, tokens.refreshToken)).status).toBe(200);
});

test('a portal failure and an STS failure look like their services', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.fail('ListAccounts', { status: 403, error: 'ForbiddenException', message: 'No access' });
  const answer = await client.portal('/assignment/accounts', {}, 'any');
  expect(answer).toMatchObject({ status: 403, body: { message: 'No access' } });
  cloud.faults.fail('GetCallerIdentity', { status: 503, error: 'ServiceUnavailable' });
  const sts = await fetch(cloud.endpoints.sts, { method: 'POST' });
  expect(sts.status).toBe(503);
  expect(await sts.text()).toContain('<Type>Receiver</Type><Code>ServiceUnavailable</Code>');
});

test.for([
  ['malformed-json', 'application/json'],
  ['wrong-content-type', 'text/html; charset=utf-8'],
] as const)('a %s answer comes with status 200 and cannot be read as JSON', async ([answer, type]) => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  cloud.faults.fail('ListAccounts', { answer });
  const response = await fetch(`${cloud.endpoints.sso}/assignment/accounts`, {
    headers: { 'x-amz-sso_bearer_token': accessToken },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  await expect(response.json()).rejects.toThrow(SyntaxError);
});

test('a truncated answer breaks off, though the refresh token has been rotated', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  cloud.faults.fail('CreateToken', { answer: 'truncated' });
  await expect(client.refresh(tokens, tokens.refreshToken)).rejects.toThrow();
  expect((await client.refresh(tokens, tokens.refreshToken)).body['error']).toBe('invalid_grant');
});

test('a hanging operation has not happened and says nothing until the caller gives up', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.fail('RegisterClient', { answer: 'hang' });
  const caller = new AbortController();
  const waiting = fetch(`${cloud.endpoints.ssoOidc}/client/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(deviceRegistration()),
    signal: caller.signal,
  });
  await expect.poll(() => cloud.log.count('RegisterClient', 0)).toBe(1);
  caller.abort();
  await expect(waiting).rejects.toThrow();
  expect((await client.post('/client/register', deviceRegistration())).status).toBe(200);
});

test('latency holds every answer back by the timer it was given', async () => {
  const timers: { milliseconds: number; fire: () => void }[] = [];
  await using practice = await startTestCloud({
    after: (milliseconds, task) => {
      timers.push({ milliseconds, fire: task });
      return () => undefined;
    },
  });
  const { cloud } = practice;
  cloud.faults.latencyMs = 250;
  let answered = false;
  const waiting = fetch(cloud.startUrl()).then((response) => {
    answered = true;
    return response.status;
  });
  await expect.poll(() => timers.length).toBe(1);
  expect([timers[0]?.milliseconds, answered]).toEqual([250, false]);
  timers[0]?.fire();
  expect(await waiting).toBe(200);
});

test('latency without a timer is refused, not ignored', async () => {
  await using practice = await startTestCloud();
  expect(() => {
    practice.cloud.faults.latencyMs = 1;
  }).toThrow('latency needs a timer');
});

test('denied consent denies whoever presses Allow', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.denyConsent = true;
  const url = client.authorizeUrl(await client.register(), pkcePair().challenge);
  const last = await openPracticeBrowser().decide(url, 'allow');
  expect(new URL(last.location ?? '').searchParams.get('error')).toBe('access_denied');
});

test('codes that expire at once are expired_token', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.expireCodesAtOnce = true;
  const registration = await client.register();
  const { code, verifier } = await client.getCode(registration);
  expect((await client.exchange(registration, code, verifier)).body['error']).toBe('expired_token');
  const device = await client.register(deviceRegistration());
  const { body } = await client.startDevice(device, cloud.startUrl());
  expect((await client.pollDevice(device, body['deviceCode'])).body['error']).toBe('expired_token');
});

test('revoked access tokens are 401 although fresh, and a refresh brings new ones', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  cloud.faults.revokeAccessTokens();
  expect((await client.portal('/assignment/accounts', {}, tokens.accessToken)).status).toBe(401);
  const { body } = await client.refresh(tokens, tokens.refreshToken);
  expect((await client.portal('/assignment/accounts', {}, String(body['accessToken']))).status).toBe(200);
});

test('revoked refresh tokens end renewal while the access token still works', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const tokens = await client.signIn();
  cloud.faults.revokeRefreshTokens();
  expect((await client.refresh(tokens, tokens.refreshToken)).body['error']).toBe('invalid_grant');
  expect((await client.portal('/assignment/accounts', {}, tokens.accessToken)).status).toBe(200);
});

test('automatic approval answers /authorize and the device page at once, off unless switched on', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.autoApprove = true;
  const tokens = await client.signIn();
  const device = await client.register(deviceRegistration());
  const { body } = await client.startDevice(device, cloud.startUrl());
  await openPracticeBrowser().open(String(body['verificationUriComplete']));
  expect((await client.pollDevice(device, body['deviceCode'])).status).toBe(200);
  expect(cloud.log.count('SignInPage') + cloud.log.count('ConsentPage')).toBe(0);
  expect((await client.portal('/assignment/accounts', {}, tokens.accessToken)).status).toBe(200);
  cloud.faults.reset();
  await client.signIn();
  expect(cloud.log.count('ConsentPage')).toBe(2);
});
