import type { SessionIdentity } from '../model/session.ts';

/** `alice (1234567890123456)`, `Admin/alice (…)` for a role, `root (…)` for the account itself. */
export function aliyunIdentityText({ accountId, arn }: SessionIdentity): string {
  const rest = arn.split(':').slice(4).join(':');
  return `${rest.replace(/^(?:user|assumed-role)\//, '') || arn} (${accountId})`;
}
