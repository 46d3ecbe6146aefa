import type { ProfileRow, ProfileUser } from './profile.ts';
import type { SessionId } from './session.ts';

/** Languages that the Alibaba Cloud CLI speaks. */
export type AliyunLanguage = 'zh' | 'en';

/** How a profile of `config.json` gets its credentials; both can be read while Latchkey is not running. */
export type AliyunDelivery = 'native' | 'static';

/** A profile to write for a session of Alibaba Cloud (product.md §3, §4). */
export interface AliyunProfileInput {
  readonly name: string;
  readonly sessionId: SessionId;
  readonly delivery: AliyunDelivery;
  /** Of a `cloud-sso` session; null for sessions that have one identity. */
  readonly accountId: string | null;
  readonly roleName: string | null;
  /** Never empty: without one no command of the CLI runs. */
  readonly region: string;
  /** Null: that of the system. */
  readonly language: AliyunLanguage | null;
  /** Whether tools use it from now on where none is chosen. */
  readonly makeCurrent: boolean;
}

/** A profile of `config.json` as it stands in the file, for a form that edits it. */
export interface AliyunProfileDetails {
  readonly row: ProfileRow;
  /** What would be saved if nothing were changed; null for foreign profiles. */
  readonly input: AliyunProfileInput | null;
  /** Profiles that get their credentials from this one (`source_profile`). */
  readonly usedBy: readonly ProfileUser[];
}
