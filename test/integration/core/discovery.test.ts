import { describe, expect, it } from 'vitest';
import { createClock } from '../../../electron/adapters/clock.ts';
import { createScheduler } from '../../../electron/adapters/scheduler.ts';
import type { CatalogStatus } from '../../../shared/model/catalog.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { valueOf } from '../../fakes/core-harness.ts';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

const accounts = 100;
const window = { origin: 'window' } as const;

/** Settles when the listing of a session has come to what is wanted. */
function listed(
  { core }: RealCore,
  sessionId: SessionId,
  wanted: (status: CatalogStatus) => boolean,
): Promise<CatalogStatus> {
  return new Promise((resolve) => {
    const look = () => {
      const status = core.store.current().catalogs[sessionId]?.status;
      if (status !== undefined && wanted(status)) {
        unsubscribe();
        resolve(status);
      }
    };
    const unsubscribe = core.store.subscribe(look);
    look();
  });
}

describe('a portal that answers after 60 ms and allows 20 requests a second', () => {
  it('is listed over a restart without asking for an account twice, nor too fast', async () => {
    const clock = createClock();
    await using practice = await startTestCloud({
      now: () => clock.now(),
      after: createScheduler(clock).after,
      accounts,
      rolesPerAccount: 3,
    });
    const { cloud } = practice;
    await using first = await startRealCore();
    const sessionId = await first.addSession('big', cloud);
    cloud.faults.latencyMs = 60;
    cloud.faults.throttle = { perSecond: 20 };
    valueOf(await first.core.intents.signIn.start({ sessionId, openBrowser: true }, window));
    await listed(first, sessionId, (status) => status.state === 'listing' && status.accountsListed >= 40);
    await first.core.dispose();
    const asked = cloud.log.count('ListAccountRoles');

    await using second = await startRealCore({ after: first });
    await second.core.restore();
    const atOnce = await listed(second, sessionId, ({ state }) => state === 'listing');
    const status = await listed(second, sessionId, ({ state }) => state === 'ready' || state === 'failed');
    expect(status).toMatchObject({ state: 'ready', accounts, roles: 3 * accounts });
    expect(atOnce.state === 'listing' ? atOnce.accountsListed : 0).toBeGreaterThanOrEqual(40);
    expect(asked).toBeLessThan(accounts);
    // Five calls at most were on their way when the first run ended.
    expect(cloud.log.count('ListAccountRoles')).toBeLessThanOrEqual(accounts + 5);
    expect(cloud.log.entries.filter((entry) => entry.status === 429)).toEqual([]);
  });
});
