import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, type Millis } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';
import { MemoryFileStore } from '../../fakes/memory-file-store.ts';

type Harness = ReturnType<typeof createCoreHarness>;

const manyAccounts = (count: number): Record<string, readonly string[]> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [String(100000000000 + index), ['ReadOnly', 'Admin']]),
  );
const statusOf = (harness: Harness, sessionId: SessionId) =>
  harness.intents.state.current().catalogs[sessionId]?.status;
const rowsOf = async (harness: Harness, sessionId: SessionId) =>
  valueOf(await harness.intents.catalog.roles(sessionId, null, window)).length;

async function cutOffAfter(time: Millis, accounts = manyAccounts(300)) {
  const harness = createCoreHarness();
  harness.provider.accounts = accounts;
  harness.provider.tokenLife = 400 * DAY;
  await harness.core.restore();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(time);
  return { harness, sessionId };
}

/** The app starts again over the files of the one before; `gone` later. */
async function startedAgain(before: Harness, gone: Millis = MINUTE): Promise<Harness> {
  const harness = createCoreHarness({ files: before.files, settings: before.settings });
  harness.provider.accounts = before.provider.accounts;
  harness.provider.tokenLife = 400 * DAY;
  harness.scheduler.sleep(before.clock.now() + gone - harness.clock.now());
  await harness.core.restore();
  return harness;
}

/** A day later, a moment after the rescan has begun. */
async function untilRescan(harness: Harness): Promise<void> {
  const before = harness.provider.count('listAccounts');
  await harness.scheduler.advance(DAY - 2 * MINUTE);
  for (let waited = 0; harness.provider.count('listAccounts') === before; waited += SECOND) {
    expect(waited).toBeLessThan(2 * HOUR);
    await harness.scheduler.advance(SECOND);
  }
}

describe('a listing that a restart has cut off', () => {
  it('goes on by itself where it was, and asks for nothing twice', async () => {
    const first = await cutOffAfter(8 * SECOND);
    await first.harness.core.dispose();
    const asked = first.harness.provider.count('listRoles');
    const harness = await startedAgain(first.harness);
    await harness.scheduler.advance(20 * SECOND);
    expect(statusOf(harness, first.sessionId)).toMatchObject({ state: 'ready', accounts: 300, roles: 600 });
    // Five calls at most were on their way when it ended.
    expect(harness.provider.count('listRoles')).toBeLessThanOrEqual(300 - asked + 5);
    expect(asked).toBeGreaterThan(100);
  });

  it('shows at once what it had found', async () => {
    const first = await cutOffAfter(8 * SECOND);
    await first.harness.core.dispose();
    const harness = await startedAgain(first.harness);
    await harness.scheduler.advance(1);
    const chunk = harness.intents.catalog.read(first.sessionId, 0, 0);
    expect(chunk.entries.filter(({ type }) => type === 'roles').length).toBeGreaterThan(100);
  });

  it('loses no more than seconds of work if the app was killed', async () => {
    const first = await cutOffAfter(10 * SECOND);
    // No end of it: what is on disk now is all there is.
    const files = new MemoryFileStore();
    for (const path of first.harness.files.paths) {
      files.foreignWrite(path, first.harness.files.textOf(path) ?? '', 0o600);
    }
    const harness = createCoreHarness({ files, settings: first.harness.settings });
    harness.provider.accounts = first.harness.provider.accounts;
    harness.scheduler.sleep(first.harness.clock.now() - harness.clock.now());
    await harness.core.restore();
    await harness.scheduler.advance(20 * SECOND);
    expect(statusOf(harness, first.sessionId)).toMatchObject({ state: 'ready', roles: 600 });
    expect(harness.provider.count('listRoles')).toBeLessThan(300 - 100);
  });

  it('drops an account that has gone meanwhile, and takes a new name', async () => {
    const first = await cutOffAfter(8 * SECOND);
    await first.harness.core.dispose();
    const { '100000000000': _, ...left } = first.harness.provider.accounts;
    first.harness.provider.accounts = left;
    const harness = await startedAgain(first.harness);
    await harness.scheduler.advance(20 * SECOND);
    expect(await rowsOf(harness, first.sessionId)).toBe(598);
  });

  it('asks again for what it had found long ago', async () => {
    const first = await cutOffAfter(8 * SECOND);
    await first.harness.core.dispose();
    const harness = await startedAgain(first.harness, 2 * HOUR);
    await harness.scheduler.advance(MINUTE);
    expect(harness.provider.count('listRoles')).toBe(300);
  });

  it('goes on after a failure too, when asked again', async () => {
    const { harness, sessionId } = await cutOffAfter(8 * SECOND);
    harness.provider.fail('listRoles', 'network.unreachable');
    await harness.scheduler.advance(SECOND);
    const asked = harness.provider.count('listRoles');
    const again = harness.intents.catalog.refresh(sessionId, window);
    await harness.scheduler.advance(20 * SECOND);
    expect((await again).ok).toBe(true);
    expect(harness.provider.count('listRoles') - asked).toBeLessThan(300 - 100);
  });

  it('begins afresh where somebody signs in anew: it may be another person', async () => {
    const { harness, sessionId } = await cutOffAfter(8 * SECOND);
    const asked = harness.provider.count('listRoles');
    valueOf(await harness.signIn(sessionId));
    await harness.scheduler.advance(MINUTE);
    expect(harness.provider.count('listRoles') - asked).toBeGreaterThanOrEqual(300);
    expect(statusOf(harness, sessionId)).toMatchObject({ state: 'ready', roles: 600 });
  });

  it('leaves nothing behind once it is complete', async () => {
    const { harness } = await cutOffAfter(MINUTE);
    expect(harness.files.paths.filter((path) => path.includes('unfinished'))).toEqual([]);
  });
});

describe('a rescan', () => {
  it('asks no more than two calls a second, and gives way to a person at once', async () => {
    const { harness, sessionId } = await cutOffAfter(MINUTE, manyAccounts(60));
    await untilRescan(harness);
    const startedWith = harness.provider.count('listRoles');
    await harness.scheduler.advance(5 * SECOND);
    const inFiveSeconds = harness.provider.count('listRoles') - startedWith;
    const keys = harness.intents.credentials.ofRole(
      { sessionId, accountId: '100000000000', roleName: 'Admin' },
      window,
    );
    await harness.scheduler.advance(1);
    valueOf(await keys);
    expect(inFiveSeconds).toBeLessThanOrEqual(10);
    expect(inFiveSeconds).toBeGreaterThanOrEqual(8);
  });

  it('is hurried, and shown, when somebody asks for the list', async () => {
    const { harness, sessionId } = await cutOffAfter(MINUTE, manyAccounts(60));
    await untilRescan(harness);
    const before = harness.provider.count('listAccounts');
    const asked = harness.intents.catalog.refresh(sessionId, window);
    await harness.scheduler.advance(5 * SECOND);
    expect((await asked).ok).toBe(true);
    expect(harness.provider.count('listAccounts')).toBe(before);
  });
});

describe('the progress of a listing', () => {
  it('says at once that the portal slows it down, and no longer once it goes on', async () => {
    const harness = createCoreHarness();
    harness.provider.accounts = manyAccounts(100);
    const sessionId = await harness.addSession();
    harness.provider.fail('listRoles', 'portal.throttled');
    valueOf(await harness.signIn(sessionId));
    await harness.scheduler.advance(100);
    const slowed = statusOf(harness, sessionId);
    await harness.scheduler.advance(4 * SECOND);
    expect([slowed, statusOf(harness, sessionId)]).toMatchObject([
      { state: 'listing', slowed: true },
      { state: 'listing', slowed: false },
    ]);
  });
});
