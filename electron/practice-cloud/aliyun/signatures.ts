import { createHash, createHmac } from 'node:crypto';
import type { Checked } from '../answer.ts';
import type { PracticeRequest } from '../request.ts';
import { sameSecret } from '../secrets.ts';
import type { PracticeContext } from '../context.ts';
import type { AliyunStsRecord } from './aliyun-state.ts';
import { aliyunStsRefusal } from './refusals.ts';

export interface SignedCall {
  readonly action: string;
  readonly version: string;
  readonly record: AliyunStsRecord;
}

const skewMs = 15 * 60 * 1000;
const authorizationShape =
  /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/u;

/** Checks the signature in the headers (protocol/aliyun.md §7.1). Every `x-acs-*` header and the host must be signed. */
export function verifyAcs3(request: PracticeRequest, context: PracticeContext): Checked<SignedCall> {
  const match = authorizationShape.exec(request.headers['authorization'] ?? '');
  if (match === null) {
    return refuse(400, 'IncompleteSignature', 'The authorization header is not in the right form.');
  }
  const [, accessKeyId = '', names = '', signature = ''] = match;
  const { headers } = request;
  const known = recordOf(accessKeyId, headers['x-acs-security-token'], headers['x-acs-date'], context);
  if (!known.ok) return known;
  const signed = names.split(';');
  const mustBe = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-acs-'))];
  const payloadHash = sha256(request.body);
  const [path = '/', search = ''] = request.addressed.target.split('?', 2);
  const canonical = [
    request.method,
    path,
    search.split('&').sort().join('&'),
    ...signed.map(
      (name) => `${name}:${(name === 'host' ? request.addressed.host : (headers[name] ?? '')).trim()}`,
    ),
    '',
    names,
    payloadHash,
  ].join('\n');
  const expected = createHmac('sha256', known.value.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const isSound =
    mustBe.every((name) => signed.includes(name)) &&
    headers['x-acs-content-sha256'] === payloadHash &&
    (headers['x-acs-signature-nonce'] ?? '') !== '';
  if (!isSound || !sameSecret(expected, signature)) return mismatch();
  return {
    ok: true,
    value: {
      action: headers['x-acs-action'] ?? '',
      version: headers['x-acs-version'] ?? '',
      record: known.value,
    },
  };
}

/** The text that a request in the RPC style signs (protocol/aliyun.md §7.2). */
export function rpcStringToSign(method: string, parameters: Iterable<readonly [string, string]>): string {
  const query = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
    .sort()
    .join('&');
  return `${method}&%2F&${rfc3986(query)}`;
}

/** HMAC-SHA1 of that text. */
export function rpcSignature(stringToSign: string, accessKeySecret: string): string {
  return createHmac('sha1', `${accessKeySecret}&`).update(stringToSign).digest('base64');
}

/** Checks the signature among the parameters, in the query or in a form (protocol/aliyun.md §7.2). */
export function verifyRpc(request: PracticeRequest, context: PracticeContext): Checked<SignedCall> {
  const parameters = new Map([...request.query, ...new URLSearchParams(request.body)]);
  const known = recordOf(
    parameters.get('AccessKeyId') ?? '',
    parameters.get('SecurityToken'),
    parameters.get('Timestamp'),
    context,
  );
  if (!known.ok) return known;
  const expected = rpcSignature(rpcStringToSign(request.method, parameters), known.value.accessKeySecret);
  if (!sameSecret(expected, parameters.get('Signature') ?? '')) return mismatch();
  return {
    ok: true,
    value: {
      action: parameters.get('Action') ?? '',
      version: parameters.get('Version') ?? '',
      record: known.value,
    },
  };
}

function recordOf(
  accessKeyId: string,
  securityToken: string | undefined,
  date: string | undefined,
  context: PracticeContext,
): Checked<AliyunStsRecord> {
  const record = context.aliyun.state.aliyunCredentials.get(accessKeyId);
  if (record === undefined) {
    return refuse(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (securityToken === undefined || !sameSecret(record.securityToken, securityToken)) {
    return refuse(
      400,
      'InvalidSecurityToken.MismatchWithAccessKey',
      'The token does not fit the access key.',
    );
  }
  const at = Date.parse(date ?? '');
  if (Number.isNaN(at) || Math.abs(at - context.now()) > skewMs) {
    return refuse(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
  return { ok: true, value: record };
}

function mismatch(): Checked<never> {
  return refuse(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
}

function refuse(status: number, code: string, message: string): Checked<never> {
  return { ok: false, error: aliyunStsRefusal(status, code, message) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
