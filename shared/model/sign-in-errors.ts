import type { AppErrorCode } from './app-error.ts';

const mendedBySignIn: ReadonlySet<AppErrorCode> = new Set([
  'sign-in.required',
  'sign-in.portal-ended',
  'sign-in.token-rejected',
  'sign-in.renewal-refused',
  'sign-in.registration-expired',
  'sign-in.client-unauthorized',
  'portal.unauthorized',
]);

const otherEndsOfRenewal: ReadonlySet<AppErrorCode> = new Set([
  'sign-in.rejected',
  'sign-in.registration-rejected',
  'sign-in.flow-unsupported',
  'sign-in.scope-rejected',
  'sign-in.request-rejected',
  'sign-in.encryption-key',
  'sign-in.wrong-region',
]);

/** Whether a new sign-in is the way out: the button to offer, and exit code 3 (product.md §5). */
export function signInHelps(code: AppErrorCode): boolean {
  return mendedBySignIn.has(code);
}

/**
 * Whether the service has refused a renewal for good, so that asking again by itself is no use (protocol/aws.md §2.6). A
 * failure of network or server is no such refusal.
 */
export function endsRenewal(code: AppErrorCode): boolean {
  return mendedBySignIn.has(code) || otherEndsOfRenewal.has(code);
}
