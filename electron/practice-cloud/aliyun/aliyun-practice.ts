import type { AliyunSite } from '../../../shared/aliyun/sites.ts';
import { AliyunState } from './aliyun-state.ts';

/** What the servers of Alibaba Cloud might do this way or that, and what a test wants to see (protocol/aliyun.md §1.6–§1.8). */
export interface AliyunBehaviour {
  /** Life of an access token and of its keys, in seconds. */
  accessTokenSeconds: number;
  /** Life of a sign-in, in seconds. */
  grantSeconds: number;
  /** `expires_in` as text, as documents show it. */
  lifeAsText: boolean;
  /** Names of the exchange with capital first letters, as one SDK reads them. */
  capitalNames: boolean;
  /** On: every refresh gives a new refresh token and ends the old one. Off: a refresh gives none. */
  rotateRefresh: boolean;
  /** Sign-in and consent are answered at once, by this identity. A switch for tests; null in the product. */
  autoApproveAs: string | null;
}

/** The Alibaba Cloud half of the practice cloud. */
export interface AliyunPractice {
  readonly state: AliyunState;
  readonly behaviour: AliyunBehaviour;
  /** Whether an administrator has let `official-cli` into the accounts of a site. */
  readonly installed: Record<AliyunSite, boolean>;
}

export function createAliyunPractice(state = new AliyunState()): AliyunPractice {
  return {
    state,
    behaviour: {
      accessTokenSeconds: 3600,
      grantSeconds: 30 * 24 * 3600,
      lifeAsText: false,
      capitalNames: false,
      rotateRefresh: true,
      autoApproveAs: null,
    },
    installed: { CN: true, INTL: true },
  };
}
