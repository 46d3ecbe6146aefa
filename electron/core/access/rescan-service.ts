import type { AppState } from '../../../shared/model/app-state.ts';
import { MINUTE, type Instant, type Millis } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { Cancel, Clock, Log, Random, Scheduler } from '../ports.ts';
import { fraction } from '../wait.ts';
import { nextRescan } from './rescan-plan.ts';

export interface RescanPorts {
  readonly store: AppStore;
  readonly catalog: CatalogService;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
}

/** A deadline that rings so much later than planned was slept through. */
const sleptThrough: Millis = MINUTE;

interface Planned {
  cancel: Cancel;
  failedAt: Instant | null;
}

/**
 * Looks at every signed-in session once a day in the background, at computed deadlines: when it has been signed in to, a
 * day after its last complete listing, and where a listing was cut off. What has never been listed is listed at once.
 */
export function createRescans(ports: RescanPorts) {
  const { store, catalog, clock, scheduler, random, log } = ports;
  const planned = new Map<SessionId, Planned>();
  let unsubscribe: Cancel = () => undefined;

  function completedAt(sessionId: SessionId): Instant | null {
    const status = store.current().catalogs[sessionId]?.status;
    return status?.state === 'ready' ? status.fetchedAt : null;
  }

  function plan(sessionId: SessionId, due: boolean): void {
    const entry = planned.get(sessionId);
    if (entry === undefined) {
      return;
    }
    entry.cancel();
    const now = clock.now();
    const last = completedAt(sessionId);
    const history = { completedAt: last ?? now, failedAt: entry.failedAt, due: due || last === null };
    const at = nextRescan(history, now, fraction(random));
    entry.cancel = scheduler.at(at, () => {
      if (clock.now() - at > sleptThrough) {
        // Just awake: the network is not there yet.
        plan(sessionId, true);
      } else {
        void rescan(sessionId);
      }
    });
  }

  async function rescan(sessionId: SessionId): Promise<void> {
    const outcome = await catalog.refresh(sessionId, { background: true });
    const entry = planned.get(sessionId);
    if (entry !== undefined && !outcome.ok) {
      log.info('access.rescan-failed', { code: outcome.error.code });
      entry.failedAt = clock.now();
      plan(sessionId, false);
    }
  }

  /** The first look at a session in this run: what it has decides whether it can wait. */
  async function follow(sessionId: SessionId, isStart: boolean): Promise<void> {
    const entry: Planned = { cancel: () => undefined, failedAt: null };
    planned.set(sessionId, entry);
    const { complete, cutOff } = await catalog.standing(sessionId);
    if (planned.get(sessionId) !== entry) {
      return;
    }
    if (complete && !cutOff) {
      plan(sessionId, !isStart);
      return;
    }
    const outcome = await catalog.refresh(sessionId, { background: complete });
    if (planned.get(sessionId) === entry && !outcome.ok) {
      entry.failedAt = clock.now();
      plan(sessionId, false);
    }
  }

  function compare({ sessions }: AppState, isStart: boolean): void {
    const active = new Set(
      sessions.filter(({ phase }) => phase.state === 'active').map(({ record }) => record.id),
    );
    for (const [sessionId, { cancel }] of planned) {
      if (!active.has(sessionId)) {
        cancel();
        planned.delete(sessionId);
        catalog.stopBackground(sessionId);
      }
    }
    for (const sessionId of active) {
      if (!planned.has(sessionId)) {
        void follow(sessionId, isStart);
      }
    }
  }

  catalog.onCompleted(({ sessionId }) => {
    const entry = planned.get(sessionId);
    if (entry !== undefined) {
      entry.failedAt = null;
      plan(sessionId, false);
    }
  });

  return {
    /** To be called when sessions and tokens of the last run are known. */
    start(): void {
      compare(store.current(), true);
      unsubscribe = store.subscribe((state) => {
        compare(state, false);
      });
    },

    dispose(): void {
      unsubscribe();
      planned.forEach(({ cancel }) => {
        cancel();
      });
      planned.clear();
    },
  };
}
