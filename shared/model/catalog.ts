import type { AppError } from './app-error.ts';
import type { Instant } from './instant.ts';
import type { SessionId } from './session.ts';

/** One account+role of one session. */
export interface RoleRef {
  readonly sessionId: SessionId;
  readonly accountId: string;
  readonly roleName: string;
}

export interface Account {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly emailAddress: string | null;
}

/**
 * The accounts and roles of a session travel as an append-only log, apart from AppState. First the accounts of a page,
 * then, as they are listed, the roles of each. A new `generation` starts an empty log that replaces the one before.
 */
export type CatalogEntry =
  | ({ readonly type: 'account' } & Account)
  | { readonly type: 'roles'; readonly accountId: string; readonly roleNames: readonly string[] };

/** The part of the log from `offset` on. */
export interface CatalogChunk {
  readonly sessionId: SessionId;
  readonly generation: number;
  readonly offset: number;
  readonly entries: readonly CatalogEntry[];
}

export type CatalogStatus =
  | { readonly state: 'idle' }
  | {
      readonly state: 'listing';
      readonly accountsListed: number;
      /** Null until all account pages are in. */
      readonly accountsTotal: number | null;
      readonly roles: number;
      readonly startedAt: Instant;
      /** The portal has lately refused calls for their pace; it goes on, slower. */
      readonly slowed: boolean;
    }
  | {
      readonly state: 'ready';
      readonly accounts: number;
      readonly roles: number;
      readonly fetchedAt: Instant;
    }
  | { readonly state: 'failed'; readonly error: AppError; readonly accounts: number; readonly roles: number };

export interface CatalogView {
  readonly generation: number;
  /** Entries of the generation so far; a reader that has fewer asks for the rest. */
  readonly length: number;
  readonly status: CatalogStatus;
}
