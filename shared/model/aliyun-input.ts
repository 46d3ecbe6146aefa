import type { AliyunSite } from '../aliyun/sites.ts';
import type { Instant } from './instant.ts';

/** An OAuth session; the region is that of its own profile, whose name is the session's unless given. */
export interface NewAliyunSession {
  readonly name: string;
  readonly site: AliyunSite;
  readonly region: string;
  readonly profileName?: string;
  /** Whether a sign-in makes the profile the current one, as `aliyun configure` does; yes if absent. */
  readonly makeCurrent?: boolean;
}

/** A CloudSSO session: the sign-in URL of its directory, and the region that its profiles begin with. */
export interface NewCloudSsoSession {
  readonly name: string;
  readonly signInUrl: string;
  /** `cn-hangzhou` if absent. */
  readonly region?: string;
}

/**
 * Where keys with a security token come from: pasted text, three fields of a form, or the clipboard, which main reads
 * itself. Values go one way, towards main (security.md §0.3).
 */
export type StsKeysSource =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'fields';
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken: string;
    }
  | { readonly type: 'clipboard' };

/** A session over keys that somebody was given; nothing renews them. */
export interface NewStsTokenSession {
  readonly name: string;
  readonly region: string;
  readonly source: StsKeysSource;
  /** When the keys end, where the text does not say so. */
  readonly expiresAt?: Instant;
}

/** New keys for a session that has some or had some. */
export interface StsTokenReplacement {
  readonly source: StsKeysSource;
  readonly expiresAt?: Instant;
}

export interface NewAliyunPracticeSession {
  readonly name: string;
  readonly kind: 'oauth' | 'cloud-sso';
  readonly site: AliyunSite;
}

/** Where an administrator installs `official-cli`, or assigns it (protocol/aliyun.md §1.10). */
export interface AdministratorPage {
  readonly site: AliyunSite;
  readonly page: 'install' | 'assign';
}

export const pasteParts = ['access-key-id', 'access-key-secret', 'security-token'] as const;

/** What was found in a paste, without any value that opens something. */
export interface PastePreview {
  /** The beginning and the end of the access key ID; null where none was found. */
  readonly keyId: string | null;
  readonly found: readonly (typeof pasteParts)[number][];
  readonly missing: readonly (typeof pasteParts)[number][];
  readonly expiresAt: Instant | null;
  readonly region: string | null;
  readonly profileName: string | null;
}
