import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

type Harness = ReturnType<typeof createCoreHarness>;

async function listed(
  harness: Harness = createCoreHarness(),
): Promise<{ harness: Harness; sessionId: SessionId }> {
  harness.provider.tokenLife = 400 * DAY;
  await harness.core.restore();
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(MINUTE);
  return { harness, sessionId };
}
const restarted = async (before: Harness): Promise<Harness> => {
  await before.core.dispose();
  const harness = createCoreHarness({ files: before.files, settings: before.settings });
  harness.provider.accounts = before.provider.accounts;
  harness.provider.tokenLife = 400 * DAY;
  harness.scheduler.sleep(before.clock.now() - harness.clock.now());
  await harness.core.restore();
  return harness;
};
const changesOf = (harness: Harness, sessionId: SessionId) =>
  harness.intents.state.current().accessChanges[sessionId];
const rescans = (harness: Harness) => harness.provider.count('listAccounts');

describe('a signed-in session', () => {
  it('is looked at again within a day and an hour, by itself', async () => {
    const { harness } = await listed();
    const before = rescans(harness);
    await harness.scheduler.advance(DAY - HOUR);
    const early = rescans(harness);
    await harness.scheduler.advance(2 * HOUR + MINUTE);
    expect([early - before, rescans(harness) - before]).toEqual([0, 1]);
  });

  it('is left alone when it is signed out, even in the midst of it', async () => {
    const { harness, sessionId } = await listed();
    valueOf(await harness.intents.signIn.signOut(sessionId, window));
    const before = harness.provider.calls.length;
    await harness.scheduler.advance(3 * DAY);
    expect(harness.provider.calls.length).toBe(before);
  });

  it('is looked at a moment after a long sleep, not in the moment of waking', async () => {
    const { harness } = await listed();
    const before = rescans(harness);
    harness.scheduler.sleep(3 * DAY);
    harness.scheduler.recheck();
    await harness.scheduler.advance(SECOND);
    const atOnce = rescans(harness) - before;
    await harness.scheduler.advance(MINUTE);
    expect([atOnce, rescans(harness) - before]).toEqual([0, 1]);
  });

  it('is looked at again half an hour to an hour after a rescan that failed', async () => {
    const { harness } = await listed();
    const nextRescan = async () => {
      const before = rescans(harness);
      const start = harness.clock.now();
      while (rescans(harness) === before) {
        await harness.scheduler.advance(MINUTE);
      }
      return harness.clock.now() - start;
    };
    harness.provider.fail('listAccounts', 'network.unreachable');
    await nextRescan();
    const retriedAfter = await nextRescan();
    expect(retriedAfter).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(retriedAfter).toBeLessThanOrEqual(61 * MINUTE);
    expect(await nextRescan()).toBeGreaterThanOrEqual(DAY);
  });

  it('shows nothing of a rescan: no progress, and no failure', async () => {
    const { harness, sessionId } = await listed();
    const states = new Set<string>();
    harness.intents.state.subscribe(({ catalogs }) => states.add(catalogs[sessionId]?.status.state ?? ''));
    harness.provider.fail('listAccounts', 'network.unreachable');
    await harness.scheduler.advance(2 * DAY);
    expect([...states]).toEqual(['ready']);
  });

  it('without any listing, as after a sign-in by another tool, is listed at once', async () => {
    const first = await listed();
    for (const path of first.harness.files.paths.filter((path) => path.includes('/catalog/'))) {
      first.harness.files.foreignRemove(path);
    }
    const harness = await restarted(first.harness);
    await harness.scheduler.advance(SECOND);
    expect(harness.intents.state.current().catalogs[first.sessionId]?.status.state).toBe('ready');
  });
});

describe('what a rescan finds', () => {
  const changed = { '111122223333': ['Admin', 'Support'], '777788889999': ['ReadOnly', 'Billing'] };

  async function withChanges() {
    const { harness, sessionId } = await listed();
    harness.provider.accounts = changed;
    await harness.scheduler.advance(DAY + 2 * HOUR);
    return { harness, sessionId };
  }

  it('is counted and named in the state, and listed whole on request', async () => {
    const { harness, sessionId } = await withChanges();
    expect(changesOf(harness, sessionId)).toMatchObject({
      addedRoles: 3,
      removedRoles: 2,
      addedAccounts: 1,
      removedAccounts: 1,
      firstRemoved: [{ roleName: 'ReadOnly' }, { roleName: 'ReadOnly' }],
    });
    expect(valueOf(harness.intents.access.changes(sessionId))?.addedRoles).toHaveLength(3);
  });

  it('is told once in a notification whose click shows the window', async () => {
    const { harness } = await withChanges();
    await harness.scheduler.advance(3 * DAY);
    expect(harness.notices.map(({ title }) => title)).toEqual([
      'Your access changed: 3 roles added, 2 removed',
    ]);
    harness.notices[0]?.onClick();
    expect(harness.shownViews).toEqual(['roles']);
  });

  it('is not told to a person who looks at the window', async () => {
    const { harness, sessionId } = await listed();
    harness.inFront.value = true;
    harness.provider.accounts = changed;
    await harness.scheduler.advance(DAY + 2 * HOUR);
    expect([changesOf(harness, sessionId)?.addedRoles, harness.notices]).toEqual([3, []]);
  });

  it('waits over a restart, without a second notification', async () => {
    const { harness, sessionId } = await withChanges();
    const later = await restarted(harness);
    await later.scheduler.advance(MINUTE);
    expect([changesOf(later, sessionId)?.addedRoles, later.notices]).toEqual([3, []]);
  });

  it('adds up until somebody has seen it, and cancels out', async () => {
    const { harness, sessionId } = await withChanges();
    harness.provider.accounts = { ...changed, '444455556666': ['ReadOnly'] };
    await harness.scheduler.advance(DAY + 2 * HOUR);
    const more = changesOf(harness, sessionId);
    harness.provider.accounts = { '111122223333': ['ReadOnly', 'Admin'], '444455556666': ['ReadOnly'] };
    await harness.scheduler.advance(DAY + 2 * HOUR);
    expect([more?.addedRoles, more?.removedRoles, changesOf(harness, sessionId)]).toEqual([3, 1, undefined]);
  });

  it('is gone once it is dismissed, after a restart too', async () => {
    const { harness, sessionId } = await withChanges();
    valueOf(await harness.intents.access.dismiss(sessionId));
    const later = await restarted(harness);
    expect([changesOf(harness, sessionId), changesOf(later, sessionId)]).toEqual([undefined, undefined]);
  });

  it('goes with its session', async () => {
    const { harness, sessionId } = await withChanges();
    valueOf(await harness.intents.sessions.remove(sessionId, { digest: null, confirmed: true }, window));
    await harness.scheduler.advance(SECOND);
    expect(harness.intents.state.current().accessChanges).toEqual({});
    expect(harness.files.paths.filter((path) => path.includes('/catalog/'))).toEqual([]);
  });

  it('is the same where a person asks for the list again', async () => {
    const { harness, sessionId } = await listed();
    harness.provider.accounts = changed;
    const refreshed = harness.intents.catalog.refresh(sessionId, window);
    await harness.scheduler.advance(MINUTE);
    await refreshed;
    expect(changesOf(harness, sessionId)?.addedRoles).toBe(3);
  });
});

describe('no role is said to be removed', () => {
  it('by a listing that failed half way', async () => {
    const { harness, sessionId } = await listed();
    harness.provider.accounts = { '111122223333': ['ReadOnly', 'Admin'] };
    harness.provider.fail('listRoles', 'server.failed');
    const refreshed = harness.intents.catalog.refresh(sessionId, window);
    await harness.scheduler.advance(MINUTE);
    expect([(await refreshed).ok, changesOf(harness, sessionId)]).toEqual([false, undefined]);
  });

  it('by an account that was closed to us in the midst of it', async () => {
    const { harness, sessionId } = await listed();
    harness.provider.fail('listRoles', 'portal.forbidden');
    const refreshed = harness.intents.catalog.refresh(sessionId, window);
    await harness.scheduler.advance(MINUTE);
    expect([(await refreshed).ok, changesOf(harness, sessionId)]).toEqual([true, undefined]);
    const roles = valueOf(await harness.intents.catalog.roles(sessionId, null, window));
    expect(roles).toHaveLength(3);
  });

  it('by the first listing of a session', async () => {
    const { harness, sessionId } = await listed();
    expect([changesOf(harness, sessionId), harness.notices]).toEqual([undefined, []]);
  });
});
