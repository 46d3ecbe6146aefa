import { link, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHash } from '../../electron/adapters/hash.ts';
import { roleCredentialFileName, type RoleCredentialKey } from '../../shared/config-files/sso-cache.ts';
import type { Tokens } from '../fixtures/practice-client.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { awsToolIn, seen, tokenText, type AwsTool } from './support/aws-tool.ts';
import { startPortal, type Portal } from './support/readers.ts';

const REGION = 'us-east-1';
const hash = createHash();

interface Removal {
  readonly removed: readonly string[];
  readonly credentialsValidUntil?: string;
  readonly failed?: readonly { readonly session: string; readonly error: { readonly code: string } }[];
}

/** The real app with two sessions that the user's config file has; in this order. */
describe('signing out', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;
  let tool: AwsTool;
  let config: string;
  let role: { accountId: string; roleName: string };

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 2, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    tool = awsToolIn(home);
    const [account] = portal.practice.cloud.world.default.accounts();
    role = { accountId: account!.accountId, roleName: account!.roles[0]! };
    const keys = `sso_account_id = ${role.accountId}\nsso_role_name = ${role.roleName}\n`;
    config = ['one', 'two']
      .map(
        (name) =>
          `[sso-session ${name}]\nsso_start_url = ${startUrlOf(name)}\nsso_region = ${REGION}\n` +
          `[profile of-${name}]\nsso_session = ${name}\n${keys}`,
      )
      .join('\n');
    await home.write('.aws/config', config);
    app = stack.use(await driveApp(home, { environment: portal.endpoints }));
    await app.latchkey.with({ env: portal.endpoints })('session', 'adopt', '--all');
  });
  afterAll(() => stack.disposeAsync());

  const startUrlOf = (name: string) => `https://${name}.awsapps.com/start`;
  const kept = (name: string) => join(home.home, '.aws/cli/cache', name);

  /** Another program signs in to a session. */
  async function signIn(name: string): Promise<Tokens> {
    const tokens = await portal.practice.client.signIn();
    const text = tokenText(tokens, { startUrl: startUrlOf(name), region: REGION });
    await seen(app, name, await tool.login(home.tokenFile(name), text), ({ state }) => state === 'active');
    return tokens;
  }

  /** What the CLI keeps after a call with a profile. */
  async function keep(key: RoleCredentialKey, provider = 'sso'): Promise<string> {
    const name = roleCredentialFileName(hash, key);
    const Credentials = { AccessKeyId: 'ASIA', Expiration: '2099-01-02T03:04:05Z', AccountId: key.accountId };
    await home.write(join('.aws/cli/cache', name), JSON.stringify({ ProviderType: provider, Credentials }));
    return kept(name);
  }

  /** Whether the portal still takes a token. */
  const isGood = async ({ accessToken }: Tokens): Promise<boolean> =>
    (await portal.practice.client.portal('/assignment/accounts', {}, accessToken)).status === 200;

  test('of one session ends it at the portal, takes its token and what the CLI keeps of it, and nothing else', async () => {
    const [one, two] = [await signIn('one'), await signIn('two')];
    const own = await keep({ ...role, sessionName: 'one' });
    const others = [
      await keep({ ...role, sessionName: 'two' }),
      await keep({ ...role, startUrl: startUrlOf('one') }),
      await keep({ ...role, roleName: 'assumed', sessionName: 'one' }, 'assume-role'),
    ];
    const report = await app.latchkey.json<Removal>('sign-out', 'one');
    expect(report.removed).toEqual([home.tokenFile('one'), own]);
    expect(report.credentialsValidUntil).toBe('2099-01-02T03:04:05Z');
    expect([await isGood(one), await isGood(two)]).toEqual([false, true]);
    const left = await readdir(dirname(own));
    expect(left.map(kept).toSorted()).toEqual(others.toSorted());
    expect((await app.status()).sessions).toMatchObject([
      { name: 'one', state: 'signed-out' },
      { name: 'two', state: 'active' },
    ]);
    expect(await home.read('.aws/config')).toBe(config);
  });

  test('says in words what went, and that other tools are signed out with it', async () => {
    await signIn('one');
    const { stdout } = await app.latchkey('sign-out', 'one');
    expect(stdout).toContain(`removed ${home.tokenFile('one')}`);
    expect(stdout).toContain('Other tools that used this sign-in are signed out with it.');
  });

  test('of all goes on after one that cannot be, and the report tells of both', async () => {
    await signIn('one');
    // A file with a second name is not taken away: whoever uses the other name would keep the token.
    await mkdir(join(home.home, 'second'), { recursive: true });
    await link(home.tokenFile('one'), join(home.home, 'second/name'));
    const { code, stdout } = await app.latchkey('sign-out', '--all', '--json');
    const report = JSON.parse(stdout) as Removal;
    expect(code).toBe(1);
    expect(report.removed).toContain(home.tokenFile('two'));
    expect(report.failed).toMatchObject([{ session: 'one', error: { code: 'config.unsafe-target' } }]);
    await rm(join(home.home, 'second'), { recursive: true });
    await seen(app, 'two', Date.now(), ({ state }) => state === 'signed-out');
  });

  test('of all from the tray asks in the window, and shows there what was taken away', async () => {
    await signIn('two');
    await app.tray.until('Sign out of all…');
    await app.tray.click('Sign out of all…');
    const dialog = app.page.getByRole('dialog');
    await dialog.getByText('one, two').waitFor();
    await dialog.getByRole('button', { name: 'Sign out of all' }).click();
    await app.page.getByRole('heading', { name: 'Signed out of all sessions' }).waitFor();
    for (const name of ['one', 'two']) {
      await dialog.getByText(home.tokenFile(name)).waitFor();
      expect(await home.read(`.aws/sso/cache/${home.tokenFile(name).split('/').at(-1)!}`)).toBeNull();
    }
    await dialog.getByRole('button', { name: 'Done' }).click();
    await app.tray.gone('Sign out of all…');
  });

  test('removing a session asks about profiles of the user first, and leaves them and its section', async () => {
    await signIn('one');
    const refused = await app.latchkey('session', 'remove', 'one');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('of-one') as string });
    expect((await app.status()).sessions).toHaveLength(2);
    const { stdout } = await app.latchkey('session', 'remove', 'one', '--dry-run');
    expect(stdout).toContain('of-one');
    expect(await app.latchkey('session', 'remove', 'one', '--yes')).toMatchObject({ code: 0 });
    expect((await app.status()).sessions).toMatchObject([{ name: 'two' }]);
    expect(await home.read('.aws/config')).toBe(config);
  });
});
