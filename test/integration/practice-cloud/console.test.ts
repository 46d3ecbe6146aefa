import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { createPracticeClient, type RoleKeys } from '../../fixtures/practice-client.ts';

const destination = 'https://eu-west-1.console.aws.amazon.com/ec2/home';

function accountIn(practice: TestCloud): string {
  return practice.cloud.world.default.accounts()[0]?.accountId ?? '';
}

async function signinToken(url: string, keys: RoleKeys, more: Readonly<Record<string, string>> = {}) {
  const session = {
    sessionId: keys.accessKeyId,
    sessionKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken,
  };
  const query = new URLSearchParams({
    Action: 'getSigninToken',
    Session: JSON.stringify(session),
    ...more,
  });
  return fetch(`${url}?${query.toString()}`);
}

async function tokenOf(url: string, keys: RoleKeys): Promise<string> {
  const { SigninToken } = (await (await signinToken(url, keys)).json()) as { readonly SigninToken: string };
  return SigninToken;
}

function loginUrl(url: string, token: string, to = destination): string {
  const query = { Action: 'login', Issuer: 'https://latchkey.example', Destination: to, SigninToken: token };
  return `${url}?${new URLSearchParams(query).toString()}`;
}

test('a portal link asks who one is, then shows account, role and destination', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const query = new URLSearchParams({
    account_id: accountIn(practice),
    role_name: 'AdministratorAccess',
    destination,
  });
  const signIn = await browser.open(`${practice.cloud.startUrl()}/console?${query.toString()}`);
  expect(signIn.url).toContain('/sign-in');
  const { body } = await browser.submit(signIn, { user: 'kim' });
  for (const shown of [accountIn(practice), 'AdministratorAccess', destination, 'eu-west-1', '/kim<']) {
    expect(body).toContain(shown);
  }
});

test('a portal link without a role asks for one and keeps the destination', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  await practice.client.signIn({ browser });
  const query = new URLSearchParams({ account_id: accountIn(practice), destination });
  const page = await browser.open(`${practice.cloud.startUrl()}/console?${query.toString()}`);
  const link = /<li><a href="([^"]*)">ReadOnly/u.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await browser.open(new URL(link, page.url).href)).body).toContain(destination);
});

test.for([
  ['an account that is none', 403, { account_id: '000000000000', role_name: 'ReadOnly' }],
  ['no account', 400, { role_name: 'ReadOnly' }],
  ['a role that is not assigned', 403, { role_name: 'BreakGlass' }],
  ['a destination elsewhere', 400, { destination: 'https://console.aws.amazon.com.example.com/' }],
  ['the console of another partition', 400, { destination: 'https://console.amazonaws-us-gov.com/' }],
] as const)('a portal link with %s is %d', async ([what, status, changes]) => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  await practice.client.signIn({ browser });
  const usual = what === 'no account' ? {} : { account_id: accountIn(practice), role_name: 'ReadOnly' };
  const query = new URLSearchParams({ ...usual, ...changes });
  expect((await browser.open(`${practice.cloud.startUrl()}/console?${query.toString()}`)).status).toBe(
    status,
  );
});

test('federation makes a token of role credentials, and a console of the token for 15 minutes', async () => {
  await using practice = await startTestCloud();
  const { client, cloud, clock } = practice;
  const { federation } = cloud.endpoints;
  const keys = await client.roleKeys((await client.signIn({ user: 'kim' })).accessToken);
  const token = await tokenOf(federation, keys);
  const login = loginUrl(federation, token);
  const page = await openPracticeBrowser().open(login);
  for (const shown of [accountIn(practice), 'ReadOnly', destination, '/kim<', 'federation']) {
    expect(page.body).toContain(shown);
  }
  clock.advance(15 * 60);
  expect((await openPracticeBrowser().open(login)).status).toBe(400);
});

test('federation takes a session of 15 minutes to 12 hours, and keys that are right, alive and of its partition', async () => {
  await using practice = await startTestCloud();
  const { client, cloud, clock } = practice;
  cloud.addPortal('gov', { accounts: 1, rolesPerAccount: 1 }, { region: 'us-gov-west-1' });
  const { federation } = cloud.endpoints;
  const keys = await client.roleKeys((await client.signIn()).accessToken);
  const status = async (more: Readonly<Record<string, string>>, changed: Partial<RoleKeys> = {}) =>
    (await signinToken(federation, { ...keys, ...changed }, more)).status;
  expect(await status({ SessionDuration: '43200' })).toBe(200);
  expect(await status({ SessionDuration: '43201' })).toBe(400);
  expect(await status({ SessionDuration: '899' })).toBe(400);
  expect(await status({}, { secretAccessKey: 'wrong' })).toBe(400);
  expect(await status({}, { sessionToken: 'wrong' })).toBe(400);
  expect((await signinToken(cloud.endpointsOf('gov').federation, keys)).status).toBe(400);
  clock.advance(3600);
  expect(await status({})).toBe(400);
});

test('the console of a partition takes the keys and the destinations of that partition', async () => {
  await using practice = await startTestCloud();
  const { cloud } = practice;
  cloud.addPortal('gov', { accounts: 1, rolesPerAccount: 1 }, { region: 'us-gov-west-1' });
  const client = createPracticeClient(cloud, 'gov');
  const { federation } = cloud.endpointsOf('gov');
  const token = await tokenOf(federation, await client.roleKeys((await client.signIn()).accessToken));
  const open = async (to: string) =>
    (await openPracticeBrowser().open(loginUrl(federation, token, to))).status;
  expect(await open('https://console.amazonaws-us-gov.com/console/home?region=us-gov-west-1')).toBe(200);
  expect(await open(destination)).toBe(400);
});
