import type { ValidatedCallback } from '../ports.ts';

/** What one sign-in attempt waits for. */
export interface CallbackExpectation {
  /** E.g. `/oauth/callback`; compared byte by byte, never decoded or normalised. */
  readonly path: string;
  /** The port that the listener is bound to. */
  readonly port: number;
  readonly state: string;
  /** Null where the provider has not told one. */
  readonly issuer: string | null;
  /** The request target that settled the attempt, or null while it is pending. */
  readonly settledBy: string | null;
}

/** One request as it came over the wire, before anything has interpreted it. */
export interface CallbackRequest {
  readonly method: string;
  /** The request target, e.g. `/oauth/callback?code=…`. */
  readonly target: string;
  /** Names and values in turn, in their order; repeated headers are there twice. */
  readonly rawHeaders: readonly string[];
}

/** RFC 6749 §4.1.2.1, plus OpenID Connect's `login_required` and the like as `other`. */
export const denialReasons = [
  'access_denied',
  'invalid_request',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_response_type',
  'server_error',
  'temporarily_unavailable',
] as const;

export type DenialReason = (typeof denialReasons)[number] | 'other';

/** Why a request was turned away; for the log, never for the page. */
export type RefusalReason =
  | 'method'
  | 'headers-too-large'
  | 'target-too-long'
  | 'target-malformed'
  | 'host'
  | 'origin'
  | 'fetch-mode'
  | 'path'
  | 'settled'
  | 'duplicate-parameter'
  | 'state'
  | 'issuer'
  | 'parameters';

export type CallbackDecision =
  /** Answer 303 to the done page; the attempt has succeeded. */
  | { readonly type: 'settle-success'; readonly callback: ValidatedCallback }
  /** Answer 303 to the done page; the authorization server said no. `description` is untrusted text. */
  | { readonly type: 'settle-denied'; readonly reason: DenialReason; readonly description: string | null }
  /** The settling request once more (a reload, a prefetch): answer 303 again. */
  | { readonly type: 'repeat' }
  /** Serve the fixed page; after that the listener can go. */
  | { readonly type: 'done-page' }
  /** 204, for `/favicon.ico`. */
  | { readonly type: 'no-content' }
  /** An empty answer with this status; the attempt goes on as if nothing had happened. */
  | {
      readonly type: 'refuse';
      readonly status: 400 | 403 | 404 | 405 | 410 | 414 | 421 | 431;
      readonly reason: RefusalReason;
    }
  /** Close the connection without an answer. */
  | { readonly type: 'drop' };

/** Where the code leaves the address bar for (RFC 9700 §4.3). */
export const donePath = '/done';

export const targetLimit = 4096;
export const headersLimit = 8192;
const codeLimit = 3072;
const descriptionLimit = 200;

/**
 * Decides about one request to the loopback listener (security.md §5.1, §0.9; ). Only the right path, method,
 * Host and state settle an attempt; everything else is turned away and leaves it pending, so that no page can end a
 * sign-in. The one maker of ValidatedCallback.
 */
export function decideCallback(request: CallbackRequest, expected: CallbackExpectation): CallbackDecision {
  return refusedByEnvelope(request, expected) ?? decideTarget(request, expected);
}

/** Everything but the target: method, sizes, and the headers that tell a browser's own navigation from a page's request. */
function refusedByEnvelope(
  { method, target, rawHeaders }: CallbackRequest,
  { port }: CallbackExpectation,
): CallbackDecision | null {
  if (method !== 'GET') {
    return refuse(405, 'method');
  }
  if (
    headerValues(rawHeaders, 'content-length').length + headerValues(rawHeaders, 'transfer-encoding').length
  ) {
    return { type: 'drop' };
  }
  // Per header: `: ` and the line end.
  if (rawHeaders.reduce((sum, part) => sum + part.length + 2, 0) > headersLimit) {
    return refuse(431, 'headers-too-large');
  }
  if (target.length > targetLimit) {
    return refuse(414, 'target-too-long');
  }
  // Exactly our literal address: a rebound name does not pass.
  const hosts = headerValues(rawHeaders, 'host');
  if (hosts.length !== 1 || hosts[0] !== `127.0.0.1:${port}`) {
    return refuse(421, 'host');
  }
  if (headerValues(rawHeaders, 'origin').length > 0) {
    return refuse(403, 'origin');
  }
  return null;
}

function decideTarget(
  { target, rawHeaders }: CallbackRequest,
  expected: CallbackExpectation,
): CallbackDecision {
  // Origin form in visible ASCII; `//host` and a fragment have no business here.
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(target) || target.includes('#')) {
    return refuse(400, 'target-malformed');
  }
  const questionMark = target.indexOf('?');
  const path = questionMark === -1 ? target : target.slice(0, questionMark);
  // Browsers fetch the icon of a page by themselves, in a mode that a callback must not have.
  if (path === '/favicon.ico' && expected.settledBy === null) {
    return { type: 'no-content' };
  }
  if (headerValues(rawHeaders, 'sec-fetch-mode').some((mode) => mode !== 'navigate')) {
    return refuse(403, 'fetch-mode');
  }
  if (expected.settledBy !== null) {
    if (target === donePath) {
      return { type: 'done-page' };
    }
    return target === expected.settledBy ? { type: 'repeat' } : refuse(410, 'settled');
  }
  if (path !== expected.path) {
    return refuse(404, 'path');
  }
  return decideQuery(
    new URLSearchParams(questionMark === -1 ? '' : target.slice(questionMark + 1)),
    expected,
  );
}

function decideQuery(query: URLSearchParams, expected: CallbackExpectation): CallbackDecision {
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) {
    return refuse(400, 'duplicate-parameter');
  }
  if (!constantTimeEqual(query.get('state') ?? '', expected.state)) {
    return refuse(400, 'state');
  }
  const issuer = query.get('iss');
  if (issuer !== null && expected.issuer !== null && issuer !== expected.issuer) {
    return refuse(400, 'issuer');
  }
  const code = query.get('code');
  const error = query.get('error');
  if (code !== null && error === null && isCode(code)) {
    return { type: 'settle-success', callback: { code } as ValidatedCallback };
  }
  if (error !== null && error !== '' && code === null) {
    return {
      type: 'settle-denied',
      reason: denialReasons.find((reason) => reason === error) ?? 'other',
      description: plainDescription(query.get('error_description')),
    };
  }
  return refuse(400, 'parameters');
}

function refuse(
  status: Extract<CallbackDecision, { type: 'refuse' }>['status'],
  reason: RefusalReason,
): CallbackDecision {
  return { type: 'refuse', status, reason };
}

function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** VSCHAR of RFC 6749 appendix A.11, without the blank. */
function isCode(code: string): boolean {
  return code.length <= codeLimit && /^[\x21-\x7e]+$/.test(code);
}

function plainDescription(text: string | null): string | null {
  const plain = (text ?? '').replace(/[^\x21-\x7e]+/g, ' ').trim();
  return plain === '' ? null : plain.slice(0, descriptionLimit);
}

/** Takes as long for any `given` of the right length; the length of a state is no secret (security.md §5.1). */
function constantTimeEqual(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ (given.charCodeAt(index) | 0);
  }
  return difference === 0 && expected.length > 0;
}
