import type { Bridge } from '../../shared/ipc/types.ts';
import type { CatalogChunk } from '../../shared/model/catalog.ts';
import type { SessionId } from '../../shared/model/session.ts';
import { appendChunk, emptyCatalog, type CatalogIndex } from '../../shared/search/catalog-index.ts';
import type { AppStore } from './app-store.ts';
import type { Timers } from './timers.ts';

/** How often views hear of new entries at most: a portal of a thousand accounts sends a chunk per account. */
const NOTIFY_EVERY_MS = 120;

/** Accounts and roles of every session, assembled from their logs as they arrive. */
export interface CatalogStore {
  /** The same value until something has been added. */
  readonly current: () => ReadonlyMap<SessionId, CatalogIndex>;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispose: () => void;
}

/**
 * Follows `catalog.appended`; where entries are missing (the window came later, or a chunk got lost) the log is read from
 * the place where knowledge ends.
 */
export function createCatalogStore(
  bridge: Pick<Bridge, 'catalog'>,
  appStore: AppStore,
  timers: Timers,
): CatalogStore {
  const indexes = new Map<SessionId, CatalogIndex>();
  const reading = new Set<SessionId>();
  const listeners = new Set<() => void>();
  let published: ReadonlyMap<SessionId, CatalogIndex> = new Map();
  let cancelNotice: (() => void) | null = null;
  let lastNotice = -Infinity;

  const publish = () => {
    cancelNotice = null;
    lastNotice = timers.now();
    published = new Map(indexes);
    for (const listener of listeners) {
      listener();
    }
  };
  const changed = () => {
    cancelNotice ??= timers.after(Math.max(0, lastNotice + NOTIFY_EVERY_MS - timers.now()), publish);
  };

  const take = (chunk: CatalogChunk): boolean => {
    const index = indexes.get(chunk.sessionId) ?? emptyCatalog(chunk.sessionId);
    const outcome = appendChunk(index, chunk);
    if (outcome.type === 'appended') {
      indexes.set(chunk.sessionId, outcome.index);
      changed();
      return true;
    }
    if (outcome.type === 'gap') {
      void read(chunk.sessionId, outcome.generation, outcome.offset);
    }
    return false;
  };

  const read = async (sessionId: SessionId, generation: number, offset: number) => {
    if (reading.has(sessionId)) {
      return;
    }
    reading.add(sessionId);
    const reply = await bridge.catalog.read({ sessionId, generation, offset });
    reading.delete(sessionId);
    // Only progress asks for more, so a log that cannot be had is not asked for without end.
    if (reply.ok && take(reply.value)) {
      compare();
    }
  };

  /** Reads what AppState says is there and we do not have; forgets sessions that are gone. */
  const compare = () => {
    const state = appStore.current();
    if (state === null) {
      return;
    }
    for (const { record } of state.sessions) {
      const view = state.catalogs[record.id];
      const index = indexes.get(record.id) ?? emptyCatalog(record.id);
      if (view === undefined) {
        continue;
      }
      if (view.generation > index.generation && index.length > 0) {
        void read(record.id, view.generation, 0);
      } else if (view.generation >= index.generation && view.length > index.length) {
        void read(record.id, Math.max(view.generation, index.generation), index.length);
      }
    }
    const alive = new Set(state.sessions.map(({ record }) => record.id));
    for (const sessionId of indexes.keys()) {
      if (!alive.has(sessionId)) {
        indexes.delete(sessionId);
        changed();
      }
    }
  };

  const unsubscribeChunks = bridge.catalog.appended(take);
  const unsubscribeState = appStore.subscribe(compare);
  compare();
  return {
    current: () => published,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      unsubscribeChunks();
      unsubscribeState();
      cancelNotice?.();
      listeners.clear();
    },
  };
}
