import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { deviceRegistration, type PracticeClient, pkceRegistration } from '../../fixtures/practice-client.ts';

async function begin(client: PracticeClient, startUrl: string) {
  const registration = await client.register(deviceRegistration());
  const { status, body } = await client.startDevice(registration, startUrl);
  expect(status).toBe(200);
  return { registration, body, poll: () => client.pollDevice(registration, body['deviceCode']) };
}

test('the device code comes with its page, its life and its interval', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { body } = await begin(client, cloud.startUrl());
  const origin = new URL(cloud.startUrl()).origin;
  expect(body).toMatchObject({ expiresIn: 600, interval: 1, verificationUri: `${origin}/device` });
  expect(body['userCode']).toMatch(/^[A-Z]{4}-[A-Z]{4}$/u);
  expect(body['verificationUriComplete']).toBe(`${origin}/device?user_code=${String(body['userCode'])}`);
});

test('polling waits for the person, then gives tokens once', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { body, poll } = await begin(client, cloud.startUrl());
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
  const last = await openPracticeBrowser().decide(String(body['verificationUriComplete']), 'allow');
  expect(last.body).toContain('Request allowed');
  const tokens = await poll();
  expect(tokens).toMatchObject({ status: 200, body: { expiresIn: 3600, tokenType: 'Bearer' } });
  const accounts = await client.portal('/assignment/accounts', {}, String(tokens.body['accessToken']));
  expect(accounts.status).toBe(200);
  expect((await poll()).body['error']).toBe('invalid_grant');
});

test('a code typed in small letters without hyphen is found', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { body } = await begin(client, cloud.startUrl());
  const browser = openPracticeBrowser();
  const page = await browser.open(String(body['verificationUri']));
  const typed = String(body['userCode']).toLowerCase().replace('-', '');
  const next = await browser.submit(page, { user_code: typed });
  expect(next.url).toContain('/sign-in');
});

test('an unknown code stays on the page and says so', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const page = await browser.open(`${new URL(practice.cloud.startUrl()).origin}/device?user_code=XXXX-XXXX`);
  expect(page).toMatchObject({ status: 400 });
  expect(page.body).toContain('There is no such code');
  expect((await browser.submit(page)).status).toBe(400);
});

test('the code is shown to be compared before anything is allowed', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { body } = await begin(client, cloud.startUrl());
  const browser = openPracticeBrowser();
  const confirm = await browser.open(String(body['verificationUriComplete']));
  expect(confirm.body).toContain(String(body['userCode']));
  const consent = await browser.submit(await browser.submit(confirm));
  expect(consent.url).toContain('/consent');
  expect(consent.body).toContain(String(body['userCode']));
});

test('a denied request is access_denied for the device', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { body, poll } = await begin(client, cloud.startUrl());
  const last = await openPracticeBrowser().decide(String(body['verificationUriComplete']), 'deny');
  expect(last.body).toContain('Request denied');
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'access_denied' } });
});

test('a device code that waited too long has expired, on the page too', async () => {
  await using practice = await startTestCloud({ codeSeconds: 300 });
  const { cloud, client, clock } = practice;
  const { body, poll } = await begin(client, cloud.startUrl());
  clock.advance(300);
  expect(await poll()).toMatchObject({ status: 400, body: { error: 'expired_token' } });
  const page = await openPracticeBrowser().open(String(body['verificationUriComplete']));
  expect(page.body).toContain('has expired');
});

test('polling twice within the interval passes, more often is slow_down', async () => {
  await using practice = await startTestCloud();
  const { cloud, client, clock } = practice;
  const { poll } = await begin(client, cloud.startUrl());
  const answers: unknown[] = [];
  for (let at = 0; at < 3; at += 1) answers.push((await poll()).body['error']);
  expect(answers).toEqual(['authorization_pending', 'authorization_pending', 'slow_down']);
  clock.advance(1);
  expect((await poll()).body['error']).toBe('authorization_pending');
});

test('a device code belongs to the client that asked for it', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { body } = await begin(client, cloud.startUrl());
  const other = await client.register(deviceRegistration());
  expect((await client.pollDevice(other, body['deviceCode'])).body['error']).toBe('invalid_grant');
});

test('a client registered for browser sign-ins may not ask for device codes', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const registration = await client.register(pkceRegistration(cloud.startUrl()));
  const answer = await client.startDevice(registration, cloud.startUrl());
  expect(answer).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } });
});

test.for(['https://example.com/start', '', 'http://127.0.0.1/start'])(
  'the start URL "%s" names no instance',
  async (startUrl) => {
    await using practice = await startTestCloud();
    const { client } = practice;
    const registration = await client.register(deviceRegistration());
    const answer = await client.startDevice(registration, startUrl);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  },
);

test('a registration without scopes gives a legacy token of eight hours that cannot be refreshed', async () => {
  await using practice = await startTestCloud({ sessionSeconds: 12 * 3600 });
  const { cloud, client } = practice;
  const registration = await client.register({ ...deviceRegistration(), scopes: null });
  const { body } = await client.startDevice(registration, cloud.startUrl());
  await openPracticeBrowser().decide(String(body['verificationUriComplete']), 'allow');
  const tokens = await client.pollDevice(registration, body['deviceCode']);
  expect(tokens.body).toMatchObject({ expiresIn: 8 * 3600, refreshToken: null });
  const accounts = await client.portal('/assignment/accounts', {}, String(tokens.body['accessToken']));
  expect(accounts.status).toBe(200);
});

test('a legacy token never outlives the sign-in session', async () => {
  await using practice = await startTestCloud({ sessionSeconds: 8 * 3600 });
  const { cloud, client, clock } = practice;
  const browser = openPracticeBrowser();
  await client.signIn({ browser });
  clock.advance(3 * 3600);
  const registration = await client.register({ ...deviceRegistration(), scopes: null });
  const { body } = await client.startDevice(registration, cloud.startUrl());
  await browser.decide(String(body['verificationUriComplete']), 'allow');
  const tokens = await client.pollDevice(registration, body['deviceCode']);
  expect(tokens.body['expiresIn']).toBe(5 * 3600);
});
