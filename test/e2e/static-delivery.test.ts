import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import {
  awsIdentity,
  missingForAws,
  sdkIdentity,
  startPortal,
  toolEnvironment,
  type Portal,
} from './support/readers.ts';
import { until } from './support/until.ts';
import { windowOf } from './support/window.ts';

const own = '# my keys\n[work]\naws_access_key_id = AKIAMINEMINEMINEMINE\naws_secret_access_key = mine\n';

/** Keys in the credentials file, from the sheet to the sign-out; one step a test, in this order. */
describe('a static profile', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;
  let first: { accountId: string; accountName: string; role: string };

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    await home.write('.aws/credentials', own);
    app = stack.use(await driveApp(home));
    const account = portal.practice.cloud.world.default.accounts()[0]!;
    first = { accountId: account.accountId, accountName: account.accountName ?? '', role: account.roles[0]! };
    const added = await app.latchkey.with({ env: portal.endpoints })(
      ...['session', 'add', 'aws', 'my-sso', '--start-url', portal.practice.cloud.startUrl()],
      ...['--region', portal.region],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    await app.tray.until('my-sso*/Sign in');
    await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in')));
    await app.tray.until('my-sso — until */Sign out');
  });
  afterAll(() => stack.disposeAsync());

  const credentials = () => home.read('.aws/credentials');
  const identity = () => ({
    Account: first.accountId,
    Arn: expect.stringContaining(`AWSReservedSSO_${first.role}_`) as string,
  });

  test('is saved from the window, with both files shown before and the keys masked', async () => {
    const view = windowOf(app.page);
    const sheet = await view.saveProfileSheet(await view.role(first.accountName, first.role));
    await sheet.getByRole('textbox', { name: 'Profile name' }).fill('keys');
    const choice = sheet.getByRole('radio', { name: /^static/ });
    if (!(await choice.isVisible())) await sheet.getByText('More options').click();
    await choice.check();
    await sheet.getByText('aws_session_token').waitFor();
    const shown = await sheet.innerText();
    expect(shown).toContain('aws_secret_access_key = ••••••••');
    expect(shown).toContain('[profile keys]');
    await sheet.getByRole('button', { name: 'Save profile' }).click();
    await app.page.getByText(/^Saved keys in /).waitFor();
    const text = (await credentials()) ?? '';
    expect(text.startsWith(own)).toBe(true);
    expect(text).toMatch(
      /\n\[keys\]\naws_access_key_id = ASIA\w+\naws_secret_access_key = \S+\naws_session_token = \S+\n$/,
    );
    expect(await home.read('.aws/config')).toMatch(/^\[profile keys\]\nregion = \S+\noutput = json\n$/);
    expect((await stat(join(home.home, '.aws/credentials'))).mode & 0o777).toBe(0o600);
    await app.page.getByRole('button', { name: 'Done' }).click();
  });

  test('works with the AWS SDK for JavaScript', async () => {
    expect(await sdkIdentity('keys', toolEnvironment(home.home, portal.endpoints))).toEqual(identity());
  });

  test.skipIf(missingForAws.length > 0)('works with aws', async () => {
    const front = await portal.tlsFront();
    const tools = { HTTPS_PROXY: front.proxyUrl, AWS_CA_BUNDLE: front.caFile };
    expect(await awsIdentity('keys', toolEnvironment(home.home, tools))).toEqual(identity());
  });

  test('is listed as what it is, and printed like any other', async () => {
    const rows = await app.latchkey.json<{ name: string }[]>('profile', 'list');
    expect(rows.find((row) => row.name === 'keys')).toMatchObject({
      session: 'my-sso',
      accountId: first.accountId,
      roleName: first.role,
      delivery: 'static',
      managed: true,
      valid: true,
    });
    expect(await app.latchkey.json('credentials', 'keys')).toMatchObject({ accountId: first.accountId });
  });

  test('is saved from the command line too; keys of somebody else are never written over', async () => {
    const role = ['--account', first.accountId, '--role', first.role, '--delivery', 'static'];
    const refused = await app.latchkey('profile', 'add', 'work', '--session', 'my-sso', ...role);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('[work]');
    expect(await home.read('.aws/config')).not.toContain('[profile work]');
    expect(await app.latchkey('profile', 'add', 'more', '--session', 'my-sso', ...role)).toMatchObject({
      code: 0,
    });
    expect(await credentials()).toContain('[more]');
  });

  test('loses its keys at the sign-out, which says so, and nobody else’s', async () => {
    const { code, stdout } = await app.latchkey('sign-out', 'my-sso');
    expect(code).toBe(0);
    expect(stdout).toContain('.aws/credentials: [keys]');
    expect(stdout).toContain('.aws/credentials: [more]');
    expect(await credentials()).toBe(own);
  });

  test('has new keys after the next sign-in, and keeps them when Latchkey quits', async () => {
    await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in')));
    await until('keys in the file again', async () => (await credentials())?.includes('[keys]'));
    await app.quit();
    expect(await credentials()).toContain('[keys]');
    expect(await sdkIdentity('keys', toolEnvironment(home.home, portal.endpoints))).toEqual(identity());
  });
});
