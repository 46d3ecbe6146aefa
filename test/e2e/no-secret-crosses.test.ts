import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { familyOf } from './support/processes.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { startRecordingFront, type RecordingFront } from './support/recording-front.ts';
import {
  crossings,
  everythingIn,
  namesIn,
  onDisk,
  recordCrossings,
  secretsIn,
  type Secrets,
} from './support/secrets.ts';
import { until } from './support/until.ts';
import { windowOf } from './support/window.ts';

/** Values of these names are what the test is about; they are read off the wire. */
const secretNames = [
  'accessToken',
  'refreshToken',
  'clientSecret',
  'code',
  'codeVerifier',
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
] as const;
type SecretName = (typeof secretNames)[number];

/** One run through everything a user does, with the secrets of that very run looked for wherever they must not be. */
describe('the secrets of a whole run', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let front: RecordingFront;
  let home: AppHome;
  let app: DrivenApp;
  /** The page as it was after each step: markup, values of fields, what it keeps. */
  const pages: string[] = [];
  const menus: string[] = [];
  const titles: string[] = [];
  const copied: string[] = [];
  let crossed: readonly string[] = [];
  let secrets: Secrets<SecretName> = new Map();

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 3 }));
    const { cloud } = portal.practice;
    const origin = new URL(cloud.startUrl()).origin;
    front = stack.use(await startRecordingFront(origin));
    home = stack.use(await makeAppHome());
    app = stack.use(await driveApp(home, { beforeWindow: recordCrossings }));
    const through = (url: string) => url.replace(origin, front.origin);
    const bound = app.latchkey.with({
      env: {
        AWS_ENDPOINT_URL_SSO_OIDC: through(cloud.endpoints.ssoOidc),
        AWS_ENDPOINT_URL_SSO: through(cloud.endpoints.sso),
        // Its signatures cover the host.
        AWS_ENDPOINT_URL_STS: cloud.endpoints.sts,
      },
    });
    const view = windowOf(app.page);
    await bound(
      'session',
      'add',
      'aws',
      'my-sso',
      '--start-url',
      cloud.startUrl(),
      '--region',
      portal.region,
    );

    const signIn = async (entry: string) => {
      const link = await desktop.urlOpenedBy(() => app.tray.click(entry));
      await look();
      await app.tray.click('my-sso*/Copy link');
      copied.push(await until('the link', async () => (await desktop.clipboard()) === link && link));
      await decideQuickly(link.replace(front.origin, origin));
      await app.tray.until('my-sso — until */Sign out');
      await look();
    };
    await signIn('my-sso*/Sign in');
    await app.page.getByText('3 accounts, 9 roles').waitFor();
    const [first, second] = cloud.world.default.accounts();
    const row = await view.role(first!.accountName ?? '', first!.roles[0]!);
    await view.copy(row, 'bash, zsh');
    await keysCopied('export AWS_SECRET_ACCESS_KEY=');
    await look();
    const entry = `${first!.accountName ?? ''} · ${first!.roles[0]!}`;
    await app.tray.until(`${entry}/Copy credentials`);
    await app.tray.click(`${entry}/Copy as/PowerShell`);
    await keysCopied('$Env:AWS_SECRET_ACCESS_KEY=');
    await look();

    const sheet = await view.saveProfileSheet(row);
    await sheet.getByRole('textbox', { name: 'Profile name' }).fill('dev');
    await until('the preview', async () => (await view.diff(sheet)).includes('+[profile dev]'));
    await look();
    await sheet.getByRole('button', { name: 'Save profile' }).click();
    await app.page.getByText(/^Saved dev in /).waitFor();
    await look();
    await app.page.getByRole('button', { name: 'Done' }).click();

    // The next call finds its token refused and renews it.
    cloud.faults.revokeAccessTokens();
    await view.copy(await view.role(second!.accountName ?? '', second!.roles[0]!), 'fish');
    await keysCopied('set -gx AWS_SECRET_ACCESS_KEY ');
    await app.latchkey('exec', 'dev', '--', 'true');
    await app.latchkey('copy', 'dev');
    await view.view('Profiles');
    await app.page.getByRole('rowheader', { name: 'dev' }).waitFor();
    await look();
    await view.view('Roles');
    await signIn('my-sso*/Sign in again');
    secrets = secretsIn(front.bodies, secretNames);
    crossed = await crossings(app.electron);
  });
  afterAll(() => stack.disposeAsync());

  async function keysCopied(form: string): Promise<void> {
    copied.push(
      await until('keys', async () => {
        const text = await desktop.clipboard();
        return text.includes(form) && text;
      }),
    );
  }

  async function look(): Promise<void> {
    pages.push(await everythingIn(app.page));
    menus.push(await app.tray.everything());
    titles.push(...(await desktop.windowTitles()));
  }

  test('were many: the run has seen tokens, keys, codes and verifiers pass', () => {
    const count = (name: SecretName) => [...secrets.values()].filter((each) => each === name).length;
    const counts = Object.fromEntries(secretNames.map((name) => [name, count(name)]));
    expect(counts).toMatchObject({
      accessToken: 3,
      refreshToken: 3,
      code: 2,
      codeVerifier: 2,
      clientSecret: 1,
    });
    expect(counts['secretAccessKey']).toBeGreaterThanOrEqual(2);
    // What looks for them finds them where they belong.
    expect(namesIn(copied.join('\n'), secrets)).toEqual(['accessKeyId', 'secretAccessKey', 'sessionToken']);
  });

  test('never cross to the window, in a call, an answer or an event (R-10)', () => {
    expect(crossed.length).toBeGreaterThan(20);
    for (const channel of ['credentials', 'profiles', 'catalog', 'state']) {
      expect(crossed.some((line) => line.includes(channel))).toBe(true);
    }
    expect(namesIn(crossed.join('\n'), secrets)).toEqual([]);
  });

  test('are never in the page, in what it keeps, or in a window title (R-25)', () => {
    expect(pages.length).toBeGreaterThan(5);
    expect(namesIn(pages.join('\n'), secrets)).toEqual([]);
    expect([titles.includes('Latchkey'), namesIn(titles.join('\n'), secrets)]).toEqual([true, []]);
  });

  test('are never in the tray menu, its icon’s texts, or a notification (R-25)', async () => {
    expect(menus.join('\n')).toContain('Copy credentials');
    expect(namesIn(menus.join('\n'), secrets)).toEqual([]);
    expect(namesIn((await desktop.notifications()).join('\n'), secrets)).toEqual([]);
  });

  test('are not left on the primary selection, which a middle click pastes (R-25)', async () => {
    expect(namesIn(await desktop.primarySelection(), secrets)).toEqual([]);
  });

  test('are never printed, nor in the arguments of a process (R-32)', async () => {
    const commandLines = await Promise.all(
      (await familyOf(app.pid)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    expect(commandLines.join('\n')).toContain('electron');
    expect(namesIn(commandLines.join('\n') + app.printed(), secrets)).toEqual([]);
  });

  test('lie on disk in the vendor’s one file and nowhere else; its client secret also in the cache of registrations (R-17, R-32, R-40)', async () => {
    const cache = join(home.home, '.aws/sso/cache');
    const tokenFile = home.tokenFile('my-sso');
    const found = await onDisk(home.folder, secrets);
    expect(found.get(tokenFile)).toEqual(['accessToken', 'clientSecret', 'refreshToken']);
    found.delete(tokenFile);
    expect([...found.values()]).toEqual([['clientSecret']]);
    expect([...found.keys()].every((path) => path.startsWith(cache))).toBe(true);
    const log = await readFile(join(home.userData, 'logs/latchkey.log'), 'utf8');
    expect(log).toContain('token.renewed');
  });

  test('are gone from the disk after sign-out and quitting, but for the registration', async () => {
    await app.latchkey('sign-out', 'my-sso');
    await app.quit();
    const found = await onDisk(home.folder, secrets);
    expect([...found.values()]).toEqual([['clientSecret']]);
  });
});
