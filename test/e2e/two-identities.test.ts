import { chmod, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTokenFile } from '../../shared/config-files/sso-cache.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { startPortal, type Portal } from './support/readers.ts';
import { until } from './support/until.ts';

const kim = 'kim@example.com';
const robin = 'robin@example.com';

/** A browser that writes down how it was called. */
const browserScript = '#!/bin/sh\nprintf \'%s\\n\' "$@" > "$0.new" && mv "$0.new" "$0.called"\n';

/** Two sessions on one portal, with a person each; one step a test, in this order. */
describe('two identities on one portal', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: DrivenApp;
  let role: readonly string[] = [];
  let otherBrowser = '';

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    otherBrowser = `${home.home}/bin/other-browser`;
    await home.write('bin/other-browser', browserScript);
    await chmod(otherBrowser, 0o755);
    await home.write(
      '.local/share/applications/other-chromium.desktop',
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=The Other Browser',
        `Exec="${otherBrowser}" %U`,
        'MimeType=text/html;x-scheme-handler/http;x-scheme-handler/https;',
        '',
      ].join('\n'),
    );
    app = stack.use(await driveApp(home));
    const account = portal.practice.cloud.world.default.accounts()[0]!;
    role = ['--account', account.accountId, '--role', account.roles[0]!];
    for (const name of ['mine', 'admin']) {
      const added = await app.latchkey.with({ env: portal.endpoints })(
        ...['session', 'add', 'aws', name, '--start-url', portal.practice.cloud.startUrl()],
        ...['--region', portal.region],
      );
      expect(added).toMatchObject({ code: 0, stderr: '' });
    }
  });
  afterAll(() => stack.disposeAsync());

  const tokenOf = async (name: string) =>
    readTokenFile(await readFile(home.tokenFile(name), 'utf8'))?.accessToken;
  const sessionOf = async (name: string) =>
    (await app.status()).sessions.find((session) => session.name === name);
  /** From the tray to the browser, which is played by `who`. */
  async function signIn(name: string, who: string): Promise<void> {
    const url = await desktop.urlOpenedBy(() => app.tray.click(`${name}*/Sign in*`));
    await decideQuickly(url, 'allow', who);
    await app.tray.until(`${name} — until */Sign out`);
  }

  test('each person signs in to a session of their own, and each has a token of their own', async () => {
    await app.tray.until('mine*/Sign in');
    await signIn('mine', kim);
    await signIn('admin', robin);
    expect(await tokenOf('mine')).toBeDefined();
    expect(await tokenOf('mine')).not.toBe(await tokenOf('admin'));
  });

  test('who they are is learned with the first credentials of each', async () => {
    for (const [name, who] of [
      ['mine', kim],
      ['admin', robin],
    ] as const) {
      const saved = await app.latchkey('profile', 'add', name, '--session', name, ...role);
      expect(saved).toMatchObject({ code: 0, stderr: '' });
      expect(await app.latchkey('credentials', name, '--format', 'json')).toMatchObject({ code: 0 });
      await until(`${name} is known`, async () => (await sessionOf(name))?.identity?.name === who);
    }
  });

  test('a session can have a browser of its own, which then gets its page', async () => {
    const browsers = await app.latchkey('session', 'browsers');
    expect(browsers.stdout).toMatch(/^other-chromium +The Other Browser/m);
    expect(
      await app.latchkey('session', 'set', 'admin', '--browser', 'other-chromium', '--private'),
    ).toMatchObject({ code: 0, stderr: '' });
    await app.tray.click('admin*/Sign in again');
    const called = await until('the other browser', async () =>
      (await home.read('bin/other-browser.called'))?.trimEnd().split('\n'),
    );
    expect(called).toEqual([
      '--incognito',
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/oidc\/authorize\?/),
    ]);
    await app.tray.until('admin — signing in/Cancel sign-in');
    // This time the wrong person is at the browser.
    await decideQuickly(called[1]!, 'allow', kim);
    await app.tray.until('admin — until */Sign out');
  });

  test('the first credentials asked for then tell that somebody else is there, and are not handed out', async () => {
    const before = await desktop.clipboard();
    const asked = await app.latchkey('credentials', 'admin');
    expect(asked).toMatchObject({ code: 5, stdout: '' });
    expect(asked.stderr).toContain(`admin is signed in as ${kim}; last time it was ${robin}.`);
    expect(await app.latchkey('copy', 'admin')).toMatchObject({ code: 5 });
    expect(await desktop.clipboard()).toBe(before);
    expect((await sessionOf('admin'))?.identity?.name).toBe(robin);
    expect(await app.latchkey('credentials', 'mine')).toMatchObject({ code: 0 });
  });

  test('the window and the tray ask', async () => {
    await app.page.getByText(`Is this you? admin is signed in as ${kim}.`).waitFor();
    await app.tray.until(`admin — are you ${kim}?/Yes, I am ${kim}`);
  });

  test('after a yes the credentials are handed out, and the session is that person’s', async () => {
    await app.page.getByRole('button', { name: 'Yes, that is me' }).click();
    await app.page.getByText(`admin is now ${kim}.`).waitFor();
    expect(await app.latchkey('credentials', 'admin')).toMatchObject({ code: 0 });
    expect((await sessionOf('admin'))?.identity?.name).toBe(kim);
    await app.tray.until('admin — until */Sign out');
  });

  test('a browser that has gone is told, and the default one opens the page instead', async () => {
    await chmod(otherBrowser, 0o644);
    await app.tray.click('admin*/Sign in again');
    await app.tray.until('admin — signing in/Cancel sign-in');
    await app.page.getByRole('button', { name: 'Show sign-in' }).first().click();
    await app.page.getByText('The browser “other-chromium” is not on this machine.').waitFor();
    const url = await desktop.urlOpenedBy(() =>
      app.page.getByRole('button', { name: 'Open in the default browser' }).click(),
    );
    await decideQuickly(url, 'allow', robin);
    await app.tray.until('admin — until */Sign out');
  });

  test('the command line says yes too', async () => {
    expect(await app.latchkey('credentials', 'admin')).toMatchObject({ code: 5 });
    expect(await app.latchkey('session', 'accept-identity', 'admin')).toMatchObject({ code: 0, stderr: '' });
    expect(await app.latchkey('credentials', 'admin')).toMatchObject({ code: 0 });
  });
});
