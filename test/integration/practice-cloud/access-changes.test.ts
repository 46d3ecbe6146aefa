import { expect, test } from 'vitest';
import { openPracticeBrowser, type PracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';

const dana = 'dana.developer@example.com';

async function signedIn(practice: TestCloud, user: string): Promise<PracticeBrowser> {
  const browser = openPracticeBrowser();
  await practice.client.signIn({ browser, user });
  return browser;
}

function ids(practice: TestCloud, user: string): readonly string[] {
  return practice.cloud.world.default.accounts(user).map((account) => account.accountId);
}

test('what is changed for one person is changed for nobody else, and outlives a restart', async () => {
  await using practice = await startTestCloud({ accounts: 4 });
  const { world } = practice.cloud;
  const [first, second, third] = world.default.accounts().map((account) => account.accountId);
  world.default.withdrawAccount(first ?? '', dana);
  world.default.grantRole(third ?? '', 'BreakGlass', dana);
  world.default.putAccount({ accountId: '700000000007', accountName: 'Seven', roles: ['ReadOnly'] }, dana);
  expect(ids(practice, 'sam.practice@example.com')).toHaveLength(4);
  await using again = await startTestCloud({ accounts: 4, savedState: practice.cloud.exportState() });
  expect(ids(again, dana)).toEqual([third, '700000000007']);
  expect(again.cloud.world.default.account(third ?? '', dana)?.roles).toContain('BreakGlass');
  expect(again.cloud.world.default.knowsAccount('700000000007')).toBe(true);
  expect(ids(again, 'sam.practice@example.com')).toContain(second);
});

test('the portal lists the change, and refuses what was taken away', async () => {
  await using practice = await startTestCloud();
  const { client, cloud } = practice;
  const { accessToken } = await client.signIn({ user: dana });
  const [account] = cloud.world.default.accounts(dana);
  const accountId = account?.accountId ?? '';
  const query = { account_id: accountId, role_name: 'ReadOnly' };
  expect((await client.portal('/federation/credentials', query, accessToken)).status).toBe(200);
  cloud.world.default.withdrawRole(accountId, 'ReadOnly', dana);
  expect((await client.portal('/federation/credentials', query, accessToken)).status).toBe(403);
  cloud.world.default.withdrawAccount(accountId, dana);
  expect((await client.portal('/assignment/roles', { account_id: accountId }, accessToken)).status).toBe(403);
});

test('on its page a person assigns a new account, changes roles and takes an account away', async () => {
  await using practice = await startTestCloud();
  const { cloud } = practice;
  const browser = await signedIn(practice, dana);
  const page = `${cloud.startUrl()}/access`;
  const before = ids(practice, dana);
  await browser.submit(await browser.open(page), { change: 'new-account' });
  const added = ids(practice, dana).filter((id) => !before.includes(id));
  expect(added).toEqual([expect.stringMatching(/^\d{12}$/u)]);

  const one = await browser.open(`${page}?account=${added[0] ?? ''}`);
  await browser.submit(one, { change: 'roles', 'role:BreakGlass': 'on' });
  const roles = cloud.world.default.account(added[0] ?? '', dana)?.roles ?? [];
  expect([...roles].sort()).toEqual(['BreakGlass', 'Developer', 'ReadOnly']);
  await browser.submit(await browser.open(`${page}?account=${added[0] ?? ''}`), { change: 'withdraw' });
  expect(ids(practice, dana)).toEqual(before);
});

test('an account of somebody else can be given', async () => {
  await using practice = await startTestCloud();
  const { cloud } = practice;
  const noor = 'noor.newcomer@example.com';
  const browser = await signedIn(practice, noor);
  const [account] = cloud.world.default.accounts();
  const page = await browser.open(`${cloud.startUrl()}/access?account=${account?.accountId ?? ''}`);
  await browser.submit(page, { change: 'roles', 'role:ReadOnly': 'on' });
  expect(cloud.world.default.accounts(noor)).toEqual([{ ...account, roles: ['ReadOnly'] }]);
});

test('nobody changes access without signing in or from another site', async () => {
  await using practice = await startTestCloud();
  const { cloud } = practice;
  expect((await openPracticeBrowser().open(`${cloud.startUrl()}/access`)).url).toContain('/sign-in');
  const browser = await signedIn(practice, dana);
  const page = await browser.open(`${cloud.startUrl()}/access`);
  const forged = await browser.submit(page, { change: 'new-account', csrf: 'wrong' });
  expect([forged.status, ids(practice, dana).length]).toEqual([403, 2]);
});
