import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { until } from './support/until.ts';

/** An administrator gives and takes roles behind everybody's back; the real app finds out. In this order. */
describe('a change of access', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    app = stack.use(await driveApp(home));
    const added = await app.latchkey.with({ env: portal.endpoints })(
      ...['session', 'add', 'aws', 'my-sso', '--start-url', portal.practice.cloud.startUrl()],
      ...['--region', portal.region],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    await app.tray.until('my-sso*/Sign in');
    await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in')));
    await app.tray.until('my-sso — until */Sign out');
    expect(await app.latchkey('profile', 'add-all', '--session', 'my-sso')).toMatchObject({ code: 0 });
  });
  afterAll(() => stack.disposeAsync());

  const world = () => portal.practice.cloud.world.default;
  const account = (place: number) => world().accounts()[place]!;
  const config = async () => (await home.read('.aws/config')) ?? '';
  const card = (changes: string) =>
    app.page.getByRole('region', { name: `Your access to my-sso changed: ${changes}` });
  const dialog = (name: string) => app.page.getByRole('dialog', { name });

  test('is found by the next listing and told in the tray, the window and the command line alike', async () => {
    const [given, taken] = [account(0), account(1)];
    world().grantRole(given.accountId, 'SupportUser');
    world().withdrawRole(taken.accountId, taken.roles[0]!);
    expect(await app.latchkey('roles', '--changes')).toMatchObject({
      code: 0,
      stdout: 'Nothing has changed since you last looked.\n',
    });
    expect(await app.latchkey('roles', '--refresh')).toMatchObject({ code: 0 });
    await app.tray.until('my-sso — 1 role added, 1 removed');
    await card('1 role added, 1 removed').getByText('SupportUser').waitFor();
    expect(await app.latchkey.json('roles', '--changes')).toMatchObject([
      {
        session: 'my-sso',
        addedRoles: [{ accountId: given.accountId, roleName: 'SupportUser' }],
        removedRoles: [{ accountId: taken.accountId, roleName: taken.roles[0] }],
        addedAccounts: [],
        removedAccounts: [],
      },
    ]);
  });

  test('leads to a profile for the new role, and only that', async () => {
    const before = await config();
    await card('1 role added, 1 removed').getByRole('button', { name: 'Add profiles' }).click();
    const sheet = dialog('Generate profiles');
    expect(await sheet.getByLabel('Only for 1 role that is new').isChecked()).toBe(true);
    await sheet.getByRole('button', { name: 'Add 1 profile' }).click();
    const after = await until('the new profile', async () => {
      const now = await config();
      return now !== before && now;
    });
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toMatch(/^\n?\[profile \S+_SupportUser\]\n/);
    await card('1 role removed').waitFor();
  });

  test('takes the profile of a role that is gone away', async () => {
    const gone = new RegExp(`sso_account_id *= *${account(1).accountId}`, 'g');
    const before = (await config()).match(gone)?.length ?? 0;
    await card('1 role removed').getByRole('button', { name: 'Remove profiles' }).click();
    await dialog('Prune profiles').getByRole('button', { name: 'Remove 1 profile' }).click();
    await until('the profile to go', async () => ((await config()).match(gone)?.length ?? 0) === before - 1);
    await app.tray.gone('my-sso — 1 role removed');
    expect(await app.latchkey.json('roles', '--changes')).toEqual([]);
  });

  test('of a role that is tagged as production leaves a question before its credentials leave', async () => {
    const [tagged] = world().accounts();
    const name = `${tagged!.accountId}_SupportUser`;
    expect(await app.latchkey('copy', name)).toMatchObject({ code: 0 });
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await app.page.getByRole('button', { name: 'Add tag' }).click();
    const rule = app.page.getByRole('group', { name: 'Tag 1' });
    await rule.getByRole('textbox', { name: 'Tag', exact: true }).fill('prod');
    await rule.getByLabel('Pattern').fill(tagged!.accountId);
    await rule.getByLabel('Production: ask first').check();
    await rule.getByText('Marks 3 roles of 6.').waitFor();
    await app.tray.until('Production credentials of * · SupportUser until *');
    expect(await app.latchkey('copy', name)).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringContaining('--yes') as string,
    });
    expect(await app.latchkey('copy', name, '--yes')).toMatchObject({ code: 0 });
    expect(await app.latchkey('credentials', name)).toMatchObject({ code: 0 });
  });
});
