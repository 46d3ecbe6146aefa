import type { Instant } from '../../../shared/model/instant.ts';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import type { AliyunKeys } from '../../core/aliyun/aliyun-provider.ts';
import type { Crypto } from '../../core/ports.ts';

export interface Acs3Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Lower-case names; the content hash is added here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const algorithm = 'ACS3-HMAC-SHA256';
const utf8 = new TextEncoder();

/** The headers of an action of an OpenAPI service, to be signed (protocol/aliyun.md §7.1). */
export function actionHeaders(
  action: string,
  version: string,
  keys: AliyunKeys,
  at: Instant,
  nonce: string,
): Readonly<Record<string, string>> {
  return {
    'x-acs-action': action,
    'x-acs-version': version,
    'x-acs-date': toRfc3339(at),
    'x-acs-signature-nonce': nonce,
    'x-acs-security-token': keys.securityToken,
  };
}

/**
 * The headers of a request with its signature, `authorization` among them (ACS3-HMAC-SHA256, protocol/aliyun.md §7.1).
 * Signed are `host`, `content-type` and all `x-acs-*`. Keys never leave it.
 */
export function acs3SignedHeaders(
  request: Acs3Request,
  keys: Pick<AliyunKeys, 'accessKeyId' | 'accessKeySecret'>,
  crypto: Crypto,
): Readonly<Record<string, string>> {
  const url = new URL(request.url);
  const payloadHash = hex(crypto.sha256(utf8.encode(request.body)));
  const headers: Record<string, string> = {
    host: url.host,
    ...request.headers,
    'x-acs-content-sha256': payloadHash,
  };
  const names = Object.keys(headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort();
  const query = [...url.searchParams]
    .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
    .sort()
    .join('&');
  const canonicalRequest = [
    request.method,
    url.pathname,
    query,
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  const stringToSign = `${algorithm}\n${hex(crypto.sha256(utf8.encode(canonicalRequest)))}`;
  const signature = hex(crypto.hmacSha256(utf8.encode(keys.accessKeySecret), utf8.encode(stringToSign)));
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `${algorithm} Credential=${keys.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
