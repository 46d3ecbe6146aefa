import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeAppHome } from './support/app-home.ts';
import { driveApp, startApp, type App } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { familyOf, listeningOf, runs } from './support/processes.ts';
import type { RoleRow, Status } from './support/latchkey.ts';
import { until } from './support/until.ts';

/** Adds a practice session and signs in to it by the tray. */
async function signInToPractice(app: App, name = 'lab'): Promise<void> {
  await app.latchkey('session', 'add', 'practice', name, '--accounts', '3', '--roles', '2');
  await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click(`${name}*/Sign in`)));
  await app.tray.until(`${name} — until */Sign out`);
}

describe('the start', () => {
  test('without any file of the user is the first start, and makes none', async () => {
    await using home = await makeAppHome();
    await using app = await driveApp(home);
    await app.page.getByRole('heading', { name: 'Sign in once. Every tool just works.' }).waitFor();
    expect(await app.latchkey.json('profile', 'list')).toEqual([]);
    expect(existsSync(join(home.home, '.aws'))).toBe(false);
  });

  test('with a config of 10,000 lines shows its profiles, and a new one is added beside them', async () => {
    await using home = await makeAppHome();
    const config = longConfig(10_000);
    await home.write('.aws/config', config);
    await using app = await startApp(home, { args: ['--hidden'] });
    const begun = performance.now();
    const rows = await app.latchkey.json<unknown[]>('profile', 'list');
    expect(performance.now() - begun).toBeLessThan(3000);
    expect([rows.length, await home.read('.aws/config')]).toEqual([config.match(/^\[/gm)?.length, config]);

    // A session of a loopback portal writes to the user's own file.
    const bound = app.latchkey.with({
      env: {
        AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:9/oidc',
        AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9/portal',
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9/sts',
      },
    });
    const portal = ['--start-url', 'http://127.0.0.1:9/start', '--region', 'us-east-1'];
    await bound('session', 'add', 'aws', 'corp', ...portal);
    const role = ['--session', 'corp', '--account', '111122223333', '--role', 'ReadOnly'];
    expect(await app.latchkey('profile', 'add', 'added', ...role)).toMatchObject({ code: 0 });
    const after = (await home.read('.aws/config')) ?? '';
    expect([after.startsWith(config), after.length > config.length]).toEqual([true, true]);
  });

  test('a second one ends with exit code 0, and the first shows its window', async () => {
    await using home = await makeAppHome();
    await using first = await startApp(home, { args: ['--hidden'] });
    expect(await desktop.windowTitles()).not.toContain('Latchkey');
    const second = await startApp(home);
    expect(await second.ended).toBe(0);
    await until('the window of the first', async () => (await desktop.windowTitles()).includes('Latchkey'));
    expect((await first.status()).pid).toBe(first.pid);
  });

  test('after a crash the socket left behind is replaced', async () => {
    await using home = await makeAppHome();
    const crashed = await startApp(home, { args: ['--hidden'] });
    process.kill(crashed.pid, 'SIGKILL');
    await crashed.ended;
    expect(existsSync(home.socket)).toBe(true);
    await using app = await startApp(home, { args: ['--hidden'] });
    expect((await app.status()).pid).toBe(app.pid);
  });
});

describe('the running app', () => {
  test('listens on nothing but its socket while it is idle, and on loopback only while it must (R-14, R-45)', async () => {
    await using home = await makeAppHome();
    await using app = await startApp(home, { args: ['--hidden'] });
    // The app's socket, bound under another name before it was put in its place, and Chromium's lock for one instance a
    // user. Both lie in folders that only the user can enter.
    const own = await listeningOf(app.pid);
    const folders = own.map((line) => dirname(line.replace(/^unix /, '')));
    expect(own).toEqual([
      expect.stringMatching(/^unix \//) as string,
      expect.stringMatching(/^unix .*\/SingletonSocket$/) as string,
    ]);
    expect(folders[0]).toBe(dirname(home.socket));
    for (const folder of folders) expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(home.socket)).mode & 0o777).toBe(0o600);

    await app.latchkey('session', 'add', 'practice', 'lab');
    const practice = `tcp ${new URL((await app.status()).practice?.origin ?? '').host}`;
    expect(await listeningOf(app.pid)).toEqual([practice, ...own]);
    const url = await desktop.urlOpenedBy(() => app.tray.click('lab*/Sign in'));
    const callback = new URL(new URL(url).searchParams.get('redirect_uri') ?? '').host;
    expect(await listeningOf(app.pid)).toEqual([practice, `tcp ${callback}`, ...own].toSorted());
    await decideQuickly(url);
    await until(
      'the callback is closed',
      async () => !(await listeningOf(app.pid)).includes(`tcp ${callback}`),
      3,
    );
    await app.latchkey('session', 'remove', 'lab');
    expect(await listeningOf(app.pid)).toEqual(own);
  });

  test('quits without a trace: no process, no socket, no half-written file', async () => {
    await using home = await makeAppHome();
    await using app = await startApp(home);
    await signInToPractice(app);
    const family = await familyOf(app.pid);
    await app.tray.click('Quit');
    expect(await app.ended).toBe(0);
    await until('all its processes end', async () => {
      const alive = await Promise.all(family.map(runs));
      return !alive.includes(true);
    });
    expect([existsSync(home.socket), await leftovers(home.folder)]).toEqual([false, []]);
  });

  test('keeps sessions, sign-ins and the practice cloud over a restart', async () => {
    await using home = await makeAppHome();
    const before = await startApp(home, { args: ['--hidden'] });
    await signInToPractice(before);
    const roles = await before.latchkey.json<RoleRow[]>('roles');
    const [role] = roles;
    const choice = ['--session', 'lab', '--account', role!.accountId, '--role', role!.roleName];
    await before.latchkey('profile', 'add', 'dev', ...choice);
    const status = await before.status();
    await before.quit();

    await using after = await startApp(home, { args: ['--hidden'] });
    const again = await after.status();
    expect(shown(again)).toEqual(shown(status));
    expect(await after.latchkey.json('roles')).toEqual(roles);
    expect(await after.latchkey('credentials', 'dev')).toMatchObject({ code: 0, stderr: '' });
    await after.tray.until('lab — until */Sign out');
  });
});

/** What must be the same over a restart. */
function shown({ practice, sessions }: Status) {
  return {
    practice,
    sessions: sessions.map(({ name, state, accessTokenExpiresAt, startUrl }) => ({
      name,
      state,
      accessTokenExpiresAt,
      startUrl,
    })),
  };
}

/** Temporary files of an interrupted write, and sockets. */
async function leftovers(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isSocket() || /\.latchkey|\.tmp$|^\.org\.chromium/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function longConfig(lines: number): string {
  const text: string[] = ['# of many teams', '[default]', 'region = eu-central-1'];
  for (let number = 0; text.length < lines - 5; number += 1) {
    text.push(
      `[profile team-${number}]`,
      `role_arn = arn:aws:iam::${String(100_000_000_000 + number)}:role/Admin`,
      'source_profile = default',
      `region = eu-west-${(number % 3) + 1}`,
      '',
    );
  }
  return `${text.join('\n')}\n`;
}
