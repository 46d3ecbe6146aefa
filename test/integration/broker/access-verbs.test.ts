import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessChanges } from '../../../shared/model/access-changes.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { aSession, contextOf, createBrokerIntents, testNow } from '../../fakes/broker-intents.ts';
import { type BrokerFixture, startFixture } from './broker-fixture.ts';

let fixture: BrokerFixture;

beforeEach(async () => {
  fixture = await startFixture();
});

afterEach(async () => {
  await fixture.close();
});

const changes: AccessChanges = {
  sessionId: aSession('my-sso', { state: 'signed-out', error: null }).record.id,
  foundAt: testNow,
  addedRoles: [{ accountId: '111122223333', accountName: 'Payments', roleName: 'Support' }],
  removedRoles: [{ accountId: '444455556666', accountName: null, roleName: 'Admin' }],
  addedAccounts: [],
  removedAccounts: [{ accountId: '444455556666', accountName: null }],
};

describe('roles --changes', () => {
  it('lists what has come and gone, and lets it go only if asked', async () => {
    fixture.change({ access: { changes: () => ok(changes) } });
    const shown = await fixture.latchkey(['roles', '--changes']);
    const kept = fixture.calls.some(({ intent }) => intent === 'access.dismiss');
    const dismissed = await fixture.latchkey(['roles', '--dismiss', '--session', 'my-sso']);
    expect(shown).toEqual(dismissed);
    expect(shown.stdout.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^added +my-sso +111122223333 +Payments +Support$/),
      expect.stringMatching(/^removed +my-sso +444455556666 +– +Admin$/),
    ]);
    expect([kept, fixture.calls.filter(({ intent }) => intent === 'access.dismiss').length]).toEqual([
      false,
      1,
    ]);
  });

  it('is the whole list as JSON, what is not known left out', async () => {
    fixture.change({ access: { changes: () => ok(changes) } });
    const { stdout } = await fixture.latchkey(['roles', '--changes', '--json']);
    expect(JSON.parse(stdout)).toStrictEqual([
      {
        session: 'my-sso',
        foundAt: '2026-11-22T12:00:00Z',
        addedRoles: [{ accountId: '111122223333', accountName: 'Payments', roleName: 'Support' }],
        removedRoles: [{ accountId: '444455556666', roleName: 'Admin' }],
        addedAccounts: [],
        removedAccounts: [{ accountId: '444455556666' }],
      },
    ]);
  });

  it('needs no sign-in, unless the portal is to be asked again', async () => {
    const signedOut = createBrokerIntents([aSession('my-sso', { state: 'signed-out', error: null })]);
    await fixture.close();
    fixture = await startFixture(signedOut);
    expect(await fixture.latchkey(['roles', '--changes'])).toMatchObject({
      code: 0,
      stdout: 'Nothing has changed since you last looked.\n',
    });
    expect(await fixture.latchkey(['roles', '--changes', '--refresh'])).toMatchObject({ code: 3 });
  });
});

describe('guard rails on the command line', () => {
  const needed = err(appError('guard.confirmation-needed', { account: 'Payments', role: 'Admin' }));

  it('refuse with exit code 5 and say how to go on', async () => {
    fixture.change({
      credentials: { copyProfile: async () => needed },
      console: { open: async () => needed },
    });
    for (const verb of ['copy', 'console']) {
      const { code, stderr } = await fixture.latchkey([verb, 'dev']);
      expect([code, stderr]).toEqual([5, expect.stringMatching(/Payments · Admin is tagged.*--yes/s)]);
    }
  });

  it('take --yes for an answer, and nothing else', async () => {
    await fixture.latchkey(['copy', 'dev']);
    await fixture.latchkey(['copy', 'dev', '--yes']);
    await fixture.latchkey(['console', 'dev', '--yes']);
    const confirmed = fixture.calls
      .filter(({ intent }) => intent === 'credentials.copyProfile' || intent === 'console.open')
      .map((call) => contextOf(call).confirmed);
    expect(confirmed).toEqual([false, true, true]);
  });
});
