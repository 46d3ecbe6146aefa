import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { HOUR } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { aState } from '../../fakes/app-state-builders.ts';
import { activeFor, aSession, testNow } from '../../fakes/broker-intents.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

const callsOf = (intent: string) =>
  fixture.calls.filter((call) => call.intent === intent).map((call) => call.arguments);

describe('session set --browser', () => {
  it.each([
    [['--browser', 'firefox'], { type: 'installed', id: 'firefox', privateWindow: false, profile: null }],
    [
      ['--browser', 'chrome', '--private', '--browser-profile', 'Profile 1'],
      { type: 'installed', id: 'chrome', privateWindow: true, profile: 'Profile 1' },
    ],
    [['--browser', 'default'], { type: 'default' }],
    [['--browser', 'none'], { type: 'link-only' }],
  ])('%j is the choice', async (args, choice) => {
    expect(await fixture.latchkey(['session', 'set', 'my-sso', ...args])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(callsOf('browsers.choose')).toEqual([['id-of-my-sso', choice]]);
    expect(callsOf('sessionSettings.edit')).toEqual([]);
  });

  it('goes along with other settings', async () => {
    await fixture.latchkey(['session', 'set', 'my-sso', '--browser', 'none', '--flow', 'device']);
    expect([callsOf('browsers.choose').length, callsOf('sessionSettings.edit').length]).toEqual([1, 1]);
  });

  it.each([
    ['--private'],
    ['--browser-profile', 'Work'],
    ['--browser', 'none', '--private'],
    ['--browser', 'default', '--browser-profile', 'Work'],
  ])('is misused by %s %s %s', async (...args) => {
    const result = await fixture.latchkey(['session', 'set', 'my-sso', ...args]);
    expect([result.code, callsOf('browsers.choose')]).toEqual([2, []]);
  });

  it('that names one that is not there fails with its reason, and sets nothing else', async () => {
    const choose = async () => err(appError('browser.missing', { browser: 'opera' }));
    fixture.change({ browsers: { choose } });
    const result = await fixture.latchkey([
      'session',
      'set',
      'my-sso',
      '--browser',
      'opera',
      '--flow',
      'device',
    ]);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('“opera”') as string });
    expect(callsOf('sessionSettings.edit')).toEqual([]);
  });
});

it('session browsers lists ids, names and profiles', async () => {
  fixture.change({
    browsers: {
      list: async () => [
        {
          id: 'google-chrome',
          name: 'Google Chrome',
          privateWindow: true,
          profiles: [{ id: 'Profile 1', name: 'Work\u001b[31m' }],
        },
        { id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [] },
      ],
    },
  });
  const { stdout } = await fixture.latchkey(['session', 'browsers']);
  expect(stdout).toMatch(/^google-chrome +Google Chrome +Profile 1 \(Work/m);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(/^firefox +Firefox +–$/m);
});

describe('somebody else than last time', () => {
  const question = { state: 'changed', was: 'kim', now: 'robin' } as const;

  function ask(): void {
    const session = aSession('my-sso', activeFor(HOUR));
    const state = aState({
      now: testNow,
      sessions: [session],
      identities: { [session.record.id]: question },
    });
    fixture.change({ state: { current: () => state } });
  }

  it('is asked about in status and session list', async () => {
    ask();
    expect((await fixture.latchkey(['status'])).stdout).toContain('robin? (was kim)');
    for (const command of [['status'], ['session', 'list']]) {
      const { stdout } = await fixture.latchkey([...command, '--json']);
      const found = JSON.parse(stdout) as { sessions?: unknown };
      expect(found.sessions ?? found).toMatchObject([{ identityQuestion: { was: 'kim', now: 'robin' } }]);
    }
  });

  it('ends commands that want credentials with 5 and the way to say yes', async () => {
    const error = appError('identity.changed', { session: 'my-sso', was: 'kim', now: 'robin' });
    fixture.change({ credentials: { ofProfile: async () => err(error) } });
    const result = await fixture.latchkey(['credentials', 'dev']);
    expect(result).toMatchObject({ code: 5, stdout: '' });
    expect(result.stderr).toContain('my-sso is signed in as robin; last time it was kim.');
    expect(result.stderr).toContain('latchkey session accept-identity');
  });

  it('is accepted by session accept-identity', async () => {
    ask();
    fixture.change({ identity: { accept: async () => ok(undefined) } });
    expect(await fixture.latchkey(['session', 'accept-identity', 'my-sso'])).toMatchObject({ code: 0 });
    expect(callsOf('identity.accept')).toEqual([['id-of-my-sso']]);
  });
});
