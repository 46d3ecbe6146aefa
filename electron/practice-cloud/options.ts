/** How many accounts a portal has and how many roles each of them grants. */
export interface PortalSize {
  /** 0 to 1,000. */
  readonly accounts: number;
  /** 0 to 30. */
  readonly rolesPerAccount: number;
}

/** Time and randomness come from here and nowhere else, so a test owns both. */
export interface PracticeCloudOptions extends PortalSize {
  /** Wall clock in milliseconds since the epoch. */
  now(): number;
  random(bytes: number): Uint8Array;
  /** A timer, for `faults.latencyMs`; gives its cancel. Without one there can be no latency. */
  after?(milliseconds: number, task: () => void): () => void;
  /** Life of an access token of a client with scopes. Default 3,600 (protocol/aws.md §2.2). */
  readonly accessTokenSeconds?: number;
  /** Life of the token of a client without scopes, at most until the portal session ends. Default 8 hours (ibid.). */
  readonly legacyTokenSeconds?: number;
  /** Life of role credentials. Default 3,600 (protocol/aws.md §3). */
  readonly roleSeconds?: number;
  /** Life of authorization codes and device codes. Default 600 (protocol/aws.md §2.3). */
  readonly codeSeconds?: number;
  /** Life of a client registration. Default 90 days (protocol/aws.md §2.2). */
  readonly registrationSeconds?: number;
  /** Life of the portal session that a sign-in starts. Default 8 hours (protocol/aws.md §3). */
  readonly sessionSeconds?: number;
  /** The same seed gives the same accounts. */
  readonly seed?: string;
  /** Adds accounts and roles with names that a careless program would stumble over. For tests. */
  readonly hostileNames?: boolean;
  /**
   * A TLS front that shows this secret in `x-practice-front` may say which host and path the caller addressed, because
   * request signatures cover both. Without it nobody may.
   */
  readonly frontSecret?: string;
  /** What `exportState` gave before a restart; anything unreadable is an empty start. */
  readonly savedState?: string;
}

/** Every life span, in seconds. */
export interface Lifetimes {
  readonly accessTokenSeconds: number;
  readonly legacyTokenSeconds: number;
  readonly roleSeconds: number;
  readonly codeSeconds: number;
  readonly registrationSeconds: number;
  readonly sessionSeconds: number;
}

const HOUR_SECONDS = 3600;
const EIGHT_HOURS_SECONDS = 8 * HOUR_SECONDS;
const NINETY_DAYS_SECONDS = 90 * 24 * HOUR_SECONDS;

/** The life spans of `options`, with the service's own where nothing is said. */
export function lifetimesOf(options: PracticeCloudOptions): Lifetimes {
  return {
    accessTokenSeconds: options.accessTokenSeconds ?? HOUR_SECONDS,
    legacyTokenSeconds: options.legacyTokenSeconds ?? EIGHT_HOURS_SECONDS,
    roleSeconds: options.roleSeconds ?? HOUR_SECONDS,
    codeSeconds: options.codeSeconds ?? 600,
    registrationSeconds: options.registrationSeconds ?? NINETY_DAYS_SECONDS,
    sessionSeconds: options.sessionSeconds ?? EIGHT_HOURS_SECONDS,
  };
}
