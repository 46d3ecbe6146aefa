import * as v from 'valibot';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { err, type Result } from '../../../shared/model/result.ts';
import type { HttpResponse } from '../../core/ports.ts';

const errorBody = v.object({
  error: v.optional(v.string()),
  message: v.optional(v.string()),
  __type: v.optional(v.string()),
});

/** Parses a body as JSON of a known shape; anything else is `server.malformed`. */
export function parseBody<Shape extends v.GenericSchema>(
  shape: Shape,
  response: HttpResponse,
): Result<v.InferOutput<Shape>> {
  const json = parseJson(response.body);
  const parsed = v.safeParse(shape, json);
  return parsed.success ? { ok: true, value: parsed.output } : err(appError('server.malformed'));
}

/**
 * The name of the exception in an AWS answer: from `x-amzn-errortype` or `__type`, without namespace and suffix, else
 * the OAuth error code (protocol/aws.md §2.6, §3).
 */
export function exceptionName(response: HttpResponse): string | null {
  const parsed = v.safeParse(errorBody, parseJson(response.body));
  const body = parsed.success ? parsed.output : {};
  const type = response.headers['x-amzn-errortype'] ?? body.__type;
  if (type !== undefined) {
    return type.split(':')[0]?.split('#').at(-1) ?? null;
  }
  return body.error === undefined ? null : (exceptionOfOAuthError[body.error] ?? null);
}

const exceptionOfOAuthError: Readonly<Record<string, string>> = {
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

/** The OIDC service's answers (protocol/aws.md §2.6) as our codes. */
export function oidcError(response: HttpResponse): AppError {
  const status = response.status;
  switch (exceptionName(response)) {
    case 'ExpiredTokenException':
      return appError('sign-in.code-expired');
    case 'AccessDeniedException':
      return appError('sign-in.denied');
    case 'InvalidGrantException':
      return appError('sign-in.rejected');
    case 'InvalidClientException':
    case 'UnauthorizedClientException':
    case 'InvalidClientMetadataException':
    case 'InvalidRedirectUriException':
    case 'UnsupportedGrantTypeException':
      return appError('sign-in.registration-rejected');
    case 'InvalidScopeException':
      return appError('input.scopes-invalid');
    case 'InvalidRequestException':
    case 'InvalidRequestRegionException':
      return appError('sign-in.wrong-region');
    case 'SlowDownException':
      return appError('portal.throttled');
    default:
      return status === 429 ? appError('portal.throttled') : serverError(status);
  }
}

/** The portal's answers (protocol/aws.md §3) as our codes. */
export function portalError(response: HttpResponse): AppError {
  switch (response.status) {
    case 400:
      return appError('portal.invalid-request');
    case 401:
      return appError('portal.unauthorized');
    case 403:
      return appError('portal.forbidden');
    case 404:
      return appError('portal.not-found');
    case 429:
      return appError('portal.throttled');
    default:
      return exceptionName(response) === 'TooManyRequestsException'
        ? appError('portal.throttled')
        : serverError(response.status);
  }
}

function serverError(status: number): AppError {
  return status >= 500 ? appError('server.failed', { status }) : appError('server.malformed');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
