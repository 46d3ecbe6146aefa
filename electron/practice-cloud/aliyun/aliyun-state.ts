import type { AliyunSite } from '../../../shared/aliyun/sites.ts';

/** An application's question, while somebody signs in and decides. */
export interface AliyunPending {
  readonly id: string;
  readonly browserId: string;
  readonly site: AliyunSite;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
  /** Who has signed in for it; null before. */
  readonly identityId: string | null;
  readonly expiresAt: number;
}

export interface AliyunCode {
  readonly site: AliyunSite;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly identityId: string;
  readonly expiresAt: number;
}

/** One sign-in: it ends with its refresh tokens. */
export interface AliyunGrant {
  readonly id: string;
  readonly site: AliyunSite;
  readonly identityId: string;
  readonly expiresAt: number;
}

export interface AliyunToken {
  readonly grantId: string;
  readonly expiresAt: number;
}

/** Keys of STS; whoever holds them is this identity until they end. */
export interface AliyunStsRecord {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  readonly accountId: string;
  readonly arn: string;
  readonly type: 'RAMUser' | 'AssumedRoleUser';
  readonly principalId: string;
  readonly expiresAt: number;
}

export interface CloudSsoDevice {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly codeChallenge: string;
  readonly status: 'pending' | 'approved' | 'denied' | 'used';
  readonly expiresAt: number;
}

export interface CloudSsoSession {
  readonly expiresAt: number;
}

/** All that the Alibaba Cloud half remembers: plain records by their key. */
export class AliyunState {
  readonly aliyunPending = new Map<string, AliyunPending>();
  readonly aliyunCodes = new Map<string, AliyunCode>();
  readonly aliyunGrants = new Map<string, AliyunGrant>();
  readonly aliyunAccessTokens = new Map<string, AliyunToken>();
  readonly aliyunRefreshTokens = new Map<string, AliyunToken>();
  readonly aliyunCredentials = new Map<string, AliyunStsRecord>();
  readonly cloudSsoDevices = new Map<string, CloudSsoDevice>();
  readonly cloudSsoSessions = new Map<string, CloudSsoSession>();

  /** Ends a sign-in: its tokens die with it, issued keys do not. */
  endGrant(id: string): void {
    this.aliyunGrants.delete(id);
    for (const tokens of [this.aliyunAccessTokens, this.aliyunRefreshTokens]) {
      for (const [token, record] of tokens) {
        if (record.grantId === id) tokens.delete(token);
      }
    }
  }
}

/** The records that must outlive a restart. */
export const keptAliyunRecords = [
  'aliyunGrants',
  'aliyunAccessTokens',
  'aliyunRefreshTokens',
  'aliyunCredentials',
  'cloudSsoSessions',
] as const satisfies readonly (keyof AliyunState)[];
