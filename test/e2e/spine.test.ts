import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTokenFile } from '../../shared/config-files/sso-cache.ts';
import { toRfc3339 } from '../../shared/model/instant.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly, openPerson, type Person } from './support/person.ts';
import {
  awsIdentity,
  exportedVariables,
  missingForAws,
  sdkIdentity,
  sdkToken,
  startPortal,
  toolEnvironment,
  type Portal,
} from './support/readers.ts';
import { until } from './support/until.ts';
import { windowOf } from './support/window.ts';
import type { RoleRow } from './support/latchkey.ts';

/** The whole path on real parts, one step a test, in this order. The portal runs outside the app and outlives it. */
describe('from the tray to a working profile', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;
  let person: Person;
  let first: { accountId: string; accountName: string; role: string };
  let savedLines: readonly string[] = [];

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 5, rolesPerAccount: 3 }));
    home = stack.use(await makeAppHome());
    await home.write('.aws/config', '# mine\n[default]\nregion = eu-central-1\n');
    app = stack.use(await driveApp(home));
    person = stack.use(await openPerson());
    const account = portal.practice.cloud.world.default.accounts()[0]!;
    first = { accountId: account.accountId, accountName: account.accountName ?? '', role: account.roles[0]! };
    const added = await app.latchkey.with({ env: portal.endpoints })(
      ...['session', 'add', 'aws', 'my-sso', '--start-url', portal.practice.cloud.startUrl()],
      ...['--region', portal.region],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => stack.disposeAsync());

  /** What a tool of the user sees: HOME and the endpoints. */
  const tools = (more: Readonly<Record<string, string>> = {}) =>
    toolEnvironment(home.home, { ...portal.endpoints, ...more });

  /** What Debian's `aws` sees; it knows the vendor's host names and a proxy. */
  const awsTools = async () => {
    const front = await portal.tlsFront();
    return toolEnvironment(home.home, { HTTPS_PROXY: front.proxyUrl, AWS_CA_BUNDLE: front.caFile });
  };

  const expectedIdentity = () => ({
    Account: first.accountId,
    Arn: expect.stringMatching(
      new RegExp(`:assumed-role/AWSReservedSSO_${first.role}_[0-9a-f]{16}/kim@example\\.com$`),
    ) as string,
  });

  test('a click on Sign in in the tray opens the portal’s sign-in page in the browser', async () => {
    await app.tray.until('my-sso*/Sign in');
    const url = await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in'));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oidc\/authorize\?.*code_challenge_method=S256/);
    await app.tray.until('my-sso — signing in/Cancel sign-in');
    await person.signIn(url);
  });

  test('after Allow the browser shows the app’s own page, without the code in its address', async () => {
    expect(new URL(person.page.url()).search).toBe('');
    await person.page.getByText('This tab can be closed').waitFor();
  });

  test('the tray then tells until when the session is good', async () => {
    await app.tray.until('my-sso — until */Sign out');
    const { sessions } = await app.status();
    expect(sessions).toMatchObject([{ name: 'my-sso', state: 'active', practice: false }]);
  });

  test('the window lists every account and role of the portal', async () => {
    const roles = await app.latchkey.json<RoleRow[]>('roles');
    const listed = roles.map(({ accountId, roleName }) => `${accountId} ${roleName}`);
    const granted = portal.practice.cloud.world.default
      .accounts()
      .flatMap(({ accountId, roles: names }) => names.map((name) => `${accountId} ${name}`));
    expect(listed.toSorted()).toEqual(granted.toSorted());
    await app.page.getByText('5 accounts, 15 roles').waitFor();
    await expect(
      windowOf(app.page)
        .role(first.accountName, first.role)
        .then((row) => row.innerText()),
    ).resolves.toContain(first.accountId);
  });

  test('credentials copied in the window are for the shell that was chosen, and STS takes them', async () => {
    const view = windowOf(app.page);
    await desktop.setClipboard('something else');
    await view.copy(await view.role(first.accountName, first.role), 'bash, zsh');
    const text = await until('keys on the clipboard', async () => {
      const now = await desktop.clipboard();
      return now.startsWith('export AWS_ACCESS_KEY_ID=') && now;
    });
    expect(await sdkIdentity(null, tools(exportedVariables(text)))).toEqual(expectedIdentity());
    await app.page.getByText(/^Copied .* for bash, zsh\. Good until/).waitFor();
    expect(await desktop.primarySelection()).not.toContain('AWS_');
  });

  test('the role is then a recent one in the tray, which copies the same keys', async () => {
    const inWindow = await desktop.clipboard();
    await desktop.setClipboard('something else');
    const label = `${first.accountName} · ${first.role}`;
    await app.tray.until(`${label}/Copy credentials`);
    await app.tray.click(`${label}/Copy credentials`);
    await until('the same keys', async () => (await desktop.clipboard()) === inWindow);
    await app.tray.click(`${label}/Copy as/fish`);
    await until('keys for fish', async () =>
      (await desktop.clipboard()).startsWith('set -gx AWS_ACCESS_KEY_ID "'),
    );
  });

  test('saving a profile writes exactly the lines of the preview, and leaves the rest of the file', async () => {
    const view = windowOf(app.page);
    const sheet = await view.saveProfileSheet(await view.role(first.accountName, first.role));
    await sheet.getByRole('textbox', { name: 'Profile name' }).fill('dev');
    await sheet.getByRole('combobox', { name: 'Region' }).fill('eu-west-1');
    savedLines = await until('the preview of what was typed', async () => {
      const lines = await view.diff(sheet);
      return lines.includes('+[profile dev]') && lines.includes('+region = eu-west-1') && lines;
    });
    await sheet.getByRole('button', { name: 'Save profile' }).click();
    await app.page.getByText(/^Saved dev in /).waitFor();
    const before = '# mine\n[default]\nregion = eu-central-1\n';
    const after = await readFile(home.configFile, 'utf8');
    expect(after.startsWith(before)).toBe(true);
    const added = savedLines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
    expect(added.join('\n')).toBe(after.slice(before.length).replace(/\n$/, ''));
    expect(savedLines.filter((line) => line.startsWith('-'))).toEqual([]);
    await app.page.getByText('aws sts get-caller-identity --profile dev').waitFor();
    await app.page.getByRole('button', { name: 'Done' }).click();
  });

  test('the AWS SDK for JavaScript works with the profile', async () => {
    expect(await sdkIdentity('dev', tools())).toEqual(expectedIdentity());
  });

  test.skipIf(missingForAws.length > 0)('aws sts get-caller-identity works with the profile', async () => {
    expect(await awsIdentity('dev', await awsTools())).toEqual(expectedIdentity());
  });

  test('who signed in is then known by name', async () => {
    const identity = await until('the identity', async () => (await app.status()).sessions[0]?.identity);
    expect(identity).toMatchObject({ accountId: first.accountId, name: 'kim@example.com' });
  });

  test('a token that a real reader has renewed is adopted while the app runs', async () => {
    // Four minutes are inside the SDK's own window of five: it renews at once.
    await using short = await startPortal({ accessTokenSeconds: 240 });
    const { cloud } = short.practice;
    const inCloud = app.latchkey.with({ env: short.endpoints });
    await inCloud(
      'session',
      'add',
      'aws',
      'short',
      '--start-url',
      cloud.startUrl(),
      '--region',
      short.region,
    );
    const url = await desktop.urlOpenedBy(() => app.tray.click('short*/Sign in'));
    await decideQuickly(url);
    await app.tray.until('short — until */Sign out');
    const account = cloud.world.default.accounts()[0]!;
    const role = ['--account', account.accountId, '--role', account.roles[0]!];
    expect(await app.latchkey('profile', 'add', 'brief', '--session', 'short', ...role)).toMatchObject({
      code: 0,
    });
    const tokenNow = async () => readTokenFile(await readFile(home.tokenFile('short'), 'utf8'))!;
    const before = await tokenNow();
    // Expiries are told in whole seconds.
    await until('a later second', () => Date.now() > before.expiresAt - 240_000 + 2000);

    const used = await sdkToken('brief', toolEnvironment(home.home, short.endpoints));
    const after = await tokenNow();
    expect(after.accessToken).toBe(used);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.expiresAt).toBeGreaterThan(before.expiresAt);
    await until('status tells the new expiry', async () => {
      const session = (await app.status()).sessions.find(({ name }) => name === 'short');
      return session?.accessTokenExpiresAt === toRfc3339(after.expiresAt);
    });
    expect(await app.latchkey('session', 'remove', 'short')).toMatchObject({ code: 0 });
  });

  test('after Latchkey has quit the SDK goes on working with the profile', async () => {
    await app.quit();
    expect(await sdkIdentity('dev', tools())).toEqual(expectedIdentity());
  });

  test.skipIf(missingForAws.length > 0)('after Latchkey has quit aws goes on working too', async () => {
    expect(await awsIdentity('dev', await awsTools())).toEqual(expectedIdentity());
  });
});
