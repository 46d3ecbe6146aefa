import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../electron/practice-cloud/practice-cloud.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, startApp, type App, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { fileTree } from './support/file-tree.ts';
import type { ErrorShape } from './support/latchkey.ts';
import { decideQuickly } from './support/person.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { hasSandbox, root } from './support/surroundings.ts';
import { until } from './support/until.ts';
import { windowOf } from './support/window.ts';

const goodConfig = '# mine\n[profile mine]\nregion = eu-central-1\n';
const isRoot = process.getuid?.() === 0;

/** Each gives its coded, readable error in the command line and, where there is a place for it, in the window. */
describe('bad input and bad days', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;
  let role: { readonly accountId: string; readonly accountName: string; readonly roleName: string };

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 2, rolesPerAccount: 3 }));
    home = stack.use(await makeAppHome());
    await home.write('.aws/config', goodConfig);
    await home.write('.aws/credentials', '[mine]\naws_access_key_id = AKIAEXAMPLE\n');
    app = stack.use(await driveApp(home));
    const account = portal.practice.cloud.world.default.accounts()[0]!;
    const { accountId, accountName } = account;
    role = { accountId, accountName: accountName ?? '', roleName: account.roles[0]! };
    await addSession(app, portal, 'my-sso');
    await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in')));
    await app.tray.until('my-sso — until */Sign out');
    await app.page.getByText('2 accounts, 6 roles').waitFor();
  });
  afterAll(() => stack.disposeAsync());

  const files = () => fileTree(join(home.home, '.aws'));

  /** Runs a command that must be refused, as text and as JSON; gives the error. */
  async function refused(code: string, exitCode: number, ...args: string[]): Promise<ErrorShape> {
    // Together: what the portal is asked for twice at the same time, it is asked for once.
    const [plain, json] = await Promise.all([app.latchkey(...args), app.latchkey(...args, '--json')]);
    const { error } = JSON.parse(json.stderr) as { error: ErrorShape };
    expect([error.code, plain.code, json.code]).toEqual([code, exitCode, exitCode]);
    expect(plain.stderr).toBe(`latchkey: ${error.message}\n${error.hint}\n`);
    for (const words of [error.message, error.hint]) {
      expect(words).toMatch(/^\S.{10,}[.…?]$/s);
      expect(words).not.toMatch(/\bat .*:\d+:\d+|Error:|undefined|\[object|\{\{/);
    }
    return error;
  }

  const profileAdd = (name: string) => [
    ...['profile', 'add', name, '--session', 'my-sso', '--account', role.accountId, '--role', role.roleName],
  ];
  const url = ['--start-url', 'https://my-company.awsapps.com/start'];
  const region = ['--region', 'us-east-1'];

  describe('what was typed', () => {
    test.for([
      ['an unknown session', 'input.session-unknown', 1, () => ['sign-in', 'nope']],
      ['an unknown profile', 'input.profile-unknown', 1, () => ['credentials', 'nope']],
      [
        'an unknown role',
        'input.role-unknown',
        1,
        () => ['profile', 'add', 'x', '--session', 'my-sso', '--role', 'Nope'],
      ],
      ['a missing region', 'input.region-missing', 2, () => ['session', 'add', 'aws', 'x', ...url]],
      [
        'a slip in the region',
        'input.region-invalid',
        2,
        () => ['session', 'add', 'aws', 'x', ...url, '--region', 'us_west-2'],
      ],
      [
        'an http start URL',
        'input.start-url-not-https',
        2,
        () => ['session', 'add', 'aws', 'x', '--start-url', 'http://my-company.awsapps.com/start', ...region],
      ],
      [
        'no start URL at all',
        'input.start-url-invalid',
        2,
        () => ['session', 'add', 'aws', 'x', '--start-url', 'my company', ...region],
      ],
      [
        'a session name with spaces',
        'input.session-name-invalid',
        2,
        () => ['session', 'add', 'aws', 'my sso', ...url, ...region],
      ],
      [
        'a session name with a bracket',
        'input.session-name-invalid',
        2,
        () => ['session', 'add', 'aws', 'my]sso', ...url, ...region],
      ],
      [
        'a session name that is taken',
        'input.session-name-taken',
        1,
        () => ['session', 'add', 'aws', 'my-sso', ...url, ...region],
      ],
      ['a profile name with spaces', 'input.profile-name-invalid', 2, () => profileAdd('my profile')],
      ['a profile name with a bracket', 'input.profile-name-invalid', 2, () => profileAdd('my]profile')],
      ['the name of a profile of somebody else', 'input.profile-name-taken', 1, () => profileAdd('mine')],
      [
        'an unknown output form',
        'input.format-unknown',
        2,
        () => ['credentials', 'mine', '--format', 'toml'],
      ],
      ['an unknown command', 'input.usage', 2, () => ['frobnicate']],
    ] as const)('%s is refused, and nothing is touched', async ([, code, exitCode, args]) => {
      const before = await files();
      await refused(code, exitCode, ...args());
      expect(await files()).toEqual(before);
      expect((await app.status()).sessions.map(({ name }) => name)).toEqual(['my-sso']);
    });

    test('a slip in a field of the window is told at that field', async () => {
      const { page } = app;
      await page.getByRole('button', { name: 'Add session' }).click();
      const sheet = page.getByRole('dialog', { name: 'Add session' });
      for (const [field, typed, words] of [
        ['Name', 'my sso', 'The session name “my sso” cannot be written'],
        ['Name', 'my]sso', 'The session name “my]sso” cannot be written'],
        ['Start URL or issuer URL', 'http://my-company.awsapps.com/start', 'does not begin with https://'],
        ['Region of IAM Identity Center', 'us_west-2', '“us_west-2” is not the name of an AWS region'],
      ] as const) {
        const input = sheet.getByLabel(field, { exact: true });
        await input.fill(typed);
        await input.blur();
        await sheet.getByText(words).waitFor();
        expect(await input.getAttribute('aria-invalid')).toBe('true');
      }
      await sheet.getByRole('button', { name: 'Use us-west-2' }).click();
      await sheet.getByLabel('Region of IAM Identity Center').fill('');
      await sheet.getByRole('button', { name: 'Add session' }).click();
      await sheet.getByText('The region is missing.').waitFor();
      await sheet.getByRole('button', { name: 'Cancel' }).click();
      expect((await app.status()).sessions).toHaveLength(1);
    });

    test('a profile name that cannot be written is told at its field, and there is nothing to save', async () => {
      const before = await files();
      const view = windowOf(app.page);
      const sheet = await view.saveProfileSheet(await view.role(role.accountName, role.roleName));
      const name = sheet.getByRole('textbox', { name: 'Profile name' });
      for (const [typed, words] of [
        ['my]profile', 'The profile name “my]profile” cannot be written'],
        ['mine', 'There is a profile named “mine” already'],
      ] as const) {
        await name.fill(typed);
        await sheet.getByText(words).waitFor();
        expect(await sheet.getByRole('button', { name: 'Save profile' }).isDisabled()).toBe(true);
      }
      await sheet.getByRole('button', { name: 'Cancel' }).click();
      expect(await files()).toEqual(before);
    });
  });

  describe('a config file that strict readers reject', () => {
    test.for([
      ['a section that is there twice', '[profile a]\nregion = x\n\n[profile a]\nregion = y\n', 4],
      ['a byte order mark', '\ufeff[profile a]\nregion = x\n', 1],
      ['a key before the first section', '# note\nregion = x\n[profile a]\n', 2],
    ] as const)('%s is named by its line, in both, and the file stays as it is', async ([, text, line]) => {
      await home.write('.aws/config', text);
      try {
        const error = await refused('config.file-broken', 1, ...profileAdd('dev'));
        expect(error.message).toContain(`Line ${line} of ${home.configFile}`);
        await refused('config.file-broken', 1, 'profile', 'list');

        const view = windowOf(app.page);
        const sheet = await view.saveProfileSheet(await view.role(role.accountName, role.roleName));
        await sheet.getByRole('alert').getByText(`Line ${line} of`).waitFor();
        expect(await sheet.getByRole('button', { name: 'Save profile' }).isDisabled()).toBe(true);
        await sheet.getByRole('button', { name: 'Cancel' }).click();
        expect(await home.read('.aws/config')).toBe(text);
      } finally {
        await home.write('.aws/config', goodConfig);
      }
    });
  });

  describe('a home that cannot be written', { skip: isRoot }, () => {
    test('refuses a profile in both, and loses nothing', async () => {
      const before = await files();
      await chmod(join(home.home, '.aws'), 0o500);
      try {
        await refused('config.read-only', 1, ...profileAdd('dev'));
        const view = windowOf(app.page);
        const sheet = await view.saveProfileSheet(await view.role(role.accountName, role.roleName));
        await sheet.getByRole('textbox', { name: 'Profile name' }).fill('dev');
        await view.diff(sheet);
        await sheet.getByRole('button', { name: 'Save profile' }).click();
        await sheet.getByRole('alert').getByText('cannot be written').waitFor();
        await sheet.getByRole('button', { name: 'Cancel' }).click();
      } finally {
        await chmod(join(home.home, '.aws'), 0o700);
      }
      expect(await files()).toEqual(before);
    });

    test('tells that a sign-in could not be kept', async () => {
      const cache = join(home.home, '.aws/sso/cache');
      await chmod(cache, 0o500);
      try {
        const before = await files();
        const { code, error } = await signInThrough(decideQuickly);
        expect([code, error?.code]).toEqual([1, 'config.read-only']);
        expect(await files()).toEqual(before);
      } finally {
        await chmod(cache, 0o700);
      }
    });
  });

  /** Starts a sign-in from the command line, acts as the person at its link, and gives the outcome. */
  async function signInThrough(
    person: (link: string) => Promise<void>,
  ): Promise<{ readonly code: number; readonly error: ErrorShape | undefined }> {
    let printed = '';
    const client = app.latchkey.with({ onOutput: (text) => (printed += text) });
    const outcome = client('sign-in', 'my-sso', '--no-browser', '--json');
    await person(await until('the link', () => /"url":"([^"]+)"/.exec(printed)?.[1]));
    const { code, stderr } = await outcome;
    const told = stderr === '' ? undefined : (JSON.parse(stderr) as { error: ErrorShape });
    return { code, error: told?.error };
  }

  /** Starts a sign-in from the window and acts as the person at its link. */
  async function signInFromWindow(person: (link: string) => Promise<void>): Promise<void> {
    const link = await desktop.urlOpenedBy(async () => {
      await app.page.getByRole('button', { name: /^my-sso/ }).click();
      await app.page.getByRole('menuitem', { name: /^Sign in(?: again)?$/ }).click();
    });
    await person(link);
  }

  describe('a sign-in that comes to nothing', () => {
    test.for([
      ['denied on the consent page', 'sign-in.denied', 5, 'The request was denied on the sign-in page.'],
      ['too late with its code', 'sign-in.code-expired', 6, 'The code ran out before it was used.'],
      ['answered with malformed JSON', 'server.malformed', 1, 'an answer that could not be read'],
      ['refused by the service', 'server.failed', 1, 'The service had a failure of its own'],
    ] as const)('%s is told in both, and the old sign-in stays', async ([, code, exitCode, words]) => {
      const { faults } = portal.practice.cloud;
      const person = (link: string) => decideQuickly(link, code === 'sign-in.denied' ? 'deny' : 'allow');
      const before = await files();
      faults.expireCodesAtOnce = code === 'sign-in.code-expired';
      if (code === 'server.malformed') {
        faults.fail('CreateToken', { answer: 'malformed-json', times: Infinity });
      }
      if (code === 'server.failed') {
        faults.fail('CreateToken', { status: 500, error: 'server_error', times: Infinity });
      }
      try {
        const outcome = await signInThrough(person);
        expect([outcome.code, outcome.error?.code]).toEqual([exitCode, code]);
        await signInFromWindow(person);
        const sheet = app.page.getByRole('dialog', { name: 'Sign in to my-sso' });
        await sheet.getByRole('alert').getByText(words).waitFor();
        await sheet.getByRole('button', { name: 'Close' }).last().click();
      } finally {
        faults.reset();
      }
      expect(await files()).toEqual(before);
      expect((await app.status()).sessions).toMatchObject([{ name: 'my-sso', state: 'active' }]);
    });

    test('cancelled in the window ends at once, and the old sign-in stays', async () => {
      const before = await files();
      await signInFromWindow(() => Promise.resolve());
      await app.page
        .getByRole('dialog', { name: 'Sign in to my-sso' })
        .getByRole('button', { name: 'Cancel' })
        .click();
      await until('it is over', async () => (await app.status()).sessions[0]?.state === 'active');
      expect(await files()).toEqual(before);
    });
  });

  describe('a portal that refuses', () => {
    test('a profile is saved while it is well', async () => {
      expect(await app.latchkey(...profileAdd('dev'))).toMatchObject({ code: 0 });
    });

    test.for([
      ['401', 'portal.unauthorized', 3, { status: 401, error: 'UnauthorizedException' }],
      ['403', 'portal.forbidden', 5, { status: 403, error: 'ForbiddenException' }],
      ['429', 'portal.throttled', 1, { status: 429, error: 'TooManyRequestsException' }],
      ['500', 'server.failed', 1, { status: 500, error: 'InternalServerException' }],
      ['malformed JSON', 'server.malformed', 1, { answer: 'malformed-json' }],
    ] as const)('with %s is told in both, and nothing is lost', async ([, code, exitCode, fault]) => {
      const { faults } = portal.practice.cloud;
      const config = await home.read('.aws/config');
      for (const operation of ['GetRoleCredentials', 'ListAccounts'] as const) {
        faults.fail(operation, { ...(fault as Fault), times: Infinity });
      }
      try {
        const view = windowOf(app.page);
        const row = await view.role(role.accountName, role.roleName);
        await desktop.setClipboard('what was there before');
        const [error] = await Promise.all([
          refused(code, exitCode, 'credentials', 'dev'),
          refused(code, exitCode, 'roles', '--refresh'),
          view.copy(row),
        ]);
        const note = app.page.getByRole('status').filter({ hasText: error.message });
        await note.getByText(error.hint).waitFor();
        expect(await desktop.clipboard()).toBe('what was there before');
      } finally {
        faults.reset();
      }
      expect(await home.read('.aws/config')).toBe(config);
      await signInAgain();
      expect(await app.latchkey.json<unknown[]>('roles', '--refresh')).toHaveLength(6);
    });

    /** A 401 is not sent for nothing: the session may want a new sign-in. */
    async function signInAgain(): Promise<void> {
      const { code } = await signInThrough(decideQuickly);
      expect(code).toBe(0);
    }
  });
});

describe('a machine whose ports are all in use', () => {
  test(
    'refuses the sign-in before the browser opens, and tells so in command line and tray',
    { skip: !hasSandbox },
    async () => {
      await using portal = await startPortal({});
      await using home = await makeAppHome();
      {
        // The registration is kept, so that the port is the first thing that is missing.
        await using app = await startApp(home, { args: ['--hidden'] });
        await addSession(app, portal, 'my-sso');
        await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in')));
        await app.tray.until('my-sso — until */Sign out');
        await app.latchkey('sign-out', 'my-sso');
      }
      const before = await fileTree(home.home);
      const opened = await desktop.openedUrls();
      const network = ['unshare', '--user', '--map-current-user', '--keep-caps', '--net'];
      const by = [...network, '/usr/bin/python3', join(root, 'test/e2e/support/no-free-port.py')];
      await using app = await startApp(home, { args: ['--hidden'], by });
      const { code, stderr } = await app.latchkey('sign-in', 'my-sso', '--json');
      expect([code, JSON.parse(stderr)]).toMatchObject([1, { error: { code: 'sign-in.port-unavailable' } }]);
      await app.tray.until('my-sso — sign-in failed/Sign in');
      expect(await desktop.openedUrls()).toEqual(opened);
      expect(before.filter((line) => line.startsWith('.aws'))).toEqual(
        (await fileTree(home.home)).filter((line) => line.startsWith('.aws')),
      );
    },
  );
});

/** Adds a session that is bound to the portal. */
async function addSession(app: App, portal: Portal, name: string): Promise<void> {
  await app.latchkey.with({ env: portal.endpoints })(
    ...['session', 'add', 'aws', name, '--start-url', portal.practice.cloud.startUrl()],
    ...['--region', portal.region],
  );
}
