import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { testGeneration, testPrune } from '../../fakes/broker-intents.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const callsOf = (intent: string) => fixture.calls.filter((call) => call.intent === intent);
const many = appError('input.too-many-profiles', { count: 642 });

describe('latchkey profile add-all', () => {
  it('adds a profile for each role of the only session, and names them', async () => {
    expect(await fixture.latchkey(['profile', 'add-all'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '  added prod\n  added dev-2\nAdded 2 profiles to /home/me/.aws/config.\n',
    });
    expect(callsOf('profiles.generate')[0]?.arguments.slice(0, 2)).toMatchObject([
      {
        sessionId: 'id-of-my-sso',
        template: null,
        region: 'eu-west-1',
        output: 'json',
        search: null,
        again: false,
      },
      { digest: null, confirmed: false },
    ]);
  });

  it('passes on session, template, region and search', async () => {
    await fixture.latchkey([
      ...['profile', 'add-all', '--session', 'my-sso', '--template', '{role}', '--region', 'us-east-1'],
      ...['--search', 'prod', '--again'],
    ]);
    expect(callsOf('profiles.generate')[0]?.arguments[0]).toMatchObject({
      template: '{role}',
      region: 'us-east-1',
      search: 'prod',
      again: true,
    });
  });

  it('only shows what it would do with --dry-run', async () => {
    const { code, stdout } = await fixture.latchkey(['profile', 'add-all', '--dry-run', '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        file: '/home/me/.aws/config',
        diff: ' [default]\n+[profile dev]\n-region = old\n',
        warnings: [],
        profiles: [
          { name: 'prod', accountId: '111122223333', roleName: 'Admin' },
          { name: 'dev-2', accountId: '111122223333', roleName: 'ReadOnly' },
        ],
        present: 1,
      },
    ]);
    expect(callsOf('profiles.generate')).toEqual([]);
  });

  it('refuses a great many with the question, and does it with --yes', async () => {
    const asking = { ...testGeneration, change: { ...testGeneration.change, asks: [many] } };
    fixture.change({ profiles: { previewGenerate: async () => ok(asking) } });
    const refused = await fixture.latchkey(['profile', 'add-all']);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('That would add 642 profiles.');
    expect(callsOf('profiles.generate')).toEqual([]);
    expect(await fixture.latchkey(['profile', 'add-all', '--yes'])).toMatchObject({ code: 0 });
    expect(callsOf('profiles.generate')[0]?.arguments[1]).toEqual({ digest: null, confirmed: true });
  });

  it('names what is wrong with a template', async () => {
    fixture.change({
      profiles: {
        previewGenerate: async () => err(appError('input.template-invalid', { part: '{rolle}' })),
      },
    });
    const result = await fixture.latchkey(['profile', 'add-all', '--template', '{rolle}']);
    expect([result.code, result.stderr]).toEqual([expect.any(Number), expect.stringContaining('“{rolle}”')]);
    expect(result.code).not.toBe(0);
  });
});

describe('latchkey profile prune', () => {
  it('removes what is no longer listed, and names it', async () => {
    expect(await fixture.latchkey(['profile', 'prune', '--session', 'my-sso'])).toMatchObject({
      code: 0,
      stdout: '  removed old\nRemoved 1 profile from /home/me/.aws/config.\n',
    });
  });

  it('says why in JSON, and only shows it with --dry-run', async () => {
    const { stdout } = await fixture.latchkey(['profile', 'prune', '--dry-run', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ profiles: testPrune.profiles });
    expect(callsOf('profiles.prune')).toEqual([]);
  });

  it('fails as the portal does', async () => {
    fixture.change({
      profiles: { previewPrune: async () => err(appError('sign-in.required', { session: 'my-sso' })) },
    });
    expect(await fixture.latchkey(['profile', 'prune'])).toMatchObject({ code: 3 });
    expect(callsOf('profiles.prune')).toEqual([]);
  });

  it('does not know an unknown session', async () => {
    const { code } = await fixture.latchkey(['profile', 'prune', '--session', 'nobody']);
    expect(code).not.toBe(0);
    expect(callsOf('profiles.previewPrune')).toEqual([]);
  });
});
