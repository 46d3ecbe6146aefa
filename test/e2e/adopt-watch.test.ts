import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tokens } from '../fixtures/practice-client.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { awsToolIn, seen, tokenText, type AwsTool } from './support/aws-tool.ts';
import type { RoleRow, SessionStatus } from './support/latchkey.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { until } from './support/until.ts';

const REGION = 'us-east-1';
const CORP = 'https://corp.awsapps.com/start';
const OLD = 'https://old.awsapps.com/start/#/';

/** Generous for a busy machine; what was measured is in the report. */
const bound = 1000 * 5;

/** The real app, and another program of the same user that signs in and out behind its back; in this order. */
describe('what other tools set up and sign in to', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;
  let tool: AwsTool;
  let config: string;
  let tokens: Tokens;

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    tool = awsToolIn(home);
    const [account] = portal.practice.cloud.world.default.accounts();
    const role = `sso_account_id = ${account!.accountId}\nsso_role_name = ${account!.roles[0]!}\n`;
    config =
      `# of the user\n[default]\nregion = eu-central-1\n\n` +
      `[sso-session corp]\nsso_start_url = ${CORP}\nsso_region = ${REGION}\n\n` +
      `[profile corp-read]\nsso_session = corp\n${role}\n` +
      `[profile old-one]\nsso_start_url = ${OLD}\nsso_region = ${REGION}\n${role}\n` +
      `[profile old-two]\nsso_start_url = ${OLD}\nsso_region = ${REGION}\n${role}`;
    await home.write('.aws/config', config);
    app = stack.use(await driveApp(home, { environment: portal.endpoints }));
    tokens = await portal.practice.client.signIn();
  });
  afterAll(() => stack.disposeAsync());

  const cacheFolder = () => dirname(home.tokenFile('corp'));
  const unchanged = async () => expect(await home.read('.aws/config')).toBe(config);
  const session = async (name: string): Promise<SessionStatus | undefined> =>
    (await app.status()).sessions.find((one) => one.name === name);

  test('the first start says what is on this machine, and the sheet uses what is ticked', async () => {
    const door = app.page.getByRole('button', { name: /^Found on this machine: 2 sessions, 3 profiles/ });
    await door.click();
    const sheet = app.page.getByRole('dialog', { name: 'Found on this machine' });
    await sheet.getByRole('checkbox', { name: /^old/ }).uncheck();
    await sheet.getByRole('button', { name: 'Use 1 session' }).click();
    await app.page.getByRole('button', { name: /^corp/ }).waitFor();
    expect((await app.status()).sessions).toMatchObject([
      { name: 'corp', kind: 'sso-session', state: 'signed-out', section: { owner: 'foreign' } },
    ]);
    await unchanged();
  });

  test('session adopt lists what is there, and uses the rest', async () => {
    const listed = await app.latchkey.json<{ sessions: readonly object[]; profiles: object }>(
      'session',
      'adopt',
    );
    expect(listed).toMatchObject({
      profiles: { native: 1, legacy: 2, others: 1 },
      sessions: [
        { name: 'corp', used: true },
        { name: 'old', kind: 'legacy', used: false, profiles: ['old-one', 'old-two'] },
      ],
    });
    const used = await app.latchkey
      .with({ env: portal.endpoints })
      .json<SessionStatus[]>('session', 'adopt', '--all');
    expect(used).toMatchObject([{ name: 'old', kind: 'legacy', startUrl: OLD }]);
    await unchanged();
  });

  test('a sign-in of another program shows within a second, the cache folder made by it', async ({
    annotate,
  }) => {
    const text = tokenText(tokens, { startUrl: CORP, region: REGION });
    const took = await seen(
      app,
      'corp',
      await tool.login(home.tokenFile('corp'), text),
      ({ state }) => state === 'active',
    );
    await annotate(`aws sso login was seen after ${took} ms`);
    expect(took).toBeLessThan(bound);
    await app.tray.until('corp — until */Sign out');
    expect(await readFile(home.tokenFile('corp'), 'utf8')).toBe(text);
  });

  test('its roles are listed unasked, and a profile of the user gives credentials', async () => {
    await app.page.getByText('3 accounts, 6 roles').waitFor();
    const roles = await app.latchkey.json<RoleRow[]>('roles', '--session', 'corp');
    expect(roles).toHaveLength(6);
    const keys = await app.latchkey('credentials', 'corp-read', '--format', 'process');
    expect(keys).toMatchObject({ code: 0, stdout: expect.stringContaining('"SessionToken"') as string });
    await unchanged();
  });

  test('a token that another program renews is taken, and its slow writing is no sign-out', async ({
    annotate,
  }) => {
    const before = await session('corp');
    const renewed = await portal.practice.client.refresh(tokens, tokens.refreshToken);
    const next = { ...tokens, ...(renewed.body as unknown as Tokens), expiresIn: 7200 };
    const states = new Set<string>();
    const writing = new AbortController();
    const watched = (async () => {
      while (!writing.signal.aborted) states.add((await session('corp'))?.state ?? 'gone');
    })();
    const written = await tool.login(
      home.tokenFile('corp'),
      tokenText(next, { startUrl: CORP, region: REGION }),
      0.4,
    );
    const took = await seen(
      app,
      'corp',
      written,
      (one) => one.accessTokenExpiresAt !== before?.accessTokenExpiresAt,
    );
    writing.abort();
    await watched;
    await annotate(`the renewed token was seen after ${took} ms`);
    expect([...states]).toEqual(['active']);
    expect(took).toBeLessThan(bound);
    tokens = { ...tokens, ...(renewed.body as unknown as Tokens) };
  });

  test('aws sso logout shows within a second', async ({ annotate }) => {
    const took = await seen(
      app,
      'corp',
      await tool.logout(home.tokenFile('corp')),
      ({ state }) => state === 'signed-out',
    );
    await annotate(`aws sso logout was seen after ${took} ms`);
    expect(took).toBeLessThan(bound);
    await app.tray.until('corp — signed out/Sign in');
  });

  test('a legacy sign-in is found under the hash of its start URL, byte for byte', async ({ annotate }) => {
    const file = join(cacheFolder(), `${createHash('sha1').update(OLD).digest('hex')}.json`);
    const text = tokenText(tokens, { startUrl: OLD, region: REGION });
    const came = await seen(app, 'old', await tool.login(file, text), ({ state }) => state === 'active');
    const went = await seen(app, 'old', await tool.logout(file), ({ state }) => state === 'signed-out');
    await annotate(`seen after ${came} ms, gone after ${went} ms`);
    expect(Math.max(came, went)).toBeLessThan(bound);
  });

  test('sign-ins are seen where the cache folder was thrown away, and where it is a link', async () => {
    const text = tokenText(tokens, { startUrl: CORP, region: REGION });
    const login = async () =>
      seen(app, 'corp', await tool.login(home.tokenFile('corp'), text), ({ state }) => state === 'active');
    await rm(cacheFolder(), { recursive: true });
    await login();
    const elsewhere = join(home.home, 'elsewhere');
    await rename(cacheFolder(), elsewhere);
    await seen(app, 'corp', Date.now(), ({ state }) => state === 'signed-out');
    await symlink(elsewhere, cacheFolder());
    await seen(app, 'corp', Date.now(), ({ state }) => state === 'active');
    await tool.logout(home.tokenFile('corp'));
    await seen(app, 'corp', Date.now(), ({ state }) => state === 'signed-out');
    await login();
  });

  test('files of other tools in the folder are kept byte for byte', async () => {
    const others = {
      'aws-toolkit-vscode-client-id-us-east-1.json': '{"clientId":"theirs","clientSecret":"s"}',
      'botocore-client-id-us-east-1.json': '{"clientId":\n',
      'notes.txt': 'mine',
    };
    await mkdir(cacheFolder(), { recursive: true });
    for (const [name, text] of Object.entries(others)) {
      await home.write(join('.aws/sso/cache', name), text);
    }
    expect(await app.latchkey('sign-out', 'corp')).toMatchObject({ code: 0 });
    for (const [name, text] of Object.entries(others)) {
      expect(await home.read(join('.aws/sso/cache', name))).toBe(text);
    }
  });

  test('a region that the user corrects is followed; another portal is shown and asked about', async () => {
    const region = config.replace(
      `sso_region = ${REGION}\n\n[profile corp`,
      'sso_region = eu-west-1\n\n[profile corp',
    );
    await home.write('.aws/config', region);
    await until('the new region', async () => {
      const corp = (await session('corp')) as (SessionStatus & { region: string }) | undefined;
      return corp?.region === 'eu-west-1';
    });
    await home.write('.aws/config', region.replace(CORP, 'https://other.awsapps.com/start'));
    const problem = async () =>
      ((await session('corp')) as { section?: { problem?: { code: string } } } | undefined)?.section?.problem
        ?.code;
    await until('the disagreement', async () => (await problem()) === 'config.session-differs');
    expect((await session('corp'))?.startUrl).toBe(CORP);
    await app.page.getByRole('button', { name: /^corp/ }).click();
    await app.page.getByRole('menuitem', { name: 'Take over what the file says' }).click();
    await until(
      'the file is followed',
      async () => (await session('corp'))?.startUrl === 'https://other.awsapps.com/start',
    );
    expect(await problem()).toBeUndefined();
    await home.write('.aws/config', config);
    await until('the old place differs again', async () => (await problem()) === 'config.session-differs');
    expect(await app.latchkey('session', 'follow', 'corp')).toMatchObject({ code: 0 });
    expect((await session('corp'))?.startUrl).toBe(CORP);
  });

  test('profile manage changes no byte, and only then may the profile be removed', async () => {
    expect(await app.latchkey('profile', 'remove', 'old-two')).toMatchObject({ code: 1 });
    expect(await app.latchkey('profile', 'manage', 'old-two')).toMatchObject({ code: 0, stderr: '' });
    await unchanged();
    expect(await app.latchkey('profile', 'unmanage', 'old-two')).toMatchObject({ code: 0, stderr: '' });
    expect(await app.latchkey('profile', 'remove', 'old-two')).toMatchObject({ code: 1 });
    await app.latchkey('profile', 'manage', 'old-two');
    expect(await app.latchkey('profile', 'remove', 'old-two')).toMatchObject({ code: 0, stderr: '' });
    const rest = config.slice(0, config.indexOf('[profile old-two]'));
    expect(await home.read('.aws/config')).toBe(`${rest.trimEnd()}\n`);
  });
});
