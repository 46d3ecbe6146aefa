import type { Account, CatalogChunk } from '../model/catalog.ts';
import type { SessionId } from '../model/session.ts';

/** An account of a session with the roles known so far. */
export interface IndexedAccount extends Account {
  readonly sessionId: SessionId;
  /** Sorted by name. Null until they have been listed. */
  readonly roleNames: readonly string[] | null;
  /** What it is sorted by. */
  readonly sortKey: string;
}

/**
 * The accounts and roles of one session, put together from its append-only log as it arrives. Each chunk that adds
 * something gives a new value; accounts that did not change stay the same object, so a view can compare by identity.
 */
export interface CatalogIndex {
  readonly sessionId: SessionId;
  readonly generation: number;
  /** Entries taken in so far: where the next chunk must begin. */
  readonly length: number;
  /** In their final order: by name, then by id; accounts without a name by their id. */
  readonly accounts: readonly IndexedAccount[];
  readonly roleCount: number;
}

/** Nothing known yet of a session. */
export function emptyCatalog(sessionId: SessionId, generation = 0): CatalogIndex {
  return { sessionId, generation, length: 0, accounts: [], roleCount: 0 };
}

export type AppendOutcome =
  | { readonly type: 'appended'; readonly index: CatalogIndex }
  | { readonly type: 'ignored' }
  /** Entries before the chunk are missing: read the log from `offset` of `generation`. */
  | { readonly type: 'gap'; readonly generation: number; readonly offset: number };

/**
 * Takes a chunk in. One of an older generation, or one that is known already, is ignored; one of a newer generation
 * starts anew; overlap is cut off; a hole is told instead of filled with guesses.
 */
export function appendChunk(index: CatalogIndex, chunk: CatalogChunk): AppendOutcome {
  if (chunk.sessionId !== index.sessionId || chunk.generation < index.generation) {
    return { type: 'ignored' };
  }
  const base = chunk.generation > index.generation ? emptyCatalog(index.sessionId, chunk.generation) : index;
  if (chunk.offset > base.length) {
    return { type: 'gap', generation: base.generation, offset: base.length };
  }
  const fresh = chunk.entries.slice(base.length - chunk.offset);
  if (fresh.length === 0 && base === index) {
    return { type: 'ignored' };
  }
  const byId = new Map(base.accounts.map((account) => [account.accountId, account]));
  let accountsAdded = false;
  for (const entry of fresh) {
    const known = byId.get(entry.accountId);
    if (entry.type === 'account') {
      accountsAdded = true;
      byId.set(entry.accountId, indexed(index.sessionId, entry, known?.roleNames ?? null));
    } else {
      const account = known ?? indexed(index.sessionId, nameless(entry.accountId), null);
      accountsAdded ||= known === undefined;
      const roleNames = [...new Set([...(account.roleNames ?? []), ...entry.roleNames])].sort(byText);
      byId.set(entry.accountId, { ...account, roleNames });
    }
  }
  const accounts = [...byId.values()];
  if (accountsAdded) {
    accounts.sort((a, b) => byText(a.sortKey, b.sortKey) || byText(a.accountId, b.accountId));
  }
  return {
    type: 'appended',
    index: {
      sessionId: base.sessionId,
      generation: base.generation,
      length: base.length + fresh.length,
      accounts,
      roleCount: accounts.reduce((sum, account) => sum + (account.roleNames?.length ?? 0), 0),
    },
  };
}

function indexed(
  sessionId: SessionId,
  account: Account,
  roleNames: readonly string[] | null,
): IndexedAccount {
  const { accountId, accountName, emailAddress } = account;
  return {
    sessionId,
    accountId,
    accountName,
    emailAddress,
    roleNames,
    sortKey: (accountName ?? accountId).toLowerCase(),
  };
}

function nameless(accountId: string): Account {
  return { accountId, accountName: null, emailAddress: null };
}

/** By code unit: thirty thousand locale-aware comparisons would be felt, and the order must not depend on the locale. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
