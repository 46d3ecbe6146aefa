import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alicloudCredentials, alicloudFromUri } from '../fixtures/aliyun-readers.ts';
import {
  aliyunProfile,
  callbackOf,
  navigate,
  signInToAlibaba,
  startAlibaba,
  type Alibaba,
} from './support/aliyun.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { openPerson, type Person } from './support/person.ts';
import { exportedVariables } from './support/readers.ts';
import { root } from './support/surroundings.ts';
import { until } from './support/until.ts';

const alice = 'acs:ram::1234567890123456:user/alice';

/** What was there before, of another tool; with a key that no tool knows. */
const before = {
  current: 'mine',
  mine_too: { a: [1] },
  profiles: [
    {
      name: 'mine',
      mode: 'AK',
      access_key_id: 'LTAI-mine',
      access_key_secret: 'secret-of-mine',
      region_id: 'cn-beijing',
      x_mine: true,
    },
  ],
};

/** The whole path on real parts, one step a test, in this order. The cloud runs outside the app and outlives it. */
describe('from the tray to a profile of Alibaba Cloud', () => {
  const stack = new AsyncDisposableStack();
  let alibaba: Alibaba;
  let home: AppHome;
  let app: DrivenApp;
  let person: Person;
  let url = '';

  beforeAll(async () => {
    alibaba = stack.use(await startAlibaba());
    home = stack.use(await makeAppHome());
    await home.write('.aliyun/config.json', JSON.stringify(before));
    app = stack.use(await driveApp(home));
    person = stack.use(await openPerson());
    await addSession('acme', 'CN', 'cn-hangzhou');
  });
  afterAll(() => stack.disposeAsync());

  async function addSession(name: string, site: 'CN' | 'INTL', region: string): Promise<void> {
    const added = await app.latchkey.with({ env: alibaba.endpoints(site) })(
      ...['session', 'add', 'aliyun', name, '--site', site, '--region', region],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
  }

  const sdk = (profile: string | null, environment: Readonly<Record<string, string>> = {}) =>
    alicloudCredentials(profile, { home: home.home, origin: alibaba.origin, environment });

  const session = async (name: string) => (await app.status()).sessions.find((each) => each.name === name);

  test('a click on Sign in in the tray opens the sign-in page of the site, and nothing else is asked for', async () => {
    await app.tray.until('acme*/Sign in');
    url = await desktop.urlOpenedBy(() => app.tray.click('acme*/Sign in'));
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe('/aliyun/cn/oauth2/v1/auth');
    expect([...searchParams.keys()]).toEqual([
      ...['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'],
    ]);
    expect(searchParams.get('redirect_uri')).toBe('http://127.0.0.1:12345/cli/callback');
  });

  test('a callback with another state is answered and changes nothing', async () => {
    const wrong = new URL(await callbackOf(url));
    wrong.searchParams.set('state', 'x'.repeat(wrong.searchParams.get('state')?.length ?? 16));
    expect(await navigate(wrong.href)).toBe(400);
    expect(await session('acme')).toMatchObject({ state: 'signing-in' });
  });

  test('the right one, from Chromium, signs in; its page has no code in the address', async () => {
    await signInToAlibaba(person, url, 'alice');
    expect(new URL(person.page.url()).search).toBe('');
    await person.page.getByText('This tab can be closed').waitFor();
    await app.tray.until('acme*/Sign out');
  });

  test('who has signed in is shown in the window and told by status', async () => {
    const who = await until('the identity', async () => (await session('acme'))?.identity);
    expect(who).toMatchObject({ accountId: '1234567890123456', arn: alice });
    await app.page.getByText('1234567890123456').first().waitFor();
    await app.page
      .getByText(/\balice\b/)
      .first()
      .waitFor();
  });

  test('the profile is in the file, is the current one, and nothing else in the file has changed', async () => {
    const text = await readFile(join(home.home, '.aliyun/config.json'), 'utf8');
    const { profiles, current, ...rest } = JSON.parse(text) as typeof before;
    expect([current, rest, profiles[0]]).toEqual(['acme', { mine_too: { a: [1] } }, before.profiles[0]]);
    expect(profiles).toHaveLength(2);
    expect(profiles[1]).toMatchObject({
      name: 'acme',
      mode: 'OAuth',
      region_id: 'cn-hangzhou',
      oauth_site_type: 'CN',
    });
  });

  test('Alibaba Cloud’s SDK resolves it in mode OAuth, by its name and as the current one', async () => {
    const keys = await sdk('acme');
    expect(keys.providerName).toBe('default/cli_profile');
    expect(await alibaba.whoHas(keys)).toBe(alice);
    expect(await alibaba.whoHas(await sdk(null))).toBe(alice);
  });

  test('what the SDK wrote back is adopted: the session stays, and hands out the same keys', async () => {
    const keys = await sdk('acme');
    await until('Latchkey has these keys', async () => {
      const { stdout } = await app.latchkey('credentials', 'acme', '--format', 'env');
      return stdout.includes(keys.securityToken);
    });
    expect(await session('acme')).toMatchObject({ state: 'active' });
  });

  test('variables that were copied are taken by the SDK before any file', async () => {
    expect(await app.latchkey('copy', 'acme')).toMatchObject({ code: 0 });
    const copied = await desktop.clipboard();
    const keys = await sdk(null, exportedVariables(copied));
    expect(keys.providerName).toBe('default/env');
    expect(await alibaba.whoHas(keys)).toBe(alice);
  });

  test('External and CredentialsURI answers are taken by the SDK', async () => {
    const command = `/bin/sh ${join(root, 'electron/cli/latchkey')} credentials acme --format external`;
    const other = await makeAppHome();
    await using _other = other;
    const external = { name: 'ext', mode: 'External', process_command: command, region_id: 'cn-hangzhou' };
    await other.write('.aliyun/config.json', JSON.stringify({ current: 'ext', profiles: [external] }));
    const keys = await alicloudCredentials('ext', {
      home: other.home,
      origin: alibaba.origin,
      environment: { ...home.environment, HOME: other.home },
    });
    expect(keys.providerName).toBe('default/cli_profile');
    expect(await alibaba.whoHas(keys)).toBe(alice);

    const { stdout } = await app.latchkey('credentials', 'acme', '--format', 'credentials-uri');
    await using server = await answering(stdout);
    const fromUri = await alicloudFromUri(server.url, { home: other.home, origin: alibaba.origin });
    expect(await alibaba.whoHas(fromUri)).toBe(alice);
  });

  test('keys on the clipboard become a profile in mode StsToken, which the SDK resolves', async () => {
    const { stdout } = await app.latchkey('credentials', 'acme', '--format', 'env');
    await desktop.setClipboard(stdout);
    const added = await app.latchkey(
      ...['session', 'add', 'sts-token', 'handed', '--region', 'cn-beijing', '--from-clipboard'],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const keys = await sdk('handed');
    expect(keys.providerName).toBe('default/cli_profile');
    expect(await alibaba.whoHas(keys)).toBe(alice);
    expect(await session('handed')).toMatchObject({ state: 'active' });
  });

  test('a second session, of the international site, stands beside the first', async () => {
    await addSession('acme-intl', 'INTL', 'ap-southeast-1');
    const link = await desktop.urlOpenedBy(() => app.tray.click('acme-intl*/Sign in'));
    expect(new URL(link).pathname).toBe('/aliyun/intl/oauth2/v1/auth');
    await navigate(await callbackOf(link, 'bob'));
    await app.tray.until('acme-intl*/Sign out');
    expect(await alibaba.whoHas(await sdk('acme-intl'))).toBe('acs:ram::5246813579024681:user/bob');
    expect(await alibaba.whoHas(await sdk('acme'))).toBe(alice);
  });

  test('signing out of one leaves its profile without a secret, and the other signed in', async () => {
    expect(await app.latchkey('sign-out', 'acme-intl')).toMatchObject({ code: 0 });
    const left = await aliyunProfile(home.home, 'acme-intl');
    expect(left).toMatchObject({ mode: 'OAuth', region_id: 'ap-southeast-1' });
    expect(Object.keys(left ?? {}).filter((key) => /token|secret|access_key|expir/.test(key))).toEqual([]);
    expect(await session('acme')).toMatchObject({ state: 'active' });
  });

  test('after Latchkey has quit the SDK goes on working', async () => {
    await app.quit();
    expect(await alibaba.whoHas(await sdk('acme'))).toBe(alice);
    expect(await alibaba.whoHas(await sdk('handed'))).toBe(alice);
  });
});

/** A server of this machine that answers every request with this JSON. */
async function answering(text: string): Promise<AsyncDisposable & { readonly url: string }> {
  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
