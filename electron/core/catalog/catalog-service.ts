import { appError } from '../../../shared/model/app-error.ts';
import type { Account, CatalogChunk, CatalogStatus } from '../../../shared/model/catalog.ts';
import { addMillis, HOUR, type Instant, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { withCatalog, type AppStore } from '../app-store.ts';
import type { Clock, Random, Scheduler } from '../ports.ts';
import { SingleFlight } from '../single-flight.ts';
import type { CachedCatalog, CatalogCache } from './catalog-cache.ts';
import { CatalogLog, type CatalogRow } from './catalog-log.ts';
import { listCatalog } from './list-catalog.ts';
import { listedRecordOf, listedSessionOf } from './listed-sessions.ts';
import { createListingReport } from './listing-report.ts';
import { createRequestPacer, type Priority, type RequestPacer } from './request-pacer.ts';
import type { RoleSources } from './role-source.ts';

export interface CatalogPorts {
  readonly store: AppStore;
  readonly sources: RoleSources;
  readonly cache: CatalogCache;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
}

export interface RefreshOptions {
  /** In the background nothing is shown until it is complete, and a failure leaves what is shown. */
  readonly background?: boolean;
  /** Ends a listing under way and takes nothing over from one that was cut off: another person may have signed in. */
  readonly afresh?: boolean;
}

/** A listing that came to its end, beside the one before; null where there was none to compare with. */
export interface CompletedListing {
  readonly sessionId: SessionId;
  readonly before: CatalogLog | null;
  readonly after: CatalogLog;
  readonly at: Instant;
}

/** Lists accounts and roles page by page, paced, and keeps the log of what was found. */
export interface CatalogService {
  read(sessionId: SessionId, generation: number, offset: number): CatalogChunk;
  subscribe(listener: (chunk: CatalogChunk) => void): () => void;
  /** Called with each listing that is complete; never with a failed or partial one. */
  onCompleted(listener: (listing: CompletedListing) => void): void;
  /** Lists anew, or goes on where a listing was cut off; joins one under way, and hurries it unless in the background. */
  refresh(sessionId: SessionId, options?: RefreshOptions): Promise<Result<void>>;
  /** The listing as far as it is known: waits for one under way, reads the cache, lists if there is nothing. */
  ready(sessionId: SessionId): Promise<Result<CatalogLog>>;
  /** What is known without asking the server; an empty log if nothing is. */
  known(sessionId: SessionId): Promise<CatalogLog>;
  /** What is known of an account now, e.g. for showing its name. */
  account(sessionId: SessionId, accountId: string): Account | null;
  /** Whether a complete listing is known, and whether a later one was cut off. */
  standing(sessionId: SessionId): Promise<{ readonly complete: boolean; readonly cutOff: boolean }>;
  /** Ends a listing that runs in the background. */
  stopBackground(sessionId: SessionId): void;
  /** Ends what runs and forgets everything of the session, on disk too. */
  forget(sessionId: SessionId): Promise<void>;
  /** The same for a session that goes on at another portal: an empty list takes the place of the old one. */
  clear(sessionId: SessionId): Promise<void>;
  /** Ends the listings that run; settles when what they found is on disk. */
  dispose(): Promise<void>;
  /** Runs a call of the user's in the session's pace. */
  paced<T>(
    sessionId: SessionId,
    priority: Priority,
    signal: AbortSignal,
    task: () => Promise<Result<T>>,
  ): Promise<Result<T>>;
}

/** What a listing that was cut off has found is asked for again after this. */
const resumableFor: Millis = HOUR;
interface Running {
  readonly controller: AbortController;
  background: boolean;
}

export function createCatalogService(ports: CatalogPorts): CatalogService {
  const { store, sources, cache, clock } = ports;
  const logs = new Map<SessionId, CatalogLog>();
  /** The last complete listing of each session: what changes are told against. */
  const complete = new Map<SessionId, CatalogLog>();
  const listeners = new Set<(chunk: CatalogChunk) => void>();
  const completionListeners = new Set<(listing: CompletedListing) => void>();
  const listing = new SingleFlight<SessionId, Result<void>>();
  const loading = new SingleFlight<SessionId, void>();
  const running = new Map<SessionId, Running>();
  const pacers = new Map<string, RequestPacer>();

  function pacerOf(sessionId: SessionId): RequestPacer {
    const session = listedRecordOf(store.current(), sessionId);
    const origin = session === null ? '' : sources.origin(session);
    const known = pacers.get(origin) ?? createRequestPacer(ports);
    pacers.set(origin, known);
    return known;
  }

  function announce(chunk: CatalogChunk): void {
    for (const listener of [...listeners]) {
      listener(chunk);
    }
  }

  function show(sessionId: SessionId, log: CatalogLog, status: CatalogStatus): void {
    if (listedRecordOf(store.current(), sessionId) !== null) {
      store.update(withCatalog(sessionId, { generation: log.generation, length: log.length, status }));
    }
  }

  function nextLog(sessionId: SessionId, rows: Iterable<CatalogRow>): CatalogLog {
    return new CatalogLog(sessionId, (logs.get(sessionId)?.generation ?? 0) + 1, rows);
  }

  async function forget(sessionId: SessionId): Promise<void> {
    running.get(sessionId)?.controller.abort();
    running.delete(sessionId);
    await listing.running(sessionId);
    logs.delete(sessionId);
    complete.delete(sessionId);
    await cache.remove(sessionId, 'complete');
    await cache.remove(sessionId, 'unfinished');
  }

  /** Shows what an earlier run has left: the last complete listing, or else as far as the first one had come. */
  async function loadCached(sessionId: SessionId): Promise<void> {
    if (logs.has(sessionId)) {
      return;
    }
    const cached = await cache.read(sessionId, 'complete');
    const found = cached ?? (await cache.read(sessionId, 'unfinished'));
    if (found === null || logs.has(sessionId) || listedRecordOf(store.current(), sessionId) === null) {
      return;
    }
    const log = nextLog(sessionId, found.rows);
    logs.set(sessionId, log);
    announce(log.from(0));
    if (cached === null) {
      show(sessionId, log, { state: 'idle' });
      return;
    }
    complete.set(sessionId, log);
    const { accountCount: accounts, roleCount: roles } = log;
    show(sessionId, log, { state: 'ready', accounts, roles, fetchedAt: cached.fetchedAt });
  }

  /** One listing. The first is shown as it grows; a later one replaces what is shown when it is complete. */
  async function list(sessionId: SessionId, { background, afresh }: RefreshOptions): Promise<Result<void>> {
    const run: Running = { controller: new AbortController(), background: background === true };
    running.set(sessionId, run);
    await loading.run(sessionId, () => loadCached(sessionId));
    const left = afresh === true ? null : await cache.read(sessionId, 'unfinished');
    const session = listedSessionOf(store.current(), sessionId);
    if (!session.ok) {
      return session;
    }
    const baseline = complete.get(sessionId) ?? null;
    const shownBefore = logs.get(sessionId) ?? null;
    const log = nextLog(sessionId, freshRows(left));
    const streams = baseline === null;
    const shown = streams ? log : (shownBefore ?? log);
    let announced = 0;
    if (streams) {
      logs.set(sessionId, log);
      announce(log.from(0));
      announced = log.length;
    }
    const report = createListingReport({
      clock,
      log,
      isSilent: () => run.background,
      show: (status) => show(sessionId, shown, status),
      keep: () => cache.write(sessionId, 'unfinished', report.startedAt, log.rows()),
    });
    report.begin();
    const listed = await listCatalog(
      { ...ports, pacerOf },
      {
        sessionId,
        log,
        controller: run.controller,
        priority: () => (run.background ? 'background' : 'listing'),
        rolesBefore: (accountId) => baseline?.rolesOf(accountId) ?? [],
        // In the background nobody waits for first rows: what was looked at longest ago comes first.
        ...(run.background
          ? { order: (one, other) => ageOf(baseline, one.accountId) - ageOf(baseline, other.accountId) }
          : {}),
        onFound: () => {
          if (streams && logs.get(sessionId) === log) {
            announce(log.from(announced));
            announced = log.length;
          }
          report.found();
        },
        onAllAccounts: report.allAccounts,
        onThrottled: report.throttled,
      },
    );
    await report.settled();
    if (listedRecordOf(store.current(), sessionId) === null || running.get(sessionId) !== run) {
      return err(appError('app.cancelled'));
    }
    if (!listed.ok) {
      await cache.write(sessionId, 'unfinished', report.startedAt, log.rows());
      if (!run.background) {
        const { accountCount: accounts, roleCount: roles } = shown;
        const { error } = listed;
        show(
          sessionId,
          shown,
          error.code === 'app.cancelled' ? { state: 'idle' } : { state: 'failed', error, accounts, roles },
        );
      }
      return listed;
    }
    const final = log.holdsExactly(listed.value) ? log : rebuilt(sessionId, log, listed.value);
    await finish(sessionId, final, streams && final === log);
    return ok(undefined);
  }

  /** What was taken over from a listing that was cut off may have gone or been renamed since. */
  function rebuilt(sessionId: SessionId, log: CatalogLog, found: ReadonlyMap<string, Account>): CatalogLog {
    const rows = Array.from(found.values(), (account) => ({
      account,
      roleNames: log.rolesOf(account.accountId),
      listedAt: log.listedAt(account.accountId),
    }));
    const generation = Math.max(log.generation, logs.get(sessionId)?.generation ?? 0) + 1;
    return new CatalogLog(sessionId, generation, rows);
  }

  async function finish(sessionId: SessionId, log: CatalogLog, isShown: boolean): Promise<void> {
    const at = clock.now();
    const before = complete.get(sessionId) ?? null;
    logs.set(sessionId, log);
    complete.set(sessionId, log);
    if (!isShown) {
      announce(log.from(0));
    }
    const { accountCount: accounts, roleCount: roles } = log;
    show(sessionId, log, { state: 'ready', accounts, roles, fetchedAt: at });
    for (const listener of completionListeners) {
      listener({ sessionId, before, after: log, at });
    }
    await cache.write(sessionId, 'complete', at, log.rows());
    await cache.remove(sessionId, 'unfinished');
  }

  function freshRows(cached: CachedCatalog | null): readonly CatalogRow[] {
    const oldest = addMillis(clock.now(), -resumableFor);
    return (cached?.rows ?? []).filter(
      ({ listedAt }) => listedAt !== null && listedAt > oldest && listedAt <= clock.now(),
    );
  }

  async function refresh(sessionId: SessionId, options: RefreshOptions = {}): Promise<Result<void>> {
    const before = running.get(sessionId);
    if (before !== undefined && options.afresh === true) {
      before.controller.abort();
      await listing.running(sessionId);
    } else if (before !== undefined && options.background !== true) {
      before.background = false;
    }
    return listing.run(sessionId, () =>
      list(sessionId, options).finally(() => {
        running.delete(sessionId);
      }),
    );
  }

  return {
    read(sessionId, generation, offset) {
      const log = logs.get(sessionId);
      if (log === undefined) {
        void loading.run(sessionId, () => loadCached(sessionId));
        return { sessionId, generation: 0, offset: 0, entries: [] };
      }
      return log.from(log.generation === generation ? Math.min(offset, log.length) : 0);
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    onCompleted(listener) {
      completionListeners.add(listener);
    },

    refresh,

    async ready(sessionId) {
      await loading.run(sessionId, () => loadCached(sessionId));
      const isRunning = running.get(sessionId)?.background === false;
      if (!complete.has(sessionId) || isRunning) {
        const listed = await refresh(sessionId);
        if (!listed.ok) {
          return listed;
        }
      }
      return ok(logs.get(sessionId) ?? new CatalogLog(sessionId, 0));
    },

    async known(sessionId) {
      await loading.run(sessionId, () => loadCached(sessionId));
      return logs.get(sessionId) ?? new CatalogLog(sessionId, 0);
    },

    account: (sessionId, accountId) => logs.get(sessionId)?.account(accountId) ?? null,

    async standing(sessionId) {
      await loading.run(sessionId, () => loadCached(sessionId));
      const cutOff = (await cache.read(sessionId, 'unfinished')) !== null;
      return { complete: complete.has(sessionId), cutOff };
    },

    stopBackground(sessionId) {
      const run = running.get(sessionId);
      if (run?.background === true) {
        run.controller.abort();
      }
    },

    forget,

    async clear(sessionId) {
      const empty = nextLog(sessionId, []);
      await forget(sessionId);
      logs.set(sessionId, empty);
      show(sessionId, empty, { state: 'idle' });
      announce(empty.from(0));
    },

    async dispose() {
      running.forEach(({ controller }) => {
        controller.abort();
      });
      await listing.idle();
    },

    paced: (sessionId, priority, signal, task) => pacerOf(sessionId).run(priority, signal, task),
  };
}

/** When an account was listed last; never is longest ago. */
function ageOf(log: CatalogLog | null, accountId: string): number {
  return log?.listedAt(accountId) ?? 0;
}
