import type { AppState } from '../../shared/model/app-state.ts';
import type { CatalogChunk, RoleRef } from '../../shared/model/catalog.ts';
import type { ExportFormat, RoleCredentials } from '../../shared/model/credentials.ts';
import type { Instant, Millis } from '../../shared/model/instant.ts';
import type { ChangePreview, ProfileInput, ProfileRow } from '../../shared/model/profile.ts';
import type { Preferences } from '../../shared/model/preferences.ts';
import type { Result } from '../../shared/model/result.ts';
import type { SessionId, SignInFlow } from '../../shared/model/session.ts';

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
}

export interface NewAwsSession {
  readonly name: string;
  /** Start URL or issuer URL. */
  readonly startUrl: string;
  readonly region: string;
  /** Comma-separated as typed, or null for the default `sso:account:access`. */
  readonly scopes: string | null;
  /** How it signs in unless asked otherwise; PKCE if absent. */
  readonly flow?: SignInFlow;
}

export interface NewPracticeSession {
  readonly name: string;
  readonly accounts: number;
  readonly rolesPerAccount: number;
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
  | { readonly event: 'approved' }
  | { readonly event: 'listing'; readonly accounts: number };

export interface SignedIn {
  readonly sessionName: string;
  readonly accessTokenExpiresAt: Instant;
}

/** What a sign-out or removal took away; paths and section names, for showing. */
export interface RemovalReport {
  readonly removed: readonly string[];
  /** Credentials handed out before stay valid until then; null if none are known. */
  readonly credentialsValidUntil: Instant | null;
}

export interface SavedProfile {
  readonly name: string;
  readonly file: string;
  /** A command that shows it works, e.g. `aws sts get-caller-identity --profile NAME`. */
  readonly tryCommand: string;
}

export interface RoleListing {
  readonly session: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly emailAddress: string | null;
  readonly roleName: string;
}

/**
 * Every capability of Latchkey, once. Tray, window (over IPC) and command line (over the broker) are three views of
 * these intents and of the same `AppState`.
 */
export interface Intents {
  readonly state: {
    current(): AppState;
    /** Called after each change, coalesced; call the result to stop. */
    subscribe(listener: (state: AppState) => void): () => void;
  };
  readonly sessions: {
    addAws(input: NewAwsSession, context: CallContext): Promise<Result<SessionId>>;
    addPractice(input: NewPracticeSession, context: CallContext): Promise<Result<SessionId>>;
    /** Sign-out, managed profiles and record. */
    remove(sessionId: SessionId, context: CallContext): Promise<Result<RemovalReport>>;
    find(name: string): Result<SessionId>;
  };
  readonly signIn: {
    /** Settles when the sign-in is over. A new attempt for the same session ends the old one with `sign-in.replaced`. */
    start(
      request: SignInRequest,
      context: CallContext,
      onProgress?: (progress: SignInProgress) => void,
    ): Promise<Result<SignedIn>>;
    cancel(sessionId: SessionId): void;
    /** Puts the whole sign-in link on the clipboard. */
    copyLink(sessionId: SessionId): Promise<Result<void>>;
    /** Opens the link once more. */
    openLink(sessionId: SessionId): Promise<Result<void>>;
    signOut(sessionId: SessionId, context: CallContext): Promise<Result<RemovalReport>>;
    signOutAll(context: CallContext): Promise<Result<RemovalReport>>;
  };
  readonly catalog: {
    /** The log from `offset` on; a chunk of a newer generation from 0 if `generation` is outdated. */
    read(sessionId: SessionId, generation: number, offset: number): CatalogChunk;
    subscribe(listener: (chunk: CatalogChunk) => void): () => void;
    /** Lists again; settles when complete. */
    refresh(sessionId: SessionId, context: CallContext): Promise<Result<void>>;
    /** Rows for the command line, after waiting for a listing under way. */
    roles(
      sessionId: SessionId | null,
      search: string | null,
      context: CallContext,
    ): Promise<Result<readonly RoleListing[]>>;
  };
  readonly credentials: {
    /** At least 15 minutes of life where the server can. Coalesced per role. */
    ofRole(role: RoleRef, context: CallContext): Promise<Result<RoleCredentials>>;
    ofProfile(
      profileName: string,
      context: CallContext,
    ): Promise<Result<{ readonly credentials: RoleCredentials; readonly row: ProfileRow }>>;
    copyRole(
      role: RoleRef,
      format: ExportFormat,
      region: string | null,
      context: CallContext,
    ): Promise<Result<{ readonly expiresAt: Instant }>>;
    copyProfile(
      profileName: string,
      format: ExportFormat,
      region: string | null,
      context: CallContext,
    ): Promise<Result<{ readonly expiresAt: Instant }>>;
    /** Variables that run a command as the profile: keys, region, and the practice endpoints and files where it is one. */
    environmentOf(
      profileName: string,
      context: CallContext,
    ): Promise<Result<Readonly<Record<string, string>>>>;
  };
  readonly profiles: {
    list(context: CallContext): Promise<Result<readonly ProfileRow[]>>;
    suggest(role: RoleRef): Promise<Result<Pick<ProfileInput, 'name' | 'region' | 'output'>>>;
    preview(input: ProfileInput, context: CallContext): Promise<Result<ChangePreview>>;
    /** Refuses with `config.changed-on-disk` if `digest` is given and the change is no longer the one previewed. */
    save(input: ProfileInput, digest: string | null, context: CallContext): Promise<Result<SavedProfile>>;
    previewRemoval(name: string, context: CallContext): Promise<Result<ChangePreview>>;
    remove(name: string, context: CallContext): Promise<Result<ChangePreview>>;
    undo(context: CallContext): Promise<Result<ChangePreview>>;
  };
  readonly preferences: {
    /** Sets what is given and leaves the rest. */
    change(values: Partial<Preferences>): Result<void>;
  };
  readonly app: {
    /** Shows the window, or brings it to the front. */
    openWindow(view?: 'roles' | 'profiles'): void;
    quit(): void;
  };
}
