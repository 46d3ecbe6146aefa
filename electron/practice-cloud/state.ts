import type { AccessRecord } from './access-changes.ts';

/** A registered client (protocol/aws.md §2.2). */
export interface ClientRecord {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientName: string;
  /** Null: registered without, which gives the legacy token that cannot be refreshed. */
  readonly scopes: readonly string[] | null;
  /** Null: not said, which means device code and refresh. */
  readonly grantTypes: readonly string[] | null;
  readonly redirectUris: readonly string[];
  /** The portal of the issuer URL, if one was given. */
  readonly portalId: string | null;
  /** The region it was registered in, and is known in; null for the home region. */
  readonly region: string | null;
  readonly expiresAt: number;
}

/** What a browser sign-in ends with; good for one attempt at the token endpoint. */
export interface CodeRecord {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly sessionId: string;
  readonly expiresAt: number;
}

export type DeviceStatus =
  | { readonly is: 'pending' }
  | { readonly is: 'denied' }
  | { readonly is: 'used' }
  | { readonly is: 'approved'; readonly sessionId: string };

export interface DeviceRecord {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly portalId: string;
  readonly expiresAt: number;
  readonly status: DeviceStatus;
  /** The last two polls, for slow_down. */
  readonly polls: readonly number[];
}

/** One person signed in at one portal; ended sessions are removed, and with them dies what hangs on them. */
export interface PortalSession {
  readonly id: string;
  readonly portalId: string;
  readonly user: string;
  /** Clients that this person has allowed already: they are not asked about again (protocol/aws.md §2.4). */
  readonly allowedClients: readonly string[];
  readonly expiresAt: number;
}

export interface AccessTokenRecord {
  readonly token: string;
  readonly sessionId: string;
  readonly scopes: readonly string[] | null;
  readonly expiresAt: number;
}

export interface RefreshTokenRecord {
  readonly token: string;
  readonly clientId: string;
  readonly sessionId: string;
}

/** Issued keys of one role; they outlive the session that asked for them, as the real ones do. */
export interface RoleCredentialsRecord {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly user: string;
  /** Where they were issued; STS of another partition does not know them. */
  readonly region: string | null;
  readonly expiresAt: number;
}

/** What the federation endpoint made of role credentials; it opens the console for a while (protocol/aws.md §7.3). */
export interface SigninTokenRecord {
  readonly accessKeyId: string;
  readonly expiresAt: number;
}

/** A browser, known by its cookie, and who is signed in there at which portal. */
export interface BrowserRecord {
  readonly id: string;
  /** What every form of this browser must carry. */
  readonly csrf: string;
  /** Session ids by portal id. */
  readonly sessions: Readonly<Record<string, string>>;
  readonly expiresAt: number;
}

interface Waiting {
  readonly id: string;
  readonly browserId: string;
  readonly portalId: string;
  readonly expiresAt: number;
}

/** A client's question that waits for somebody to sign in and to allow or deny. */
export type ClientRequest = Waiting & { readonly clientId: string } & (
    | {
        readonly kind: 'code';
        readonly redirectUri: string;
        readonly state: string | null;
        readonly codeChallenge: string;
      }
    | { readonly kind: 'device'; readonly deviceCode: string }
  );

/** Somebody is on the way to a page of the portal, and must sign in first. */
export interface PageRequest extends Waiting {
  readonly kind: 'page';
  /** Path and query of that page. */
  readonly next: string;
}

export type PendingRequest = ClientRequest | PageRequest;

const MINUTE_MS = 60_000;
/** Dead codes and keys are remembered this long, to say "expired" and not "unknown". */
const REMEMBER_MS = 24 * 60 * MINUTE_MS;

/** All the practice cloud remembers: plain records by their key. */
export class PracticeState {
  readonly clients = new Map<string, ClientRecord>();
  readonly codes = new Map<string, CodeRecord>();
  readonly devices = new Map<string, DeviceRecord>();
  readonly sessions = new Map<string, PortalSession>();
  readonly accessTokens = new Map<string, AccessTokenRecord>();
  readonly refreshTokens = new Map<string, RefreshTokenRecord>();
  readonly roleCredentials = new Map<string, RoleCredentialsRecord>();
  readonly browsers = new Map<string, BrowserRecord>();
  readonly pending = new Map<string, PendingRequest>();
  readonly signinTokens = new Map<string, SigninTokenRecord>();
  /** By portal id and user name. */
  readonly access = new Map<string, AccessRecord>();
  #sweptAt = 0;

  /** The session, if it lives. */
  liveSession(id: string, now: number): PortalSession | undefined {
    const session = this.sessions.get(id);
    return session !== undefined && now < session.expiresAt ? session : undefined;
  }

  /** Ends a session: its access and refresh tokens die with it, issued role credentials do not. */
  endSession(id: string): void {
    this.sessions.delete(id);
    for (const [token, record] of this.accessTokens) {
      if (record.sessionId === id) this.accessTokens.delete(token);
    }
    for (const [token, record] of this.refreshTokens) {
      if (record.sessionId === id) this.refreshTokens.delete(token);
    }
  }

  /** Forgets what nobody can use any more; cheap enough to call with every request. */
  sweep(now: number): void {
    if (Math.abs(now - this.#sweptAt) < MINUTE_MS) return;
    this.#sweptAt = now;
    for (const session of [...this.sessions.values()]) {
      if (session.expiresAt <= now) this.endSession(session.id);
    }
    dropExpired(this.accessTokens, now);
    dropExpired(this.browsers, now);
    dropExpired(this.pending, now);
    dropExpired(this.signinTokens, now);
    dropExpired(this.clients, now - REMEMBER_MS);
    dropExpired(this.codes, now - REMEMBER_MS);
    dropExpired(this.devices, now - REMEMBER_MS);
    dropExpired(this.roleCredentials, now - REMEMBER_MS);
  }
}

function dropExpired(records: Map<string, { readonly expiresAt: number }>, now: number): void {
  for (const [key, record] of records) {
    if (record.expiresAt <= now) records.delete(key);
  }
}
