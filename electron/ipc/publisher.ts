import * as v from 'valibot';
import { contract } from '../../shared/ipc/contract.ts';
import type { Schema } from '../../shared/ipc/schemas.ts';
import { channelName } from '../../shared/ipc/types.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { CatalogChunk } from '../../shared/model/catalog.ts';
import type { Intents } from '../core/intents.ts';
import type { Log } from '../core/ports.ts';

export type ShownView = 'roles' | 'profiles' | 'settings' | 'add-session' | 'sign-out-all';

/** The window that hears events. */
export interface PublishTarget {
  isVisible(): boolean;
  send(channel: string, payload: unknown): void;
}

export interface PublisherOptions {
  readonly intents: Pick<Intents, 'state' | 'catalog'>;
  readonly target: PublishTarget;
  /** Runs a task in a later turn of the event loop; everything until then goes out as one message. */
  readonly later: (task: () => void) => void;
  readonly log: Log;
  /** Checks payloads against the contract; for development and tests. */
  readonly checkPayloads: boolean;
}

export interface Publisher {
  /** To be called when the window has become visible: what it missed goes out. */
  shown(): void;
  showView(view: ShownView): void;
  dispose(): void;
}

/**
 * Pushes state and catalogue to the window, only while it can be seen. The state goes out at most once a turn and never
 * twice in the same version. Catalogue entries that were missed need no repeat: the state tells the length of each log,
 * and the window asks for the rest.
 */
export function createPublisher(options: PublisherOptions): Publisher {
  const { intents, target } = options;
  let lastVersion = -1;
  let newest: AppState | null = null;
  let chunks: CatalogChunk[] = [];
  let scheduled = false;
  let disposed = false;

  function send(channel: string, schema: Schema, payload: unknown): void {
    if (options.checkPayloads && !v.is(schema, payload)) {
      options.log.error('ipc.event-off-contract', { channel });
      return;
    }
    target.send(channel, payload);
  }

  function flush(): void {
    scheduled = false;
    if (disposed || !target.isVisible()) {
      chunks = [];
      return;
    }
    // Entries before the state that counts them, so the window has no gap to ask for.
    for (const chunk of joined(chunks)) {
      send(channelName('catalog', 'appended'), contract.catalog.appended.payload, chunk);
    }
    chunks = [];
    if (newest !== null && newest.version !== lastVersion) {
      lastVersion = newest.version;
      send(channelName('state', 'changed'), contract.state.changed.payload, newest);
    }
    newest = null;
  }

  function schedule(): void {
    if (!scheduled && !disposed) {
      scheduled = true;
      options.later(flush);
    }
  }

  const unsubscribeState = intents.state.subscribe((state) => {
    newest = state;
    schedule();
  });
  const unsubscribeCatalog = intents.catalog.subscribe((chunk) => {
    chunks.push(chunk);
    schedule();
  });

  return {
    shown() {
      newest = intents.state.current();
      schedule();
    },
    showView(view) {
      send(channelName('app', 'showView'), contract.app.showView.payload, { view });
    },
    dispose() {
      disposed = true;
      chunks = [];
      unsubscribeState();
      unsubscribeCatalog();
    },
  };
}

/** Neighbouring parts of one log become one message. */
function joined(chunks: readonly CatalogChunk[]): readonly CatalogChunk[] {
  const result: CatalogChunk[] = [];
  for (const chunk of chunks) {
    const last = result.findLastIndex((earlier) => earlier.sessionId === chunk.sessionId);
    const before = result[last];
    if (before?.generation === chunk.generation && before.offset + before.entries.length === chunk.offset) {
      result[last] = { ...before, entries: [...before.entries, ...chunk.entries] };
    } else {
      result.push(chunk);
    }
  }
  return result;
}
