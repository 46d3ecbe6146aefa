import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallContext } from '../../../electron/core/intents.ts';
import { readTokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { openPracticeBrowser, type PracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

const window: CallContext = { origin: 'window' };
const kim = 'kim@example.com';
const robin = 'robin@example.com';

let stack = new AsyncDisposableStack();
let practice: TestCloud;
let real: RealCore;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  practice = stack.use(await startTestCloud({ now: () => Date.now() }));
  real = stack.use(await startRealCore());
});

afterEach(() => stack.disposeAsync());

/** Signs in as this person, in a browser that may remember somebody. */
async function signIn(sessionId: SessionId, user: string, browser: PracticeBrowser = openPracticeBrowser()) {
  const outcome = await real.core.intents.signIn.start({ sessionId, openBrowser: false }, window, (event) => {
    if (event.event === 'url') {
      void browser.decide(event.url, 'allow', user).then(({ location }) => {
        get(location ?? '').on('error', () => undefined);
      });
    }
  });
  valueOf(outcome);
}

function roleOf(sessionId: SessionId) {
  const [account] = practice.cloud.world.default.accounts();
  return { sessionId, accountId: account?.accountId ?? '', roleName: account?.roles[0] ?? '' };
}

const ask = (sessionId: SessionId) => real.core.intents.credentials.ofRole(roleOf(sessionId), window);
const tokenOf = async (name: string) =>
  readTokenFile(await readFile(real.tokenFile(name), 'utf8'))?.accessToken;
const personOf = (sessionId: SessionId) =>
  real.core.store.current().sessions.find(({ record }) => record.id === sessionId)?.record.identity?.name;

/** The state tells of it a moment after the credentials. */
async function untilKnown(sessionId: SessionId, name: string): Promise<void> {
  await expect.poll(() => personOf(sessionId)).toBe(name);
}

describe('two people at one portal', () => {
  test('keep tokens of their own, and the keys of each are of the one who signed in', async () => {
    const mine = await real.addSession('mine', practice.cloud);
    const admin = await real.addSession('admin', practice.cloud);
    await signIn(mine, kim);
    await signIn(admin, robin);
    expect(await tokenOf('mine')).not.toBe(await tokenOf('admin'));
    valueOf(await ask(mine));
    valueOf(await ask(admin));
    await untilKnown(mine, kim);
    await untilKnown(admin, robin);
  });

  test('a sign-out of one leaves the other signed in', async () => {
    const mine = await real.addSession('mine', practice.cloud);
    const admin = await real.addSession('admin', practice.cloud);
    await signIn(mine, kim);
    await signIn(admin, robin);
    const kept = await tokenOf('admin');
    valueOf(await real.core.intents.signIn.signOut(mine, window));
    expect(await tokenOf('admin')).toBe(kept);
    valueOf(await ask(admin));
    await untilKnown(admin, robin);
  });

  test('one browser takes the second in as the first, which is noticed at the session that knew better', async () => {
    const admin = await real.addSession('admin', practice.cloud);
    await signIn(admin, robin);
    valueOf(await ask(admin));
    await untilKnown(admin, robin);
    const mine = await real.addSession('mine', practice.cloud);
    const browser = openPracticeBrowser();
    await signIn(mine, kim, browser);
    await signIn(admin, robin, browser);
    expect(await ask(admin)).toMatchObject({
      ok: false,
      error: { code: 'identity.changed', params: { session: 'admin', was: robin, now: kim } },
    });
    expect(real.copied).toEqual([]);

    // What the card offers: sign out, and sign in as the other in a browser of its own.
    valueOf(await real.core.intents.signIn.signOut(admin, window));
    await signIn(admin, robin);
    valueOf(await ask(admin));
    expect(personOf(admin)).toBe(robin);
  });

  test('a yes makes the new person the session’s own', async () => {
    const mine = await real.addSession('mine', practice.cloud);
    await signIn(mine, kim);
    valueOf(await ask(mine));
    await untilKnown(mine, kim);
    await signIn(mine, robin);
    expect((await ask(mine)).ok).toBe(false);
    valueOf(await real.core.intents.identity.accept(mine));
    valueOf(await ask(mine));
    expect(personOf(mine)).toBe(robin);
  });
});
