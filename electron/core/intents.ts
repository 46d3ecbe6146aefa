import type { AliyunExportFormat } from '../../shared/credentials/aliyun-export-formats.ts';
import type {
  AdministratorPage,
  NewAliyunPracticeSession,
  NewAliyunSession,
  NewCloudSsoSession,
  NewStsTokenSession,
  PastePreview,
  StsKeysSource,
  StsTokenReplacement,
} from '../../shared/model/aliyun-input.ts';
import type { AliyunProfileDetails, AliyunProfileInput } from '../../shared/model/aliyun-profile.ts';
import type { AccessChanges } from '../../shared/model/access-changes.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { InstalledBrowser } from '../../shared/model/browser.ts';
import type { CatalogChunk, RoleRef } from '../../shared/model/catalog.ts';
import type { ConsoleOpening, ConsoleRequest, ConsoleTarget } from '../../shared/model/console.ts';
import type { CopyFormat } from '../../shared/credentials/copy-formats.ts';
import type { ProfileCredentials, RoleCredentials } from '../../shared/model/credentials.ts';
import type { FoundOnMachine, ManageTarget } from '../../shared/model/found.ts';
import type { Instant } from '../../shared/model/instant.ts';
import type {
  ChangeConsent,
  ChangePreview,
  ProfileDetails,
  ProfileInput,
  ProfileList,
  ProfileRow,
  ProfileTarget,
} from '../../shared/model/profile.ts';
import type { NetworkSettings } from '../../shared/model/network.ts';
import type { GenerateInput, GeneratePreview, PrunePreview } from '../../shared/model/profile-batch.ts';
import type { Preferences } from '../../shared/model/preferences.ts';
import type { Result } from '../../shared/model/result.ts';
import type { BrowserChoice, SessionId } from '../../shared/model/session.ts';
import type {
  CallContext,
  NewAwsSession,
  SessionChanges,
  ChangedSession,
  NewPracticeSession,
  SignInRequest,
  SignInProgress,
  SignedIn,
  RemovalReport,
  SignOutAllReport,
  SavedProfile,
  RoleListing,
} from './intent-values.ts';

export type * from './intent-values.ts';

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
    /** What goes from the files with the session, and the foreign profiles that must be agreed to (`asks`). */
    previewRemoval(sessionId: SessionId, context: CallContext): Promise<Result<ChangePreview>>;
    /** Sign-out, managed profiles and record. Errors: `config.session-in-use` unless agreed to. */
    remove(
      sessionId: SessionId,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<RemovalReport>>;
    find(name: string): Result<SessionId>;
    previewRename(
      sessionId: SessionId,
      newName: string,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
    /** Its section, its profiles and its token move along; foreign profiles that use it are asked about and left. */
    rename(
      sessionId: SessionId,
      newName: string,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
  };
  /** Sessions of Alibaba Cloud; removing and signing in is the same for both clouds. */
  readonly aliyun: {
    /** Errors: `input.session-name-…`, `input.region-…`, `input.profile-name-taken`, `input.endpoint-invalid`. */
    addOAuth(input: NewAliyunSession, context: CallContext): Promise<Result<SessionId>>;
    /** Errors: those of `addOAuth`, and `input.sign-in-url-invalid`. */
    addCloudSso(input: NewCloudSsoSession, context: CallContext): Promise<Result<SessionId>>;
    /**
     * Takes keys with a security token into a profile of the session's name, over one that is there, as `aliyun configure
     * set` does. Errors: those of `addOAuth` and of the paste, `input.expiry-past`, and those of the write.
     */
    addStsToken(input: NewStsTokenSession, context: CallContext): Promise<Result<SessionId>>;
    /** New keys, without asking. Errors: `input.session-unknown`, `input.value-invalid`, those of the paste and the write. */
    replaceStsToken(
      sessionId: SessionId,
      input: StsTokenReplacement,
      context: CallContext,
    ): Promise<Result<void>>;
    /** What is in a paste, without a value of it. Errors: those of the paste but `paste.incomplete`. */
    previewPaste(source: StsKeysSource): Promise<Result<PastePreview>>;
    /** Opens a page of the RAM console for administrators, in the default browser. */
    openAdministratorPage(page: AdministratorPage): Promise<Result<void>>;
    /** Errors: `input.session-name-…`, `practice.unavailable`. */
    addPractice(input: NewAliyunPracticeSession, context: CallContext): Promise<Result<SessionId>>;
  };
  readonly sessionSettings: {
    previewEdit(
      sessionId: SessionId,
      changes: SessionChanges,
      context: CallContext,
    ): Promise<Result<ChangedSession>>;
    /**
     * Changes a session; its section and the profiles that have its address follow. Another start URL or region needs
     * another sign-in: with `signOut` the token is given up first, without it such a change is refused with
     * `sign-in.sign-out-first`.
     */
    edit(
      sessionId: SessionId,
      changes: SessionChanges,
      consent: ChangeConsent & { readonly signOut: boolean },
      context: CallContext,
    ): Promise<Result<ChangedSession>>;
    /** What `aws configure sso-session` would write: the section of a session, and no profile. */
    previewSection(sessionId: SessionId, context: CallContext): Promise<Result<ChangePreview>>;
    writeSection(
      sessionId: SessionId,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
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
    /** Opens the link once more, in the session's browser or in the default one. */
    openLink(sessionId: SessionId, options?: { readonly inDefaultBrowser: boolean }): Promise<Result<void>>;
    /**
     * Takes the address that a browser on another machine was sent back to. Errors: `paste.not-callback`,
     * `paste.other-sign-in`, after which the sign-in goes on; `sign-in.denied`; `sign-in.required` where none waits.
     */
    pasteCallback(sessionId: SessionId, text: string): Promise<Result<void>>;
    /** Renews the token now. Errors: `sign-in.required`, `sign-in.not-renewable`, and those of the renewal. */
    renew(sessionId: SessionId, context: CallContext): Promise<Result<SignedIn>>;
    signOut(sessionId: SessionId, context: CallContext): Promise<Result<RemovalReport>>;
    /** One session that cannot be signed out of keeps none of the others. */
    signOutAll(context: CallContext): Promise<Result<SignOutAllReport>>;
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
      profile: ProfileTarget,
      context: CallContext,
    ): Promise<Result<{ readonly credentials: ProfileCredentials; readonly row: ProfileRow }>>;
    /** Errors: `input.format-other-cloud` where the cloud of the session has no such form. */
    copyRole(
      role: RoleRef,
      format: CopyFormat,
      region: string | null,
      context: CallContext,
    ): Promise<Result<{ readonly expiresAt: Instant }>>;
    copyProfile(
      profile: ProfileTarget,
      format: CopyFormat,
      region: string | null,
      context: CallContext,
    ): Promise<Result<{ readonly expiresAt: Instant | null }>>;
    /** The keys of the identity that a session of Alibaba Cloud signed in as; `expiresAt` is null where nobody knows it. */
    copySession(
      sessionId: SessionId,
      format: AliyunExportFormat,
      context: CallContext,
    ): Promise<Result<{ readonly expiresAt: Instant | null }>>;
    /** Variables that run a command as the profile: keys, region, and the practice endpoints and files where it is one. */
    environmentOf(
      profile: ProfileTarget,
      context: CallContext,
    ): Promise<Result<Readonly<Record<string, string>>>>;
  };
  readonly profiles: {
    /** All that can be read; fails where nothing can. */
    list(context: CallContext): Promise<Result<readonly ProfileRow[]>>;
    /** The same with what is wrong with a file as a whole. */
    all(context: CallContext): Promise<ProfileList>;
    /** A profile with all its keys, for a form. */
    details(name: string, context: CallContext): Promise<Result<ProfileDetails>>;
    suggest(role: RoleRef): Promise<Result<Pick<ProfileInput, 'name' | 'region' | 'output'>>>;
    preview(input: ProfileInput, context: CallContext): Promise<Result<ChangePreview>>;
    /** Refuses with `config.changed-on-disk` if `digest` is given and the change is no longer the one previewed. */
    save(input: ProfileInput, digest: string | null, context: CallContext): Promise<Result<SavedProfile>>;
    /** A profile for a session of Alibaba Cloud. Errors: those of `checkAliyunInput` and `planAliyunSave`. */
    previewAliyun(input: AliyunProfileInput, context: CallContext): Promise<Result<ChangePreview>>;
    saveAliyun(
      input: AliyunProfileInput,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<SavedProfile>>;
    aliyunDetails(name: string, context: CallContext): Promise<Result<AliyunProfileDetails>>;
    previewRemoval(profile: ProfileTarget, context: CallContext): Promise<Result<ChangePreview>>;
    remove(
      profile: ProfileTarget,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
    previewRename(
      profile: ProfileTarget,
      newName: string,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
    /** Moves the section in place; references of our own profiles go with it, foreign ones are asked about and left. */
    rename(
      profile: ProfileTarget,
      newName: string,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
    previewDefault(profile: ProfileTarget, context: CallContext): Promise<Result<ChangePreview>>;
    /**
     * On AWS copies the keys of the profile into the default profile, and asks first if somebody else wrote that; on Alibaba
     * Cloud names it in `current`, whoever wrote it.
     */
    makeDefault(
      profile: ProfileTarget,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
    /** What would make a `config.json` readable again. Errors: `aliyun.nothing-to-repair`, those of reading. */
    previewFileRepair(practice: boolean, context: CallContext): Promise<Result<ChangePreview>>;
    /** Asks (`aliyun.start-afresh`) where only a copy keeps what is there. */
    repairFile(
      practice: boolean,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>>;
    previewGenerate(input: GenerateInput, context: CallContext): Promise<Result<GeneratePreview>>;
    /**
     * Profiles for all roles of a session, after a listing under way, in one change. Very many are asked about
     * (`input.too-many-profiles`).
     */
    generate(
      input: GenerateInput,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<GeneratePreview>>;
    previewPrune(sessionId: SessionId, context: CallContext): Promise<Result<PrunePreview>>;
    /** Takes away our profiles whose role a complete, fresh listing does not have; asks the portal for one if need be. */
    prune(sessionId: SessionId, consent: ChangeConsent, context: CallContext): Promise<Result<PrunePreview>>;
    previewUndo(context: CallContext): Promise<Result<ChangePreview>>;
    /** Asks (`config.undo-changed`) if somebody else has written a file since. */
    undo(consent: ChangeConsent, context: CallContext): Promise<Result<ChangePreview>>;
  };
  readonly console: {
    /**
     * Opens the console of a role, or gives the link back. Errors: those of console-urls.ts, of the credentials where the
     * portal has no link of its own, and of the browser; `console.profile-without-role`.
     */
    open(
      target: ConsoleTarget,
      request: ConsoleRequest,
      context: CallContext,
    ): Promise<Result<ConsoleOpening>>;
  };
  readonly found: {
    /** What the user's config file describes, whether used already or not (product.md §2, §6). */
    list(context: CallContext): Promise<Result<FoundOnMachine>>;
    /**
     * Uses these sign-ins as they stand, all that can be with null: sessions that point at the existing sections, of which
     * no byte changes. Errors: `config.session-not-there`, and what is wrong with one of them; then none is used.
     */
    use(names: readonly string[] | null, context: CallContext): Promise<Result<readonly SessionId[]>>;
    /** Tells no more of what is there now. */
    dismiss(): Promise<Result<void>>;
    /** From now on Latchkey may edit, rename and remove the section. Changes no byte. */
    manage(target: ManageTarget, context: CallContext): Promise<Result<void>>;
    /** The section is foreign again. Changes no byte. */
    letGo(target: ManageTarget, context: CallContext): Promise<Result<void>>;
    /** Takes over start URL and region of a session from its section, after `config.session-differs`. */
    followFile(sessionId: SessionId): Promise<Result<void>>;
  };
  readonly preferences: {
    /** Sets what is given and leaves the rest. */
    change(values: Partial<Omit<Preferences, 'network'>>): Result<void>;
  };
  readonly identity: {
    /** "Yes, that is me": takes the changed identity of a session as its own. Errors: `identity.not-asked`. */
    accept(sessionId: SessionId): Promise<Result<void>>;
  };
  readonly browsers: {
    list(): Promise<readonly InstalledBrowser[]>;
    /** Sets what the pages of a session open in. */
    choose(sessionId: SessionId, choice: BrowserChoice): Promise<Result<void>>;
  };
  readonly network: {
    /** Sets all of it; the next call goes by it. */
    change(network: NetworkSettings): Promise<Result<void>>;
  };
  /** What has come and gone among the roles of a session, found by comparing complete listings. */
  readonly access: {
    /** All changes that nobody has acted on; null where there are none. Errors: `input.session-unknown`. */
    changes(sessionId: SessionId): Result<AccessChanges | null>;
    /** Lets them go. Errors: `input.session-unknown`. */
    dismiss(sessionId: SessionId): Promise<Result<void>>;
  };
  readonly favourites: {
    /** Puts a star on a role, or takes it away. Errors: `input.session-unknown`. */
    set(role: RoleRef, starred: boolean): Result<void>;
  };
  readonly app: {
    /** Shows the window, or brings it to the front. */
    openWindow(view?: 'roles' | 'profiles' | 'settings'): void;
    quit(): void;
  };
}
