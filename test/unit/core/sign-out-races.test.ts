import { describe, expect, it } from 'vitest';
import type { Fingerprint, ReplaceOptions } from '../../../shared/config-files/file-store.ts';
import { HOUR } from '../../../shared/model/instant.ts';
import type { Result } from '../../../shared/model/result.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';
import { MemoryFileStore } from '../../fakes/memory-file-store.ts';

/** A disk whose writes of some file wait until they are let through. */
class SlowDisk extends MemoryFileStore {
  #gate: Promise<void> = Promise.resolve();
  #slowPath = '';
  waiting = 0;

  slowDown(path: string): () => void {
    let release = () => {};
    this.#slowPath = path;
    this.#gate = new Promise((resolve) => (release = resolve));
    return release;
  }

  override async replace(path: string, text: string, options: ReplaceOptions): Promise<Result<Fingerprint>> {
    if (path === this.#slowPath) {
      this.waiting += 1;
      await this.#gate;
    }
    return super.replace(path, text, options);
  }
}

async function signedIn() {
  const files = new SlowDisk();
  const harness = createCoreHarness({ files });
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(1);
  return { ...harness, files, sessionId, path: harness.tokenFile('my-sso') };
}

type Harness = Awaited<ReturnType<typeof signedIn>>;

/** What may be left of a session: its token on disk, and in memory. */
function leftOf({ files, path, log }: Pick<Harness, 'files' | 'path' | 'log'>) {
  return { file: files.textOf(path), protected: log.protectedValues.size };
}

const nothing = { file: null, protected: 0 };

async function until(harness: Pick<Harness, 'scheduler'>, isSo: () => boolean): Promise<void> {
  for (let steps = 0; !isSo(); steps += 1) {
    expect(steps).toBeLessThan(1000);
    await harness.scheduler.advance(1);
  }
}

describe('a sign-out leaves no token behind', () => {
  it('while a renewal waits for the server', async () => {
    const harness = await signedIn();
    const release = harness.provider.hold('refresh');
    await harness.scheduler.advance(HOUR - 17 * 60_000);
    expect(harness.provider.count('refresh')).toBe(1);
    const out = harness.intents.signIn.signOut(harness.sessionId, window);
    await harness.scheduler.advance(1);
    release();
    valueOf(await out);
    await harness.scheduler.advance(1);
    expect(leftOf(harness)).toEqual(nothing);
  });

  it('while a renewed token is being written', async () => {
    const harness = await signedIn();
    const release = harness.files.slowDown(harness.path);
    await harness.scheduler.advance(HOUR - 17 * 60_000);
    expect(harness.files.waiting).toBe(1);
    const out = harness.intents.signIn.signOut(harness.sessionId, window);
    await harness.scheduler.advance(1);
    release();
    valueOf(await out);
    await harness.scheduler.advance(1);
    expect(leftOf(harness)).toEqual(nothing);
  });

  it('when a call finds the token ended by that very sign-out', async () => {
    const harness = await signedIn();
    const releaseCredentials = harness.provider.hold('roleCredentials');
    const releaseLogout = harness.provider.hold('endSession');
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    harness.provider.fail('roleCredentials', 'portal.unauthorized');
    const asked = harness.intents.credentials.ofRole(role, window);
    await harness.scheduler.advance(1);
    const out = harness.intents.signIn.signOut(harness.sessionId, window);
    await harness.scheduler.advance(1);
    releaseCredentials();
    await harness.scheduler.advance(1);
    releaseLogout();
    valueOf(await out);
    expect([(await asked).ok, harness.provider.count('refresh')]).toEqual([false, 0]);
    expect(leftOf(harness)).toEqual(nothing);
  });

  it('while the token of a sign-in is being written', async () => {
    const files = new SlowDisk();
    const harness = createCoreHarness({ files });
    const sessionId = await harness.addSession();
    const path = harness.tokenFile('my-sso');
    const release = files.slowDown(path);
    const signIn = harness.signIn(sessionId);
    await until(harness, () => files.waiting === 1);
    const out = harness.intents.signIn.signOut(sessionId, window);
    await harness.scheduler.advance(1);
    release();
    valueOf(await out);
    await signIn;
    await harness.scheduler.advance(1);
    expect(leftOf({ files, path, log: harness.log })).toEqual(nothing);
  });

  it('nor role credentials that were being fetched', async () => {
    const harness = await signedIn();
    const release = harness.provider.hold('roleCredentials');
    const role = { sessionId: harness.sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
    const asked = harness.intents.credentials.ofRole(role, window);
    await until(harness, () => harness.provider.count('roleCredentials') === 1);
    // The CLI's cache of role credentials is gone through after the token file: there the answer comes in.
    const list = harness.files.list.bind(harness.files);
    harness.files.list = async (directory) => {
      release();
      for (let step = 0; step < 20; step += 1) {
        await harness.scheduler.advance(1);
      }
      return list(directory);
    };
    valueOf(await harness.intents.signIn.signOut(harness.sessionId, window));
    expect([(await asked).ok, harness.core.store.current().credentials]).toEqual([false, []]);
    expect(leftOf(harness)).toEqual(nothing);
  });
});

describe('a sign-out that fails', () => {
  it('leaves the session able to renew its token', async () => {
    const harness = await signedIn();
    harness.files.failNext({ code: 'config.read-only' });
    const out = await harness.intents.signIn.signOut(harness.sessionId, window);
    await harness.scheduler.advance(HOUR - 17 * 60_000);
    expect([out.ok, harness.provider.count('refresh')]).toEqual([false, 1]);
  });
});

describe('the removal of a session', () => {
  it('leaves no token of a sign-in that began meanwhile', async () => {
    const harness = await signedIn();
    const releaseLogout = harness.provider.hold('endSession');
    const removal = harness.intents.sessions.remove(harness.sessionId, unasked, window);
    await harness.scheduler.advance(1);
    const releaseWrite = harness.files.slowDown(harness.path);
    const signIn = harness.signIn(harness.sessionId);
    await until(harness, () => harness.files.waiting === 1);
    releaseLogout();
    valueOf(await removal);
    releaseWrite();
    await signIn;
    await harness.scheduler.advance(1);
    expect(leftOf(harness)).toEqual(nothing);
  });
});
