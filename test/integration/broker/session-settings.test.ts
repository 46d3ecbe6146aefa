import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { HOUR } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { aSession, contextOf, createBrokerIntents, testChange } from '../../fakes/broker-intents.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

function given(intent: string) {
  return fixture.calls.filter((call) => call.intent === intent).map((call) => call.arguments);
}

const add = ['session', 'add', 'aws', 'acme', '--start-url', 'https://a.awsapps.com/start'];

describe('session add aws', () => {
  it('hands over kind, flow, variant and allowed hosts', async () => {
    const options = ['--legacy', '--flow', 'device', '--fips', 'on', '--dual-stack', 'off'];
    const hosts = ['--allow-endpoint-host', 'sso.example.net, sts.example.net:8443'];
    expect(await fixture.latchkey([...add, ...options, ...hosts])).toMatchObject({ code: 0, stderr: '' });
    expect(given('sessions.addAws')[0]?.[0]).toStrictEqual({
      name: 'acme',
      startUrl: 'https://a.awsapps.com/start',
      region: null,
      scopes: null,
      flow: 'device',
      kind: 'legacy',
      endpointVariant: { fips: true, dualStack: false },
      confirmedEndpointHosts: ['sso.example.net', 'sts.example.net:8443'],
    });
  });

  it('takes the variant out of the caller’s environment', async () => {
    await fixture.latchkey(add, {
      env: { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    });
    const call = fixture.calls.find(({ intent }) => intent === 'sessions.addAws');
    expect(contextOf(call).environment).toMatchObject({
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    });
  });

  it('hands over a pasted text of several lines as it is', async () => {
    const text = 'SSO start URL\nhttps://a.awsapps.com/start\nSSO Region\neu-north-1\n';
    await fixture.latchkey(['session', 'add', 'aws', 'acme', '--start-url', text]);
    expect(given('sessions.addAws')[0]?.[0]).toMatchObject({ startUrl: text });
  });

  it('with --write-config writes the section too', async () => {
    const { code, stdout } = await fixture.latchkey([...add, '--write-config']);
    expect([code, stdout]).toEqual([
      0,
      'Added the session acme. Sign in with `latchkey sign-in acme`.\nWrote the section of the session to /home/me/.aws/config.\n',
    ]);
    expect(given('sessionSettings.writeSection')).toHaveLength(1);
  });

  it('does not write a section for a legacy session', async () => {
    expect(await fixture.latchkey([...add, '--legacy', '--write-config'])).toMatchObject({ code: 2 });
    expect(given('sessions.addAws')).toEqual([]);
  });

  it.each<[AppError, string]>([
    [
      appError('input.region-invalid', { region: 'us_west-2', suggestion: 'us-west-2' }),
      'Did you mean --region us-west-2?',
    ],
    [
      appError('input.region-mismatch', {
        detected: 'eu-west-1',
        region: 'us-east-1',
        suggestion: 'eu-west-1',
      }),
      'Did you mean --region eu-west-1?',
    ],
    [
      appError('input.endpoint-unconfirmed', { variable: 'AWS_ENDPOINT_URL_SSO', host: 'sso.example.net' }),
      'add --allow-endpoint-host sso.example.net',
    ],
  ])('names the option that helps: %j', async (error, hint) => {
    fixture.change({ sessions: { addAws: async () => err(error) } });
    const { code, stderr } = await fixture.latchkey([...add, '--region', 'x']);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });

  it('warns of scopes that open nothing', async () => {
    await fixture.close();
    const odd = aSession('odd', { state: 'signed-out', error: null });
    const record = { ...odd.record, scopes: ['codewhisperer:analysis'] };
    const intents = createBrokerIntents([{ ...odd, record }]);
    intents.change({ sessions: { addAws: async () => ok(record.id) } });
    fixture = await startFixture(intents);
    expect((await fixture.latchkey(add)).stdout).toContain('Without the scope sso:account:access');
  });
});

describe('session set', () => {
  const set = (...options: string[]) => fixture.latchkey(['session', 'set', 'my-sso', ...options]);

  it('hands over what was given and nothing else', async () => {
    expect(await set('--duration', '1h 30m', '--flow', 'device', '--scopes', 'default')).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(given('sessionSettings.edit')[0]?.slice(1, 3)).toStrictEqual([
      { scopes: null, flow: 'device', sessionDuration: 1.5 * HOUR },
      { digest: null, confirmed: false, signOut: false },
    ]);
  });

  it('takes a set length back', async () => {
    await set('--duration', 'default');
    expect(given('sessionSettings.edit')[0]?.[1]).toStrictEqual({ sessionDuration: null });
  });

  it('tells which files came along', async () => {
    const { stdout } = await set('--region', 'us-east-1');
    expect(stdout).toBe('Changed the session my-sso.\nBrought /home/me/.aws/config along.\n');
  });

  it('with --dry-run shows and changes nothing', async () => {
    fixture.change({
      sessionSettings: { previewEdit: async () => ok({ files: testChange, signsOut: true }) },
    });
    const { stdout } = await set('--region', 'us-east-1', '--dry-run');
    expect(stdout).toContain('This would sign out of my-sso.');
    expect(stdout).toContain('+[profile dev]');
    expect(given('sessionSettings.edit')).toEqual([]);
  });

  it('of a signed-in session’s address names both ways on', async () => {
    fixture.change({
      sessionSettings: { edit: async () => err(appError('sign-in.sign-out-first', { session: 'my-sso' })) },
    });
    const { code, stderr } = await set('--region', 'us-east-1');
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('--sign-out, or run `latchkey sign-out my-sso`'),
    ]);
  });

  it.each([[[]], [['--duration', 'a day']], [['--fips', 'maybe']], [['--flow', 'x']]])(
    'is not understood with %j',
    async (options) => {
      expect(await set(...options)).toMatchObject({ code: 2, stdout: '' });
      expect(given('sessionSettings.edit')).toEqual([]);
    },
  );

  it('gives the session, the change and whether it signs out as JSON', async () => {
    const { stdout } = await set('--region', 'us-east-1', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      session: { name: 'my-sso' },
      signsOut: false,
      change: { file: '/home/me/.aws/config' },
    });
  });
});

describe('session write', () => {
  it('writes the section, or shows it', async () => {
    expect((await fixture.latchkey(['session', 'write', 'my-sso'])).stdout).toBe(
      'Wrote the section of the session to /home/me/.aws/config.\n',
    );
    const { stdout } = await fixture.latchkey(['session', 'write', 'my-sso', '--dry-run']);
    expect(stdout).toContain('This would change /home/me/.aws/config:');
    expect(given('sessionSettings.writeSection')).toHaveLength(1);
  });
});

describe('sign-in', () => {
  const region = appError('sign-in.wrong-region', {
    session: 'my-sso',
    region: 'us-east-1',
    detected: 'eu-west-1',
    suggestion: 'eu-west-1',
  });

  it('in the wrong region names the command that sets the right one', async () => {
    fixture.change({ signIn: { start: async () => err(region) } });
    const { stderr } = await fixture.latchkey(['sign-in', 'my-sso']);
    expect(stderr).toContain('The portal of this session is in eu-west-1, not in us-east-1.');
    expect(stderr).toContain('latchkey session set my-sso --region eu-west-1');
  });

  it.each(['SSH_CONNECTION', 'WSL_DISTRO_NAME'])('with %s set tells of the device code', async (name) => {
    fixture.change({
      signIn: {
        start: async (_request, _context, onProgress) => {
          onProgress?.({ event: 'url', url: 'https://oidc.eu-west-1.amazonaws.com/authorize' });
          return err(appError('sign-in.cancelled'));
        },
      },
    });
    const there = await fixture.latchkey(['sign-in', 'my-sso'], { env: { [name]: 'x' } });
    expect(there.stdout).toContain('latchkey sign-in my-sso --flow device');
    expect((await fixture.latchkey(['sign-in', 'my-sso'])).stdout).not.toContain('--flow device');
  });
});
