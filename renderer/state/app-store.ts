import type { Bridge } from '../../shared/ipc/types.ts';
import type { AppState } from '../../shared/model/app-state.ts';

/** The window's copy of main's one snapshot. Null until the first has come. */
export interface AppStore {
  readonly current: () => AppState | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispose: () => void;
}

/**
 * Subscribes first, then fetches, and drops whatever is older than what it has: no change can fall between the two
 * (style.md §2.5).
 */
export function createAppStore(bridge: Pick<Bridge, 'state'>): AppStore {
  let state: AppState | null = null;
  const listeners = new Set<() => void>();
  const take = (next: AppState) => {
    if (state !== null && next.version <= state.version) {
      return;
    }
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };
  const unsubscribe = bridge.state.changed(take);
  void bridge.state.current({}).then((reply) => {
    if (reply.ok) {
      take(reply.value);
    }
  });
  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      unsubscribe();
      listeners.clear();
    },
  };
}
