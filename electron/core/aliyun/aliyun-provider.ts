import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { Account } from '../../../shared/model/catalog.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionIdentity } from '../../../shared/model/session.ts';
import type { CodeExchange, DeviceAuthorization, Page, AuthorizeParameters } from '../provider.ts';

/** Keys that sign a request. */
export interface AliyunKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
}

/** Keys of STS with their end. */
export interface AliyunCredentials extends AliyunKeys {
  readonly expiresAt: Instant;
}

/** What the token endpoint gave, times already absolute. */
export interface AliyunTokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Instant;
  /** Null where none was given: the old one stays good (protocol/aliyun.md §1.8). */
  readonly refreshToken: string | null;
}

/** A CloudSSO sign-in; nothing renews it. */
export interface CloudSsoToken {
  readonly accessToken: string;
  readonly expiresAt: Instant;
}

/** What CloudSSO calls a role of an account. */
export interface AccessConfiguration {
  readonly id: string;
  readonly name: string;
}

/**
 * Alibaba Cloud: its wire formats, endpoints and error mapping, over the Http port. Stateless; it neither retries nor
 * caches. Every method gives an AppError by code and takes the signal that ends it.
 */
export interface AliyunProvider {
  /** Origins that a session's tokens and keys may be sent to (security.md §0.5). */
  origins(session: AliyunSessionRecord): readonly string[];
  authorizeUrl(session: AliyunSessionRecord, parameters: AuthorizeParameters): string;
  /** Errors besides the usual: `sign-in.rejected` for a code or a token that is no longer good, `sign-in.denied`. */
  exchangeCode(
    session: AliyunSessionRecord,
    exchange: CodeExchange,
    signal: AbortSignal,
  ): Promise<Result<AliyunTokens>>;
  refresh(
    session: AliyunSessionRecord,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Result<AliyunTokens>>;
  /** `too-short` where the access token has less life left than STS gives: refresh it first (protocol/aliyun.md §1.7). */
  credentials(
    session: AliyunSessionRecord,
    accessToken: string,
    signal: AbortSignal,
  ): Promise<Result<AliyunCredentials | 'too-short'>>;
  revoke(session: AliyunSessionRecord, refreshToken: string, signal: AbortSignal): Promise<Result<void>>;
  /** Errors besides the usual: `credentials.expired`, `credentials.rejected`. */
  callerIdentity(
    session: AliyunSessionRecord,
    keys: AliyunKeys,
    signal: AbortSignal,
  ): Promise<Result<SessionIdentity>>;
  startDevice(
    session: AliyunSessionRecord,
    codeChallenge: string,
    signal: AbortSignal,
  ): Promise<Result<DeviceAuthorization>>;
  pollDevice(
    session: AliyunSessionRecord,
    poll: { readonly deviceCode: string; readonly codeVerifier: string },
    signal: AbortSignal,
  ): Promise<Result<CloudSsoToken | 'pending' | 'slow-down'>>;
  listAccounts(
    session: AliyunSessionRecord,
    accessToken: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<Result<Page<Account>>>;
  listAccessConfigurations(
    session: AliyunSessionRecord,
    accessToken: string,
    accountId: string,
    nextToken: string | null,
    signal: AbortSignal,
  ): Promise<Result<Page<AccessConfiguration>>>;
  cloudCredentials(
    session: AliyunSessionRecord,
    accessToken: string,
    role: { readonly accountId: string; readonly accessConfigurationId: string },
    signal: AbortSignal,
  ): Promise<Result<AliyunCredentials>>;
}
