import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConnectProxy, type ConnectProxy } from '../fixtures/connect-proxy.ts';
import { startTestCloud, type TestCloud } from '../fixtures/practice-cloud.ts';
import { startTlsStandIn, type TlsStandIn } from '../fixtures/tls-stand-in.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { driveApp, type DrivenApp } from './support/app.ts';
import { desktop } from './support/desktop.ts';
import { decideQuickly } from './support/person.ts';
import { until } from './support/until.ts';

const frontSecret = 'front';
const password = 'proxy-canary-5b1f';

/** A portal behind TLS that only its own authority vouches for, and a proxy that wants a password; one step a test. */
describe('a network with its own rules', () => {
  const stack = new AsyncDisposableStack();
  let practice: TestCloud;
  let standIn: TlsStandIn;
  let proxy: ConnectProxy;
  let home: AppHome;
  let app: DrivenApp;

  beforeAll(async () => {
    practice = stack.use(await startTestCloud({ now: () => Date.now(), frontSecret }));
    standIn = stack.use(await startTlsStandIn(new URL(practice.cloud.startUrl()).origin, frontSecret));
    proxy = stack.use(await startConnectProxy({ targets: {}, password: `kim:${password}` }));
    home = stack.use(await makeAppHome());
    await home.write('corp.pem', standIn.authority);
    app = stack.use(
      await driveApp(home, {
        environment: { HTTPS_PROXY: `http://kim:${password}@127.0.0.1:${proxy.port}` },
      }),
    );
    const endpoints = {
      AWS_ENDPOINT_URL_SSO_OIDC: `${standIn.origin}/oidc`,
      AWS_ENDPOINT_URL_SSO: `${standIn.origin}/portal-api`,
      AWS_ENDPOINT_URL_STS: `${standIn.origin}/sts`,
    };
    const added = await app.latchkey.with({ env: endpoints })(
      ...['session', 'add', 'aws', 'corp', '--start-url', practice.cloud.startUrl()],
      ...['--region', 'us-east-1'],
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(() => stack.disposeAsync());

  const certificates = () =>
    app.page.getByRole('region', { name: 'Network' }).getByRole('textbox', { name: 'Certificates' });

  test('a portal that nobody vouches for is not spoken to, and the way out is named', async () => {
    const ended = await app.latchkey('sign-in', 'corp');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/The connection to 127\.0\.0\.1:\d+ was not trusted/);
    expect(ended.stderr).toContain('AWS_CA_BUNDLE');
  });

  test('a file without certificates is refused in Settings', async () => {
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await certificates().fill('/etc/hostname');
    await certificates().press('Enter');
    await app.page.getByText('/etc/hostname holds no certificates that can be read.').waitFor();
  });

  test('with the authority set there, the same sign-in works at once', async () => {
    await certificates().fill('~/corp.pem');
    await certificates().press('Enter');
    await until('it is set', async () => (await certificates().inputValue()) === join(home.home, 'corp.pem'));
    const url = await desktop.urlOpenedBy(() => app.tray.click('corp*/Sign in'));
    expect(url).toContain(`${standIn.origin}/oidc/authorize?`);
    // The person's browser knows the portal by another way: the certificate is not the point there.
    await decideQuickly(url.replace(standIn.origin, new URL(practice.cloud.startUrl()).origin));
    await app.tray.until('corp — until */Sign out');
    const account = practice.cloud.world.default.accounts()[0]!;
    const role = ['--account', account.accountId, '--role', account.roles[0]!];
    await app.latchkey('profile', 'add', 'dev', '--session', 'corp', ...role);
    expect(await app.latchkey('credentials', 'dev')).toMatchObject({ code: 0 });
    await until('who signed in', async () => (await app.status()).sessions[0]?.identity);
  });

  test('nothing of this machine went through the proxy', () => {
    expect(proxy.asked).toEqual([]);
  });

  test('what is not of this machine goes there, or nowhere on a build that is held to this machine', async () => {
    await app.latchkey(
      ...['session', 'add', 'aws', 'real', '--start-url', 'https://example.awsapps.com/start'],
      ...['--region', 'eu-central-1'],
    );
    const ended = await app.latchkey('sign-in', 'real', '--json');
    const last = JSON.parse(ended.stdout.trim().split('\n').at(-1) ?? '{}') as { error?: { code: string } };
    if ((await app.status()).runtime === 'fallback') {
      expect([last.error?.code, proxy.asked]).toEqual(['runtime.practice-only', []]);
    } else {
      expect(last.error?.code).toBe('network.proxy-failed');
      expect(proxy.asked).toContain('oidc.eu-central-1.amazonaws.com:443');
    }
  });

  test('the password of the proxy is nowhere to be seen or read', async () => {
    await app.page.getByText(`http://•••@127.0.0.1:${proxy.port}, from the environment`).waitFor();
    expect(await app.page.content()).not.toContain(password);
    expect((await app.latchkey('status', '--json')).stdout).not.toContain(password);
    expect(app.printed()).not.toContain(password);
    await app.quit();
    const files = (await readdir(home.home, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const holding = [];
    for (const file of files) {
      const path = join(file.parentPath, file.name);
      if ((await readFile(path, 'latin1')).includes(password)) holding.push(path);
    }
    expect(holding).toEqual([]);
  });
});
