import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunEndpoints } from '../../../shared/model/aliyun-session.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { isLoopbackUrl } from '../../../shared/net/loopback.ts';
import type { CallerEnvironment } from '../intents.ts';

const variables: readonly (readonly [keyof AliyunEndpoints, string])[] = [
  ['signIn', 'LATCHKEY_ALIYUN_SIGNIN_URL'],
  ['oauth', 'LATCHKEY_ALIYUN_OAUTH_URL'],
  ['cloudSso', 'LATCHKEY_ALIYUN_CLOUDSSO_URL'],
  ['sts', 'LATCHKEY_ALIYUN_STS_URL'],
];

/**
 * The endpoints that a session created in this environment is bound to (design.md §7; security.md §0.5): loopback
 * addresses only, as these variables are for stand-ins. Null where none is set. Errors: `input.endpoint-invalid`.
 */
export function aliyunEndpoints(environment: CallerEnvironment): Result<AliyunEndpoints | null> {
  const found: { -readonly [Key in keyof AliyunEndpoints]: AliyunEndpoints[Key] } = {};
  for (const [key, variable] of variables) {
    const value = environment[variable];
    if (value === undefined || value === '') {
      continue;
    }
    if (!isLoopbackUrl(value)) {
      return err(appError('input.endpoint-invalid', { variable }));
    }
    found[key] = value;
  }
  return ok(Object.keys(found).length === 0 ? null : found);
}

/** True where every call of the session stays on this machine. */
export function isAliyunLoopbackOnly(session: {
  readonly kind: string;
  readonly endpoints: AliyunEndpoints | null;
}): boolean {
  const needed: readonly (keyof AliyunEndpoints)[] =
    session.kind === 'cloud-sso' ? ['cloudSso', 'sts'] : ['signIn', 'oauth', 'sts'];
  return needed.every((key) => {
    const url = session.endpoints?.[key];
    return url !== undefined && isLoopbackUrl(url);
  });
}
