import { createHash, createHmac } from 'node:crypto';
import type { Checked } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { partitionOf } from '../region.ts';
import type { PracticeRequest } from '../request.ts';
import { sameSecret } from '../secrets.ts';
import type { RoleCredentialsRecord } from '../state.ts';
import { stsRefusal } from './errors.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW_MS = 5 * 60 * 1000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})$/u;
const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u;

/**
 * Checks a Signature Version 4 (AWS General Reference, "Create a signed AWS API request") and gives the role credentials
 * it was made with. Every `x-amz-*` header and the host must be signed; the time may be 5 minutes off.
 */
export function verifySignature(
  request: PracticeRequest,
  context: PracticeContext,
): Checked<RoleCredentialsRecord> {
  const authorization = request.headers['authorization'];
  if (authorization === undefined) {
    return refuse(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  const match = AUTHORIZATION.exec(authorization);
  const amzDate = request.headers['x-amz-date'] ?? '';
  const at = parseAmzDate(amzDate);
  if (match === null || at === null) {
    return refuse(400, 'IncompleteSignature', 'Authorization header or x-amz-date is not in the right form');
  }
  const [, accessKeyId = '', day = '', region = '', service = '', headerList = '', signature = ''] = match;
  const credentials = context.state.roleCredentials.get(accessKeyId);
  const sessionToken = request.headers['x-amz-security-token'];
  const partition = partitionOf(request.region);
  if (
    credentials === undefined ||
    partitionOf(credentials.region) !== partition ||
    sessionToken === undefined ||
    !sameSecret(credentials.sessionToken, sessionToken)
  ) {
    return refuse(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
  }
  if (credentials.expiresAt <= context.now()) {
    return refuse(403, 'ExpiredToken', 'The security token included in the request is expired');
  }
  if (service !== 'sts' || partitionOf(region) !== partition || day !== amzDate.slice(0, 8)) {
    return refuse(
      403,
      'SignatureDoesNotMatch',
      'Credential should be scoped to the service, the partition and the date',
    );
  }
  const signedHeaders = headerList.split(';');
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))];
  if (!mustBeSigned.every((name) => signedHeaders.includes(name))) {
    return refuse(403, 'SignatureDoesNotMatch', "'Host' and every 'x-amz-' header must be signed");
  }
  const now = context.now();
  if (Math.abs(now - at) > SKEW_MS) {
    const kind = at < now ? 'Signature expired' : 'Signature not yet current';
    return refuse(
      403,
      'SignatureDoesNotMatch',
      `${kind}: ${amzDate} is more than 5 min. from ${toAmzDate(now)}`,
    );
  }
  const scope = `${day}/${region}/${service}/aws4_request`;
  const stringToSign = [ALGORITHM, amzDate, scope, sha256(canonicalRequest(request, signedHeaders))].join(
    '\n',
  );
  const expected = hmac(signingKey(credentials.secretAccessKey, day, region, service), stringToSign).toString(
    'hex',
  );
  if (!sameSecret(expected, signature)) {
    return refuse(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  return { ok: true, value: credentials };
}

function canonicalRequest(request: PracticeRequest, signedHeaders: readonly string[]): string {
  const { host, target } = request.addressed;
  const [path = '/', search = ''] = target.split('?', 2);
  const query = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&');
  const headers = signedHeaders.map((name) => {
    const value = name === 'host' ? host : (request.headers[name] ?? '');
    return `${name}:${value.trim().replaceAll(/\s+/gu, ' ')}\n`;
  });
  return [request.method, path, query, headers.join(''), signedHeaders.join(';'), sha256(request.body)].join(
    '\n',
  );
}

function signingKey(secret: string, day: string, region: string, service: string): Buffer {
  return hmac(hmac(hmac(hmac(Buffer.from(`AWS4${secret}`), day), region), service), 'aws4_request');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseAmzDate(text: string): number | null {
  const match = AMZ_DATE.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}

function toAmzDate(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
}

function refuse(status: number, code: string, message: string): Checked<RoleCredentialsRecord> {
  return { ok: false, error: stsRefusal(status, code, message) };
}
