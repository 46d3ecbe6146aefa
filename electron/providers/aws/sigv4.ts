import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { Instant } from '../../../shared/model/instant.ts';
import type { Crypto } from '../../core/ports.ts';

export interface SignableRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names; `host` and the `x-amz-*` headers are added here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const utf8 = new TextEncoder();

/** The headers that sign a request with AWS Signature Version 4, `authorization` among them. Keys never leave it. */
export function signedHeaders(
  request: SignableRequest,
  scope: { readonly region: string; readonly service: string },
  keys: Pick<RoleCredentials, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>,
  at: Instant,
  crypto: Crypto,
): Readonly<Record<string, string>> {
  const url = new URL(request.url);
  const timestamp = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: url.host,
    'x-amz-date': timestamp,
    'x-amz-security-token': keys.sessionToken,
  };
  const names = Object.keys(headers).sort();
  const signedNames = names.join(';');
  const canonicalQuery = [...url.searchParams]
    .map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`)
    .sort()
    .join('&');
  const canonicalRequest = [
    request.method,
    url.pathname,
    canonicalQuery,
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    signedNames,
    hex(crypto.sha256(utf8.encode(request.body))),
  ].join('\n');
  const credentialScope = `${date}/${scope.region}/${scope.service}/aws4_request`;
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    timestamp,
    credentialScope,
    hex(crypto.sha256(utf8.encode(canonicalRequest))),
  ].join('\n');
  const signingKey = [date, scope.region, scope.service, 'aws4_request'].reduce<Uint8Array>(
    (key, part) => crypto.hmacSha256(key, utf8.encode(part)),
    utf8.encode(`AWS4${keys.secretAccessKey}`),
  );
  const signature = hex(crypto.hmacSha256(signingKey, utf8.encode(stringToSign)));
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${credentialScope}, SignedHeaders=${signedNames}, Signature=${signature}`,
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
