import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import type { RoleRow } from './support/latchkey.ts';
import { openPerson, type Person } from './support/person.ts';
import { until } from './support/until.ts';
import { windowOf } from './support/window.ts';

/** From a role to its console, in the browser of the desktop; one step a test, in this order. */
describe('opening the console', () => {
  const stack = new AsyncDisposableStack();
  let app: DrivenApp;
  let person: Person;
  let role: RoleRow;

  beforeAll(async () => {
    const home = stack.use(await makeAppHome());
    app = stack.use(await driveApp(home));
    person = stack.use(await openPerson());
    expect(
      await app.latchkey('session', 'add', 'practice', 'lab', '--accounts', '3', '--roles', '2'),
    ).toMatchObject({ code: 0 });
    await app.tray.until('lab*/Sign in');
    await person.signIn(await desktop.urlOpenedBy(() => app.tray.click('lab*/Sign in')), {
      user: 'dana.developer@example.com',
    });
    await app.tray.until('lab — until */Sign out');
    role = await until('a role', async () => (await app.latchkey.json<RoleRow[]>('roles'))[0]);
  });
  afterAll(() => stack.disposeAsync());

  /** What the console page says it was opened with, in the browser that signed in. */
  async function shownAt(url: string): Promise<string> {
    await person.page.goto(url);
    await person.page.getByRole('heading', { name: 'Practice console' }).waitFor();
    return await person.page.getByRole('main').innerText();
  }

  test('a click on Open console in the window opens the console of that role', async () => {
    const row = await windowOf(app.page).role(role.accountName, role.roleName);
    await row.hover();
    const url = await desktop.urlOpenedBy(() =>
      row.getByRole('button', { name: 'Open console', exact: true }).click(),
    );
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/portal\/[^/]+\/start\/#\/console\?/);
    const shown = await shownAt(url);
    expect(shown).toContain(role.accountId);
    expect(shown).toContain(role.roleName);
    expect(shown).toContain('the access portal');
    await app.page.getByText(/^Opened the console of /).waitFor();
  });

  test('the role is then a recent one in the tray, which opens the same console', async () => {
    const label = `${role.accountName} · ${role.roleName}/Open console`;
    await app.tray.until(label);
    const shown = await shownAt(await desktop.urlOpenedBy(() => app.tray.click(label)));
    expect(shown).toContain(role.accountId);
    expect(shown).toContain(role.roleName);
  });

  test('a service and a region chosen in the window arrive at the console', async () => {
    const row = await windowOf(app.page).role(role.accountName, role.roleName);
    await row.hover();
    await row.getByRole('button', { name: 'Open console at…' }).click();
    await app.page.getByRole('menuitem', { name: /^Another service/ }).click();
    const sheet = app.page.getByRole('dialog', { name: /^Open console of / });
    await sheet.getByRole('combobox', { name: 'Service' }).fill('cfn');
    await sheet.getByRole('option', { name: /CloudFormation/ }).click();
    await sheet.getByRole('combobox', { name: 'Region' }).fill('eu-west-1');
    const url = await desktop.urlOpenedBy(() => sheet.getByRole('button', { name: 'Open console' }).click());
    const shown = await shownAt(url);
    expect(shown).toContain('https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1');
    expect(shown).toContain('eu-west-1');
  });

  test('latchkey console opens a profile’s console, in its region', async () => {
    const at = ['--account', role.accountId, '--role', role.roleName, '--region', 'eu-central-1'];
    expect(await app.latchkey('profile', 'add', 'dev', '--session', 'lab', ...at)).toMatchObject({ code: 0 });
    const url = await desktop.urlOpenedBy(() => app.latchkey('console', 'dev', '--service', 's3'));
    expect(await shownAt(url)).toContain(
      'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1',
    );
  });

  test('printed, the link goes to the terminal and no browser opens; a page elsewhere is refused', async () => {
    const before = (await desktop.openedUrls()).length;
    const printed = await app.latchkey('console', 'dev', '--print', '--destination', '/ec2/home');
    expect(printed).toMatchObject({ code: 0, stderr: '' });
    expect(await shownAt(printed.stdout.trim())).toContain('/ec2/home?region=eu-central-1');
    const refused = await app.latchkey('console', 'dev', '--destination', 'https://example.com/');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('That is not a page of the console');
    expect((await desktop.openedUrls()).length).toBe(before);
  });

  test('signed out, the tray says what is needed first', async () => {
    expect(await app.latchkey('sign-out', 'lab')).toMatchObject({ code: 0 });
    await until('a disabled entry', async () =>
      (await app.tray.labels()).some((label) => /^- .*Open console — sign in first$/.test(label)),
    );
  });
});
