import type { Account, CatalogChunk, CatalogEntry } from '../../../shared/model/catalog.ts';
import type { SessionId } from '../../../shared/model/session.ts';

/** The append-only log of one generation of a session's accounts and roles, with what is asked of it most. */
export class CatalogLog {
  readonly generation: number;
  readonly #sessionId: SessionId;
  readonly #entries: CatalogEntry[] = [];
  readonly #accounts = new Map<string, Account>();
  readonly #roles = new Map<string, readonly string[]>();
  #roleCount = 0;

  constructor(sessionId: SessionId, generation: number) {
    this.#sessionId = sessionId;
    this.generation = generation;
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

  /** Adds entries; gives the chunk to announce. An account or a list of roles that is already known is left out. */
  append(entries: readonly CatalogEntry[]): CatalogChunk {
    const offset = this.#entries.length;
    for (const entry of entries) {
      if (entry.type === 'account') {
        if (this.#accounts.has(entry.accountId)) {
          continue;
        }
        this.#accounts.set(entry.accountId, entry);
      } else {
        if (this.#roles.has(entry.accountId)) {
          continue;
        }
        this.#roles.set(entry.accountId, entry.roleNames);
        this.#roleCount += entry.roleNames.length;
      }
      this.#entries.push(entry);
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

  /** Accounts with their roles, in the order in which they were listed. */
  *rows(): Iterable<{ readonly account: Account; readonly roleNames: readonly string[] }> {
    for (const account of this.#accounts.values()) {
      yield { account, roleNames: this.#roles.get(account.accountId) ?? [] };
    }
  }
}
