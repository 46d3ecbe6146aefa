import { expect, test } from 'vitest';
import { people } from '../../../electron/practice-cloud/people.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { pkcePair } from '../../fixtures/practice-client.ts';

async function accountsOf({ client }: TestCloud, user: string): Promise<readonly string[]> {
  const { accessToken } = await client.signIn({ user });
  const { body } = await client.portal('/assignment/accounts', { max_result: '100' }, accessToken);
  return (body['accountList'] as readonly { readonly accountId: string }[]).map((one) => one.accountId);
}

test('the people of a portal see different accounts, and somebody who types a name sees all', async () => {
  await using practice = await startTestCloud({ accounts: 8, rolesPerAccount: 3 });
  const all = practice.cloud.world.default.accounts().map((account) => account.accountId);
  const seen = await Promise.all(people.map(({ user }) => accountsOf(practice, user)));
  expect(seen).toEqual([all, all.filter((_, at) => at % 2 === 0), all, []]);
  expect(await accountsOf(practice, 'anybody@example.com')).toEqual(all);
});

test('the sign-in page offers every person with what waits for them, one click each', async () => {
  await using practice = await startTestCloud({ accounts: 8, rolesPerAccount: 3 });
  const { client, cloud } = practice;
  const browser = openPracticeBrowser();
  const { challenge } = pkcePair();
  const page = await browser.open(client.authorizeUrl(await client.register(), challenge));
  for (const { user, name } of people) {
    expect(page.body).toContain(`value="${user}"`);
    expect(page.body).toContain(name);
  }
  expect(page.body).toContain('4 accounts');
  const consent = await browser.submit(page, { person: 'dana.developer@example.com' });
  expect(consent.body).toContain('<strong>dana.developer@example.com</strong>');
  expect((await browser.open(cloud.startUrl())).body).toContain(
    '<strong>dana.developer@example.com</strong>',
  );
});

test('a role that another person has is no access, not "not found"', async () => {
  await using practice = await startTestCloud();
  const { client, cloud } = practice;
  const { accessToken } = await client.signIn({ user: 'avery.auditor@example.com' });
  const [account] = cloud.world.default.accounts();
  const query = { account_id: account?.accountId ?? '', role_name: 'AdministratorAccess' };
  expect((await client.portal('/federation/credentials', query, accessToken)).status).toBe(403);
});

test('an application that was allowed comes back without a question, as the person who is signed in', async () => {
  await using practice = await startTestCloud();
  const { client } = practice;
  const browser = openPracticeBrowser();
  const registration = await client.register();
  await client.signIn({ browser, client: registration, user: 'dana.developer@example.com' });
  const { challenge, verifier } = pkcePair();
  const back = await browser.open(client.authorizeUrl(registration, challenge));
  const code = new URL(back.location ?? '').searchParams.get('code') ?? '';
  const { accessToken } = (await client.exchange(registration, code, verifier)).body;
  const [account] = practice.cloud.world.default.accounts();
  const query = { account_id: account?.accountId ?? '', role_name: 'AdministratorAccess' };
  expect((await client.portal('/federation/credentials', query, String(accessToken))).status).toBe(403);
});

test('another application, another person and a denial are asked about anew', async () => {
  await using practice = await startTestCloud();
  const { client, cloud } = practice;
  const browser = openPracticeBrowser();
  const registration = await client.register();
  await client.signIn({ browser, client: registration, user: 'first' });
  const open = async (client_: typeof registration) =>
    browser.open(client.authorizeUrl(client_, pkcePair().challenge));
  expect((await open(await client.register())).url).toContain('/consent');
  const consent = await open(await client.register());
  const other = /href="(\/sign-in[^"]*)"/u.exec(consent.body)?.[1] ?? '';
  await browser.submit(await browser.open(new URL(other, consent.url).href), { user: 'second' });
  expect((await open(registration)).url).toContain('/consent');
  await browser.submit(await browser.open(cloud.startUrl()));
  expect((await open(registration)).url).toContain('/sign-in');
});

test('a person signs in at the portal itself, without any application', async () => {
  await using practice = await startTestCloud();
  const browser = openPracticeBrowser();
  const home = await browser.open(practice.cloud.startUrl());
  expect(home.body).toContain('Nobody is signed in here.');
  const signIn = await browser.open(`${practice.cloud.startUrl()}/sign-in`);
  const after = await browser.submit(signIn, { person: 'noor.newcomer@example.com' });
  expect(after.body).toContain('Nothing is assigned to you yet.');
});
