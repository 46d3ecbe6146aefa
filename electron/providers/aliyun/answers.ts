import * as v from 'valibot';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { instant, type Instant } from '../../../shared/model/instant.ts';
import type { HttpResponse } from '../../core/ports.ts';

/** Every service has a shape of its own for errors; the names differ in case and spelling (protocol/aliyun.md §1.6, §4, §7). */
const errorBody = v.object({
  error: v.optional(v.string()),
  error_description: v.optional(v.string()),
  ErrorCode: v.optional(v.string()),
  Code: v.optional(v.string()),
});

/** What an error answer says of itself. */
export interface AliyunFailure {
  readonly status: number;
  /** E.g. `invalid_grant`, `AuthorizationPending`, `InvalidSecurityToken.Expired`; empty where the body says nothing. */
  readonly code: string;
  readonly description: string;
}

export function failureOf(response: HttpResponse): AliyunFailure {
  const parsed = v.safeParse(errorBody, parseJson(response.body));
  const body = parsed.success ? parsed.output : {};
  return {
    status: response.status,
    code: body.error ?? body.ErrorCode ?? body.Code ?? '',
    description: body.error_description ?? '',
  };
}

/** Answers after which another try with the same token is of no use (protocol/aliyun.md §1.8). */
const permanent = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'invalid_token',
  'expired_token',
]);

/** The answers of the token service as our codes. */
export function oauthError(response: HttpResponse): AppError {
  const { status, code } = failureOf(response);
  if (permanent.has(code) && status < 500) {
    return appError('sign-in.rejected');
  }
  if (code === 'access_denied') {
    return appError('sign-in.denied');
  }
  return otherError(status);
}

/** A status that says nothing more. */
export function otherError(status: number): AppError {
  if (status === 429) {
    return appError('portal.throttled');
  }
  return status >= 500 ? appError('server.failed', { status }) : appError('server.malformed');
}

/** Parses a body as JSON of a known shape; anything else is `server.malformed`. */
export function parseAnswer<Shape extends v.GenericSchema>(
  shape: Shape,
  response: HttpResponse,
): Result<v.InferOutput<Shape>> {
  const parsed = v.safeParse(shape, parseJson(response.body));
  return parsed.success ? ok(parsed.output) : err(appError('server.malformed'));
}

/** A UTC time as the services write it, `2026-01-02T03:04:05Z`; null for anything else. */
export function parseUtc(text: string): Instant | null {
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(milliseconds) ? null : instant(milliseconds);
}

/** Seconds as a number or as text of digits: the services do both (protocol/aliyun.md §1.6). */
export const seconds = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))]),
  v.integer(),
  v.minValue(1),
  v.maxValue(366 * 24 * 3600),
);

/** Keys and tokens: bounded, and without anything that could break out of a line. */
export const secretText = v.pipe(v.string(), v.minLength(1), v.maxLength(16_384), v.regex(/^[\x21-\x7e]+$/));

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
