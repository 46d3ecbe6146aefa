import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { isKnownRegionShape } from '../../../shared/aws/partitions.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { HttpResponse } from '../../core/ports.ts';
import { refusalOf, serverError } from './service-errors.ts';

/** What was asked of the OIDC service: the same refusal can mean different things. */
export type OidcCall = 'registration' | 'device-code' | 'tokens' | 'renewal';

/** The words that end a portal session, of all that are `invalid_grant` (protocol/aws.md §2.6). */
const portalEnded = 'Invalid refresh token provided';

/** The OIDC service's answers (protocol/aws.md §2.6) as our codes. */
export function oidcError(
  response: HttpResponse,
  call: OidcCall,
  { name: session, region }: AwsSessionRecord,
): AppError {
  const { exception, reason, description, region: detected } = refusalOf(response);
  if (reason?.startsWith('KMS_') === true) {
    return appError('sign-in.encryption-key', { session, reason });
  }
  switch (exception) {
    case 'ExpiredTokenException':
      return call === 'renewal'
        ? appError('sign-in.portal-ended', { session })
        : appError('sign-in.code-expired');
    case 'AccessDeniedException':
      return call === 'renewal'
        ? appError('sign-in.renewal-refused', { session })
        : appError('sign-in.denied');
    case 'InvalidGrantException':
      return call === 'renewal' ? deadRefreshToken(description, session) : appError('sign-in.rejected');
    case 'InvalidClientException':
      return appError('sign-in.registration-expired', { session });
    case 'UnauthorizedClientException':
      return appError('sign-in.client-unauthorized', { session });
    case 'UnsupportedGrantTypeException':
      return appError('sign-in.flow-unsupported');
    case 'InvalidScopeException':
      return appError('sign-in.scope-rejected', { session });
    case 'InvalidClientMetadataException':
      return appError('sign-in.registration-rejected');
    case 'InvalidRedirectUriException':
      return appError('sign-in.redirect-rejected');
    case 'InvalidRequestRegionException':
      return detected !== null && isKnownRegionShape(detected)
        ? appError('sign-in.wrong-region', { session, region, detected, suggestion: detected })
        : appError('sign-in.wrong-region');
    case 'InvalidRequestException':
      // Once there is a client and a code, start URL and region have been found to fit.
      return call === 'registration' || call === 'device-code'
        ? appError('sign-in.wrong-region')
        : appError('sign-in.request-rejected');
    case 'SlowDownException':
      return appError('sign-in.throttled');
    default:
      return response.status === 429 ? appError('sign-in.throttled') : serverError(response.status);
  }
}

function deadRefreshToken(description: string | null, session: string): AppError {
  return description === portalEnded
    ? appError('sign-in.portal-ended', { session })
    : appError('sign-in.token-rejected', { session });
}
