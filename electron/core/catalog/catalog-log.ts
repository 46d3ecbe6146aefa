import type { Account, CatalogChunk, CatalogEntry } from '../../../shared/model/catalog.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { SessionId } from '../../../shared/model/session.ts';

/** An account with the roles known of it; null while they have not been listed. */
export interface CatalogRow {
  readonly account: Account;
  readonly roleNames: readonly string[] | null;
  /** When its roles were listed. */
  readonly listedAt: Instant | null;
}

/** The append-only log of one generation of a session's accounts and roles, with what is asked of it most. */
export class CatalogLog {
  readonly generation: number;
  readonly #sessionId: SessionId;
  readonly #entries: CatalogEntry[] = [];
  readonly #accounts = new Map<string, Account>();
  readonly #roles = new Map<string, { readonly roleNames: readonly string[]; readonly at: Instant }>();
  /** A portal has tens of thousands of roles, but a few dozen names: each is kept once. */
  readonly #names = new Map<string, string>();
  #roleCount = 0;

  constructor(sessionId: SessionId, generation: number, rows: Iterable<CatalogRow> = []) {
    this.#sessionId = sessionId;
    this.generation = generation;
    for (const { account, roleNames, listedAt } of rows) {
      this.appendAccounts([account]);
      if (roleNames !== null && listedAt !== null) {
        this.appendRoles(account.accountId, roleNames, listedAt);
      }
    }
  }

  get length(): number {
    return this.#entries.length;
  }

  get accountCount(): number {
    return this.#accounts.size;
  }

  get listedCount(): number {
    return this.#roles.size;
  }

  get roleCount(): number {
    return this.#roleCount;
  }

  /** Adds accounts; gives the chunk to announce. One that is known already is left out. */
  appendAccounts(accounts: readonly Account[]): CatalogChunk {
    const offset = this.#entries.length;
    for (const { accountId, accountName, emailAddress } of accounts) {
      if (!this.#accounts.has(accountId)) {
        const account: Account = { accountId, accountName, emailAddress };
        this.#accounts.set(accountId, account);
        this.#entries.push({ type: 'account', ...account });
      }
    }
    return this.from(offset);
  }

  /** Adds the roles of an account as they were at `at`; gives the chunk to announce. Known ones are left as they are. */
  appendRoles(accountId: string, names: readonly string[], at: Instant): CatalogChunk {
    const offset = this.#entries.length;
    if (!this.#roles.has(accountId)) {
      const roleNames = names.map((name) => this.#once(name));
      this.#roles.set(accountId, { roleNames, at });
      this.#roleCount += roleNames.length;
      this.#entries.push({ type: 'roles', accountId, roleNames });
    }
    return this.from(offset);
  }

  from(offset: number): CatalogChunk {
    return {
      sessionId: this.#sessionId,
      generation: this.generation,
      offset,
      entries: this.#entries.slice(offset),
    };
  }

  account(accountId: string): Account | null {
    return this.#accounts.get(accountId) ?? null;
  }

  /** Null while they have not been listed. */
  rolesOf(accountId: string): readonly string[] | null {
    return this.#roles.get(accountId)?.roleNames ?? null;
  }

  listedAt(accountId: string): Instant | null {
    return this.#roles.get(accountId)?.at ?? null;
  }

  /** Whether it has these accounts and no others, under the same names. */
  holdsExactly(accounts: ReadonlyMap<string, Account>): boolean {
    return (
      this.#accounts.size === accounts.size &&
      [...accounts.values()].every(({ accountId, accountName, emailAddress }) => {
        const known = this.#accounts.get(accountId);
        return known?.accountName === accountName && known.emailAddress === emailAddress;
      })
    );
  }

  /** Accounts with their roles, in the order in which they were listed. */
  *rows(): Iterable<CatalogRow> {
    for (const account of this.#accounts.values()) {
      const roles = this.#roles.get(account.accountId);
      yield { account, roleNames: roles?.roleNames ?? null, listedAt: roles?.at ?? null };
    }
  }

  #once(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) {
      this.#names.set(name, name);
    }
    return known ?? name;
  }
}
