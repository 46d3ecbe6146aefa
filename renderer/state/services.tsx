import { createContext, useContext, useEffect, useReducer, useRef, useSyncExternalStore } from 'react';
import type { Translate } from '../../shared/i18n/translate.ts';
import type { Bridge } from '../../shared/ipc/types.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { SessionId } from '../../shared/model/session.ts';
import type { CatalogIndex } from '../../shared/search/catalog-index.ts';
import type { TimeStyle } from '../../shared/time/absolute-time.ts';
import type { AppStore } from './app-store.ts';
import type { CatalogStore } from './catalog-store.ts';
import type { Preferences } from './preferences.ts';
import { sameJson } from './structural-equality.ts';
import type { Ticker } from './ticker.ts';
import type { Timers } from './timers.ts';

/** What every part of the window may use. Made once in `main.tsx`, by hand in tests. */
export interface Services {
  readonly bridge: Bridge;
  readonly t: Translate;
  readonly timeStyle: TimeStyle;
  readonly appStore: AppStore;
  readonly catalogStore: CatalogStore;
  readonly ticker: Ticker;
  readonly timers: Timers;
  readonly preferences: Preferences;
}

const ServicesContext = createContext<Services | null>(null);

export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) {
    throw new Error('no services around this component');
  }
  return services;
}

/** The words of the window. */
export function useTranslate(): Translate {
  return useServices().t;
}

export function useBridge(): Bridge {
  return useServices().bridge;
}

/**
 * A part of the snapshot. The value stays the same object while it says the same, so a component renders again only for
 * what it shows. Use below `Ready` only, where there is a snapshot.
 */
export function useAppState<T>(select: (state: AppState) => T): T {
  const { appStore } = useServices();
  const last = useRef<{ value: T } | null>(null);
  const read = () => {
    const state = appStore.current();
    if (state === null) {
      throw new Error('the snapshot has not come yet');
    }
    const value = select(state);
    if (last.current === null || !sameJson(last.current.value, value)) {
      last.current = { value };
    }
    return last.current.value;
  };
  return useSyncExternalStore(appStore.subscribe, read);
}

/** Whether the first snapshot has come. */
export function useReady(): boolean {
  const { appStore } = useServices();
  return useSyncExternalStore(appStore.subscribe, () => appStore.current() !== null);
}

/** All accounts and roles known so far. */
export function useCatalogs(): ReadonlyMap<SessionId, CatalogIndex> {
  const { catalogStore } = useServices();
  return useSyncExternalStore(catalogStore.subscribe, catalogStore.current);
}

/** The time now, kept fresh: the component renders again after `delayOf(now)` milliseconds, while the window is seen. */
export function useNow(delayOf: (now: Instant) => number): Instant {
  const { ticker } = useServices();
  const [, wake] = useReducer((count: number) => count + 1, 0);
  const latest = useRef(delayOf);
  useEffect(() => {
    latest.current = delayOf;
  });
  useEffect(() => ticker.every((now) => latest.current(now), wake), [ticker]);
  return ticker.now();
}
