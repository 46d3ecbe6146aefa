import type { Account } from '../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../shared/model/credentials.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type { Result } from '../../shared/model/result.ts';
import type { SessionIdentity, SessionRecord } from '../../shared/model/session.ts';

/** An OIDC client that was registered with the cloud for one session. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: Instant;
}

/** What a token endpoint gave, times already absolute. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: Instant;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

export interface AuthorizeParameters {
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
}

export interface CodeExchange {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/**
 * One cloud: its wire formats, endpoints and error mapping, over the Http port. Stateless; it neither retries nor
 * paces nor caches. Every method gives an AppError by code and takes the signal that ends it.
 */
export interface Provider {
  /** The path that redirects come back to, and where the listener may bind. */
  readonly callbackPath: string;
  /** Origins that this session's tokens may be sent to (security.md §0.5), in the order OIDC, portal, STS. */
  origins(session: SessionRecord): readonly string[];
  registerClient(session: SessionRecord, signal: AbortSignal): Promise<Result<ClientRegistration>>;
  authorizeUrl(
    session: SessionRecord,
    registration: ClientRegistration,
    parameters: AuthorizeParameters,
  ): string;
  exchangeCode(
    session: SessionRecord,
    registration: ClientRegistration,
    exchange: CodeExchange,
    signal: AbortSignal,
  ): Promise<Result<IssuedTokens>>;
  /** Gives the old refresh token back where the server sent none. */
  refresh(
    session: SessionRecord,
    registration: ClientRegistration,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Result<IssuedTokens>>;
  /** Ends the portal session on the server. */
  endSession(session: SessionRecord, accessToken: string, signal: AbortSignal): Promise<Result<void>>;
  listAccounts(
    session: SessionRecord,
    accessToken: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<Result<Page<Account>>>;
  listRoles(
    session: SessionRecord,
    accessToken: string,
    accountId: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<Result<Page<string>>>;
  roleCredentials(
    session: SessionRecord,
    accessToken: string,
    accountId: string,
    roleName: string,
    signal: AbortSignal,
  ): Promise<Result<RoleCredentials>>;
  callerIdentity(
    session: SessionRecord,
    credentials: RoleCredentials,
    signal: AbortSignal,
  ): Promise<Result<SessionIdentity>>;
}
