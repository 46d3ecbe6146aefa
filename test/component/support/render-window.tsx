import './window-dom.ts';
import { act, cleanup, configure, render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { afterEach } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { createAppStore } from '../../../renderer/state/app-store.ts';
import { createCatalogStore } from '../../../renderer/state/catalog-store.ts';
import { createPreferences } from '../../../renderer/state/preferences.ts';
import { ServicesProvider } from '../../../renderer/state/services.tsx';
import { createTicker } from '../../../renderer/state/ticker.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { instant, type Instant } from '../../../shared/model/instant.ts';
import { createFakeWorld, type FakeWorld } from '../../fakes/fake-world.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';

export const start: Instant = instant(Date.UTC(2026, 10, 22, 11, 50));

export interface RenderedWindow {
  readonly user: UserEvent;
  readonly world: FakeWorld;
  readonly timers: FakeTimers;
  /** Lets time pass, and React catch up. */
  pass(ms: number): Promise<void>;
  /** Changes the world, and lets React catch up. */
  change(run: (world: FakeWorld) => void): Promise<void>;
}

afterEach(cleanup);

// A wait ends as soon as its condition holds; this is only when it gives up, on a machine as slow as may be.
configure({ asyncUtilTimeout: 10_000 });

/**
 * Lets answers of the fake come (in microtasks) and React paint what they changed. React may spread that over
 * several turns of the event loop when the machine is busy, so one turn is not enough.
 */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
}

/** The same hands, which look up only after the window has answered. */
function patient(user: UserEvent): UserEvent {
  return new Proxy(user, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const outcome: unknown = await Reflect.apply(value, target, args);
        await act(turns);
        return outcome;
      };
    },
  });
}

/** The whole window over a fake main process, with its time moved by hand. */
export async function renderWindow(
  options: Parameters<typeof createFakeWorld>[0] = {},
  prepare: (world: FakeWorld) => void = () => undefined,
): Promise<RenderedWindow> {
  const timers = createFakeTimers(start);
  const world = createFakeWorld({ now: () => instant(timers.now()), ...options });
  prepare(world);
  const storage = new Map<string, string>();
  const appStore = createAppStore(world.bridge);
  const services = {
    bridge: world.bridge,
    t: createTranslate('en'),
    timeStyle: { locale: 'en', timeZone: 'UTC' },
    appStore,
    catalogStore: createCatalogStore(world.bridge, appStore, timers),
    ticker: createTicker(timers),
    timers,
    preferences: createPreferences({
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => storage.set(key, value),
    }),
  };
  render(
    <ServicesProvider value={services}>
      <App />
    </ServicesProvider>,
  );
  const settle = async (run: () => void) => {
    await act(async () => {
      run();
      await turns();
    });
  };
  const rendered: RenderedWindow = {
    user: patient(userEvent.setup({ delay: null })),
    world,
    timers,
    pass: (ms) =>
      settle(() => {
        timers.advance(ms);
      }),
    change: async (run) => {
      await settle(() => {
        run(world);
      });
      await rendered.pass(150);
    },
  };
  await rendered.pass(1);
  await rendered.pass(150);
  return rendered;
}
