import { expect, test } from 'vitest';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import {
  type Json,
  pkcePair,
  type PracticeClient,
  pkceRegistration,
} from '../../fixtures/practice-client.ts';

async function listAll(
  client: PracticeClient,
  path: string,
  query: Readonly<Record<string, string>>,
  token: string,
  member: string,
): Promise<{ readonly items: readonly Json[]; readonly pages: number }> {
  const items: Json[] = [];
  let next: string | null = null;
  let pages = 0;
  do {
    const page = await client.portal(
      path,
      { ...query, ...(next === null ? {} : { next_token: next }) },
      token,
    );
    expect(page.status).toBe(200);
    items.push(...(page.body[member] as Json[]));
    next = page.body['nextToken'] as string | null;
    pages += 1;
  } while (next !== null);
  return { items, pages };
}

test('all accounts of a large portal come page by page, each once', async () => {
  await using practice = await startTestCloud({ accounts: 1000, rolesPerAccount: 30 });
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const { items, pages } = await listAll(
    client,
    '/assignment/accounts',
    { max_result: '100' },
    accessToken,
    'accountList',
  );
  expect(pages).toBe(10);
  const expected = cloud.world.default.accounts();
  expect(items).toEqual(
    expected.map(({ accountId, accountName, emailAddress }) => ({ accountId, accountName, emailAddress })),
  );
});

test('all roles of an account come page by page', async () => {
  await using practice = await startTestCloud({ accounts: 2, rolesPerAccount: 30 });
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const account = cloud.world.default.accounts()[1]!;
  const query = { account_id: account.accountId, max_result: '7' };
  const { items, pages } = await listAll(client, '/assignment/roles', query, accessToken, 'roleList');
  expect(pages).toBe(5);
  expect(items).toEqual(account.roles.map((roleName) => ({ accountId: account.accountId, roleName })));
});

test('without max_result a page has 20 items', async () => {
  await using practice = await startTestCloud({ accounts: 21 });
  const { client } = practice;
  const { accessToken } = await client.signIn();
  const { body } = await client.portal('/assignment/accounts', {}, accessToken);
  expect(body['accountList']).toHaveLength(20);
  expect(body['nextToken']).toBeTypeOf('string');
});

test.for(['0', '101', '-1', 'ten', '1.5', ''])(
  'max_result "%s" is an invalid request',
  async (max_result) => {
    await using practice = await startTestCloud();
    const { client } = practice;
    const { accessToken } = await client.signIn();
    const answer = await client.portal('/assignment/accounts', { max_result }, accessToken);
    expect(answer).toMatchObject({
      status: 400,
      body: { __type: 'com.amazonaws.switchboard.portal#InvalidRequestException' },
    });
  },
);

test('a next_token that was made up, or that belongs to another list, is an invalid request', async () => {
  await using practice = await startTestCloud({ accounts: 3, rolesPerAccount: 3 });
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const [one, two] = cloud.world.default.accounts();
  const query = { account_id: one!.accountId, max_result: '1' };
  const page = await client.portal('/assignment/roles', query, accessToken);
  const foreign = String(page.body['nextToken']);
  for (const next_token of ['MQ', 'MQ.x', foreign]) {
    const answer = await client.portal(
      '/assignment/roles',
      { account_id: two!.accountId, next_token },
      accessToken,
    );
    expect(answer.status).toBe(400);
  }
});

test('role credentials have the form of the real ones and end in milliseconds', async () => {
  await using practice = await startTestCloud({ roleSeconds: 1800 });
  const { cloud, client, clock } = practice;
  const { accessToken } = await client.signIn();
  const { accountId } = cloud.world.default.accounts()[0]!;
  const query = { account_id: accountId, role_name: 'ReadOnly' };
  const { body } = await client.portal('/federation/credentials', query, accessToken);
  expect(body['roleCredentials']).toEqual({
    accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/u) as string,
    secretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/u) as string,
    sessionToken: expect.stringMatching(/^[A-Za-z0-9+/=]{600,}$/u) as string,
    expiration: clock.now + 1_800_000,
  });
});

test.for([
  ['no token', ''],
  ['an unknown token', 'aoaunknown'],
])('a call with %s is 401 with the body of the real service', async ([, token]) => {
  await using practice = await startTestCloud();
  const answer = await practice.client.portal('/assignment/accounts', {}, token ?? '');
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({
    message: 'Session token not found or invalid',
    __type: 'com.amazonaws.switchboard.portal#UnauthorizedException',
  });
  expect(answer.headers.get('x-amzn-errortype')).toMatch(/^UnauthorizedException:/u);
});

test('an access token works until it expires and not a moment longer', async () => {
  await using practice = await startTestCloud({ accessTokenSeconds: 100 });
  const { client, clock } = practice;
  const { accessToken } = await client.signIn();
  clock.advance(99);
  expect((await client.portal('/assignment/accounts', {}, accessToken)).status).toBe(200);
  clock.advance(1);
  expect((await client.portal('/assignment/accounts', {}, accessToken)).status).toBe(401);
});

test('a token whose scopes lack sso:account:access opens nothing', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const registration = { ...pkceRegistration(cloud.startUrl()), scopes: ['openid'] };
  const registered = await client.register(registration);
  const { verifier, challenge } = pkcePair();
  const last = await openPracticeBrowser().decide(
    client.authorizeUrl(registered, challenge, { scopes: 'openid' }),
    'allow',
  );
  const code = new URL(last.location ?? '').searchParams.get('code') ?? '';
  const { body } = await client.exchange(registered, code, verifier);
  const answer = await client.portal('/assignment/accounts', {}, String(body['accessToken']));
  expect(answer.status).toBe(401);
});

test('a role that is not assigned is 403, and the token stays good', async () => {
  await using practice = await startTestCloud({ accounts: 3, rolesPerAccount: 3 });
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const { accountId, roles } = cloud.world.default.accounts()[0]!;
  cloud.world.default.withdrawRole(accountId, roles[2]!);
  const query = { account_id: accountId, role_name: roles[2]! };
  const answer = await client.portal('/federation/credentials', query, accessToken);
  expect(answer).toMatchObject({ status: 403, body: { message: 'No access' } });
  expect((await client.portal('/assignment/accounts', {}, accessToken)).status).toBe(200);
});

test('an account that was withdrawn is gone from the list and 403 by its id', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const { accountId } = cloud.world.default.accounts()[0]!;
  cloud.world.default.withdrawAccount(accountId);
  const list = await client.portal('/assignment/accounts', {}, accessToken);
  expect(list.body['accountList']).toHaveLength(2);
  for (const [path, query] of [
    ['/assignment/roles', { account_id: accountId }],
    ['/federation/credentials', { account_id: accountId, role_name: 'ReadOnly' }],
  ] as const) {
    expect((await client.portal(path, query, accessToken)).status).toBe(403);
  }
});

test('access that was granted shows at once', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const accountId = '123456789012';
  cloud.world.default.putAccount({ accountId, accountName: 'New', roles: [] });
  cloud.world.default.grantRole(accountId, 'Auditor');
  const roles = await client.portal('/assignment/roles', { account_id: accountId }, accessToken);
  expect(roles.body['roleList']).toEqual([{ accountId, roleName: 'Auditor' }]);
  expect((await client.roleKeys(accessToken, accountId, 'Auditor')).accessKeyId).toMatch(/^ASIA/u);
});

test.for([
  ['an account nobody has heard of', { account_id: '999999999999', role_name: 'ReadOnly' }, 404],
  ['a role nobody has heard of', { role_name: 'Emperor' }, 404],
  ['an account id that is too short', { account_id: '12345', role_name: 'ReadOnly' }, 400],
  ['a role name with a space', { role_name: 'Read Only' }, 400],
  ['no role name', {}, 400],
] as const)('credentials for %s are refused', async ([, changes, status]) => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  const { accessToken } = await client.signIn();
  const query = { account_id: cloud.world.default.accounts()[0]!.accountId, ...changes };
  expect((await client.portal('/federation/credentials', query, accessToken)).status).toBe(status);
});

test('the roles of an unknown account are 404, of a malformed id 400', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const { accessToken } = await client.signIn();
  const ask = (account_id: string) => client.portal('/assignment/roles', { account_id }, accessToken);
  expect((await ask('999999999999')).status).toBe(404);
  expect((await ask('1')).status).toBe(400);
});

test('logout ends access and refresh tokens, and is 401 the second time', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const tokens = await client.signIn();
  expect((await client.portal('/logout', {}, tokens.accessToken, 'POST')).status).toBe(200);
  expect((await client.portal('/assignment/accounts', {}, tokens.accessToken)).status).toBe(401);
  expect((await client.refresh(tokens, tokens.refreshToken)).body['error']).toBe('invalid_grant');
  expect((await client.portal('/logout', {}, tokens.accessToken, 'POST')).status).toBe(401);
});

test('another portal has its own size, its own accounts and its own sessions', async () => {
  await using practice = await startTestCloud();
  const { cloud, client } = practice;
  cloud.addPortal('large', { accounts: 40, rolesPerAccount: 5 });
  expect(cloud.startUrl('large')).toMatch(/\/portal\/large\/start$/u);
  const small = await client.signIn();
  const large = await client.signIn({ registration: pkceRegistration(cloud.startUrl('large')) });
  const sizeOf = async (token: string) => {
    const { body } = await client.portal('/assignment/accounts', { max_result: '100' }, token);
    return (body['accountList'] as Json[]).length;
  };
  expect([await sizeOf(small.accessToken), await sizeOf(large.accessToken)]).toEqual([3, 40]);
});
