import { isWritableKey, valueProblem } from '../../../../shared/config-files/edit-rules.ts';
import { isCredentialKey } from '../../../../shared/config-files/secret-keys.ts';
import type { AwsValues } from '../../../../shared/config-files/aws-config.ts';
import { appError, type AppError } from '../../../../shared/model/app-error.ts';
import type { ProfileInput, ProfileValue } from '../../../../shared/model/profile.ts';
import { isLoopbackUrl } from '../../../../shared/net/loopback.ts';

/** Keys that the form itself writes. */
export const formKeys: ReadonlySet<string> = new Set([
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_registration_scopes',
  'sso_account_id',
  'sso_role_name',
  'region',
  'output',
  'role_arn',
  'source_profile',
  'role_session_name',
  'external_id',
  'duration_seconds',
]);

/**
 * Keys that decide where the credentials come from: beside a sign-in they make the readers disagree
 * (protocol/aws.md §6, §10).
 */
export const otherSources: ReadonlySet<string> = new Set([
  'credential_process',
  'credential_source',
  'web_identity_token_file',
  'login_session',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]);

/** Null if all of these may be written beside the keys of the form. */
export function extraProblem(extra: NonNullable<ProfileInput['extra']>): AppError | null {
  for (const [key, value] of Object.entries(extra)) {
    if (formKeys.has(key) || otherSources.has(key) || isCredentialKey(key)) {
      return appError('input.key-reserved', { key });
    }
    if (!isWritableKey(key)) {
      return appError('input.value-invalid', { name: key });
    }
    const problem = valueProblem(key, value);
    if (problem !== null) {
      return problem;
    }
  }
  return null;
}

/** Pagers by name, with switches that take no value. */
const knownPager = /^(?:bat|cat|less|more|most)(?: -[A-Za-z]+)*$/;

/**
 * What the window may not write of its own accord: it shows text from elsewhere, and by these keys a tool runs a program
 * (`cli_pager`) or sends requests, sign-in tokens included, to another host (`endpoint_url`). What stands in the file
 * already may stay. Errors: `input.key-not-here`.
 */
export function reachProblem(
  extra: NonNullable<ProfileInput['extra']>,
  before: AwsValues | undefined,
): AppError | null {
  const found = Object.entries(extra).find(
    ([key, value]) => value !== null && value !== before?.get(key) && !staysHere(key, value),
  );
  return found === undefined ? null : appError('input.key-not-here', { key: found[0] });
}

function staysHere(key: string, value: ProfileValue): boolean {
  switch (key) {
    case 'cli_pager':
      return typeof value === 'string' && knownPager.test(value);
    case 'endpoint_url':
      return typeof value === 'string' && isLoopbackUrl(value);
    default:
      return true;
  }
}
