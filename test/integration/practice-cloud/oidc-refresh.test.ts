import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { pkceRegistration } from '../../fixtures/practice-client.ts';

const ENDED = { error: 'invalid_grant', error_description: 'Invalid refresh token provided' };

test('a refresh gives a new pair; the old refresh token dies, the old access token goes on', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const first = await client.signIn();
  const second = await client.refresh(first, first.refreshToken);
  expect(second).toMatchObject({ status: 200, body: { expiresIn: 3600 } });
  expect(second.body['refreshToken']).not.toBe(first.refreshToken);
  expect((await client.refresh(first, first.refreshToken)).body).toEqual(ENDED);
  for (const token of [first.accessToken, String(second.body['accessToken'])]) {
    expect((await client.portal('/assignment/accounts', {}, token)).status).toBe(200);
  }
});

test('with rotation off a refresh gives no refresh token and the old one goes on', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.faults.rotateRefresh = false;
  const tokens = await client.signIn();
  for (let round = 0; round < 2; round += 1) {
    const answer = await client.refresh(tokens, tokens.refreshToken);
    expect(answer).toMatchObject({ status: 200, body: { refreshToken: null } });
  }
});

test('of two readers that refresh at once one wins', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const tokens = await client.signIn();
  const answers = await Promise.all([1, 2, 3].map(() => client.refresh(tokens, tokens.refreshToken)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400]);
});

test('a refresh token belongs to its client', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const tokens = await client.signIn();
  expect((await client.refresh(await client.register(), tokens.refreshToken)).body).toEqual(ENDED);
  expect((await client.refresh(tokens, tokens.refreshToken)).status).toBe(200);
});

test('refreshing goes on until the sign-in session ends, not longer', async () => {
  await using practice = await startTestCloud({ sessionSeconds: 2 * 3600 });
  const { client, clock } = practice;
  const tokens = await client.signIn();
  clock.advance(2 * 3600 - 1);
  const last = await client.refresh(tokens, tokens.refreshToken);
  expect(last.status).toBe(200);
  clock.advance(1);
  expect((await client.refresh(tokens, String(last.body['refreshToken']))).body).toEqual(ENDED);
  const accounts = await client.portal('/assignment/accounts', {}, String(last.body['accessToken']));
  expect(accounts.status).toBe(401);
});

test('a session that is ended behind the back of the app ends access and refresh tokens of this user alone', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const one = await client.signIn({ user: 'one@example.com' });
  const two = await client.signIn({ user: 'two@example.com' });
  cloud.faults.endPortalSession('one@example.com');
  expect((await client.portal('/assignment/accounts', {}, one.accessToken)).status).toBe(401);
  expect((await client.refresh(one, one.refreshToken)).body).toEqual(ENDED);
  expect((await client.portal('/assignment/accounts', {}, two.accessToken)).status).toBe(200);
});

test('a client that did not register for refresh gets no refresh token', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const registration = { ...pkceRegistration(cloud.startUrl()), grantTypes: ['authorization_code'] };
  const tokens = await client.signIn({ registration });
  expect(tokens).toMatchObject({ refreshToken: null, expiresIn: 3600 });
  expect((await client.refresh(tokens, 'anything')).body['error']).toBe('unauthorized_client');
});

test('a refresh with a forgotten or expired client is invalid_client', async () => {
  await using practice = await startTestCloud({ registrationSeconds: 60 });
  const { cloud, client, clock } = practice;
  const tokens = await client.signIn();
  clock.advance(60);
  expect(await client.refresh(tokens, tokens.refreshToken)).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
  cloud.faults.forgetClients();
  expect((await client.refresh(tokens, tokens.refreshToken)).status).toBe(401);
});

test('a second sign-in in the same browser asks for consent only and is the same session', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const browser = openPracticeBrowser();
  const first = await client.signIn({ browser });
  cloud.log.clear();
  const second = await client.signIn({ browser });
  expect(cloud.log.count('SignInPage')).toBe(0);
  expect(cloud.log.count('ConsentPage')).toBe(2);
  await client.portal('/logout', {}, first.accessToken, 'POST');
  expect((await client.portal('/assignment/accounts', {}, second.accessToken)).status).toBe(401);
});

test('after the session has ended the same browser has to sign in again', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const browser = openPracticeBrowser();
  await client.signIn({ browser });
  cloud.faults.endPortalSession();
  cloud.log.clear();
  await client.signIn({ browser });
  expect(cloud.log.count('SignInPage')).toBe(2);
});
