import type { CatalogStatus } from '../../../shared/model/catalog.ts';
import { SECOND, type Millis } from '../../../shared/model/instant.ts';
import type { Clock } from '../ports.ts';
import type { CatalogLog } from './catalog-log.ts';

/** How often a running listing tells the window how far it is. */
const progressInterval: Millis = SECOND / 10;
/** How often what a running listing has found is put on disk. */
const keepInterval: Millis = 3 * SECOND;
/** So long after the portal has refused a call for its pace, a listing says that it is being slowed down. */
const slowedFor: Millis = 3 * SECOND;

/** What a running listing tells of itself, and when what it found is worth keeping. */
export function createListingReport(options: {
  readonly clock: Clock;
  readonly log: CatalogLog;
  /** Whether somebody waits for it; what runs in the background is silent. */
  readonly isSilent: () => boolean;
  readonly show: (status: CatalogStatus) => void;
  readonly keep: () => Promise<void>;
}) {
  const { clock, log } = options;
  const startedAt = clock.now();
  let accountsTotal: number | null = null;
  let toldAt = -Infinity;
  let slowedUntil = -Infinity;
  let keptAt = clock.monotonic();
  let keeping: Promise<void> | null = null;

  function tell(force: boolean): void {
    const now = clock.monotonic();
    if (options.isSilent() || (!force && now - toldAt < progressInterval)) {
      return;
    }
    toldAt = now;
    options.show({
      state: 'listing',
      accountsListed: log.listedCount,
      accountsTotal,
      roles: log.roleCount,
      startedAt,
      slowed: slowedUntil > now,
    });
  }

  return {
    startedAt,
    begin: () => tell(true),
    found(): void {
      tell(false);
      if (keeping === null && clock.monotonic() - keptAt >= keepInterval) {
        keptAt = clock.monotonic();
        keeping = options.keep().finally(() => {
          keeping = null;
        });
      }
    },
    allAccounts(): void {
      accountsTotal = log.accountCount;
      tell(true);
    },
    throttled(): void {
      slowedUntil = clock.monotonic() + slowedFor;
      tell(true);
    },
    /** Settles when nothing is being put on disk any more. */
    async settled(): Promise<void> {
      await keeping;
    },
  };
}
