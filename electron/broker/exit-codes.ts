import type { AppErrorCode } from '../../shared/model/app-error.ts';
import { signInHelps } from '../../shared/model/sign-in-errors.ts';

/** Exit codes of the command line (product.md §5). 4, app unavailable, is given by the client alone. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  signInNeeded: 3,
  unavailable: 4,
  denied: 5,
  timeout: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * What a script is told of a failure; every other code is `failed`. `usage` is for what is wrong in itself, however the
 * state of things is: a name that is taken or unknown depends on it.
 */
const exitCodeOf: Readonly<Partial<Record<AppErrorCode, keyof typeof exitCodes>>> = {
  'input.usage': 'usage',
  'input.session-name-invalid': 'usage',
  'input.region-missing': 'usage',
  'input.region-invalid': 'usage',
  'input.start-url-invalid': 'usage',
  'input.start-url-not-https': 'usage',
  'input.scopes-invalid': 'usage',
  'input.region-mismatch': 'usage',
  'input.partition-mismatch': 'usage',
  'input.start-url-builder-id': 'usage',
  'input.start-url-taken': 'usage',
  'input.endpoint-unconfirmed': 'usage',
  'input.endpoint-variant-conflict': 'usage',
  'input.duration-invalid': 'usage',
  'input.practice-fixed': 'usage',
  'input.legacy-has-no-section': 'usage',
  'input.endpoint-invalid': 'usage',
  'browser.no-private-window': 'usage',
  'input.profile-name-invalid': 'usage',
  'input.account-invalid': 'usage',
  'input.role-incomplete': 'usage',
  'input.chain-invalid': 'usage',
  'input.key-reserved': 'usage',
  'input.key-not-here': 'usage',
  'input.value-invalid': 'usage',
  'input.format-unknown': 'usage',
  'input.path-not-absolute': 'usage',
  'input.path-not-aws': 'usage',
  'input.expiry-invalid': 'usage',
  'input.expiry-past': 'usage',
  'input.sign-in-url-invalid': 'usage',
  'aliyun.region-invalid': 'usage',
  'sign-in.keys-needed': 'signInNeeded',
  'credentials.keys-ended': 'signInNeeded',
  'sign-in.nobody-returned': 'timeout',
  'sign-in.denied': 'denied',
  'portal.forbidden': 'denied',
  'guard.confirmation-needed': 'denied',
  // Not `signInNeeded`: signing in again by itself would bring the same person again.
  'identity.changed': 'denied',
  'sign-in.timed-out': 'timeout',
  'sign-in.code-expired': 'timeout',
  'network.timed-out': 'timeout',
};

/** The exit code for an error code. */
export function exitCodeFor(code: AppErrorCode): ExitCode {
  return exitCodes[exitCodeOf[code] ?? (signInHelps(code) ? 'signInNeeded' : 'failed')];
}
