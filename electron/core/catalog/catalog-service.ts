import { appError } from '../../../shared/model/app-error.ts';
import type { Account, CatalogChunk, CatalogEntry, CatalogStatus } from '../../../shared/model/catalog.ts';
import { SECOND, type Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionRecord } from '../../../shared/model/session.ts';
import { recordOf, sessionOf, withCatalog, type AppStore } from '../app-store.ts';
import type { Clock, Random, Scheduler } from '../ports.ts';
import type { Page, Provider } from '../provider.ts';
import { SingleFlight } from '../single-flight.ts';
import type { TokenService } from '../tokens/token-service.ts';
import type { CatalogCache } from './catalog-cache.ts';
import { CatalogLog } from './catalog-log.ts';
import { createRequestPacer, type Priority, type RequestPacer } from './request-pacer.ts';

export interface CatalogPorts {
  readonly store: AppStore;
  readonly tokens: TokenService;
  readonly provider: Provider;
  readonly cache: CatalogCache;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
}

/** Lists accounts and roles page by page, paced, and keeps the log of what was found. */
export interface CatalogService {
  read(sessionId: SessionId, generation: number, offset: number): CatalogChunk;
  subscribe(listener: (chunk: CatalogChunk) => void): () => void;
  /** Lists anew; joins a listing under way. */
  refresh(sessionId: SessionId): Promise<Result<void>>;
  /** The listing as far as it is known: waits for one under way, reads the cache, lists if there is nothing. */
  ready(sessionId: SessionId): Promise<Result<CatalogLog>>;
  /** What is known without asking the server; an empty log if nothing is. */
  known(sessionId: SessionId): Promise<CatalogLog>;
  /** What is known of an account now, e.g. for showing its name. */
  account(sessionId: SessionId, accountId: string): Account | null;
  /** Ends what runs and forgets everything of the session, on disk too. */
  forget(sessionId: SessionId): Promise<void>;
  /** Ends the listings that run. */
  dispose(): void;
  /** Runs a call of the user's in the session's pace. */
  paced<T>(
    session: SessionRecord,
    priority: Priority,
    signal: AbortSignal,
    task: () => Promise<Result<T>>,
  ): Promise<Result<T>>;
}

/** How often a running listing tells the window how far it is. */
const progressInterval = SECOND / 10;

export function createCatalogService(ports: CatalogPorts): CatalogService {
  const { store, tokens, provider, cache, clock } = ports;
  const logs = new Map<SessionId, CatalogLog>();
  const listeners = new Set<(chunk: CatalogChunk) => void>();
  const listing = new SingleFlight<SessionId, Result<void>>();
  const loading = new SingleFlight<SessionId, void>();
  const controllers = new Map<SessionId, AbortController>();
  const pacers = new Map<string, RequestPacer>();

  function pacerOf(session: SessionRecord): RequestPacer {
    const origin = provider.origins(session)[1] ?? '';
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
    if (recordOf(store.current(), sessionId) !== null) {
      store.update(withCatalog(sessionId, { generation: log.generation, length: log.length, status }));
    }
  }

  function generationOf(sessionId: SessionId): number {
    return logs.get(sessionId)?.generation ?? 0;
  }

  async function loadCached(sessionId: SessionId): Promise<void> {
    const cached = await cache.read(sessionId);
    if (cached === null || logs.has(sessionId) || recordOf(store.current(), sessionId) === null) {
      return;
    }
    const log = new CatalogLog(sessionId, generationOf(sessionId) + 1);
    logs.set(sessionId, log);
    announce(log.append(cached.entries));
    show(sessionId, log, {
      state: 'ready',
      accounts: log.accountCount,
      roles: log.roleCount,
      fetchedAt: cached.fetchedAt,
    });
  }

  async function allPages<T>(
    sessionId: SessionId,
    signal: AbortSignal,
    fetchPage: (
      session: SessionRecord,
      accessToken: string,
      after: string | null,
    ) => Promise<Result<Page<T>>>,
    onPage: (items: readonly T[]) => void,
  ): Promise<Result<void>> {
    let after: string | null = null;
    do {
      const asked: string | null = after;
      const page: Result<Page<T>> = await tokens.use(sessionId, signal, (session, accessToken) =>
        pacerOf(session).run('listing', signal, () => fetchPage(session, accessToken, asked)),
      );
      if (!page.ok) {
        return page;
      }
      onPage(page.value.items);
      after = page.value.nextToken;
    } while (after !== null);
    return ok(undefined);
  }

  /** One complete listing. The first is shown as it grows; a later one replaces what is shown when it is complete. */
  async function list(sessionId: SessionId): Promise<Result<void>> {
    await loading.run(sessionId, () => loadCached(sessionId));
    const session = sessionOf(store.current(), sessionId);
    if (!session.ok) {
      return session;
    }
    const controller = new AbortController();
    controllers.set(sessionId, controller);
    const { signal } = controller;
    const before = logs.get(sessionId);
    const log = new CatalogLog(sessionId, generationOf(sessionId) + 1);
    const streams = before === undefined || before.length === 0;
    if (streams) {
      logs.set(sessionId, log);
      announce(log.from(0));
    }
    const startedAt = clock.now();
    let accountsTotal: number | null = null;
    let shownAt = -Infinity;

    function progress(force: boolean): void {
      if (!force && clock.monotonic() - shownAt < progressInterval) {
        return;
      }
      shownAt = clock.monotonic();
      show(sessionId, streams ? log : before, {
        state: 'listing',
        accountsListed: log.listedCount,
        accountsTotal,
        roles: log.roleCount,
        startedAt,
      });
    }

    function append(entries: readonly CatalogEntry[]): void {
      const chunk = log.append(entries);
      if (streams && logs.get(sessionId) === log) {
        announce(chunk);
      }
      progress(false);
    }

    progress(true);
    // Role lists start as soon as the first page of accounts is in, so that the first rows appear at once.
    const roleListings: Promise<Result<void>>[] = [];
    const accountListing = await allPages(
      sessionId,
      signal,
      (record, accessToken, after) => provider.listAccounts(record, accessToken, after, signal),
      (accounts) => {
        append(accounts.map((account) => ({ type: 'account', ...account })));
        for (const account of accounts) {
          roleListings.push(listRolesOf(account.accountId));
        }
      },
    );
    if (accountListing.ok) {
      accountsTotal = log.accountCount;
      progress(true);
    }

    async function listRolesOf(accountId: string): Promise<Result<void>> {
      const names: string[] = [];
      const listed = await allPages(
        sessionId,
        signal,
        (record, accessToken, after) => provider.listRoles(record, accessToken, accountId, after, signal),
        (roles) => names.push(...roles),
      );
      // An account that went away or was closed to us meanwhile is no reason to lose the others.
      if (
        !listed.ok &&
        listed.error.code !== 'portal.forbidden' &&
        listed.error.code !== 'portal.not-found'
      ) {
        if (!signal.aborted) {
          controller.abort();
        }
        return listed;
      }
      append([{ type: 'roles', accountId, roleNames: names.sort() }]);
      return ok(undefined);
    }

    const roleOutcomes = await Promise.all(roleListings);
    const failed = [accountListing, ...roleOutcomes].find(
      (outcome) => !outcome.ok && outcome.error.code !== 'app.cancelled',
    );
    if (controllers.get(sessionId) === controller) {
      controllers.delete(sessionId);
    }
    if (recordOf(store.current(), sessionId) === null) {
      return err(appError('app.cancelled'));
    }
    const shown = streams ? log : before;
    if (failed !== undefined && !failed.ok) {
      show(sessionId, shown, {
        state: 'failed',
        error: failed.error,
        accounts: shown.accountCount,
        roles: shown.roleCount,
      });
      return failed;
    }
    if (signal.aborted) {
      show(sessionId, shown, { state: 'idle' });
      return err(appError('app.cancelled'));
    }
    await complete(sessionId, log, streams, clock.now());
    return ok(undefined);
  }

  async function complete(
    sessionId: SessionId,
    log: CatalogLog,
    streams: boolean,
    at: Instant,
  ): Promise<void> {
    if (!streams) {
      logs.set(sessionId, log);
      announce(log.from(0));
    }
    show(sessionId, log, { state: 'ready', accounts: log.accountCount, roles: log.roleCount, fetchedAt: at });
    await cache.write(sessionId, at, log.rows());
  }

  function refresh(sessionId: SessionId): Promise<Result<void>> {
    return listing.run(sessionId, () => list(sessionId));
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

    refresh,

    async ready(sessionId) {
      await loading.run(sessionId, () => loadCached(sessionId));
      const known = logs.get(sessionId);
      if (known === undefined || controllers.has(sessionId)) {
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

    async forget(sessionId) {
      controllers.get(sessionId)?.abort();
      controllers.delete(sessionId);
      logs.delete(sessionId);
      await cache.remove(sessionId);
    },

    dispose() {
      controllers.forEach((controller) => {
        controller.abort();
      });
    },

    paced: (session, priority, signal, task) => pacerOf(session).run(priority, signal, task),
  };
}
