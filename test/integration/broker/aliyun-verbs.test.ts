import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { HOUR, instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionPhase } from '../../../shared/model/session.ts';
import {
  aProfileRow,
  aSession,
  activeFor,
  createBrokerIntents,
  testNow,
} from '../../fakes/broker-intents.ts';
import { anAliyunSession } from '../../fakes/fake-aliyun-calls.ts';
import { type BrokerFixture, shells, startFixture } from './broker-fixture.ts';

const oauth = anAliyunSession(activeFor(HOUR), {
  identity: { accountId: '1234567890123456', arn: 'acs:ram::1234567890123456:user/alice', name: 'alice' },
});
const endless: SessionPhase = {
  state: 'active',
  accessTokenExpiresAt: null,
  renewable: false,
  nextRenewalAt: null,
  sessionEndsEstimate: null,
  error: null,
};
const pasted = anAliyunSession(endless, {
  id: '00000000000000a2' as SessionId,
  name: 'pasted',
  kind: 'sts-token',
});

const exportLines = [
  'export ALIBABA_CLOUD_ACCESS_KEY_ID=STS.canary-id',
  "export ALIBABA_CLOUD_ACCESS_KEY_SECRET='canary-secret'",
  'export ALIBABA_CLOUD_SECURITY_TOKEN="canary&token=%41+b"',
].join('\n');

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture(createBrokerIntents([aSession('my-sso', activeFor(HOUR)), oauth, pasted]));
});

afterEach(async () => {
  await fixture.close();
});

const callsOf = (intent: string) =>
  fixture.calls
    .filter((call) => call.intent === intent)
    .map((call) =>
      call.arguments.filter(
        (argument) => !(typeof argument === 'object' && argument !== null && 'origin' in argument),
      ),
    );

async function json(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await fixture.latchkey([...args, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe('session add', () => {
  it('aliyun takes name, site and region, and a profile of another name', async () => {
    const args = ['--site', 'INTL', '--region', 'ap-southeast-1', '--profile', 'acme', '--no-current'];
    expect(await fixture.latchkey(['session', 'add', 'aliyun', 'acme-intl', ...args])).toMatchObject({
      code: 0,
    });
    expect(callsOf('aliyun.addOAuth')).toEqual([
      [
        {
          name: 'acme-intl',
          site: 'INTL',
          region: 'ap-southeast-1',
          profileName: 'acme',
          makeCurrent: false,
        },
      ],
    ]);
  });

  it.each([
    [['aliyun', 'a', '--region', 'cn-hangzhou'], '--site'],
    [['aliyun', 'a', '--site', 'CN'], '--region'],
    [['aliyun', 'a', '--site', 'cn', '--region', 'r'], '--site'],
    [['cloud-sso', 'a'], '--sign-in-url'],
    [['sts-token', 'a', '--region', 'cn-hangzhou'], '--from-stdin'],
    [['sts-token', 'a', '--from-clipboard'], '--region'],
  ])('%j is a wrong use that names %s', async (args, named) => {
    const result = await fixture.latchkey(['session', 'add', ...args]);
    expect([result.code, result.stderr.includes(named)]).toEqual([2, true]);
  });

  it('practice plays either cloud', async () => {
    const args = ['--cloud', 'aliyun', '--site', 'INTL', '--kind', 'cloud-sso'];
    await fixture.latchkey(['session', 'add', 'practice', 'play', ...args]);
    expect(callsOf('aliyun.addPractice')).toEqual([[{ name: 'play', kind: 'cloud-sso', site: 'INTL' }]]);
  });

  it('sts-token says so where the time of its end is none', async () => {
    const args = ['--from-clipboard', '--region', 'cn-hangzhou', '--expires', 'tomorrow'];
    const result = await fixture.latchkey(['session', 'add', 'sts-token', 'x', ...args]);
    expect([result.code, result.stderr.includes('“tomorrow” is not a time')]).toEqual([2, true]);
  });
});

describe.each(shells.map((shell) => ({ shell, name: shell.join(' ') })))('keys under $name', ({ shell }) => {
  it('come byte for byte from standard input, and from there alone', async () => {
    const args = ['--from-stdin', '--region', 'cn-hangzhou', '--expires', '1h'];
    const result = await fixture.latchkey(['session', 'add', 'sts-token', 'new', ...args], {
      shell,
      input: exportLines,
    });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(callsOf('aliyun.addStsToken')).toEqual([
      [
        {
          name: 'new',
          region: 'cn-hangzhou',
          source: { type: 'text', text: exportLines },
          expiresAt: testNow + HOUR,
        },
      ],
    ]);
    expect(`${result.stdout}${JSON.stringify(fixture.log.entries)}`).not.toContain('canary');
  });

  it('put into a session that is there go over the old ones', async () => {
    await fixture.latchkey(['session', 'add', 'sts-token', 'pasted', '--from-stdin'], {
      shell,
      input: exportLines,
    });
    expect(callsOf('aliyun.replaceStsToken')).toEqual([
      [pasted.record.id, { source: { type: 'text', text: exportLines } }],
    ]);
  });

  it('never stand in an argument of a process', async () => {
    let seen = '';
    fixture.change({
      aliyun: {
        ...fixture.intents.aliyun,
        addStsToken: async () => {
          seen = await commandLines();
          return err(appError('paste.not-recognised'));
        },
      },
    });
    await fixture.latchkey(
      ['session', 'add', 'sts-token', 'new', '--from-stdin', '--region', 'cn-hangzhou'],
      { shell, input: exportLines },
    );
    expect([seen.includes('--from-stdin'), seen.includes('canary')]).toEqual([true, false]);
  });

  it('a line that is pasted while a sign-in waits ends it; another one is refused and waited for anew', async () => {
    const address = 'http://127.0.0.1:12345/cli/callback?code=canary-code&state=s%20t';
    let end: (outcome: Result<never>) => void = () => undefined;
    const pastes: string[] = [];
    fixture.change({
      signIn: {
        ...fixture.intents.signIn,
        start: async (_request, _context, onProgress) => {
          onProgress?.({ event: 'url', url: 'https://signin.aliyun.com/oauth2/v1/auth?x=1' });
          const outcome = await new Promise<Result<never>>((settle) => (end = settle));
          return outcome.ok
            ? outcome
            : ok({ sessionName: 'acme-cn', accessTokenExpiresAt: instant(testNow + HOUR) });
        },
        pasteCallback: async (_, text) => {
          pastes.push(text);
          if (text !== address) {
            return err(appError('paste.not-callback'));
          }
          end(err(appError('app.cancelled')));
          return ok(undefined);
        },
      },
    });
    const result = await fixture.latchkey(['sign-in', 'acme-cn', '--no-browser'], {
      shell,
      input: `nonsense\n${address}\n`,
    });
    expect([result.code, pastes]).toEqual([0, ['nonsense', address]]);
    expect(result.stdout).toContain('paste the address');
    expect(result.stderr).toContain('not the address this sign-in is waiting for');
  });
});

describe('a session of Alibaba Cloud', () => {
  it('is listed with its kind, its identity and, where nobody knows it, without an end', async () => {
    const [, first, second] = (await json('session', 'list')) as Record<string, unknown>[];
    expect(first).toMatchObject({
      name: 'acme-cn',
      cloud: 'aliyun',
      kind: 'oauth',
      site: 'CN',
      state: 'active',
      identity: { accountId: '1234567890123456', name: 'alice' },
    });
    expect(second).toMatchObject({ name: 'pasted', kind: 'sts-token', state: 'active' });
    expect(second).not.toHaveProperty('accessTokenExpiresAt');
  });

  it('is renewed by name; what nothing renews is exit 1 and says so', async () => {
    expect(await json('renew', 'acme-cn')).toMatchObject({ session: 'my-sso' });
    fixture.change({
      signIn: {
        ...fixture.intents.signIn,
        renew: async () => err(appError('sign-in.not-renewable', { session: 'pasted' })),
      },
    });
    const result = await fixture.latchkey(['renew', 'pasted']);
    expect([result.code, result.stderr.includes('Nothing can renew')]).toEqual([1, true]);
  });

  it('without keys asks for them with exit 3', async () => {
    fixture.change({
      signIn: {
        ...fixture.intents.signIn,
        start: async () => err(appError('sign-in.keys-needed', { session: 'pasted' })),
      },
    });
    expect((await fixture.latchkey(['sign-in', 'pasted'])).code).toBe(3);
  });
});

describe('credentials of a profile of Alibaba Cloud', () => {
  const keys = {
    accessKeyId: 'STS.test',
    secretAccessKey: 'secret+/=',
    sessionToken: 'token+/=',
    expiresAt: null,
    accountId: '1234567890123456',
  };
  beforeEach(() => {
    const row = aProfileRow('acme-cn', { cloud: 'aliyun', region: 'cn-hangzhou' });
    fixture.change({
      profiles: { ...fixture.intents.profiles, list: async () => ok([row]) },
      credentials: {
        ...fixture.intents.credentials,
        ofProfile: async () => ok({ credentials: keys, row }),
        environmentOf: async () =>
          ok({ ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.test', ALIBABA_CLOUD_REGION_ID: 'r' }),
      },
    });
  });

  it('are what a process_command prints, unless asked otherwise', async () => {
    const { stdout } = await fixture.latchkey(['credentials', 'acme-cn']);
    expect(JSON.parse(stdout)).toEqual({
      mode: 'StsToken',
      access_key_id: 'STS.test',
      access_key_secret: 'secret+/=',
      sts_token: 'token+/=',
    });
  });

  it.each([
    ['env', 'export ALIBABA_CLOUD_REGION_ID='],
    ['credentials-uri', '"Code":"Success"'],
    ['fish', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
  ])('in the form %s', async (format, part) => {
    const { stdout, code } = await fixture.latchkey(['credentials', 'aliyun:acme-cn', '--format', format]);
    expect([code, stdout.includes(part)]).toEqual([0, true]);
  });

  it('as JSON name the cloud, and no end that nobody knows', async () => {
    const printed = await json('credentials', 'acme-cn');
    expect(printed).toMatchObject({ cloud: 'aliyun', accessKeyId: 'STS.test' });
    expect(printed).not.toHaveProperty('expiresAt');
  });

  it('have no form of the other cloud', async () => {
    const { code, stderr } = await fixture.latchkey(['credentials', 'acme-cn', '--format', 'process']);
    expect([code, stderr.length > 0]).toEqual([1, true]);
  });

  it('run a command without those of another profile', async () => {
    const { stdout } = await fixture.latchkey(['exec', 'acme-cn', '--', 'env'], {
      env: { ALIBABA_CLOUD_PROFILE: 'other', ALIBABA_CLOUD_SECURITY_TOKEN: 'stale', AWS_PROFILE: 'mine' },
    });
    expect(stdout).toContain('ALIBABA_CLOUD_ACCESS_KEY_ID=STS.test');
    expect(stdout).toContain('AWS_PROFILE=mine');
    expect(stdout).not.toMatch(/ALIBABA_CLOUD_PROFILE|SECURITY_TOKEN/);
  });
});

/** The arguments of every process of this machine. */
async function commandLines(): Promise<string> {
  const { readdir, readFile } = await import('node:fs/promises');
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ')).join('\n');
}
