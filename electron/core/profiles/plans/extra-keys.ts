import { isWritableKey, valueProblem } from '../../../../shared/config-files/edit-rules.ts';
import { isCredentialKey } from '../../../../shared/config-files/secret-keys.ts';
import { appError, type AppError } from '../../../../shared/model/app-error.ts';
import type { ProfileInput } from '../../../../shared/model/profile.ts';

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
