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

describe('the request pacer', () => {
  it('never starts more than the burst and 18 a second after it', async () => {
    const { scheduler, startedAt, call } = setUp();
    const calls = Array.from({ length: 200 }, () => call());
    await scheduler.advance(20 * SECOND);
    await Promise.all(calls);
    const busiestSecond = Math.max(
      ...startedAt
        .slice(15)
        .map((at) => startedAt.slice(15).filter((other) => other >= at && other < at + SECOND).length),
    );
    expect({
      started: startedAt.length,
      busiestSecond: busiestSecond <= 19,
      last: startedAt.at(-1)! > 9 * SECOND,
    }).toEqual({
      started: 200,
      busiestSecond: true,
      last: true,
    });
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
