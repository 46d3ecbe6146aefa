import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPracticeBrowser } from '../fixtures/practice-browser.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { startApp, type App } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { latchkeyIn, type RoleRow, type SessionStatus, type Status } from './support/latchkey.ts';
import { decideQuickly } from './support/person.ts';
import { runs } from './support/processes.ts';
import { electronPath, hasSandbox, root } from './support/surroundings.ts';
import { until } from './support/until.ts';

/** A row of `profile list --json` as far as it is looked at. */
interface ProfileRow {
  readonly name: string;
  readonly session: string;
  readonly managed: boolean;
  readonly valid: boolean;
  readonly file: string;
}

interface Change {
  readonly file: string;
  readonly diff: string;
}

/** The real client, the real app, the practice cloud inside it; in this order. */
describe('the latchkey command', () => {
  const stack = new AsyncDisposableStack();
  let home: AppHome;
  let app: App;
  let role: RoleRow;

  beforeAll(async () => {
    home = stack.use(await makeAppHome());
    app = stack.use(await startApp(home, { args: ['--hidden'] }));
  });
  afterAll(() => stack.disposeAsync());

  /** The practice files, which are all that practice sessions write. */
  const practiceFile = (path: string) => home.read(`.config/Latchkey/practice/home/${path}`);

  test('status tells what runs, and where', async () => {
    expect(await app.status()).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      electron: expect.stringMatching(/^\d+\./) as string,
      sandboxed: hasSandbox,
      pid: app.pid,
      socket: home.socket,
      sessions: [],
    });
    const { stdout } = await app.latchkey('status');
    expect(stdout).toContain(`Socket ${home.socket}`);
  });

  test('session add practice starts the practice cloud, and the session is listed, signed out', async () => {
    const size = ['--accounts', '4', '--roles', '3'];
    const added = await app.latchkey.json<SessionStatus>('session', 'add', 'practice', 'lab', ...size);
    expect(added).toMatchObject({ name: 'lab', practice: true, state: 'signed-out' });
    expect(await app.latchkey.json('session', 'list')).toEqual([added]);
    expect((await app.status()).practice?.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('what needs a sign-in says so with exit code 3, and names the command', async () => {
    expect(await app.latchkey('roles', '--session', 'lab')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('latchkey sign-in lab') as string,
    });
  });

  test('sign-in --no-browser prints the link alone on the first line, opens nothing and waits for the outcome', async () => {
    const opened = await desktop.openedUrls();
    let printed = '';
    const client = app.latchkey.with({ onOutput: (text) => (printed += text) });
    const outcome = client('sign-in', 'lab', '--no-browser');
    const url = await until('the link', () => /^(http:\/\/127\.0\.0\.1:\d+\/\S+)\n/.exec(printed)?.[1]);
    await decideQuickly(url);
    const { code, stdout, stderr } = await outcome;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^http:\S+\nWaiting for your approval\.\nApproved\.\nSigned in to lab until /);
    expect(await desktop.openedUrls()).toEqual(opened);
  });

  test('sign-in --json prints one event a line, the outcome last', async () => {
    let printed = '';
    const client = app.latchkey.with({ onOutput: (text) => (printed += text) });
    const outcome = client('sign-in', 'lab', '--no-browser', '--json');
    const url = await until('the link', () => /"url":"([^"]+)"/.exec(printed)?.[1]);
    await decideQuickly(url);
    const events = (await outcome).stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect([events[0], events.at(-1)]).toEqual(['url', 'signed-in']);
  });

  test('sign-in opens the browser by itself otherwise', async () => {
    let outcome: Promise<unknown> = Promise.resolve();
    const url = await desktop.urlOpenedBy(() => {
      outcome = app.latchkey('sign-in', 'lab');
      return Promise.resolve();
    });
    await decideQuickly(url);
    expect(await outcome).toMatchObject({ code: 0 });
  });

  test('sign-in --flow device prints the link and the code, opens nothing, and the code signs in (R-22)', async () => {
    const opened = await desktop.openedUrls();
    let printed = '';
    const client = app.latchkey.with({ onOutput: (text) => (printed += text) });
    const outcome = client('sign-in', 'lab', '--flow', 'device', '--no-browser');
    const [, link, code] = await until('link and code', () =>
      /^(http:\S+\/device)\n([A-Z]{4}-[A-Z]{4})\n/.exec(printed),
    );
    const { body } = await openPracticeBrowser().decide(`${link ?? ''}?user_code=${code ?? ''}`, 'allow');
    expect(body).toContain('Request allowed');
    expect(await outcome).toMatchObject({ code: 0, stderr: '' });
    expect(await desktop.openedUrls()).toEqual(opened);
  });

  test('a sign-in that nobody finishes ends with exit code 6, and the session stays as good as it was', async () => {
    const before = await app.status();
    expect(await app.latchkey('sign-in', 'lab', '--no-browser', '--timeout', '0.3')).toMatchObject({
      code: 6,
    });
    const after = await app.status();
    expect(after.sessions[0]).toMatchObject({
      state: 'active',
      accessTokenExpiresAt: before.sessions[0]?.accessTokenExpiresAt,
    });
  });

  test('roles lists every role, and --search the matching ones', async () => {
    const all = await app.latchkey.json<RoleRow[]>('roles');
    expect([all.length, new Set(all.map(({ accountId }) => accountId)).size]).toEqual([12, 4]);
    role = all.find(({ roleName }) => roleName === 'ReadOnly')!;
    const found = await app.latchkey.json<RoleRow[]>('roles', '--search', `${role.accountId} readonly`);
    expect(found).toEqual([role]);
    expect((await app.latchkey('roles', '--search', 'no-such-thing')).stdout).toBe(
      'There are no roles to show.\n',
    );
  });

  test('profile add --dry-run shows the change and writes nothing', async () => {
    const change = await app.latchkey.json<Change>(
      'profile',
      'add',
      'dev',
      ...roleArguments(role),
      '--dry-run',
    );
    expect(change.diff).toContain('+[profile dev]\n+sso_session = lab\n');
    expect(await practiceFile('.aws/config')).toBeNull();
  });

  test('profile add writes the practice files only, and the profile is listed as ours and working', async () => {
    const saved = await app.latchkey(
      'profile',
      'add',
      'dev',
      ...roleArguments(role),
      '--region',
      'eu-west-1',
    );
    expect(saved).toMatchObject({ code: 0, stderr: '' });
    const file = join(home.userData, 'practice/home/.aws/config');
    expect(saved.stdout).toContain(`Saved the profile dev in ${file}.`);
    expect(await app.latchkey.json<ProfileRow[]>('profile', 'list')).toMatchObject([
      { name: 'dev', session: 'lab', region: 'eu-west-1', managed: true, valid: true, file },
    ]);
    expect(existsSync(join(home.home, '.aws'))).toBe(false);
  });

  test.for([
    ['process', /^\{\s*"Version": 1,\s*"AccessKeyId": "ASIA/],
    ['env', /^export AWS_ACCESS_KEY_ID=ASIA/],
    ['env-no-export', /^AWS_ACCESS_KEY_ID=ASIA/],
    ['fish', /^set -gx AWS_ACCESS_KEY_ID "ASIA/],
    ['powershell', /^\$Env:AWS_ACCESS_KEY_ID="ASIA/],
    ['windows-cmd', /^set AWS_ACCESS_KEY_ID=ASIA/],
    ['dotenv', /^AWS_ACCESS_KEY_ID=ASIA/],
    ['credentials-file', /^\[dev\]\naws_access_key_id = ASIA/],
    ['json', /^\{"profile":"dev","cloud":"aws","accessKeyId":"ASIA/],
  ] as const)('credentials --format %s prints that form', async ([format, form]) => {
    const { code, stdout, stderr } = await app.latchkey('credentials', 'dev', '--format', format);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(form);
  });

  test('credentials without a format are what credential_process wants', async () => {
    const plain = await app.latchkey('credentials', 'dev');
    expect(plain.stdout).toBe((await app.latchkey('credentials', 'dev', '--format', 'process')).stdout);
  });

  test('copy puts the same text on the clipboard and prints no key', async () => {
    await desktop.setClipboard('something else');
    const { code, stdout } = await app.latchkey('copy', 'dev', '--format', 'fish');
    expect(code).toBe(0);
    const copied = await until('keys', async () => {
      const text = await desktop.clipboard();
      return text.startsWith('set -gx AWS_ACCESS_KEY_ID') && text;
    });
    const key = /"(ASIA\w+)"/.exec(copied)?.[1];
    expect(stdout).toMatch(/^Copied the credentials of dev as fish\. They are valid until /);
    expect(stdout).not.toContain(key);
  });

  test('exec gives a command the keys, the region and the way to the practice cloud, and ends with its exit code', async () => {
    const script = 'env; exit 7';
    const { code, stdout } = await app.latchkey('exec', 'dev', '--', 'sh', '-c', script);
    const variables = Object.fromEntries(
      stdout.split('\n').map((line): [string, string] => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
    );
    const { practice } = await app.status();
    expect(code).toBe(7);
    expect(variables).toMatchObject({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/) as string,
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_STS: expect.stringContaining(`${practice?.origin ?? '?'}/`) as string,
      AWS_CONFIG_FILE: join(practice?.home ?? '?', '.aws/config'),
    });
  });

  test('a program that exec runs reaches the practice STS with an AWS SDK', async () => {
    const script = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
      const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
      console.log(Arn);`;
    const client = app.latchkey.with({ cwd: root });
    const program = [process.execPath, '--input-type=module', '--eval', script];
    expect((await client('exec', 'dev', '--', ...program)).stdout).toContain(
      `${role.accountId}:assumed-role/AWSReservedSSO_ReadOnly_`,
    );
  });

  test('profile remove takes it away again, and undo brings it back', async () => {
    const before = await practiceFile('.aws/config');
    expect(await app.latchkey('profile', 'remove', 'dev')).toMatchObject({ code: 0 });
    expect(await practiceFile('.aws/config')).not.toContain('[profile dev]');
    expect(await app.latchkey('profile', 'undo')).toMatchObject({ code: 0 });
    expect(await practiceFile('.aws/config')).toBe(before);
  });

  test('open shows the window', async () => {
    expect(await desktop.windowTitles()).not.toContain('Latchkey');
    await app.latchkey('open');
    await until('the window', async () => (await desktop.windowTitles()).includes('Latchkey'));
  });

  test('sign-out ends the session and tells what it removed', async () => {
    const { stdout } = await app.latchkey('sign-out', 'lab');
    expect(stdout).toMatch(/^Signed out of lab\.\n {2}removed \S+\/\.aws\/sso\/cache\/\w+\.json\n/);
    expect((await app.status()).sessions).toMatchObject([{ name: 'lab', state: 'signed-out' }]);
  });

  test('session remove takes the session and its profiles, and the practice cloud stops with the last one', async () => {
    expect(await app.latchkey('session', 'remove', 'lab')).toMatchObject({ code: 0 });
    const status = await app.status();
    expect([status.sessions, status.practice]).toEqual([[], undefined]);
    expect(await app.latchkey.json('profile', 'list')).toEqual([]);
  });

  test('quit ends the app, and again does nothing', async () => {
    expect(await app.latchkey('quit')).toMatchObject({ code: 0 });
    expect(await app.ended).toBe(0);
    expect(existsSync(home.socket)).toBe(false);
    expect(await app.latchkey('quit')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the latchkey command without the app', () => {
  /** With what the client takes for the app of this checkout. */
  const starting = (home: AppHome) => ({
    ...home.environment,
    ELECTRON_OVERRIDE_DIST_PATH: dirname(electronPath()),
    LATCHKEY_NO_AUTOSTART: '',
  });

  test('starts it hidden, and is answered', { skip: !hasSandbox }, async () => {
    await using home = await makeAppHome();
    const client = latchkeyIn(starting(home));
    const { pid } = await client.json<Status>('status');
    try {
      expect(await desktop.windowTitles()).not.toContain('Latchkey');
    } finally {
      await client('quit');
      await until('it ends', async () => !(await runs(pid)));
    }
  });

  test('says so with exit code 4 where LATCHKEY_NO_AUTOSTART forbids to start it', async () => {
    await using home = await makeAppHome();
    expect(await latchkeyIn({ ...starting(home), LATCHKEY_NO_AUTOSTART: '1' })('status')).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringContaining('Latchkey is not running.') as string,
    });
  });

  test('says so within a second where there is no display', async () => {
    await using home = await makeAppHome();
    const begun = performance.now();
    const ended = await latchkeyIn({ ...starting(home), DISPLAY: '' })('status', '--json');
    expect(performance.now() - begun).toBeLessThan(1000);
    expect([ended.code, JSON.parse(ended.stderr)]).toMatchObject([4, { error: { code: 'app.unavailable' } }]);
  });
});

function roleArguments({ session, accountId, roleName }: RoleRow): string[] {
  return ['--session', session, '--account', accountId, '--role', roleName];
}
