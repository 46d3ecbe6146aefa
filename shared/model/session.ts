import type { AliyunSessionRecord } from './aliyun-session.ts';
import type { AppError } from './app-error.ts';
import type { Brand } from './brand.ts';
import type { Instant, Millis } from './instant.ts';

/** Opaque, random, stable for the life of a session record. */
export type SessionId = Brand<string, 'SessionId'>;

export type Cloud = 'aws' | 'aliyun';
export type SignInFlow = 'pkce' | 'device';
export type SessionStorage = 'shared' | 'vault';

/** Where a session's calls go instead of the vendor's hosts (design.md §7). Each https, or http to a loopback address. */
export interface EndpointOverrides {
  readonly ssoOidc?: string;
  readonly sso?: string;
  readonly sts?: string;
}

/** `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` as they were when the session was created, or as set since. */
export interface EndpointVariant {
  readonly fips: boolean;
  readonly dualStack: boolean;
}

/**
 * How the profiles of a session name it: a section of its own, or start URL and region in each profile, which no reader
 * refreshes (protocol/aws.md §4.3, §4.5).
 */
export type SessionKind = 'sso-session' | 'legacy';

/** What a sign-in link is opened with. `id` is one of the browsers found on this machine. */
export type BrowserChoice =
  | { readonly type: 'default' }
  | {
      readonly type: 'installed';
      readonly id: string;
      readonly privateWindow: boolean;
      /** Which of the browser's own user profiles; null for the one it opens by itself. */
      readonly profile: string | null;
    }
  /** Nothing is opened: the link is copied by hand. */
  | { readonly type: 'link-only' };

/** What Latchkey remembers of an AWS session between runs. Never a secret. */
export interface AwsSessionRecord {
  readonly id: SessionId;
  readonly name: string;
  readonly cloud: 'aws';
  readonly kind: SessionKind;
  readonly practice: boolean;
  readonly storage: SessionStorage;
  /** As configured, byte for byte: a legacy token lies under its hash. */
  readonly startUrl: string;
  /** The access portal that a start URL of the user's own domain leads to; null where the start URL is AWS's own. */
  readonly portalUrl: string | null;
  readonly region: string;
  readonly scopes: readonly string[];
  readonly flow: SignInFlow;
  readonly endpoints: EndpointOverrides | null;
  readonly endpointVariant: EndpointVariant;
  readonly browser: BrowserChoice;
  /** How long a sign-in lasts, as set by the user; null where the usual or learned length is taken. */
  readonly sessionDuration: Millis | null;
  readonly createdAt: Instant;
  /** Last known identity: the session-name part of the assumed-role ARN (product.md §2). */
  readonly identity: SessionIdentity | null;
}

/** A session of either cloud; `cloud` tells which. */
export type SessionRecord = AwsSessionRecord | AliyunSessionRecord;

export interface SessionIdentity {
  readonly accountId: string;
  readonly arn: string;
  readonly name: string;
}

/** The steps of a sign-in, in their order. */
export type SignInStep = 'preparing' | 'browser' | 'approval' | 'accounts';

/** An end that is estimated, never a fact of the server (product.md §1.4). */
export interface SessionEndEstimate {
  readonly at: Instant;
  readonly basis: 'default-duration' | 'set-duration' | 'learned';
}

export type SessionPhase =
  | { readonly state: 'signed-out'; readonly error: AppError | null }
  | {
      readonly state: 'signing-in';
      readonly step: SignInStep;
      readonly flow: SignInFlow;
      /** The link in a form to show: host and path, middle cut out. The whole link is copied by an intent. */
      readonly linkPreview: string | null;
      readonly userCode: string | null;
      readonly deadline: Instant;
      /** Why no browser was opened, where that was meant; the link works all the same. */
      readonly browserProblem: AppError | null;
    }
  | {
      readonly state: 'active';
      /** Null where nobody told: pasted keys (product.md §3). */
      readonly accessTokenExpiresAt: Instant | null;
      /** Whether the token renews by itself while the portal session lives. */
      readonly renewable: boolean;
      readonly nextRenewalAt: Instant | null;
      readonly sessionEndsEstimate: SessionEndEstimate | null;
      /** No file holds the token: it is gone when Latchkey quits. */
      readonly inMemory?: true;
      /** The last thing that went wrong while the token stayed good, e.g. a renewal without network. */
      readonly error: AppError | null;
    }
  | { readonly state: 'expired'; readonly expiredAt: Instant; readonly error: AppError | null };

export interface SessionView {
  readonly record: SessionRecord;
  readonly phase: SessionPhase;
}
