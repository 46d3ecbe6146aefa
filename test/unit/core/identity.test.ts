import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const roleOf = (sessionId: SessionId, roleName = 'ReadOnly') => ({
  sessionId,
  accountId: '111122223333',
  roleName,
});

async function signedIn() {
  const harness = createCoreHarness();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  const ask = (roleName?: string) => harness.intents.credentials.ofRole(roleOf(sessionId, roleName), window);
  const view = () => harness.core.store.current().identities[sessionId] ?? null;
  const known = () => harness.session(sessionId).record.identity?.name ?? null;
  return { harness, sessionId, ask, view, known };
}

/** Signed in once as `kim`, asked for credentials, then signed in again as `robin`. */
async function signedInAsAnother() {
  const on = await signedIn();
  on.harness.provider.person = 'kim';
  valueOf(await on.ask());
  await on.harness.scheduler.advance(0);
  on.harness.provider.person = 'robin';
  valueOf(await on.harness.signIn(on.sessionId));
  return on;
}

const question = { state: 'changed', was: 'kim', now: 'robin' };
const heldBack = {
  ok: false,
  error: { code: 'identity.changed', params: { session: 'my-sso', was: 'kim', now: 'robin' } },
};

describe('who is signed in', () => {
  test('is unknown until credentials are asked for, which then do not wait for the answer', async () => {
    const { harness, ask, view, known } = await signedIn();
    expect([known(), view()]).toEqual([null, null]);
    const answer = harness.provider.hold('callerIdentity');
    expect((await ask()).ok).toBe(true);
    expect(known()).toBe(null);
    answer();
    await harness.scheduler.advance(0);
    expect([known(), view()]).toEqual(['someone', { state: 'confirmed', name: 'someone' }]);
  });

  test('is asked once for a sign-in, however many roles are used and however often the token is renewed', async () => {
    const { harness, ask } = await signedIn();
    valueOf(await ask());
    await harness.scheduler.advance(2 * HOUR);
    expect(harness.provider.count('refresh')).toBeGreaterThan(0);
    valueOf(await ask());
    valueOf(await ask('Admin'));
    expect(harness.provider.count('callerIdentity')).toBe(1);
  });

  test('is asked again after a pause that grows, where STS does not say it', async () => {
    const { harness, ask } = await signedIn();
    harness.provider.fail('callerIdentity', 'network.unreachable', 'network.unreachable', 'portal.forbidden');
    const use = async () => {
      valueOf(await ask());
      await harness.scheduler.advance(0);
      return harness.provider.count('callerIdentity');
    };
    // Credentials in memory are used without a look at whose they are: what counts is each call to the portal.
    harness.provider.credentialsLife = MINUTE;
    expect([await use(), await use()]).toEqual([1, 1]);
    await harness.scheduler.advance(10 * MINUTE);
    expect([await use(), await use()]).toEqual([2, 2]);
    await harness.scheduler.advance(2 * HOUR);
    expect(await use()).toBe(3);
    await harness.scheduler.advance(2 * HOUR);
    expect(await use()).toBe(4);
    expect(harness.session(harness.core.store.current().sessions[0]!.record.id).record.identity?.name).toBe(
      'someone',
    );
  });

  test('is kept over a sign-out, to compare with', async () => {
    const { harness, sessionId, ask, view, known } = await signedIn();
    valueOf(await ask());
    await harness.scheduler.advance(0);
    valueOf(await harness.intents.signIn.signOut(sessionId, window));
    expect([known(), view()]).toEqual(['someone', null]);
  });
});

describe('somebody else than last time', () => {
  test('is asked about before anything is handed out, however often it is asked for', async () => {
    const { harness, ask, view, known } = await signedInAsAnother();
    expect(await ask()).toMatchObject(heldBack);
    expect(view()).toEqual(question);
    const calls = harness.provider.count('roleCredentials');
    expect([await ask(), await ask('Admin')]).toMatchObject([heldBack, heldBack]);
    expect(harness.provider.count('roleCredentials')).toBe(calls);
    expect(known()).toBe('kim');
  });

  test('gets nothing onto the clipboard', async () => {
    const { harness, sessionId } = await signedInAsAnother();
    const copy = () => harness.intents.credentials.copyRole(roleOf(sessionId), 'env', null, window);
    expect([await copy(), await copy()]).toMatchObject([heldBack, heldBack]);
    expect(harness.copied).toEqual([]);
  });

  test('writes no profile', async () => {
    const { harness, sessionId, ask } = await signedInAsAnother();
    await ask();
    const before = await harness.files.read(harness.configFile);
    const input = { name: 'dev', ...roleOf(sessionId), region: null, output: null };
    expect(await harness.intents.profiles.save(input, null, window)).toMatchObject(heldBack);
    const all = { sessionId, template: null, region: null, output: null, search: null, again: false };
    const consent = { digest: null, confirmed: true };
    expect(await harness.intents.profiles.generate(all, consent, window)).toMatchObject(heldBack);
    expect(await harness.files.read(harness.configFile)).toEqual(before);
  });

  test('does not get the answer of a call that was under way for the one before', async () => {
    const { harness, sessionId, ask } = await signedIn();
    const answer = harness.provider.hold('roleCredentials');
    const before = ask();
    await harness.scheduler.advance(0);
    valueOf(await harness.signIn(sessionId));
    const after = ask();
    answer();
    expect([await before, (await after).ok]).toMatchObject([
      { ok: false, error: { code: 'app.cancelled' } },
      true,
    ]);
  });

  test('is taken as right by a yes, and then gets credentials of its own', async () => {
    const { harness, sessionId, ask, view, known } = await signedInAsAnother();
    await ask();
    valueOf(await harness.intents.identity.accept(sessionId));
    expect([known(), view()]).toEqual(['robin', { state: 'confirmed', name: 'robin' }]);
    expect((await ask()).ok).toBe(true);
    expect(harness.settings.get('sessions')[0]?.identity?.name).toBe('robin');
  });

  test('is forgotten by a sign-out, and the right one is then let through without a question', async () => {
    const { harness, sessionId, ask, view, known } = await signedInAsAnother();
    await ask();
    valueOf(await harness.intents.signIn.signOut(sessionId, window));
    expect(view()).toBe(null);
    harness.provider.person = 'kim';
    valueOf(await harness.signIn(sessionId));
    expect((await ask()).ok).toBe(true);
    expect([known(), view()]).toEqual(['kim', { state: 'confirmed', name: 'kim' }]);
  });

  test('is noticed too when another tool has put the token there', async () => {
    const { harness, sessionId, ask } = await signedIn();
    harness.provider.person = 'kim';
    valueOf(await ask());
    await harness.scheduler.advance(0);
    const file = harness.tokenFile('my-sso');
    const before = valueOf(await harness.files.read(file))?.text ?? '';
    harness.provider.person = 'robin';
    harness.files.foreignWrite(file, before.replace(/access-\d+/, 'access-of-another-tool'));
    await harness.scheduler.advance(SECOND);
    expect(await ask()).toMatchObject(heldBack);
    expect(harness.session(sessionId).record.identity?.name).toBe('kim');
  });

  test('is told apart by name alone: another account or role of the same person is no change', async () => {
    const { harness, sessionId, ask } = await signedIn();
    valueOf(await ask());
    await harness.scheduler.advance(0);
    valueOf(await harness.signIn(sessionId));
    const other = { ...roleOf(sessionId), accountId: '444455556666' };
    expect((await harness.intents.credentials.ofRole(other, window)).ok).toBe(true);
  });

  test('cannot be accepted while nothing is asked', async () => {
    const { harness, sessionId } = await signedIn();
    expect(await harness.intents.identity.accept(sessionId)).toMatchObject({
      ok: false,
      error: { code: 'identity.not-asked' },
    });
  });

  test('does not stop somebody whose STS cannot be reached: that is asked again later', async () => {
    const { harness, ask, view } = await signedInAsAnother();
    harness.provider.fail('callerIdentity', 'network.unreachable');
    expect((await ask()).ok).toBe(true);
    expect(view()).toBe(null);
  });

  test('is waited for five seconds and no longer; a late answer still holds back what comes after', async () => {
    const { harness, ask } = await signedInAsAnother();
    const answer = harness.provider.hold('callerIdentity');
    const asked = ask();
    await harness.scheduler.advance(5 * SECOND - 1);
    expect(await Promise.race([asked, Promise.resolve('waiting')])).toBe('waiting');
    await harness.scheduler.advance(1);
    expect((await asked).ok).toBe(true);
    answer();
    await harness.scheduler.advance(0);
    expect(await ask()).toMatchObject(heldBack);
  });

  test('gets none of the credentials of the one before, good as they still are', async () => {
    const { harness, ask } = await signedInAsAnother();
    const before = harness.provider.count('roleCredentials');
    await ask();
    expect(harness.provider.count('roleCredentials')).toBe(before + 1);
  });
});
