import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

const asked = () =>
  fixture.calls.filter((call) => call.intent === 'console.open').map((call) => call.arguments.slice(0, 2));

describe('console', () => {
  it('opens the console of a profile and says so', async () => {
    expect(await fixture.latchkey(['console', 'dev'])).toEqual({
      code: 0,
      stdout: 'Opened the console of dev in the browser.\n',
      stderr: '',
    });
    expect(asked()).toEqual([[{ type: 'profile', name: 'dev' }, {}]]);
  });

  it('hands on where to, and prints the link alone', async () => {
    const result = await fixture.latchkey([
      ...['console', 'dev', '--service', 'cfn', '--region', 'us-west-2', '--print'],
    ]);
    expect(result).toEqual({
      code: 0,
      stdout: 'https://acme.awsapps.com/start/#/console?account_id=111122223333\n',
      stderr: '',
    });
    expect(asked()).toEqual([
      [
        { type: 'profile', name: 'dev' },
        { service: 'cfn', region: 'us-west-2', print: true },
      ],
    ]);
  });

  it('warns beside a link that signs in, on the other channel', async () => {
    const link = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=x';
    fixture.change({
      console: { open: async () => ok({ way: 'federation', outcome: 'printed', link }) },
    });
    const { code, stdout, stderr } = await fixture.latchkey(['console', 'dev', '--print']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${link}\n` });
    expect(stderr).toContain('signs in whoever has it, for 15 minutes');
  });

  it('gives JSON, with the link only where it was asked for', async () => {
    expect(JSON.parse((await fixture.latchkey(['console', 'dev', '--json'])).stdout)).toEqual({
      profile: 'dev',
      way: 'portal',
      outcome: 'opened',
    });
    expect(
      JSON.parse((await fixture.latchkey(['console', 'dev', '--print', '--json'])).stdout),
    ).toMatchObject({
      outcome: 'printed',
      url: expect.stringContaining('#/console?') as string,
    });
  });

  it('takes a page or a service, not both', async () => {
    const both = ['console', 'dev', '--service', 'ec2', '--destination', '/s3/home'];
    expect(await fixture.latchkey(both)).toMatchObject({ code: 2, stdout: '' });
    expect(asked()).toEqual([]);
  });

  it('needs a profile', async () => {
    expect(await fixture.latchkey(['console'])).toMatchObject({ code: 2 });
  });

  it('says what is wrong with a page, and opens nothing', async () => {
    const refused = appError('console.page-refused', { host: 'console.aws.amazon.com' });
    fixture.change({ console: { open: async () => err(refused) } });
    const { code, stderr } = await fixture.latchkey([
      'console',
      'dev',
      '--destination',
      'https://evil.example/',
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('That is not a page of the console at console.aws.amazon.com.');
  });

  it('lists the short names of services', async () => {
    const { code, stdout } = await fixture.latchkey(['console', '--list-services']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^cloudformation +CloudFormation +cfn, stacks$/m);
    expect(asked()).toEqual([]);
  });
});

describe('copy', () => {
  it('says that a region is none instead of failing', async () => {
    const error = appError('input.region-invalid', { region: '$(x)' });
    fixture.change({ credentials: { copyProfile: async () => err(error) } });
    const { code, stderr } = await fixture.latchkey(['copy', 'dev', '--region', '$(x)']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('$(x)');
  });
});
