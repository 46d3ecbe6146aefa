import type { AliyunSessionRecord } from './aliyun-session.ts';
import type { AwsSessionRecord, SessionRecord } from './session.ts';

/** A session that has accounts and roles to choose from; all others have one identity instead (product.md "Words"). */
export type ListedSessionRecord = AwsSessionRecord | (AliyunSessionRecord & { readonly kind: 'cloud-sso' });

/** Whether the session lists accounts and roles. */
export function listsRoles(record: SessionRecord): record is ListedSessionRecord {
  return record.cloud === 'aws' || record.kind === 'cloud-sso';
}
