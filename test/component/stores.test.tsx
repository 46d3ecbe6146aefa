import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../renderer/state/app-store.ts';
import { createTicker } from '../../renderer/state/ticker.ts';
import { sameJson } from '../../renderer/state/structural-equality.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import { createFakeBridge } from '../fakes/fake-bridge.ts';
import { anAppState } from '../fakes/window-fixtures.ts';
import { createFakeTimers } from './support/fake-timers.ts';
import { start } from './support/render-window.tsx';

const version = (number: number): AppState => anAppState(start, { version: number });

describe('the copy of the snapshot', () => {
  it('keeps what came while the first was being fetched, if that is newer', async () => {
    const fake = createFakeBridge({ state: { current: async () => ({ ok: true, value: version(3) }) } });
    const store = createAppStore(fake.bridge);
    fake.emit('state', 'changed', version(5));
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect(store.current()?.version).toBe(5);
  });

  it('drops older versions and repeats, without a word to anybody', async () => {
    const fake = createFakeBridge({ state: { current: async () => ({ ok: true, value: version(3) }) } });
    const store = createAppStore(fake.bridge);
    await new Promise((resolve) => setTimeout(resolve));
    let heard = 0;
    store.subscribe(() => (heard += 1));
    fake.emit('state', 'changed', version(2));
    fake.emit('state', 'changed', version(3));
    fake.emit('state', 'changed', version(4));
    expect(heard).toBe(1);
    expect(store.current()?.version).toBe(4);
  });
});

describe('the ticker', () => {
  it('wakes each clock when it is due, with one timer', () => {
    const timers = createFakeTimers(0);
    const ticker = createTicker(timers);
    const woken: string[] = [];
    ticker.every(
      () => 1000,
      () => woken.push('second'),
    );
    ticker.every(
      () => 2500,
      () => woken.push('slow'),
    );
    expect(timers.pending()).toBe(1);
    timers.advance(3000);
    expect(woken).toEqual(['second', 'second', 'slow', 'second']);
  });

  it('has no timer when there is no clock', () => {
    const timers = createFakeTimers(0);
    const stop = createTicker(timers).every(
      () => 1000,
      () => undefined,
    );
    stop();
    expect(timers.pending()).toBe(0);
  });

  it('looks at the wall clock now and then, which may have been set', () => {
    const timers = createFakeTimers(0);
    let offset = 0;
    const ticker = createTicker({ ...timers, now: () => timers.now() + offset });
    let woken = 0;
    ticker.every(
      () => 3_600_000,
      () => (woken += 1),
    );
    offset = 4_000_000;
    timers.advance(30_000);
    expect(woken).toBe(1);
    offset = -4_000_000;
    timers.advance(30_000);
    expect(woken).toBe(2);
  });
});

describe('structural equality', () => {
  it.each([
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ b: undefined }, { a: 1 }, false],
    [[1, 2], [1], false],
    [[], {}, false],
    [null, {}, false],
    ['1', 1, false],
  ])('of %j and %j is %j', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
  });
});
