import type { PracticeAccount } from './world.ts';

/** What was changed for one person at one portal, over what they were assigned at first. */
export interface AccessRecord {
  /** By account id: what the person has there now, or null for no access. */
  readonly accounts: Readonly<Record<string, PracticeAccount | null>>;
}

/** The changes of one portal. They lie in the state, so that they outlive a restart. */
export class AccessChanges {
  readonly #records: Map<string, AccessRecord>;
  readonly #portalId: string;

  constructor(records: Map<string, AccessRecord>, portalId: string) {
    this.#records = records;
    this.#portalId = portalId;
  }

  /** The person's accounts after their changes: replaced where they stood, new ones at the end. */
  apply(user: string, assigned: readonly PracticeAccount[]): readonly PracticeAccount[] {
    const changes = this.#records.get(this.#key(user))?.accounts;
    if (changes === undefined) return assigned;
    const known = new Set(assigned.map((account) => account.accountId));
    const kept = assigned.flatMap((account) =>
      account.accountId in changes ? (changes[account.accountId] ?? []) : [account],
    );
    const added = Object.values(changes).filter(
      (account): account is PracticeAccount => account !== null && !known.has(account.accountId),
    );
    return [...kept, ...added];
  }

  /** The person has exactly this there from now on; null for no access. */
  set(user: string, accountId: string, account: PracticeAccount | null): void {
    const before = this.#records.get(this.#key(user))?.accounts ?? {};
    this.#records.set(this.#key(user), { accounts: { ...before, [accountId]: account } });
  }

  /** Everybody's accounts that came with a change. */
  added(): readonly PracticeAccount[] {
    return [...this.#records]
      .filter(([key]) => key.startsWith(`${this.#portalId} `))
      .flatMap(([, record]) => Object.values(record.accounts))
      .filter((account) => account !== null);
  }

  /** Neither ids nor user names hold a blank. */
  #key(user: string): string {
    return `${this.#portalId} ${user}`;
  }
}
