import { describe, expect, it } from 'vitest';
import { createRequestPacer } from '../../../electron/core/catalog/request-pacer.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { createFakeRandom } from '../../fakes/fake-random.ts';
import { createFakeScheduler } from '../../fakes/fake-scheduler.ts';

function setUp() {
  const scheduler = createFakeScheduler();
  const pacer = createRequestPacer({ clock: scheduler.clock, scheduler, random: createFakeRandom() });
  const startedAt: number[] = [];
  const never = new AbortController().signal;
  const start = scheduler.clock.monotonic();
  const call = (outcome: () => Promise<Result<string>> = () => Promise.resolve(ok('done'))) =>
    pacer.run('listing', never, () => {
      startedAt.push(scheduler.clock.monotonic() - start);
      return outcome();
    });
  return { scheduler, pacer, startedAt, call, never };
}

/** How many of the instants lie in the second that has most of them. */
function busiest(instants: readonly number[]): number {
  return Math.max(
    ...instants.map((at) => instants.filter((other) => other >= at && other < at + SECOND).length),
  );
}

describe('the request pacer', () => {
  it('never starts more than 18 calls of a listing in any second, nor makes it wait for less', async () => {
    const { scheduler, startedAt, call } = setUp();
    const calls = Array.from({ length: 200 }, () => call());
    await scheduler.advance(20 * SECOND);
    await Promise.all(calls);
    expect(startedAt).toHaveLength(200);
    expect(busiest(startedAt)).toBe(18);
    expect(startedAt.at(-1)! / SECOND).toBeLessThan(200 / 18);
  });

  it('leaves room in the quota for a person in the midst of a listing, and never passes it', async () => {
    const { scheduler, pacer, startedAt, call, never } = setUp();
    const listing = Array.from({ length: 100 }, () => call());
    await scheduler.advance(500);
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const askedAt = scheduler.clock.monotonic();
      const asked = pacer.run('user', never, () => {
        waits.push(scheduler.clock.monotonic() - askedAt);
        startedAt.push(scheduler.clock.monotonic());
        return Promise.resolve(ok('done'));
      });
      await scheduler.advance(700);
      await asked;
    }
    await scheduler.advance(10 * SECOND);
    await Promise.all(listing);
    expect(Math.max(...waits)).toBeLessThan(100);
    expect(busiest(startedAt)).toBeLessThanOrEqual(20);
  });

  it('keeps background calls to two a second, behind everything else', async () => {
    const { scheduler, pacer, never } = setUp();
    const order: string[] = [];
    const times: number[] = [];
    const all = Array.from({ length: 10 }, () =>
      pacer.run('background', never, () => {
        order.push('background');
        times.push(scheduler.clock.monotonic());
        return Promise.resolve(ok('done'));
      }),
    );
    const listing = pacer.run('listing', never, () => {
      order.push('listing');
      return Promise.resolve(ok('done'));
    });
    await scheduler.advance(20 * SECOND);
    await Promise.all([...all, listing]);
    expect([order.indexOf('listing'), busiest(times)]).toEqual([1, 2]);
  });

  it('takes what waits in the background along when somebody begins to wait for it', async () => {
    const { scheduler, pacer, never } = setUp();
    let priority: 'background' | 'listing' = 'background';
    let done = 0;
    const all = Array.from({ length: 30 }, () =>
      pacer.run(
        () => priority,
        never,
        () => {
          done += 1;
          return Promise.resolve(ok('done'));
        },
      ),
    );
    await scheduler.advance(SECOND);
    const slowly = done;
    priority = 'listing';
    await scheduler.advance(2 * SECOND);
    await Promise.all(all);
    expect([slowly, done]).toEqual([2, 30]);
  });

  it('has at most five calls in flight', async () => {
    const { scheduler, call } = setUp();
    let inFlight = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const calls = Array.from({ length: 12 }, () =>
      call(async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await new Promise<void>((resolve) => release.push(resolve));
        inFlight -= 1;
        return ok('done');
      }),
    );
    for (let finished = 0; finished < calls.length; finished += release.splice(0).map((go) => go()).length) {
      await scheduler.advance(SECOND);
    }
    await Promise.all(calls);
    expect(most).toBe(5);
  });

  it('lets a call of the user go before a listing that waits', async () => {
    const { scheduler, pacer, never } = setUp();
    const order: string[] = [];
    const note = (name: string) => () => {
      order.push(name);
      return Promise.resolve(ok(name));
    };
    const first = Array.from({ length: 40 }, (_, index) =>
      pacer.run('listing', never, note(`listing ${String(index)}`)),
    );
    const user = pacer.run('user', never, note('user'));
    await scheduler.advance(10 * SECOND);
    await Promise.all([...first, user]);
    expect(order.indexOf('user')).toBeLessThan(20);
  });

  it('tries a throttled call again, slower, and gives its answer', async () => {
    const { scheduler, call } = setUp();
    let refusals = 3;
    const outcome = call(() =>
      Promise.resolve((refusals -= 1) >= 0 ? err(appError('portal.throttled')) : ok('at last')),
    );
    await scheduler.advance(30 * SECOND);
    expect(await outcome).toEqual(ok('at last'));
  });

  it('tells at once that the portal slows it down', async () => {
    const { scheduler, pacer, never } = setUp();
    const told: number[] = [];
    const start = scheduler.clock.monotonic();
    const outcome = pacer.run(
      'listing',
      never,
      () => Promise.resolve(told.length < 2 ? err(appError('portal.throttled')) : ok('at last')),
      () => told.push(scheduler.clock.monotonic() - start),
    );
    await scheduler.advance(30 * SECOND);
    expect([await outcome, told.length, told[0]]).toEqual([ok('at last'), 2, 0]);
  });

  it('slows down once for calls that were refused together', async () => {
    const { scheduler, call, startedAt } = setUp();
    let refusals = 5;
    const refuse = async () => {
      await new Promise<void>((resolve) => scheduler.after(60, resolve));
      return (refusals -= 1) >= 0 ? err(appError('portal.throttled')) : ok('done');
    };
    const calls = Array.from({ length: 60 }, () => call(refuse));
    await scheduler.advance(10 * SECOND);
    await Promise.all(calls);
    // Half of 18 a second at first, and rising: not the two a second that five halvings would leave.
    expect(startedAt.filter((at) => at < 3 * SECOND).length).toBeGreaterThan(25);
  });

  it('gives up on a portal that throttles for ever', async () => {
    const { scheduler, call, startedAt } = setUp();
    const outcome = call(() => Promise.resolve(err(appError('portal.throttled'))));
    await scheduler.advance(120 * SECOND);
    expect([await outcome, startedAt.length]).toEqual([err(appError('portal.throttled')), 8]);
  });

  it('drops a call that is cancelled while it waits', async () => {
    const { scheduler, pacer, call } = setUp();
    const controller = new AbortController();
    const others = Array.from({ length: 30 }, () => call());
    let ran = false;
    const cancelled = pacer.run('listing', controller.signal, () => {
      ran = true;
      return Promise.resolve(ok('too late'));
    });
    controller.abort();
    await scheduler.advance(10 * SECOND);
    await Promise.all(others);
    expect([await cancelled, ran]).toEqual([err(appError('app.cancelled')), false]);
  });
});
