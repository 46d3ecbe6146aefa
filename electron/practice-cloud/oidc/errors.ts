import { type Answer, json } from '../answer.ts';
import type { RefusalDetails } from '../route.ts';

/** The exception names by error code (protocol/aws.md §2.6). */
const exceptions: Readonly<Record<string, string>> = {
  authorization_pending: 'AuthorizationPendingException',
  slow_down: 'SlowDownException',
  expired_token: 'ExpiredTokenException',
  access_denied: 'AccessDeniedException',
  invalid_grant: 'InvalidGrantException',
  invalid_client: 'InvalidClientException',
  unauthorized_client: 'UnauthorizedClientException',
  unsupported_grant_type: 'UnsupportedGrantTypeException',
  invalid_scope: 'InvalidScopeException',
  invalid_request: 'InvalidRequestException',
  invalid_client_metadata: 'InvalidClientMetadataException',
  invalid_redirect_uri: 'InvalidRedirectUriException',
  server_error: 'InternalServerException',
};

/** A refusal of the OIDC API: JSON body, and the exception name in a header (protocol/aws.md §2.6). */
export function oidcError(error: string, description: string): Answer {
  return oidcRefusal(
    error === 'invalid_client' ? 401 : error === 'server_error' ? 500 : 400,
    error,
    description,
  );
}

/** The same with any status and further members, for programmed faults. */
export function oidcRefusal(
  status: number,
  error: string,
  description: string,
  details: RefusalDetails = {},
): Answer {
  const exception = details.exception ?? exceptions[error] ?? 'InternalServerException';
  return {
    ...json(
      status,
      { error, error_description: description, ...details.members },
      {
        'x-amzn-errortype': `${exception}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`,
      },
    ),
    error,
  };
}
