import * as v from 'valibot';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { err, type Result } from '../../../shared/model/result.ts';
import type { HttpResponse } from '../../core/ports.ts';

/** Members without a value may be missing or null. */
const errorBody = v.object({
  error: v.nullish(v.string()),
  error_description: v.nullish(v.string()),
  reason: v.nullish(v.string()),
  region: v.nullish(v.string()),
  __type: v.nullish(v.string()),
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

/** What an AWS answer says of a refusal. */
export interface Refusal {
  /**
   * The name of the exception: from `x-amzn-errortype` or `__type`, without namespace and suffix, else from the OAuth
   * error code (protocol/aws.md §2.6, §3).
   */
  readonly exception: string | null;
  /** Why, in the service's own terms, e.g. `KMS_DisabledException`. */
  readonly reason: string | null;
  readonly description: string | null;
  /** The region that should have been asked. */
  readonly region: string | null;
}

/** Reads a refusal of either service. */
export function refusalOf(response: HttpResponse): Refusal {
  const parsed = v.safeParse(errorBody, parseJson(response.body));
  const body = parsed.success ? parsed.output : {};
  const type = response.headers['x-amzn-errortype'] ?? body.__type;
  const oauth = body.error == null ? null : (exceptionOfOAuthError[body.error] ?? null);
  return {
    exception: type == null ? oauth : (type.split(':')[0]?.split('#').at(-1) ?? null),
    reason: body.reason ?? null,
    description: body.error_description ?? null,
    region: body.region ?? null,
  };
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
      return refusalOf(response).exception === 'TooManyRequestsException'
        ? appError('portal.throttled')
        : serverError(response.status);
  }
}

/** A failure of the service itself, or an answer that is none. */
export function serverError(status: number): AppError {
  return status >= 500 ? appError('server.failed', { status }) : appError('server.malformed');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
