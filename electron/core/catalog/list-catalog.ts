import type { Account } from '../../../shared/model/catalog.ts';
import type { Clock } from '../ports.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { Page } from '../provider.ts';
import type { CatalogLog } from './catalog-log.ts';
import type { Priority, RequestPacer } from './request-pacer.ts';
import type { RoleSource, SourceCall } from './role-source.ts';

export interface ListingPorts {
  readonly sources: RoleSource;
  readonly clock: Clock;
  readonly pacerOf: (sessionId: SessionId) => RequestPacer;
}

export interface Listing {
  readonly sessionId: SessionId;
  /** Takes what is found. Accounts whose roles it has already are not asked for again. */
  readonly log: CatalogLog;
  /** Ended by the listing itself when one call has failed. */
  readonly controller: AbortController;
  readonly priority: () => Priority;
  /** Roles to keep for an account that is closed to us in the midst of it; what they are now nobody knows. */
  readonly rolesBefore: (accountId: string) => readonly string[];
  /**
   * Given: the roles of the accounts are listed in this order, once all accounts are known. Else they are listed as the
   * accounts come, so that the first rows appear at once.
   */
  readonly order?: (one: Account, other: Account) => number;
  readonly onFound: () => void;
  readonly onAllAccounts: () => void;
  readonly onThrottled: () => void;
}

/** One complete listing: all accounts page by page, and the roles of each. Gives the accounts as the portal has them. */
export async function listCatalog(
  { sources, clock, pacerOf }: ListingPorts,
  listing: Listing,
): Promise<Result<ReadonlyMap<string, Account>>> {
  const { sessionId, log, controller, priority, onThrottled } = listing;
  const { signal } = controller;
  const found = new Map<string, Account>();
  const roleListings: Promise<Result<void>>[] = [];
  const call: SourceCall = {
    signal,
    paced: (request) => pacerOf(sessionId).run(priority, signal, request, onThrottled),
  };

  async function allPages<T>(
    fetchPage: (after: string | null) => Promise<Result<Page<T>>>,
    onPage: (items: readonly T[]) => void,
  ): Promise<Result<void>> {
    let after: string | null = null;
    do {
      const page: Result<Page<T>> = await fetchPage(after);
      if (!page.ok) {
        return page;
      }
      onPage(page.value.items);
      after = page.value.nextToken;
    } while (after !== null);
    return ok(undefined);
  }

  async function listRolesOf(accountId: string): Promise<Result<void>> {
    const names: string[] = [];
    const listed = await allPages(
      (after) => sources.roles({ sessionId, accountId }, after, call),
      (roles) => names.push(...roles),
    );
    if (listed.ok) {
      log.appendRoles(accountId, names.sort(), clock.now());
    } else if (listed.error.code === 'portal.forbidden' || listed.error.code === 'portal.not-found') {
      // An account that went away or was closed to us meanwhile is no reason to lose the others.
      log.appendRoles(accountId, listing.rolesBefore(accountId), clock.now());
    } else {
      controller.abort();
      return listed;
    }
    listing.onFound();
    return ok(undefined);
  }

  function listRolesOfAll(accounts: readonly Account[]): void {
    for (const { accountId } of accounts) {
      if (log.rolesOf(accountId) === null) {
        roleListings.push(listRolesOf(accountId));
      }
    }
  }

  const accountListing = await allPages(
    (after) => sources.accounts(sessionId, after, call),
    (accounts) => {
      for (const account of accounts) {
        found.set(account.accountId, account);
      }
      log.appendAccounts(accounts);
      listing.onFound();
      if (listing.order === undefined) {
        listRolesOfAll(accounts);
      }
    },
  );
  if (accountListing.ok) {
    listing.onAllAccounts();
    if (listing.order !== undefined) {
      listRolesOfAll([...found.values()].sort(listing.order));
    }
  } else {
    controller.abort();
  }
  const outcomes = [accountListing, ...(await Promise.all(roleListings))];
  const failed =
    outcomes.find((outcome) => !outcome.ok && outcome.error.code !== 'app.cancelled') ??
    outcomes.find((outcome) => !outcome.ok);
  return failed !== undefined && !failed.ok ? failed : ok(found);
}
