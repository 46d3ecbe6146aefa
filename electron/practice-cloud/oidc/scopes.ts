/** Without this one a token opens nothing at the portal (protocol/aws.md §2.2). */
export const ACCOUNT_ACCESS = 'sso:account:access';

const KNOWN = /^(?:openid|aws|sso:account:access|sso-portal:\*|codewhisperer:[a-z_]+)$/u;

/** Whether the service has such a scope. */
export function isKnownScope(scope: string): boolean {
  return KNOWN.test(scope);
}

/** The scopes of an /authorize request, separated by spaces or commas (protocol/aws.md §2.4). */
export function splitScopes(text: string): readonly string[] {
  return text.split(/[\s,]+/u).filter((scope) => scope !== '');
}
