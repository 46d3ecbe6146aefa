import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { familyOf } from './support/processes.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { startRecordingFront, type RecordingFront } from './support/recording-front.ts';
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
type Secrets = ReadonlyMap<string, SecretName>;

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
  let secrets: Secrets = new Map();

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
    secrets = secretsIn(front.bodies);
    crossed = await app.electron.evaluate(() => (globalThis as unknown as { crossed: string[] }).crossed);
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
    pages.push(
      await app.page.evaluate(() => {
        const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')];
        return [
          document.documentElement.outerHTML,
          document.title,
          location.href,
          ...fields.map((field) => field.value),
          JSON.stringify(Object.entries(localStorage)),
          JSON.stringify(Object.entries(sessionStorage)),
          document.cookie,
        ].join('\n');
      }),
    );
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

/** Keeps, in main, everything that goes to the window and comes from it. */
async function recordCrossings(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app, ipcMain }) => {
    const kept: string[] = [];
    (globalThis as unknown as { crossed: string[] }).crossed = kept;
    const keep = (...parts: unknown[]): void => void kept.push(JSON.stringify(parts));
    const { handle } = ipcMain;
    ipcMain.handle = (channel, listener) => {
      handle.call(ipcMain, channel, async (event, ...args: unknown[]) => {
        keep(channel, 'asked', args);
        const answer: unknown = await listener(event, ...args);
        keep(channel, 'answered', answer);
        return answer;
      });
    };
    app.on('web-contents-created', (_event, contents) => {
      const { send } = contents;
      contents.send = (channel, ...args: unknown[]) => {
        keep(channel, 'told', args);
        send.call(contents, channel, ...args);
      };
    });
  });
}

/** Every secret value in JSON bodies, with its name. */
function secretsIn(bodies: readonly string[]): Secrets {
  const found = new Map<string, SecretName>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      const known = secretNames.find((each) => each === name);
      if (known !== undefined && typeof part === 'string' && part.length >= 16) found.set(part, known);
      else visit(part);
    }
  };
  for (const body of bodies) {
    if (body.startsWith('{')) visit(JSON.parse(body));
  }
  return found;
}

/** The names of the secrets whose values are in the text, as they are or encoded for a URL or in Base64. */
function namesIn(text: string, secrets: Secrets): readonly SecretName[] {
  const found = [...secrets].filter(([value]) =>
    [
      value,
      encodeURIComponent(value),
      Buffer.from(value)
        .toString('base64')
        .replace(/.{0,2}=*$/, ''),
    ].some((form) => text.includes(form)),
  );
  return [...new Set(found.map(([, name]) => name))].toSorted();
}

/** The files below a folder that hold secrets, as text of one or two bytes a letter. */
async function onDisk(folder: string, secrets: Secrets): Promise<Map<string, readonly SecretName[]>> {
  const found = new Map<string, readonly SecretName[]>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const names = namesIn(bytes.toString('latin1') + bytes.toString('utf16le'), secrets);
    if (names.length > 0) found.set(path, names);
  }
  return found;
}
