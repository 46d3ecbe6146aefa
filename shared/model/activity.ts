import type { AppErrorCode } from './app-error.ts';
import type { Instant } from './instant.ts';
import type { SessionId } from './session.ts';

/** The program that asked, as it reports itself (security.md §0.6): a guard rail, never a proof. */
export interface ReportedCaller {
  readonly pid: number;
  /** The name of the first ancestor that is no shell, no curl and not our client; null where it cannot be told. */
  readonly program: string | null;
}

/** What a caller was given or refused. */
export type VisitOutcome =
  | { readonly given: true; readonly expiresAt: Instant | null }
  | { readonly given: false; readonly code: AppErrorCode };

/** Something that happened, with ids and names only: never a secret. */
export type ActivityEvent =
  | { readonly type: 'signed-in'; readonly sessionId: SessionId; readonly session: string }
  | {
      readonly type: 'sign-in-failed';
      readonly sessionId: SessionId;
      readonly session: string;
      readonly code: AppErrorCode;
    }
  | { readonly type: 'signed-out'; readonly sessionId: SessionId; readonly session: string }
  | {
      readonly type: 'renewed';
      readonly sessionId: SessionId;
      readonly session: string;
      readonly until: Instant | null;
    }
  | {
      readonly type: 'renewal-failed';
      readonly sessionId: SessionId;
      readonly session: string;
      readonly code: AppErrorCode;
    }
  | {
      readonly type: 'session-ended';
      readonly sessionId: SessionId;
      readonly session: string;
    }
  /** Credentials of a profile were asked for: the visitors' book. */
  | {
      readonly type: 'credentials';
      readonly how: 'process' | 'exec' | 'copy' | 'endpoint' | 'console';
      readonly profile: string | null;
      readonly session: string | null;
      readonly accountId: string | null;
      readonly roleName: string | null;
      readonly caller: ReportedCaller | null;
      readonly outcome: VisitOutcome;
    }
  /** A file was written; `diff` is masked (security.md §0.3). */
  | { readonly type: 'file-written'; readonly file: string; readonly diff: string };

export interface ActivityEntry {
  readonly id: number;
  readonly at: Instant;
  readonly event: ActivityEvent;
}
