import { describe, expect, it } from 'vitest';
import { appError } from '../../../shared/model/app-error.ts';
import { DAY, SECOND, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { createCoreHarness, valueOf } from '../../fakes/core-harness.ts';

const latency: Millis = 60;
const pageSize = 100;

/**
 * A portal of `count` accounts that answers after 60 ms and allows 20 requests a second, as a bucket that refills evenly
 * (protocol/aws.md §3). It counts what it is asked, and what it refuses.
 */
async function discovery(count: number) {
  const harness = createCoreHarness();
  const { provider, scheduler, clock } = harness;
  const accounts = Array.from({ length: count }, (_, index) => ({
    accountId: String(100000000000 + index),
    accountName: `Account ${String(index)}`,
    emailAddress: null,
  }));
  const requests: number[] = [];
  const start = { at: 0 };
  let refused = 0;
  let allowance = 20;
  let countedAt = clock.monotonic();

  async function answer<T>(value: () => T): Promise<Result<T>> {
    requests.push(clock.monotonic() - start.at);
    allowance = Math.min(20, allowance + ((clock.monotonic() - countedAt) / SECOND) * 20);
    countedAt = clock.monotonic();
    await new Promise<void>((resolve) => scheduler.after(latency, resolve));
    if (allowance < 1) {
      refused += 1;
      return err(appError('portal.throttled'));
    }
    allowance -= 1;
    return ok(value());
  }
  provider.listAccounts = (_session, _token, after) =>
    answer(() => {
      const from = Number(after ?? 0);
      const next = from + pageSize;
      return { items: accounts.slice(from, next), nextToken: next < count ? String(next) : null };
    });
  provider.listRoles = () => answer(() => ({ items: ['ReadOnly', 'Admin'], nextToken: null }));
  provider.tokenLife = DAY;

  const sessionId = await harness.addSession();
  const firsts: { accounts?: Millis; roles?: Millis } = {};
  harness.intents.catalog.subscribe(({ entries }) => {
    for (const { type } of entries) {
      firsts[type === 'account' ? 'accounts' : 'roles'] ??= clock.monotonic() - start.at;
    }
  });
  const signingIn = await harness.startSignIn(sessionId);
  start.at = clock.monotonic();
  signingIn.loopback.callback({ code: 'the-code', state: signingIn.loopback.options.state });
  const finished = signingIn.outcome;
  while (harness.intents.state.current().catalogs[sessionId]?.status.state !== 'ready') {
    await scheduler.advance(10);
  }
  valueOf(await finished);
  return { took: clock.monotonic() - start.at, requests, refused: () => refused, firsts };
}

describe.each([300, 800])('the discovery of %i accounts at 60 ms and 20 requests a second', (count) => {
  it('shows the first rows after the first answers, and is complete in the time that the quota allows', async () => {
    const { took, requests, refused, firsts } = await discovery(count);
    const busiest = Math.max(
      ...requests.map((at) => requests.filter((other) => other >= at && other < at + SECOND).length),
    );
    expect(requests).toHaveLength(count + Math.ceil(count / pageSize));
    expect(firsts.accounts).toBeLessThanOrEqual(latency + 10);
    expect(firsts.roles).toBeLessThanOrEqual(2 * latency + 20);
    expect(took / SECOND).toBeLessThanOrEqual(1.2 * (requests.length / 20));
    expect(busiest).toBeLessThanOrEqual(20);
    expect(refused()).toBe(0);
  });
});
