import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aliyunCallbackPorts } from '../../shared/aliyun/sites.ts';
import { openPracticeBrowser } from '../fixtures/practice-browser.ts';
import { callbackOf, navigate, startAlibaba, type Alibaba } from './support/aliyun.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { startApp, type App } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import type { Ended } from './support/run.ts';
import { until } from './support/until.ts';

/** Sign-ins to Alibaba Cloud that do not come about, and what is said of them. */
describe('a sign-in to Alibaba Cloud', () => {
  const stack = new AsyncDisposableStack();
  let alibaba: Alibaba;
  let home: AppHome;
  let app: App;

  beforeAll(async () => {
    alibaba = stack.use(await startAlibaba());
    home = stack.use(await makeAppHome());
    app = stack.use(await startApp(home));
    const added = await app.latchkey.with({ env: alibaba.endpoints('CN') })(
      ...['session', 'add', 'aliyun', 'acme', '--site', 'CN', '--region', 'cn-hangzhou'],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => stack.disposeAsync());

  afterEach(async () => {
    // Nothing of any of them is on disk.
    expect((await home.read('.aliyun/config.json')) ?? '').not.toContain('oauth_access_token');
  });

  const state = async () => (await app.status()).sessions[0]?.state;

  /** Runs `sign-in` beside the test; with the link that the browser gets. */
  async function signingIn(
    ...args: string[]
  ): Promise<{ readonly link: string; readonly ended: Promise<Ended> }> {
    let ended: Promise<Ended> | null = null;
    const link = await desktop.urlOpenedBy(() => {
      ended = app.latchkey('sign-in', 'acme', ...args);
      return Promise.resolve();
    });
    return { link, ended: ended! };
  }

  test('opens no browser while all five ports are taken, and says so to the command line and in the tray', async () => {
    await using taken = new AsyncDisposableStack();
    for (const port of aliyunCallbackPorts) {
      taken.use(await taking(port));
    }
    const before = await desktop.openedUrls();
    const { code, stderr } = await app.latchkey('sign-in', 'acme');
    expect([code, stderr]).toEqual([1, expect.stringContaining('12345 to 12349')]);
    expect(stderr).toContain('The browser was not opened.');
    await app.tray.click('acme*/Sign in');
    await app.tray.until('acme* — sign-in failed/Sign in');
    expect((await app.status()).sessions[0]?.error?.code).toBe('sign-in.ports-busy');
    expect(await desktop.openedUrls()).toEqual(before);
  });

  test('takes the first port that is free', async () => {
    await using first = await taking(12345);
    expect(first).toBeDefined();
    const { link, ended } = await signingIn('--timeout', '30');
    expect(new URL(link).searchParams.get('redirect_uri')).toBe('http://127.0.0.1:12346/cli/callback');
    await app.tray.click('acme*/Cancel sign-in');
    expect((await ended).code).not.toBe(0);
  });

  test('is cancelled from the tray, after which its port is free', async () => {
    const { link, ended } = await signingIn('--timeout', '30');
    expect(new URL(link).searchParams.get('redirect_uri')).toContain(':12345/');
    await app.tray.until('acme*/Cancel sign-in');
    await app.tray.click('acme*/Cancel sign-in');
    const { code, stderr } = await ended;
    expect([code !== 0, stderr !== '']).toEqual([true, true]);
    expect(await state()).toBe('signed-out');
    await using free = await taking(12345);
    expect(free).toBeDefined();
  });

  test('that is denied on the consent page ends at once with exit code 5', async () => {
    const { link, ended } = await signingIn('--timeout', '30');
    await navigate(await callbackOf(link, 'alice', 'deny'));
    expect((await ended).code).toBe(5);
    expect(await state()).toBe('signed-out');
  });

  test('of somebody who is not assigned never comes back; the command then says what that may mean', async () => {
    const { link, ended } = await signingIn('--timeout', '4');
    const browser = openPracticeBrowser();
    const page = await browser.submit(await browser.open(link), { identity: 'carol' });
    expect([page.status, page.location]).toEqual([403, null]);
    const { code, stderr } = await ended;
    expect(code).toBe(6);
    expect(stderr).toContain('an administrator must assign official-cli to your RAM user or role');
  });
});

/** The browser on another machine: what it was sent to is carried here by hand. */
describe('an address that is pasted', () => {
  test('signs in, once it is of this very sign-in', async () => {
    await using alibaba = await startAlibaba();
    await using home = await makeAppHome();
    await using app = await startApp(home);
    const inCloud = app.latchkey.with({ env: alibaba.endpoints('CN') });
    await inCloud('session', 'add', 'aliyun', 'acme', '--site', 'CN', '--region', 'cn-hangzhou');
    let printed = '';
    const ended = app.latchkey.with({ onOutput: (text) => (printed += text) })(
      ...['sign-in', 'acme', '--no-browser', '--timeout', '60'],
    );
    const link = await until('the link', () => /^http\S+/.exec(printed)?.[0]);
    const callback = await callbackOf(link);
    const paste = (text: string): Promise<Ended> =>
      app.latchkey.with({ input: `${text}\n` })('sign-in', 'acme', '--callback-from-stdin');
    expect((await paste(callback.replace(/state=[^&]+/, 'state=of-another-sign-in'))).code).not.toBe(0);
    expect((await app.status()).sessions[0]?.state).toBe('signing-in');
    expect(await paste(callback)).toMatchObject({ code: 0, stderr: '' });
    expect((await ended).code).toBe(0);
    expect((await app.status()).sessions[0]?.state).toBe('active');
  });
});

/** Takes a port of 127.0.0.1 as another program would. */
async function taking(port: number): Promise<AsyncDisposable> {
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
