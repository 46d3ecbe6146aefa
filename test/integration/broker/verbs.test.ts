import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import { HOUR, instant, MINUTE } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import {
  activeFor,
  aProfileRow,
  aSession,
  contextOf,
  createBrokerIntents,
  testKeys,
  testNow,
} from '../../fakes/broker-intents.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

async function json(...args: string[]): Promise<unknown> {
  const result = await fixture.latchkey([...args, '--json']);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(result.stdout);
}

function callsOf(intent: string) {
  return fixture.calls.filter((call) => call.intent === intent);
}

describe('status', () => {
  it('gives the app and its sessions as JSON, times in RFC 3339 and absent when unknown', async () => {
    expect(await json('status')).toStrictEqual({
      version: '0.1.0',
      electron: '45.4.1',
      sandboxed: true,
      pid: process.pid,
      socket: fixture.socket,
      secretStorage: 'memory-only',
      platform: 'linux',
      runtime: 'official',
      sessions: [
        {
          name: 'my-sso',
          cloud: 'aws',
          kind: 'sso-session',
          practice: false,
          storage: 'shared',
          state: 'active',
          accessTokenExpiresAt: '2026-11-22T13:00:00Z',
          sessionEndsEstimate: { at: '2026-11-22T20:00:00Z', basis: 'default-duration' },
          nextRenewalAt: '2026-11-22T12:30:00Z',
          browser: { type: 'default' },
          startUrl: 'https://acme.awsapps.com/start',
          region: 'eu-west-1',
          scopes: ['sso:account:access'],
          flow: 'pkce',
          endpointVariant: { fips: false, dualStack: false },
        },
      ],
    });
  });

  it('prints a table with absolute and relative times', async () => {
    const { stdout } = await fixture.latchkey(['status']);
    expect(stdout).toMatch(/^my-sso +active +13:00 \(1 h 0 min\) +12:30 \(30 min\) +–$/m);
  });
});

describe('session', () => {
  it('list tells expiring, expired and failed sessions apart by the clock', async () => {
    await fixture.close();
    fixture = await startFixture(
      createBrokerIntents([
        aSession('soon', activeFor(9 * MINUTE)),
        aSession('over', activeFor(-1)),
        aSession('broken', { state: 'signed-out', error: appError('portal.forbidden') }),
        aSession('gave-up', { state: 'signed-out', error: appError('sign-in.timed-out') }),
        aSession('gone', { state: 'expired', expiredAt: testNow, error: null }),
      ]),
    );
    expect(await json('session', 'list')).toMatchObject([
      { name: 'soon', state: 'expiring' },
      { name: 'over', state: 'expired' },
      { name: 'broken', state: 'error', error: { code: 'portal.forbidden' } },
      { name: 'gave-up', state: 'signed-out', error: { code: 'sign-in.timed-out' } },
      { name: 'gone', state: 'expired', accessTokenExpiresAt: '2026-11-22T12:00:00Z' },
    ]);
  });

  it('add aws hands over name, start URL, region and scopes', async () => {
    const added = await json(
      ...['session', 'add', 'aws', 'acme', '--start-url', 'https://a.awsapps.com/start'],
      ...['--region', 'eu-west-1', '--scopes', 'sso:account:access'],
    );
    expect(added).toMatchObject({ name: 'acme', state: 'signed-out', practice: false });
    expect(callsOf('sessions.addAws')[0]?.arguments[0]).toStrictEqual({
      name: 'acme',
      startUrl: 'https://a.awsapps.com/start',
      region: 'eu-west-1',
      scopes: 'sso:account:access',
    });
  });

  it('add aws without a region that the start URL tells names what is missing', async () => {
    fixture.change({ sessions: { addAws: async () => err(appError('input.region-missing')) } });
    const result = await fixture.latchkey(['session', 'add', 'aws', 'x', '--start-url', 'u', '--json']);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code: 'input.region-missing' } });
  });

  it('add practice takes a size, and refuses one that is too large', async () => {
    expect(await json('session', 'add', 'practice', 'lab', '--accounts', '7')).toMatchObject({
      name: 'lab',
      practice: true,
    });
    expect(callsOf('sessions.addPractice')[0]?.arguments[0]).toStrictEqual({
      name: 'lab',
      accounts: 7,
      rolesPerAccount: 4,
    });
    expect(await fixture.latchkey(['session', 'add', 'practice', 'x', '--roles', '31'])).toMatchObject({
      code: 2,
    });
  });

  it('remove tells what went and until when handed-out credentials live', async () => {
    expect(await json('session', 'remove', 'my-sso')).toStrictEqual({
      removed: ['/home/me/.aws/sso/cache/abc.json'],
      credentialsValidUntil: '2026-11-22T13:00:00Z',
    });
  });

  it('an exact name goes before the cloud in front of it', async () => {
    expect((await fixture.latchkey(['sign-out', 'aws:my-sso'])).code).toBe(0);
    expect((await fixture.latchkey(['sign-out', 'aliyun:my-sso'])).code).toBe(1);
    expect((await fixture.latchkey(['sign-out', 'my-sso', '--cloud', 'aliyun'])).code).toBe(1);
  });
});

describe('sign-in', () => {
  it('--no-browser prints the link alone on the first line', async () => {
    fixture.change({
      signIn: {
        start: async (_request, _context, tell) => {
          tell?.({ event: 'url', url: 'https://oidc.eu-west-1.amazonaws.com/authorize?x=1&y=2' });
          return ok({ sessionName: 'my-sso', accessTokenExpiresAt: instant(testNow + HOUR) });
        },
      },
    });
    const { stdout, code } = await fixture.latchkey(['sign-in', 'my-sso', '--no-browser', '--timeout', '90']);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe('https://oidc.eu-west-1.amazonaws.com/authorize?x=1&y=2');
    expect(stdout).toMatch(/Signed in to my-sso until 13:00 \(1 h 0 min\)\.\n$/);
    expect(callsOf('signIn.start')[0]?.arguments[0]).toStrictEqual({
      sessionId: 'id-of-my-sso',
      openBrowser: false,
      timeoutMs: 90_000,
    });
  });

  it('--no-browser prints link and code of a device sign-in first', async () => {
    const code = {
      event: 'code',
      userCode: 'ABCD-EFGH',
      url: 'https://device.sso.eu-west-1.amazonaws.com/',
      completeUrl: 'https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH',
    } as const;
    fixture.change({
      signIn: {
        start: async (_request, _context, tell) => {
          tell?.(code);
          return ok({ sessionName: 'my-sso', accessTokenExpiresAt: instant(testNow + HOUR) });
        },
      },
    });
    const args = ['sign-in', 'my-sso', '--flow', 'device', '--no-browser'];
    const { stdout } = await fixture.latchkey(args);
    expect(stdout.split('\n').slice(0, 2)).toStrictEqual([code.url, code.userCode]);
    expect(callsOf('signIn.start')[0]?.arguments[0]).toMatchObject({ flow: 'device' });
    const events = await fixture.latchkey([...args, '--json']);
    expect(JSON.parse(events.stdout.split('\n')[0] ?? '')).toStrictEqual(code);
  });

  it('--json prints one line an event, the last is the outcome', async () => {
    fixture.change({
      signIn: {
        start: async (_request, _context, tell) => {
          tell?.({ event: 'url', url: 'https://x.example/' });
          tell?.({ event: 'approved' });
          return ok({ sessionName: 'my-sso', accessTokenExpiresAt: instant(testNow + HOUR) });
        },
      },
    });
    const { stdout } = await fixture.latchkey(['sign-in', 'my-sso', '--json']);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toStrictEqual([
      { event: 'url', url: 'https://x.example/' },
      { event: 'approved' },
      { event: 'signed-in', session: 'my-sso', accessTokenExpiresAt: '2026-11-22T13:00:00Z' },
    ]);
  });

  it.each<[AppErrorCode, number]>([
    ['sign-in.timed-out', 6],
    ['sign-in.denied', 5],
    ['sign-in.wrong-region', 1],
  ])('an end by %s has exit code %i, and is the last line of the stream', async (code, exit) => {
    fixture.change({ signIn: { start: async () => err(appError(code)) } });
    const result = await fixture.latchkey(['sign-in', 'my-sso', '--flow', 'device', '--json']);
    expect(result.code).toBe(exit);
    expect(JSON.parse(result.stdout)).toMatchObject({ event: 'failed', error: { code } });
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code } });
  });
});

describe('sign-out', () => {
  it('takes a name or --all, not both and not neither', async () => {
    expect(await json('sign-out', '--all')).toHaveProperty('removed');
    expect((await fixture.latchkey(['sign-out'])).code).toBe(2);
    expect((await fixture.latchkey(['sign-out', 'my-sso', '--all'])).code).toBe(2);
  });
});

describe('roles', () => {
  it('lists with the names of the contract', async () => {
    expect(await json('roles', '--session', 'my-sso', '--search', 'prod', '--refresh')).toStrictEqual([
      {
        session: 'my-sso',
        cloud: 'aws',
        accountId: '111122223333',
        accountName: 'Production',
        roleName: 'Admin',
      },
      { session: 'my-sso', cloud: 'aws', accountId: '111122223333', roleName: 'ReadOnly' },
    ]);
    expect(callsOf('catalog.refresh')).toHaveLength(1);
    expect(callsOf('catalog.roles')[0]?.arguments.slice(0, 2)).toStrictEqual(['id-of-my-sso', 'prod']);
  });

  it('with sessions but none signed in, says which to sign in to', async () => {
    await fixture.close();
    fixture = await startFixture(
      createBrokerIntents([aSession('lab', { state: 'signed-out', error: null })]),
    );
    const result = await fixture.latchkey(['roles']);
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(result.stderr).toContain('latchkey sign-in lab');
  });

  it('thirty thousand rows arrive whole', async () => {
    const row = {
      session: 'my-sso',
      cloud: 'aws' as const,
      accountId: '111122223333',
      accountName: 'Größe 大',
      emailAddress: 'a@b.example',
      roleName: 'Admin',
    };
    fixture.change({ catalog: { roles: async () => ok(Array.from({ length: 30_000 }, () => row)) } });
    expect(await json('roles')).toHaveLength(30_000);
  });
});

describe('profile', () => {
  it('add chooses the sole session, takes region and output as suggested, and says how to try it', async () => {
    const saved = await json('profile', 'add', 'dev', '--role', 'Admin');
    expect(saved).toStrictEqual({
      name: 'dev',
      file: '/home/me/.aws/config',
      tryCommand: 'aws sts get-caller-identity --profile dev',
    });
    expect(callsOf('profiles.save')[0]?.arguments.slice(0, 2)).toStrictEqual([
      {
        name: 'dev',
        sessionId: 'id-of-my-sso',
        accountId: '111122223333',
        roleName: 'Admin',
        region: 'eu-west-1',
        output: 'json',
      },
      null,
    ]);
  });

  it('add asks which role is meant when there are several', async () => {
    const result = await fixture.latchkey(['profile', 'add', 'dev']);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('--account and --role');
    expect(callsOf('profiles.save')).toHaveLength(0);
  });

  it('add --dry-run shows file and diff and saves nothing', async () => {
    expect(await json('profile', 'add', 'dev', '--role', 'Admin', '--dry-run')).toStrictEqual({
      file: '/home/me/.aws/config',
      diff: ' [default]\n+[profile dev]\n-region = old\n',
      warnings: [],
    });
    expect(callsOf('profiles.save')).toHaveLength(0);
  });

  it('list has the fields of the contract', async () => {
    fixture.change({
      profiles: {
        all: async () => ({
          problems: [],
          rows: [
            aProfileRow('dev', { current: true }),
            aProfileRow('old', {
              sessionName: null,
              managed: false,
              valid: false,
              region: null,
              delivery: null,
              problem: appError('input.region-missing'),
            }),
          ],
        }),
      },
    });
    expect(await json('profile', 'list')).toMatchObject([
      {
        name: 'dev',
        cloud: 'aws',
        session: 'my-sso',
        accountId: '111122223333',
        roleName: 'ReadOnly',
        region: 'eu-west-1',
        delivery: 'native',
        managed: true,
        valid: true,
        current: true,
      },
      { name: 'old', managed: false, valid: false, problem: { code: 'input.region-missing' } },
    ]);
  });

  it('remove --dry-run only previews; remove and undo tell file and diff', async () => {
    expect(await json('profile', 'remove', 'dev', '--dry-run')).toHaveProperty('diff');
    expect(callsOf('profiles.remove')).toHaveLength(0);
    expect(await json('profile', 'remove', 'dev')).toHaveProperty('file', '/home/me/.aws/config');
    expect(await json('profile', 'undo')).toHaveProperty('diff');
  });
});

describe('credentials and copy', () => {
  it('credentials prints the process form unless told otherwise', async () => {
    const { stdout } = await fixture.latchkey(['credentials', 'dev']);
    expect(JSON.parse(stdout)).toMatchObject({
      Version: 1,
      AccessKeyId: testKeys.accessKeyId,
      SecretAccessKey: testKeys.secretAccessKey,
      SessionToken: testKeys.sessionToken,
    });
  });

  it('credentials --format json has the shape of the contract', async () => {
    const { stdout } = await fixture.latchkey(['credentials', 'dev', '--format', 'json']);
    expect(JSON.parse(stdout)).toStrictEqual({
      profile: 'dev',
      cloud: 'aws',
      accessKeyId: testKeys.accessKeyId,
      secretAccessKey: testKeys.secretAccessKey,
      sessionToken: testKeys.sessionToken,
      expiresAt: '2026-11-22T13:00:00Z',
      accountId: '111122223333',
    });
  });

  it('keys that a shell could read as more than a value are never printed', async () => {
    fixture.change({
      credentials: {
        ofProfile: async () =>
          ok({ credentials: { ...testKeys, sessionToken: 'x;$(id)' }, row: aProfileRow('dev') }),
      },
    });
    const result = await fixture.latchkey(['credentials', 'dev', '--format', 'env']);
    expect(result).toMatchObject({ code: 1, stdout: '' });
  });

  it('an unknown format is a usage error, before anything is fetched', async () => {
    const result = await fixture.latchkey(['credentials', 'dev', '--format', 'yaml', '--json']);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code: 'input.format-unknown' } });
    expect(callsOf('credentials.ofProfile')).toHaveLength(0);
  });

  it('without a sign-in the exit code is 3 and the hint names the command', async () => {
    fixture.change({
      credentials: { ofProfile: async () => err(appError('sign-in.required', { session: 'my-sso' })) },
    });
    const result = await fixture.latchkey(['credentials', 'dev']);
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(result.stderr).toContain('latchkey sign-in my-sso');
  });

  it('copy tells profile, format and end, never a key', async () => {
    const copied = await fixture.latchkey(['copy', 'dev', '--format', 'fish', '--region', 'eu-west-1']);
    expect(copied.code).toBe(0);
    expect(copied.stdout).toContain('dev as fish');
    expect(copied.stdout).not.toContain(testKeys.secretAccessKey);
    expect(callsOf('credentials.copyProfile')[0]?.arguments.slice(0, 3)).toStrictEqual([
      'dev',
      'fish',
      'eu-west-1',
    ]);
  });
});

describe('open, quit, help', () => {
  it('open shows the window; quit is answered before the app quits', async () => {
    expect((await fixture.latchkey(['open'])).code).toBe(0);
    expect((await fixture.latchkey(['quit'])).code).toBe(0);
    await expect.poll(() => callsOf('app.quit').length).toBe(1);
    expect(callsOf('app.openWindow')).toHaveLength(1);
  });

  it.each([[['--help']], [['session', 'add', 'aws', '--help']], [['exec', '--help']], [['--version']]])(
    '%j is printed and done',
    async (args) => {
      const result = await fixture.latchkey(args);
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(result.stdout).not.toBe('');
    },
  );

  it.each([
    [['statsu'], 'Did you mean status?'],
    [['roles', '--serach', 'x'], 'Did you mean --search?'],
    [['sign-in'], 'NAME'],
    [['status', 'now'], 'too many'],
    [['sign-in', 'my-sso', '--timeout', '0'], 'seconds'],
    [['sign-in', 'my-sso', '--flow', 'magic'], 'pkce'],
    [['profile', 'add', 'x', '--region'], '--region'],
    [['session'], 'Usage:'],
    [[], 'Usage:'],
  ])('%j is a usage error that says %s', async (args, words) => {
    const result = await fixture.latchkey(args);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });
});

describe('what comes from outside', () => {
  it('never reaches the terminal as control characters', async () => {
    const evil = 'a\u001b]0;x\u0007\u202eb\r\nc';
    fixture.change({
      catalog: {
        roles: async () =>
          ok([
            {
              session: 's',
              cloud: 'aws',
              accountId: '1',
              accountName: evil,
              emailAddress: null,
              roleName: evil,
            },
          ]),
      },
    });
    for (const args of [
      ['roles'],
      ['roles', '--json'],
      ['sign-in', evil],
      ['sign-in', evil, '--json'],
      [evil],
    ]) {
      const { stdout, stderr } = await fixture.latchkey(args);
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    const { stdout } = await fixture.latchkey(['roles', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ roleName: evil }]);
  });

  it('the caller’s variables arrive: paths absolute, keys only as set, passwords never', async () => {
    await fixture.latchkey(['profile', 'list'], {
      cwd: '/usr',
      env: {
        AWS_CONFIG_FILE: 'lib/config',
        AWS_SHARED_CREDENTIALS_FILE: '~/creds',
        AWS_SECRET_ACCESS_KEY: 'hidden',
        HTTPS_PROXY: 'http://me:hidden@proxy.example:3128',
        AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1',
        AWS_PROFILE: "it's $HOME",
        SOMETHING_ELSE: 'hidden',
      },
    });
    const context = contextOf(callsOf('profiles.all')[0]);
    expect(context.origin).toBe('command-line');
    expect(context.environment).toStrictEqual({
      AWS_CONFIG_FILE: '/usr/lib/config',
      AWS_SHARED_CREDENTIALS_FILE: '~/creds',
      AWS_SECRET_ACCESS_KEY: 'set',
      HTTPS_PROXY: 'http://***@proxy.example:3128',
      AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1',
      AWS_PROFILE: "it's $HOME",
    });
  });
});
