import type { AliyunSite } from '../../shared/aliyun/sites.ts';
import type { AliyunEndpoints } from '../../shared/model/aliyun-session.ts';
import type { Brand } from '../../shared/model/brand.ts';
import type { InstalledBrowser } from '../../shared/model/browser.ts';
import type { Instant, Millis } from '../../shared/model/instant.ts';
import type { Result } from '../../shared/model/result.ts';
import type { SecretStorage } from '../../shared/model/secret-storage.ts';
import type { BrowserChoice, EndpointOverrides } from '../../shared/model/session.ts';
import type { LogFields } from './log-fields.ts';

export type { FileStore, Fingerprint, Hash, ReplaceOptions } from '../../shared/config-files/file-store.ts';

/** Two clocks on purpose: expiry uses wall time, waiting uses monotonic time. */
export interface Clock {
  now(): Instant;
  /** Milliseconds since some fixed point; never goes back. */
  monotonic(): Millis;
}

export type Cancel = () => void;

/** Computed deadlines, no polling. Clamps to the 2^31-1 ms limit of timers and looks again after resume. */
export interface Scheduler {
  at(when: Instant, task: () => void): Cancel;
  after(delay: Millis, task: () => void): Cancel;
}

/** The platform's CSPRNG. */
export interface Random {
  bytes(count: number): Uint8Array;
}

/** Raw digests for PKCE and request signing. */
export interface Crypto {
  sha256(data: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'HEAD';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * The origins this request may go to (security.md §0.5): `https://host[:port]`, or `http://` with a loopback address.
   * Anything else is `network.origin-refused` before a byte is sent.
   */
  readonly allowedOrigins: readonly string[];
  /**
   * Gives a redirect (301, 302, 303, 307, 308) as the answer, with its `location`, instead of an error. It is not
   * followed either. For asking where a start URL leads to, and nothing else (security.md §0.8).
   */
  readonly tellRedirect?: true;
  readonly timeoutMs: Millis;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One request, no redirects followed (3xx is `network.redirected`), no retries. Errors: `network.unreachable`,
 * `network.timed-out`, `network.tls`, `network.proxy-failed`, `network.ca-bundle`, `network.too-large`,
 * `network.redirected`, `network.origin-refused`, `app.cancelled`.
 */
export interface Http {
  request(request: HttpRequest): Promise<Result<HttpResponse>>;
}

/**
 * The system's proxy settings, scripts included. Answers as a proxy script does (`PROXY host:port; DIRECT`); the empty
 * answer says nothing.
 */
export interface ProxyResolver {
  resolve(url: string): Promise<string>;
}

/** Parameters of a callback that the policy has accepted; only the callback policy makes one. */
export type ValidatedCallback = Brand<{ readonly code: string }, 'ValidatedCallback'>;

export interface LoopbackOptions {
  /** E.g. `/oauth/callback`. */
  readonly path: string;
  /** `random`, or the ports to try in ascending order. */
  readonly ports: 'random' | readonly number[];
  /** The state that a callback must carry (256 bit, base64url). */
  readonly state: string;
  /** When the wait ends with `sign-in.timed-out`. */
  readonly timeoutMs: Millis;
  /** If the answer carries `iss`, it must be this (RFC 9207). */
  readonly issuer?: string;
  /** Words of the static answer page, in the user's language. */
  readonly page: LoopbackPageText;
}

export interface LoopbackPageText {
  readonly language: string;
  readonly title: string;
  readonly body: string;
}

export interface LoopbackSession {
  /** `http://127.0.0.1:<port><path>`; the port is bound before this value exists. */
  readonly redirectUri: string;
  /** Settles once: the callback, `sign-in.denied`, `sign-in.timed-out` or `sign-in.cancelled`. */
  readonly result: Promise<Result<ValidatedCallback>>;
  /** Ends the wait (`sign-in.cancelled` unless settled) and closes listener and sockets. */
  close(): Promise<void>;
}

/** Errors of `open`: `sign-in.port-unavailable`. */
export interface LoopbackListener {
  open(options: LoopbackOptions): Promise<Result<LoopbackSession>>;
}

/** A URL that the allow-list has accepted; only `electron/core/external-urls.ts` makes one. */
export type ExternalUrl = Brand<string, 'ExternalUrl'>;

/** The user's browsers. Errors: `sign-in.browser-unavailable`, and `browser.missing` where one was chosen. */
export interface Browser {
  /** In the browser chosen, the default one if none is; that a link is only to be copied is the caller's to heed. */
  open(url: ExternalUrl, choice?: BrowserChoice): Promise<Result<void>>;
  /** Those that can be chosen. */
  installed(): Promise<readonly InstalledBrowser[]>;
}

/** Errors: `clipboard.unavailable`. */
export interface Clipboard {
  /** The text that is there now; empty where there is none. */
  read(): Promise<Result<string>>;
  /** `sensitive` asks clipboard histories to look away where the platform can. */
  write(text: string, options: { readonly sensitive: boolean }): Promise<Result<void>>;
}

/** Notifications of the system. Never a secret in them. */
export interface Notifier {
  show(notification: { readonly title: string; readonly body: string; readonly onClick: () => void }): void;
  /** Whether a person looks at Latchkey's window now. */
  windowInFront(): boolean;
}

export interface Power {
  onResume(task: () => void): Cancel;
}

/** Events with ids and codes only; a second line redacts what looks like a secret, and what `protect` was told. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** From now on this value is never written, in whatever encoding. Call the result once it is no longer live. */
  protect(secret: string): Cancel;
}

/**
 * The system's keychain, or memory where there is none (security.md §3). Names are opaque: a session's random id and what is
 * kept of it, never a name or address of the user's. Calls are serialised per name and end after 60 s. Errors of all:
 * `keychain.locked`, `keychain.failed`.
 */
export interface SecretStore {
  storage(): SecretStorage;
  /** Called when a probe finds something else than the one before. */
  onStorage(listener: (storage: SecretStorage) => void): Cancel;
  /** Writes, reads and removes a canary. Also what notices that the keychain was unlocked. */
  probe(): Promise<SecretStorage>;
  /** Null only where it is certain that nothing is kept: a probe has succeeded. */
  read(name: string): Promise<Result<string | null>>;
  write(name: string, value: string): Promise<Result<void>>;
  /** Removes every part of it, and looks whether it is gone. */
  remove(name: string): Promise<Result<void>>;
}

/** The `latchkey` command that came with this app, and how the app is started again. */
export interface ClientSource {
  /** Its whole path where a package has put it for good; null where the app runs from an AppImage, an archive or a source tree. */
  installed(): Promise<string | null>;
  /** Its text, for a copy; null where it cannot be read. */
  text(): Promise<string | null>;
  /** The program that starts this app: never a path in a mount that goes with it. */
  readonly app: string;
  /** The source tree that `app` is given; null for a packaged app. */
  readonly tree: string | null;
}

/** Small non-secret documents of Latchkey's own, by key. Synchronous: read once at start, written on change. */
export interface Settings<Schema> {
  get<Key extends keyof Schema>(key: Key): Schema[Key];
  set<Key extends keyof Schema>(key: Key, value: Schema[Key]): void;
}

/** Runs the practice cloud; it listens only while a practice session exists (security.md §0.2). */
export interface PracticeCloudHost {
  /**
   * Starts the cloud if it is not running, and opens a portal of this size in it, in the region that is named. `port` is the one to keep over
   * restarts; null takes any. Idempotent per id. Errors: `practice.unavailable`.
   */
  openPortal(id: string, size: PracticeSize, port: number | null): Promise<Result<PracticePortal>>;
  /** The same for Alibaba Cloud, which has no portals of a size. Errors: `practice.unavailable`. */
  openAliyun(port: number | null): Promise<Result<PracticeAliyun>>;
  stop(): Promise<void>;
}

/** Where Alibaba Cloud is played. */
export interface PracticeAliyun {
  readonly origin: string;
  readonly port: number;
  readonly sites: Readonly<Record<AliyunSite, AliyunEndpoints>>;
  readonly cloudSsoSignInUrl: string;
}

export interface PracticeSize {
  readonly accounts: number;
  readonly rolesPerAccount: number;
  /** Where the portal is, and thereby its partition; us-east-1 if absent. */
  readonly region?: string;
}

export interface PracticePortal {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly port: number;
  readonly startUrl: string;
  readonly endpoints: EndpointOverrides;
}
