import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { until } from './support/until.ts';
import { windowOf } from './support/window.ts';

/** A row of `profile list --json` as far as it is looked at. */
interface ProfileRow {
  readonly name: string;
  readonly managed: boolean;
}

/** What a user has in the file before Latchkey comes: comments, Windows line ends, odd spacing, no newline at the end. */
const before =
  '# mine\r\n[default]\r\nregion = eu-central-1\r\n\r\n; theirs\r\n[profile theirs]\r\nregion=us-east-1   \r\ns3 =\r\n  max_queue_size = 5000\r\n# the end';

/** Many and single profiles changed in the real window and by the real command, and taken back step by step. */
describe('the Profiles view', () => {
  const stack = new AsyncDisposableStack();
  /** The file before each change, the newest last. */
  const states: string[] = [];
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    await home.write('.aws/config', before);
    app = stack.use(await driveApp(home));
    const added = await app.latchkey.with({ env: portal.endpoints })(
      ...['session', 'add', 'aws', 'my-sso', '--start-url', portal.practice.cloud.startUrl()],
      ...['--region', portal.region],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    await app.tray.until('my-sso*/Sign in');
    await decideQuickly(await desktop.urlOpenedBy(() => app.tray.click('my-sso*/Sign in')));
    await app.tray.until('my-sso — until */Sign out');
    await windowOf(app.page).view('Profiles');
  });
  afterAll(() => stack.disposeAsync());

  const config = async () => (await home.read('.aws/config')) ?? '';
  const accounts = () => portal.practice.cloud.world.default.accounts();
  const names = async () =>
    (await app.latchkey.json<ProfileRow[]>('profile', 'list'))
      .filter(({ managed }) => managed)
      .map(({ name }) => name);
  const sheet = (name: string | RegExp) => app.page.getByRole('dialog', { name });

  /** Carries out a change and waits for it to be in the file; gives what was there and what is. */
  async function changing(run: () => Promise<void>): Promise<{ readonly was: string; readonly is: string }> {
    const was = await config();
    states.push(was);
    await run();
    const is = await until('the change in the file', async () => {
      const now = await config();
      return now !== was && now;
    });
    await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0);
    return { was, is };
  }
  async function choose(profile: string, item: string): Promise<void> {
    await app.page.getByRole('button', { name: `More for ${profile}`, exact: true }).click();
    await app.page.getByRole('menuitem', { name: item }).click();
  }
  async function press(inside: Locator, button: string | RegExp): Promise<void> {
    await inside.getByRole('button', { name: button }).click();
  }

  test('generates a profile for every role, exactly as shown, and leaves every byte of the rest', async () => {
    const count = accounts().reduce((sum, { roles }) => sum + roles.length, 0);
    let lines: readonly string[] = [];
    const { was, is } = await changing(async () => {
      await app.page.getByRole('button', { name: 'Generate for all roles…' }).click();
      const generate = sheet('Generate profiles');
      await generate.getByLabel('Names', { exact: true }).selectOption('{accountName}.{role}');
      await generate.getByText(`${String(count)} new profiles`).waitFor();
      lines = await until('the preview by that template', async () => {
        const shown = await windowOf(app.page).diff(generate);
        return shown.some((line) => line.startsWith('+[profile ') && line.includes('.')) && shown;
      });
      await press(generate, `Add ${String(count)} profiles`);
    });
    const added = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
    expect(is).toBe(`${was}\r\n${added.join('\r\n')}`);
    expect(await names()).toHaveLength(count);
    await app.page.getByText(`Added ${String(count)} profiles of my-sso to`).waitFor();
  });

  test('edits one where it stands', async () => {
    const [name = ''] = await names();
    const { was, is } = await changing(async () => {
      await choose(name, 'Edit…');
      const edit = sheet(`Edit profile ${name}`);
      await edit.getByRole('combobox', { name: 'Region' }).fill('ap-southeast-2');
      await edit.getByText('region = ap-southeast-2').waitFor();
      await press(edit, 'Save profile');
      await press(edit, 'Done');
    });
    const [head = '', tail = ''] = was.split(`[profile ${name}]`);
    expect(is).toBe(
      `${head}[profile ${name}]${tail.replace('region = us-east-1', 'region = ap-southeast-2')}`,
    );
  });

  test('renames one', async () => {
    const [name = ''] = await names();
    const { was, is } = await changing(async () => {
      await choose(name, 'Rename…');
      const rename = sheet(`Rename profile ${name}`);
      await rename.getByLabel('New name').fill('main');
      await rename.getByText('[profile main]').waitFor();
      await press(rename, 'Rename');
    });
    expect(is).toBe(was.replace(`[profile ${name}]`, '[profile main]'));
  });

  test('makes one the default only after a yes, because somebody else wrote that', async () => {
    const { was, is } = await changing(async () => {
      await choose('main', 'Make default…');
      const makeDefault = sheet('Make main the default profile?');
      const button = makeDefault.getByRole('button', { name: 'Make default' });
      await makeDefault.getByRole('checkbox').waitFor();
      expect(await button.isDisabled()).toBe(true);
      await makeDefault.getByRole('checkbox').check();
      await button.click();
    });
    expect(is.startsWith('# mine\r\n[default]\r\nregion = ap-southeast-2\r\nsso_session = my-sso\r\n')).toBe(
      true,
    );
    expect(is.slice(is.indexOf('; theirs'))).toBe(was.slice(was.indexOf('; theirs')));
  });

  test('prunes what the portal no longer lists, by the command', async () => {
    const [gone] = accounts();
    portal.practice.cloud.world.default.withdrawAccount(gone?.accountId ?? '');
    expect(await app.latchkey('roles', '--refresh')).toMatchObject({ code: 0 });
    const kept = (await names()).length;
    const { is } = await changing(async () => {
      expect(await app.latchkey('profile', 'prune')).toMatchObject({ code: 0, stderr: '' });
    });
    expect(is).not.toContain(`[profile main]`);
    // The default profile was made of one of these, and is of the same role.
    expect(await names()).toHaveLength(kept - (gone?.roles.length ?? 0) - 1);
    expect(is.startsWith('# mine\r\n')).toBe(true);
  });

  test('takes all of it back, step by step, in window and command, byte for byte', async () => {
    for (const [step, wanted] of states.toReversed().entries()) {
      if (step % 2 === 0) {
        await app.page.getByRole('button', { name: 'Undo' }).click();
        const undo = sheet('Undo the last change?');
        await press(undo, 'Undo');
      } else {
        expect(await app.latchkey('profile', 'undo')).toMatchObject({ code: 0, stderr: '' });
      }
      await expect.poll(config).toBe(wanted);
      await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0);
    }
    expect(await config()).toBe(before);
    expect(await names()).toEqual([]);
    expect(await app.latchkey('profile', 'undo')).toMatchObject({ code: 1 });
  });

  test('add-all of the command does what its dry run says', async () => {
    const dry = await app.latchkey.json<{ diff: string; profiles: { name: string }[] }>(
      ...['profile', 'add-all', '--session', 'my-sso', '--template', '{role}', '--dry-run'],
    );
    expect(await config()).toBe(before);
    expect(await app.latchkey('profile', 'add-all', '--template', '{role}')).toMatchObject({ code: 0 });
    const added = dry.diff
      .split('\n')
      .filter((line) => line.startsWith('+'))
      .map((line) => line.slice(1));
    expect(await config()).toBe(`${before}\r\n${added.join('\r\n')}`);
    expect((await names()).toSorted()).toEqual(dry.profiles.map(({ name }) => name).toSorted());
  });
});
