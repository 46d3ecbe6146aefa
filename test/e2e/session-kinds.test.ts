import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botocore } from '../fixtures/aws-readers.ts';
import { openPracticeBrowser } from '../fixtures/practice-browser.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { startApp, type App } from './support/app.ts';
import type { ErrorShape, RoleRow, SessionStatus } from './support/latchkey.ts';
import { decideQuickly } from './support/person.ts';
import {
  awsIdentity,
  missingForAws,
  sdkIdentity,
  startPortal,
  toolEnvironment,
  type Portal,
} from './support/readers.ts';
import { until } from './support/until.ts';

interface Session extends SessionStatus {
  readonly kind: string;
  readonly region: string;
  readonly portalUrl?: string;
  readonly flow: string;
  readonly sessionEndsAt?: string;
}

/** Every kind of session through the real command and the real app, at a portal outside of it; in this order. */
describe('kinds of sessions', () => {
  const stack = new AsyncDisposableStack();
  let portal: Portal;
  let home: AppHome;
  let app: App;

  beforeAll(async () => {
    portal = stack.use(await startPortal({ accounts: 3, rolesPerAccount: 2 }));
    home = stack.use(await makeAppHome());
    app = stack.use(await startApp(home, { args: ['--hidden'] }));
  });
  afterAll(() => stack.disposeAsync());

  const latchkey = () => app.latchkey.with({ env: portal.endpoints });
  const add = (name: string, startUrl: string, ...options: string[]) =>
    latchkey().json<Session>('session', 'add', 'aws', name, '--start-url', startUrl, ...options);

  /** Signs in by the command line, with a person at a browser of their own. */
  async function signIn(name: string, flow: 'pkce' | 'device'): Promise<void> {
    let printed = '';
    const client = app.latchkey.with({ onOutput: (text) => (printed += text) });
    const outcome = client('sign-in', name, '--no-browser', '--flow', flow);
    if (flow === 'pkce') {
      await decideQuickly(await until('the link', () => /^(http:\S+)\n/.exec(printed)?.[1]));
    } else {
      const [, link = '', code = ''] = await until('link and code', () =>
        /^(http:\S+)\n([A-Z0-9]{4}-[A-Z0-9]{4})\n/.exec(printed),
      );
      await openPracticeBrowser().decide(`${link}?user_code=${code}`, 'allow', 'kim@example.com');
    }
    expect(await outcome).toMatchObject({ code: 0, stderr: '' });
  }

  async function firstRole(session: string): Promise<RoleRow> {
    const [first] = await app.latchkey.json<RoleRow[]>('roles', '--session', session);
    if (first === undefined) throw new Error('no role');
    return first;
  }

  async function saveProfile(profile: string, { session, accountId, roleName }: RoleRow): Promise<void> {
    const role = ['--session', session, '--account', accountId, '--role', roleName];
    expect(await app.latchkey('profile', 'add', profile, ...role)).toMatchObject({ code: 0, stderr: '' });
  }

  const tokenFile = (key: string) => `.aws/sso/cache/${createHash('sha1').update(key).digest('hex')}.json`;
  const tools = (more: Readonly<Record<string, string>> = {}) =>
    toolEnvironment(home.home, { ...portal.endpoints, ...more });
  const identityOf = ({ accountId, roleName }: RoleRow) => ({
    Account: accountId,
    Arn: expect.stringContaining(`:assumed-role/AWSReservedSSO_${roleName}_`) as string,
  });

  describe('legacy', () => {
    const startUrl = () => `${portal.practice.cloud.startUrl()}#/`;
    let role: RoleRow;

    test('is added with its start URL byte for byte, and says what it is', async () => {
      expect(
        await add('old', startUrl(), '--region', 'us-east-1', '--legacy', '--flow', 'device'),
      ).toMatchObject({
        kind: 'legacy',
        startUrl: startUrl(),
        flow: 'device',
        state: 'signed-out',
      });
    });

    test('is refused a second time, since both would share one token file', async () => {
      const again = await latchkey()(
        ...['session', 'add', 'aws', 'again', '--start-url', startUrl(), '--region', 'us-east-1', '--legacy'],
        '--json',
      );
      expect([again.code, JSON.parse(again.stderr)]).toMatchObject([
        2,
        { error: { code: 'input.start-url-taken' } },
      ]);
    });

    test('signs in by device code; the token lies under the hash of these bytes, and tells its own end', async () => {
      await signIn('old', 'device');
      const token = JSON.parse((await home.read(tokenFile(startUrl()))) ?? '{}') as Record<string, string>;
      expect(token).toMatchObject({ startUrl: startUrl(), region: 'us-east-1' });
      expect(token).not.toHaveProperty('refreshToken');
      expect(await home.read(tokenFile('old'))).toBeNull();
      const session = (await app.latchkey.json<Session[]>('session', 'list'))[0];
      expect(session).toMatchObject({ state: 'active', sessionEndsAt: token['expiresAt'] });
    });

    test('its profile has start URL and region in itself, and the SDK resolves it', async () => {
      role = await firstRole('old');
      await saveProfile('legacy', role);
      const config = (await home.read('.aws/config')) ?? '';
      expect(config).toContain(`[profile legacy]\nsso_start_url = ${startUrl()}\nsso_region = us-east-1\n`);
      expect(config).not.toContain('sso-session');
      expect(await sdkIdentity('legacy', tools())).toEqual(identityOf(role));
    });

    test.skipIf(missingForAws.length > 0)('aws resolves it too', async () => {
      const front = await portal.tlsFront();
      const env = toolEnvironment(home.home, { HTTPS_PROXY: front.proxyUrl, AWS_CA_BUNDLE: front.caFile });
      expect(await awsIdentity('legacy', env)).toEqual(identityOf(role));
    });

    test('signing out takes the token away', async () => {
      expect(await app.latchkey('sign-out', 'old')).toMatchObject({ code: 0 });
      expect(await home.read(tokenFile(startUrl()))).toBeNull();
    });
  });

  describe('an issuer URL', () => {
    test('signs in, and a reader uses the profile', async () => {
      const issuer = portal.practice.cloud.issuerUrl();
      const pasted = `SSO issuer URL\n${issuer}\nSSO Region\nus-east-1\n`;
      expect(await add('issuer', pasted)).toMatchObject({ startUrl: issuer, region: 'us-east-1' });
      await signIn('issuer', 'pkce');
      const role = await firstRole('issuer');
      await saveProfile('by-issuer', role);
      expect(await home.read('.aws/config')).toContain(`sso_start_url = ${issuer}`);
      expect(await sdkIdentity('by-issuer', tools())).toEqual(identityOf(role));
    });
  });

  describe('a bearer-only profile', () => {
    test('names the session alone, and says which tools can use it', async () => {
      const added = await app.latchkey('profile', 'add', 'bare', '--session', 'issuer', '--bearer-only');
      expect(added.code).toBe(0);
      expect(await home.read('.aws/config')).toMatch(/\[profile bare\]\nsso_session = issuer\n(?!sso_)/);
      const row = (await app.latchkey.json<{ name: string; problem?: ErrorShape }[]>('profile', 'list')).find(
        ({ name }) => name === 'bare',
      );
      expect(row?.problem?.code).toBe('config.bearer-only');
    });

    test.skipIf(botocore.missing.length > 0)('gives botocore the token, and no credentials', async () => {
      const script = new URL('../fixtures/bearer-like-botocore.py', import.meta.url).pathname;
      const { stdout } = await promisify(execFile)('/usr/bin/python3', [script, 'bare'], { env: tools() });
      const token = JSON.parse((await home.read(tokenFile('issuer'))) ?? '{}') as Record<string, string>;
      expect(JSON.parse(stdout)).toEqual({ credentials: false, token: token['accessToken'] });
    });
  });

  describe('an address of one’s own domain', () => {
    const vanity = () => `${new URL(portal.practice.cloud.startUrl()).origin}/vanity/once`;

    test('signs in at the portal it leads to', async () => {
      await add('own', vanity(), '--region', 'us-east-1');
      await signIn('own', 'pkce');
      const session = (await app.latchkey.json<Session[]>('session', 'list')).find(
        ({ name }) => name === 'own',
      );
      expect(session).toMatchObject({ startUrl: vanity(), portalUrl: portal.practice.cloud.startUrl() });
      expect(JSON.parse((await home.read(tokenFile('own'))) ?? '{}')).toMatchObject({ startUrl: vanity() });
    });
  });

  describe('the section alone', () => {
    test('is shown, written without a profile, and follows a change of the session', async () => {
      await add('alone', portal.practice.cloud.startUrl(), '--region', 'us-east-1');
      const before = await home.read('.aws/config');
      const shown = await app.latchkey('session', 'write', 'alone', '--dry-run');
      expect(shown.stdout).toContain('+[sso-session alone]');
      expect(await home.read('.aws/config')).toBe(before);
      expect(await app.latchkey('session', 'write', 'alone')).toMatchObject({ code: 0 });
      expect(await home.read('.aws/config')).toContain(
        `[sso-session alone]\nsso_start_url = ${portal.practice.cloud.startUrl()}\nsso_region = us-east-1\n`,
      );
      const set = ['session', 'set', 'alone', '--scopes', 'sso:account:access,openid', '--duration', '12h'];
      expect(await app.latchkey(...set)).toMatchObject({ code: 0, stderr: '' });
      expect(await home.read('.aws/config')).toContain('sso_registration_scopes = sso:account:access,openid');
    });

    test('a signed-in session keeps its address until it may be signed out', async () => {
      await signIn('alone', 'pkce');
      const moved = ['session', 'set', 'alone', '--region', 'eu-west-1'];
      const refused = await app.latchkey(...moved, '--json');
      expect((JSON.parse(refused.stderr) as { error: ErrorShape }).error.code).toBe('sign-in.sign-out-first');
      expect(await app.latchkey(...moved, '--sign-out')).toMatchObject({ code: 0, stderr: '' });
      expect(await home.read(tokenFile('alone'))).toBeNull();
      expect(await home.read('.aws/config')).toMatch(/\[sso-session alone\]\n.*\nsso_region = eu-west-1\n/);
    });
  });
});
