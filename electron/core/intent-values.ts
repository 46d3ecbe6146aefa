import type { AppError } from '../../shared/model/app-error.ts';
import type { Instant, Millis } from '../../shared/model/instant.ts';
import type { ChangePreview } from '../../shared/model/profile.ts';
import type {
  Cloud,
  EndpointVariant,
  SessionId,
  SessionKind,
  SignInFlow,
} from '../../shared/model/session.ts';

/**
 * The variables of a caller's shell that change which files and endpoints are meant (product.md §2). Paths, proxies and
 * profile names come by value; of keys only the presence.
 */
export type CallerEnvironment = Readonly<Record<string, string>>;

/** Who asks. `environment` is given by the command line; tray and window act in the app's own environment. */
export interface CallContext {
  readonly origin: 'tray' | 'window' | 'command-line';
  readonly environment?: CallerEnvironment;
  readonly signal?: AbortSignal;
  /** A person has said yes to what guard rails ask about (`guard.confirmation-needed`). */
  readonly confirmed?: boolean;
}

export interface NewAwsSession {
  readonly name: string;
  /** Start URL or issuer URL, or the whole text of the portal's access-keys dialog. */
  readonly startUrl: string;
  /** Null where the start URL tells it, or the portal that an own domain leads to. */
  readonly region: string | null;
  /** Comma-separated as typed, or null: `sso:account:access`, for a legacy session none. */
  readonly scopes: string | null;
  /** How it signs in unless asked otherwise; PKCE if absent. */
  readonly flow?: SignInFlow;
  /** `sso-session` if absent. */
  readonly kind?: SessionKind;
  /** What is absent is as the caller's environment says. */
  readonly endpointVariant?: Partial<EndpointVariant>;
  /** Hosts of endpoint variables that are not AWS's own and that the user has allowed (security.md §0.5). */
  readonly confirmedEndpointHosts?: readonly string[];
}

/** What may be changed of an AWS session; what is absent stays. */
export interface SessionChanges {
  readonly startUrl?: string;
  /** Null: the one that the start URL tells. */
  readonly region?: string | null;
  /** Comma-separated, or null for the usual ones. */
  readonly scopes?: string | null;
  readonly flow?: SignInFlow;
  readonly endpointVariant?: Partial<EndpointVariant>;
  /** How long a sign-in lasts at this portal; null where it is not known. */
  readonly sessionDuration?: Millis | null;
}

/** What a change of a session came to. */
export interface ChangedSession {
  /** The section or profiles of the session that follow; null where no file has any of ours. */
  readonly files: ChangePreview | null;
  /** Whether the session has a token of the old address, which goes with the change. */
  readonly signsOut: boolean;
}

export interface NewPracticeSession {
  readonly name: string;
  readonly accounts: number;
  readonly rolesPerAccount: number;
  /** Plays the partition of this region; us-east-1 if absent. */
  readonly region?: string;
}

export interface SignInRequest {
  readonly sessionId: SessionId;
  readonly flow?: SignInFlow;
  /** False prints or shows the link only. */
  readonly openBrowser: boolean;
  /** Ends the attempt earlier than the flow's own deadline. */
  readonly timeoutMs?: Millis;
}

/** What a waiting caller is told while a sign-in runs. */
export type SignInProgress =
  | { readonly event: 'url'; readonly url: string }
  | { readonly event: 'code'; readonly userCode: string; readonly url: string; readonly completeUrl: string }
  /** Nothing was opened: the link has to be taken to a browser by hand. */
  | { readonly event: 'browser-unavailable'; readonly error: AppError }
  | { readonly event: 'approved' }
  | { readonly event: 'listing'; readonly accounts: number };

export interface SignedIn {
  readonly sessionName: string;
  /** Null where nobody told: pasted keys. */
  readonly accessTokenExpiresAt: Instant | null;
}

/** What a sign-out or removal took away; paths and section names, for showing. */
export interface RemovalReport {
  readonly removed: readonly string[];
  /** Credentials handed out before stay valid until then; null if none are known. */
  readonly credentialsValidUntil: Instant | null;
  /** Whether tools that read the same token file are signed out with it. */
  readonly endsOtherTools: boolean;
}

/** What signing out of all took away, and which sessions it could not sign out of. */
export interface SignOutAllReport extends RemovalReport {
  readonly failed: readonly { readonly session: string; readonly error: AppError }[];
}

export interface SavedProfile {
  readonly name: string;
  readonly file: string;
  /** A command that shows it works, e.g. `aws sts get-caller-identity --profile NAME`. */
  readonly tryCommand: string;
  /** What tools may make of it, e.g. keys of the same name in the credentials file. */
  readonly warnings: readonly AppError[];
}

export interface RoleListing {
  readonly session: string;
  readonly cloud: Cloud;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly emailAddress: string | null;
  readonly roleName: string;
}
