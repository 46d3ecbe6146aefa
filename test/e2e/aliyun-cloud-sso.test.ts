import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alicloudCredentials } from '../fixtures/aliyun-readers.ts';
import { openPracticeBrowser } from '../fixtures/practice-browser.ts';
import { aliyunProfile, startAlibaba, type Alibaba } from './support/aliyun.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { startApp, type App } from './support/app.ts';
import type { RoleRow } from './support/latchkey.ts';
import { openPerson } from './support/person.ts';
import type { Ended } from './support/run.ts';
import { until } from './support/until.ts';

/** A CloudSSO directory in the real app, one step a test, in this order. */
describe('from a device code to credentials of CloudSSO', () => {
  const stack = new AsyncDisposableStack();
  let alibaba: Alibaba;
  let home: AppHome;
  let app: App;
  let role: RoleRow;

  beforeAll(async () => {
    alibaba = stack.use(await startAlibaba());
    home = stack.use(await makeAppHome());
    app = stack.use(await startApp(home));
    const { cloudSsoSignInUrl } = alibaba.cloud.aliyunEndpoints('CN');
    const added = await app.latchkey.with({ env: alibaba.endpoints('CN') })(
      ...['session', 'add', 'cloud-sso', 'directory', '--sign-in-url', cloudSsoSignInUrl],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => stack.disposeAsync());

  /** Runs `sign-in` beside the test; with the link and the code it prints. */
  async function signingIn() {
    let printed = '';
    const ended: Promise<Ended> = app.latchkey.with({ onOutput: (text) => (printed += text) })(
      ...['sign-in', 'directory', '--no-browser', '--timeout', '60'],
    );
    const [link = '', code = ''] = await until('link and code', () => {
      const lines = printed.split('\n');
      return lines.length > 2 && lines;
    });
    return { link, code, ended };
  }

  test('a code that is denied in the browser ends the sign-in with exit code 5', async () => {
    const { link, code, ended } = await signingIn();
    const browser = openPracticeBrowser();
    await browser.submit(await browser.open(`${link}?user_code=${code}`), { decision: 'deny' });
    expect((await ended).code).toBe(5);
  });

  test('the code that is shown, typed into the page in Chromium and allowed there, signs in', async () => {
    const { link, code, ended } = await signingIn();
    await using person = await openPerson();
    const { page } = person;
    await page.goto(link);
    await page.getByRole('textbox', { name: 'Code that your device shows' }).fill(code);
    await page.keyboard.press('Enter');
    await page.getByText(code, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Allowed' }).waitFor();
    expect(await ended).toMatchObject({ code: 0 });
    expect((await app.status()).sessions).toMatchObject([{ name: 'directory', state: 'active' }]);
  });

  test('accounts and access configurations are listed like roles', async () => {
    const rows = await until('the listing', async () => {
      const listed = await app.latchkey.json<RoleRow[]>('roles', '--session', 'directory');
      return listed.length > 0 && listed;
    });
    role = rows[0]!;
    expect(role).toMatchObject({ session: 'directory', cloud: 'aliyun' });
  });

  test('a static profile of one of them is resolved by the SDK, in the account it names', async () => {
    const added = await app.latchkey(
      ...['profile', 'add', 'ops', '--session', 'directory', '--account', role.accountId],
      ...['--role', role.roleName, '--region', 'cn-hangzhou', '--delivery', 'static'],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const keys = await alicloudCredentials('ops', { home: home.home, origin: alibaba.origin });
    expect(await alibaba.whoHas(keys)).toContain(`:${role.accountId}:`);
  });

  test('native profiles of several have the sign-in, each with its own account and configuration', async () => {
    const other = (await app.latchkey.json<RoleRow[]>('roles', '--session', 'directory')).at(-1)!;
    for (const [name, { accountId, roleName }] of [['one', role] as const, ['two', other] as const]) {
      const added = await app.latchkey(
        ...['profile', 'add', name, '--session', 'directory', '--account', accountId],
        ...['--role', roleName, '--region', 'cn-hangzhou'],
      );
      expect(added).toMatchObject({ code: 0, stderr: '' });
    }
    const [one, two] = [await aliyunProfile(home.home, 'one'), await aliyunProfile(home.home, 'two')];
    expect([one?.['mode'], two?.['mode'], one?.['access_token']]).toEqual([
      'CloudSSO',
      'CloudSSO',
      two?.['access_token'],
    ]);
    expect([one?.['cloud_sso_account_id'], two?.['cloud_sso_account_id']]).toEqual([
      role.accountId,
      other.accountId,
    ]);
  });

  test('after signing out no profile of the session has a secret left', async () => {
    expect(await app.latchkey('sign-out', 'directory')).toMatchObject({ code: 0 });
    const text = (await home.read('.aliyun/config.json')) ?? '';
    expect(text).not.toMatch(/"(?:access_token|access_key_secret|sts_token)"/);
    expect(text).toContain('"cloud_sso_account_id"');
  });
});
