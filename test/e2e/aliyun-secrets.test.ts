import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alicloudCredentials } from '../fixtures/aliyun-readers.ts';
import { callbackOf, navigate, startAlibaba, type Alibaba } from './support/aliyun.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { familyOf } from './support/processes.ts';
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
  'access_token',
  'refresh_token',
  'code',
  'code_verifier',
  'accessKeyId',
  'accessKeySecret',
  'securityToken',
] as const;
type SecretName = (typeof secretNames)[number];

/** The same for a pasted key: made up here, and known to no cloud. */
const handed = {
  accessKeyId: 'STS.NUhandedhandedhandedhanded',
  accessKeySecret: 'handedSecretHandedSecretHandedSecret',
  securityToken: `CAIShanded${'HandedToken'.repeat(20)}==`,
} as const;

/** One run through what a user of Alibaba Cloud does, with the secrets of that very run looked for everywhere. */
describe('the secrets of a run with Alibaba Cloud', () => {
  const stack = new AsyncDisposableStack();
  let alibaba: Alibaba;
  let front: RecordingFront;
  let home: AppHome;
  let app: DrivenApp;
  const pages: string[] = [];
  const menus: string[] = [];
  const titles: string[] = [];
  const copied: string[] = [];
  let crossed: readonly string[] = [];
  let secrets: Secrets<SecretName> = new Map();

  beforeAll(async () => {
    alibaba = stack.use(await startAlibaba());
    // Whoever renews, Latchkey or the SDK, has to refresh with so little left.
    alibaba.cloud.aliyun.behaviour.accessTokenSeconds = 1100;
    front = stack.use(await startRecordingFront(alibaba.origin));
    home = stack.use(await makeAppHome());
    app = stack.use(await driveApp(home, { beforeWindow: recordCrossings }));
    const endpoints = alibaba.endpoints('CN');
    const bound = app.latchkey.with({
      env: {
        ...endpoints,
        LATCHKEY_ALIYUN_OAUTH_URL: (endpoints['LATCHKEY_ALIYUN_OAUTH_URL'] ?? '').replace(
          alibaba.origin,
          front.origin,
        ),
      },
    });
    const view = windowOf(app.page);
    await bound('session', 'add', 'aliyun', 'acme', '--site', 'CN', '--region', 'cn-hangzhou');

    const link = await desktop.urlOpenedBy(() => app.tray.click('acme*/Sign in'));
    await look();
    // A wrong one, the right one by hand.
    const callback = await callbackOf(link);
    await navigate(callback.replace(/state=[^&]+/, 'state=xxxxxxxxxxxxxxxx'));
    await look();
    await navigate(callback);
    await app.tray.until('acme*/Sign out');
    await look();
    await until('the identity', async () => (await app.status()).sessions[0]?.identity);
    await look();

    await app.latchkey('copy', 'acme', '--format', 'fish');
    copied.push(await desktop.clipboard());
    await app.latchkey('exec', 'acme', '--', 'true');
    await app.latchkey('renew', 'acme');
    await alicloudCredentials('acme', { home: home.home, origin: front.origin });
    await look();

    await desktop.setClipboard(
      `export ALIBABA_CLOUD_ACCESS_KEY_ID=${handed.accessKeyId}\n` +
        `export ALIBABA_CLOUD_ACCESS_KEY_SECRET=${handed.accessKeySecret}\n` +
        `export ALIBABA_CLOUD_SECURITY_TOKEN=${handed.securityToken}\n`,
    );
    const added = await app.latchkey(
      ...['session', 'add', 'sts-token', 'handed', '--region', 'cn-hangzhou', '--from-clipboard'],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    await look();
    await view.view('Profiles');
    await app.page.getByRole('rowheader', { name: 'acme' }).first().waitFor();
    await look();
    await view.view('Roles');
    await look();

    secrets = new Map([
      ...secretsIn(front.bodies, secretNames),
      ...(Object.entries(handed) as [keyof typeof handed, string][]).map(
        ([name, value]) => [value, name] as const,
      ),
    ]);
    crossed = await crossings(app.electron);
  });
  afterAll(() => stack.disposeAsync());

  async function look(): Promise<void> {
    pages.push(await everythingIn(app.page));
    menus.push(await app.tray.everything());
    titles.push(...(await desktop.windowTitles()));
  }

  test('were many: the run has seen tokens, keys, a code and its verifier pass', () => {
    const count = (name: SecretName) => [...secrets.values()].filter((each) => each === name).length;
    expect([count('code'), count('code_verifier')]).toEqual([1, 1]);
    for (const name of ['access_token', 'refresh_token', 'accessKeySecret', 'securityToken'] as const) {
      expect([name, count(name) >= 2]).toEqual([name, true]);
    }
    // What looks for them finds them where they belong.
    expect(namesIn(copied.join('\n'), secrets)).toEqual(['accessKeyId', 'accessKeySecret', 'securityToken']);
  });

  test('never cross to the window, in a call, an answer or an event (R-10)', () => {
    expect(crossed.length).toBeGreaterThan(5);
    expect(crossed.some((line) => line.includes('acme'))).toBe(true);
    expect(namesIn(crossed.join('\n'), secrets)).toEqual([]);
  });

  test('are never in the page, in what it keeps, or in a window title (R-25)', () => {
    expect(namesIn(pages.join('\n'), secrets)).toEqual([]);
    expect([titles.includes('Latchkey'), namesIn(titles.join('\n'), secrets)]).toEqual([true, []]);
  });

  test('are never in the tray menu, its icon’s texts, or a notification (R-25)', async () => {
    expect(menus.join('\n')).toContain('acme');
    expect(namesIn(menus.join('\n'), secrets)).toEqual([]);
    expect(namesIn((await desktop.notifications()).join('\n'), secrets)).toEqual([]);
  });

  test('are never printed, nor in the arguments of a process (R-32)', async () => {
    const commandLines = await Promise.all(
      (await familyOf(app.pid)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    expect(commandLines.join('\n')).toContain('electron');
    expect(namesIn(commandLines.join('\n') + app.printed(), secrets)).toEqual([]);
  });

  test('lie on disk in config.json alone; a code and its verifier nowhere (R-17, R-40)', async () => {
    const found = await onDisk(home.folder, secrets);
    expect([...found]).toEqual([
      [
        join(home.home, '.aliyun/config.json'),
        ['accessKeyId', 'accessKeySecret', 'access_token', 'refresh_token', 'securityToken'],
      ],
    ]);
    expect(await readFile(join(home.userData, 'logs/latchkey.log'), 'utf8')).toContain('aliyun.renewed');
  });

  test('are gone from the disk after signing out of everything and quitting', async () => {
    await app.latchkey('sign-out', '--all');
    await app.quit();
    expect([...(await onDisk(home.folder, secrets))]).toEqual([]);
  });
});
