import type { Account, RoleRef } from '../../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { ListedSessionRecord } from '../../../shared/model/listed-session.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionIdentity } from '../../../shared/model/session.ts';
import type { Page } from '../provider.ts';

/** One call to whoever lists the roles of a session. */
export interface SourceCall {
  readonly signal: AbortSignal;
  /** Waits for its turn. To be used around each request, once the token for it is at hand. */
  readonly paced: <T>(request: () => Promise<Result<T>>) => Promise<Result<T>>;
}

/**
 * Where the accounts and roles of a session come from: the access portal of AWS, or the directory of CloudSSO. Whoever
 * implements it sees to the access token. Errors besides those of the calls: `sign-in.required`.
 */
export interface RoleSource {
  isSignedIn(sessionId: SessionId): boolean;
  accounts(sessionId: SessionId, after: string | null, call: SourceCall): Promise<Result<Page<Account>>>;
  /** Names of roles; those of access configurations on Alibaba Cloud. */
  roles(
    role: Omit<RoleRef, 'roleName'>,
    after: string | null,
    call: SourceCall,
  ): Promise<Result<Page<string>>>;
  credentials(role: RoleRef, call: SourceCall): Promise<Result<RoleCredentials>>;
}

/** The sources of both clouds, with what is asked of a record alone. */
export interface RoleSources extends RoleSource {
  /** Calls to one origin share one pace. */
  origin(session: ListedSessionRecord): string;
}

/** Asks whose the keys of a role are. */
export type AskCallerIdentity = (
  session: ListedSessionRecord,
  credentials: RoleCredentials,
  signal: AbortSignal,
) => Promise<Result<SessionIdentity>>;
