import type { AliyunSite } from '../aliyun/sites.ts';
import type { Instant } from './instant.ts';
import type { BrowserChoice, SessionId, SessionIdentity, SessionStorage } from './session.ts';

/** Where a session's calls go instead of the vendor's hosts (design.md §7). Each https, or http to a loopback address. */
export interface AliyunEndpoints {
  readonly signIn?: string;
  readonly oauth?: string;
  readonly cloudSso?: string;
  readonly sts?: string;
}

/** How a sign-in to Alibaba Cloud is made (product.md §3). */
export type AliyunSessionKind = 'oauth' | 'cloud-sso' | 'sts-token';

/** What Latchkey remembers of a session of Alibaba Cloud between runs. Never a secret. */
export interface AliyunSessionRecord {
  readonly id: SessionId;
  readonly name: string;
  readonly cloud: 'aliyun';
  readonly kind: AliyunSessionKind;
  readonly practice: boolean;
  readonly storage: SessionStorage;
  /** Of an `oauth` session; `CN` for all others, where it only chooses the pages that help. */
  readonly site: AliyunSite;
  /** The sign-in URL of the directory of a `cloud-sso` session; null for all others. */
  readonly signInUrl: string | null;
  /** Region of its own profile, never empty (protocol/aliyun.md §8). */
  readonly region: string;
  /** The one profile that holds the tokens or keys of the session; null for `cloud-sso`, which has none of its own. */
  readonly profileName: string | null;
  readonly endpoints: AliyunEndpoints | null;
  readonly browser: BrowserChoice;
  readonly createdAt: Instant;
  /** False: a sign-in leaves the current profile of `config.json` as it is. */
  readonly makesCurrent?: boolean;
  /** When the keys of an `sts-token` session end, with the ID of the key that this was said of; absent where unknown. */
  readonly keysEnd?: { readonly keyId: string; readonly at: Instant };
  /** Who signed in last, as STS said. */
  readonly identity: SessionIdentity | null;
}
