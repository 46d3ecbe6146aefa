import { isWritableName } from '../../../../shared/config-files/section-names.ts';
import { appError, type AppError } from '../../../../shared/model/app-error.ts';
import type { ProfileInput, RoleChain } from '../../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../../shared/model/result.ts';
import { validateRegion } from '../../../../shared/start-url/index.ts';
import { extraProblem } from './extra-keys.ts';

/** What `aws configure` offers (protocol/aws.md §1.1). */
const outputs = new Set(['json', 'yaml', 'yaml-stream', 'text', 'table', 'off']);

/**
 * Checks what was typed, the files aside. Errors: `input.profile-name-invalid`, `input.account-invalid`,
 * `input.role-unknown`, `input.role-incomplete`, `input.chain-invalid`, `input.region-invalid`, `input.key-reserved`,
 * `input.value-invalid`.
 */
export function checkProfileInput(input: ProfileInput): Result<ProfileInput> {
  const { name, region, output } = input;
  if (!isWritableName(name)) {
    return err(appError('input.profile-name-invalid', { name }));
  }
  const problem =
    (input.chain === undefined ? roleProblem(input) : chainProblem(input, input.chain)) ??
    (output !== null && !outputs.has(output) ? appError('input.value-invalid', { name: 'output' }) : null) ??
    extraProblem(input.extra ?? {});
  if (problem !== null) {
    return err(problem);
  }
  const checked = region === null ? ok(null) : validateRegion(region);
  return checked.ok ? ok(input) : checked;
}

function roleProblem({ accountId, roleName }: ProfileInput): AppError | null {
  if (accountId !== null && !/^\d{12}$/.test(accountId)) {
    return appError('input.account-invalid', { account: accountId });
  }
  if (roleName !== null && !/^[\w+=,.@-]{1,128}$/.test(roleName)) {
    return appError('input.role-unknown', { role: roleName });
  }
  // Either alone is an error for every reader (protocol/aws.md §6).
  return (accountId === null) === (roleName === null) ? null : appError('input.role-incomplete');
}

/** The rules of STS AssumeRole for what such a profile names. */
function chainProblem(input: ProfileInput, chain: RoleChain): AppError | null {
  const wrong = (name: string) => appError('input.value-invalid', { name });
  if (input.accountId !== null || input.roleName !== null || (input.delivery ?? 'native') === 'static') {
    return appError('input.chain-invalid');
  }
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[\x21-\x7e]{1,577}$/.test(chain.roleArn)) {
    return wrong('role_arn');
  }
  if (!isWritableName(chain.sourceProfile)) {
    return appError('input.profile-name-invalid', { name: chain.sourceProfile });
  }
  if (chain.sourceProfile === input.name) {
    return appError('input.chain-invalid');
  }
  if (chain.roleSessionName !== null && !/^[\w+=,.@-]{2,64}$/.test(chain.roleSessionName)) {
    return wrong('role_session_name');
  }
  if (chain.externalId !== null && !/^[\w+=,.@:/-]{2,1224}$/.test(chain.externalId)) {
    return wrong('external_id');
  }
  const seconds = chain.durationSeconds;
  const sound = seconds === null || (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200);
  return sound ? null : wrong('duration_seconds');
}
