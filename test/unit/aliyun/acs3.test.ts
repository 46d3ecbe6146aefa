import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCrypto } from '../../../electron/adapters/crypto.ts';
import { acs3SignedHeaders, actionHeaders } from '../../../electron/providers/aliyun/acs3.ts';
import { instant } from '../../../shared/model/instant.ts';

interface Case {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly expect: { readonly authorization: string; readonly payloadHash: string };
}
const { acs3HmacSha256: cases } = JSON.parse(
  readFileSync(new URL('../../vectors/aliyun-signing.json', import.meta.url), 'utf8'),
) as { readonly acs3HmacSha256: readonly Case[] };

function sign({ method, path, query, headers, body, accessKeyId, accessKeySecret }: Case) {
  const url = new URL(path, `https://${headers['host'] ?? ''}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { host: _host, ...others } = headers;
  return acs3SignedHeaders(
    { method, url: url.href, headers: others, body },
    { accessKeyId, accessKeySecret },
    createCrypto(),
  );
}

describe('the signature of an Alibaba Cloud request', () => {
  it.each(cases)('is the known answer: $name', (known) => {
    const signed = sign(known);
    expect([signed['authorization'], signed['x-acs-content-sha256']]).toEqual([
      known.expect.authorization,
      known.expect.payloadHash,
    ]);
  });

  it('covers the security token, and says nothing of the secret', () => {
    const keys = { accessKeyId: 'STS.id', accessKeySecret: 'canary-secret', securityToken: 'token' };
    const headers = actionHeaders(
      'GetCallerIdentity',
      '2015-04-01',
      keys,
      instant(Date.UTC(2026, 0, 2, 3, 4, 5)),
      'n',
    );
    const signed = acs3SignedHeaders(
      { method: 'POST', url: 'https://sts.aliyuncs.com/', headers, body: '' },
      keys,
      createCrypto(),
    );
    expect(signed['authorization']).toContain('x-acs-security-token');
    expect(signed['x-acs-date']).toBe('2026-01-02T03:04:05Z');
    expect(JSON.stringify(signed)).not.toContain('canary-secret');
  });
});
