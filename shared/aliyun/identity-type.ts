/** What kind of identity an ARN of GetCallerIdentity names, e.g. `acs:ram::1234567890123456:user/alice`. */
export function aliyunIdentityType(arn: string): 'user' | 'role' | 'root' | 'unknown' {
  const resource = arn.split(':').slice(4).join(':');
  if (resource.startsWith('user/')) return 'user';
  if (resource.startsWith('assumed-role/') || resource.startsWith('role/')) return 'role';
  return resource === 'root' ? 'root' : 'unknown';
}
