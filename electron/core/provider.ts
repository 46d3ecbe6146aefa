import type { ConsolePage } from '../../shared/aws/console-urls.ts';
import type { Account } from '../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../shared/model/credentials.ts';
import type { Instant, Millis } from '../../shared/model/instant.ts';
import type { Result } from '../../shared/model/result.ts';
import type { SessionIdentity, AwsSessionRecord, SignInFlow } from '../../shared/model/session.ts';

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

/** A device authorization (RFC 8628 §3.2). The device code never leaves memory. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUrl: string;
  /** The link that carries the code: copied on request, never opened by itself. */
  readonly completeUrl: string;
  readonly expiresAt: Instant;
  /** Least pause between two polls. */
  readonly intervalMs: Millis;
}

/** A start URL, and the endpoints of the session it is for. */
export type PortalQuestion = Pick<AwsSessionRecord, 'startUrl' | 'endpoints'>;

/** The access portal behind a start URL of the user's own domain. */
export interface PortalAddress {
  readonly portalUrl: string;
  /** Where the address of the portal tells it. */
  readonly region: string | null;
}

/**
 * One cloud: its wire formats, endpoints and error mapping, over the Http port. Stateless; it neither retries nor
 * paces nor caches. Every method gives an AppError by code and takes the signal that ends it.
 */
export interface Provider {
  /** The path that redirects come back to, and where the listener may bind. */
  readonly callbackPath: string;
  /** Origins that this session's tokens may be sent to (security.md §0.5), in the order OIDC, portal, STS. */
  origins(session: AwsSessionRecord): readonly string[];
  /** Whether the portal has to be asked for: the start URL is of the user's own domain. */
  isOwnDomain(question: PortalQuestion): boolean;
  /** Asks for it. Errors: `sign-in.portal-not-found`, those of the network. */
  resolvePortal(question: PortalQuestion, signal: AbortSignal): Promise<Result<PortalAddress>>;
  registerClient(
    session: AwsSessionRecord,
    flow: SignInFlow,
    signal: AbortSignal,
  ): Promise<Result<ClientRegistration>>;
  authorizeUrl(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    parameters: AuthorizeParameters,
  ): string;
  exchangeCode(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    exchange: CodeExchange,
    signal: AbortSignal,
  ): Promise<Result<IssuedTokens>>;
  /** Errors besides the usual: `sign-in.wrong-region` where start URL and region do not fit (protocol/aws.md §2.6). */
  startDevice(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    signal: AbortSignal,
  ): Promise<Result<DeviceAuthorization>>;
  /** One poll (RFC 8628 §3.4). `pending` and `slow-down` are answers, not errors. */
  pollDevice(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    deviceCode: string,
    signal: AbortSignal,
  ): Promise<Result<IssuedTokens | 'pending' | 'slow-down'>>;
  /** Gives the old refresh token back where the server sent none. */
  refresh(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Result<IssuedTokens>>;
  /** Ends the portal session on the server. */
  endSession(session: AwsSessionRecord, accessToken: string, signal: AbortSignal): Promise<Result<void>>;
  listAccounts(
    session: AwsSessionRecord,
    accessToken: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<Result<Page<Account>>>;
  listRoles(
    session: AwsSessionRecord,
    accessToken: string,
    accountId: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<Result<Page<string>>>;
  roleCredentials(
    session: AwsSessionRecord,
    accessToken: string,
    accountId: string,
    roleName: string,
    signal: AbortSignal,
  ): Promise<Result<RoleCredentials>>;
  /**
   * A link that signs whoever has it in to the console, for 15 minutes (protocol/aws.md §7.3 B). Errors besides the usual:
   * `console.no-address`, `console.sign-in-refused`.
   */
  consoleSignInLink(
    session: AwsSessionRecord,
    credentials: RoleCredentials,
    page: ConsolePage,
    signal: AbortSignal,
  ): Promise<Result<string>>;
  callerIdentity(
    session: AwsSessionRecord,
    credentials: RoleCredentials,
    signal: AbortSignal,
  ): Promise<Result<SessionIdentity>>;
}
