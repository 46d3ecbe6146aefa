import { describe, expect, it } from 'vitest';
import type { CatalogChunk } from '../../../shared/model/catalog.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

async function signedIn(accounts?: Record<string, readonly string[]>) {
  const harness = createCoreHarness();
  if (accounts !== undefined) {
    harness.provider.accounts = accounts;
  }
  const chunks: CatalogChunk[] = [];
  harness.intents.catalog.subscribe((chunk) => chunks.push(chunk));
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  return { ...harness, chunks, sessionId };
}

const manyAccounts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [String(100000000000 + index), ['ReadOnly', 'Admin']]),
  );

describe('listing accounts and roles', () => {
  it('begins by itself after a sign-in and ends with what the portal has', async () => {
    const { intents, scheduler, sessionId } = await signedIn();
    await scheduler.advance(5 * SECOND);
    expect(intents.state.current().catalogs[sessionId]?.status).toMatchObject({
      state: 'ready',
      accounts: 2,
      roles: 3,
    });
  });

  it('announces accounts before their roles, and every chunk where the one before ended', async () => {
    const { scheduler, chunks } = await signedIn();
    await scheduler.advance(5 * SECOND);
    const entries = chunks.flatMap((chunk) => chunk.entries);
    let next = 0;
    const gaps = chunks.filter((chunk) => {
      const isGap = chunk.offset !== next;
      next = chunk.offset + chunk.entries.length;
      return isGap;
    });
    expect([entries.map((entry) => entry.type), gaps]).toEqual([
      ['account', 'account', 'roles', 'roles'],
      [],
    ]);
  });

  it('tells how far it is while it runs', async () => {
    const { intents, scheduler, sessionId } = await signedIn(manyAccounts(100));
    await scheduler.advance(2 * SECOND);
    expect(intents.state.current().catalogs[sessionId]?.status).toMatchObject({
      state: 'listing',
      accountsTotal: 100,
    });
  });

  it('of 300 accounts takes no longer than the pace of 18 a second allows, and sees no throttling', async () => {
    const { intents, scheduler, clock, sessionId } = await signedIn(manyAccounts(300));
    const start = clock.monotonic();
    while (intents.state.current().catalogs[sessionId]?.status.state !== 'ready') {
      await scheduler.advance(SECOND / 10);
    }
    expect((clock.monotonic() - start) / SECOND).toBeLessThan(1.2 * (301 / 18));
  });

  it('runs once however many ask', async () => {
    const { intents, scheduler, provider, sessionId } = await signedIn();
    const all = Promise.all(Array.from({ length: 10 }, () => intents.catalog.roles(sessionId, null, window)));
    await scheduler.advance(5 * SECOND);
    await all;
    expect(provider.count('listAccounts')).toBe(1);
  });

  it('leaves out an account whose roles are closed to us, and keeps the others', async () => {
    const { intents, scheduler, provider, sessionId } = await signedIn();
    provider.fail('listRoles', 'portal.forbidden');
    await scheduler.advance(5 * SECOND);
    expect(valueOf(await intents.catalog.roles(sessionId, null, window)).map((row) => row.accountId)).toEqual(
      ['444455556666'],
    );
  });

  it('fails with the reason, keeps what it has, and can be tried again', async () => {
    const { intents, scheduler, provider, sessionId } = await signedIn();
    provider.fail('listRoles', 'server.failed');
    await scheduler.advance(5 * SECOND);
    const failed = intents.state.current().catalogs[sessionId]?.status;
    const again = intents.catalog.refresh(sessionId, window);
    await scheduler.advance(5 * SECOND);
    await again;
    expect([failed, intents.state.current().catalogs[sessionId]?.status]).toMatchObject([
      { state: 'failed', error: { code: 'server.failed' } },
      { state: 'ready', accounts: 2 },
    ]);
  });

  it('anew keeps the old list until the new one is complete, then replaces it at once', async () => {
    const { intents, scheduler, provider, chunks, sessionId } = await signedIn();
    await scheduler.advance(5 * SECOND);
    provider.accounts = { '111122223333': ['ReadOnly'] };
    chunks.length = 0;
    const refreshed = intents.catalog.refresh(sessionId, window);
    await scheduler.advance(5 * SECOND);
    await refreshed;
    expect(chunks).toMatchObject([
      { offset: 0, entries: [{ type: 'account' }, { type: 'roles', roleNames: ['ReadOnly'] }] },
    ]);
  });

  it('is shown from the cache after a restart, without asking the portal', async () => {
    const first = await signedIn();
    await first.scheduler.advance(5 * SECOND);
    const second = createCoreHarness({ files: first.files, settings: first.settings });
    await second.core.restore();
    const rows = valueOf(await second.intents.catalog.roles(first.sessionId, null, window));
    expect([rows.length, second.provider.count('listAccounts')]).toEqual([3, 0]);
  });

  it('keeps no secret on disk', async () => {
    const { scheduler, files, sessionId } = await signedIn();
    await scheduler.advance(5 * SECOND);
    const cached = files.textOf(`/home/user/.config/latchkey/catalog/${sessionId}.json`) ?? '';
    expect([cached.includes('111122223333'), /access-|refresh-|secret/.test(cached)]).toEqual([true, false]);
  });

  it('is found by a pasted ARN, the role it names first', async () => {
    const { intents, scheduler, sessionId } = await signedIn();
    await scheduler.advance(5 * SECOND);
    const arn = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/someone';
    const [first] = valueOf(await intents.catalog.roles(sessionId, arn, window));
    expect([first?.accountId, first?.roleName]).toEqual(['111122223333', 'Admin']);
  });
});

describe('a practice session', () => {
  it('lives in its own home and starts the practice cloud only while it exists', async () => {
    const { intents, practice, files, startSignIn } = createCoreHarness();
    const sessionId = valueOf(
      await intents.sessions.addPractice({ name: 'lab', accounts: 3, rolesPerAccount: 2 }, window),
    );
    const running = practice.running;
    const { outcome, loopback } = await startSignIn(sessionId);
    loopback.callback({ code: 'x', state: loopback.options.state });
    valueOf(await outcome);
    const outside = files.paths.filter((path) => !path.startsWith('/home/user/.config/latchkey/'));
    valueOf(await intents.sessions.remove(sessionId, unasked, window));
    expect([running, outside, practice.running]).toEqual([1, [], 0]);
  });
});
