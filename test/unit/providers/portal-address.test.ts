import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOwnDomain, resolvePortal } from '../../../electron/providers/aws/portal-address.ts';
import { createFakeHttp, type FakeReply } from '../../fakes/fake-http.ts';

const own = 'https://aws.example.com/sso';
const portal = 'https://d-1234567890.awsapps.com/start';

const standIn = {
  ssoOidc: 'http://127.0.0.1:4040/oidc',
  sso: 'http://127.0.0.1:4040/portal-api',
  sts: 'http://127.0.0.1:4040/sts',
};

async function ask(
  replies: Partial<Record<'HEAD' | 'GET', FakeReply>>,
  startUrl = own,
  endpoints: typeof standIn | null = null,
) {
  const http = createFakeHttp();
  for (const method of ['HEAD', 'GET'] as const) {
    const reply = replies[method];
    if (reply !== undefined) http.on(method, startUrl.replace(/#.*$/, ''), reply);
  }
  const outcome = await resolvePortal(http, { startUrl, endpoints }, new AbortController().signal);
  return { outcome, http };
}

const to = (location: string, status = 302): FakeReply => ({ status, headers: { location } });
const notFound = (reason: string) => ({
  ok: false,
  error: { code: 'sign-in.portal-not-found', params: { host: 'aws.example.com', reason } },
});

describe('a start URL of one’s own domain', () => {
  test.each([
    [own, null, true],
    [portal, null, false],
    ['https://identitycenter.amazonaws.com/ssoins-1234567890abcdef', null, false],
    ['http://127.0.0.1:4040/start', standIn, false],
    ['http://127.0.0.1:4040/portal/lab/start', standIn, false],
    ['http://127.0.0.1:4040/ssoins-1234567890abcdef', standIn, false],
    ['http://127.0.0.1:4041/company', standIn, true],
  ])('%s with %j: %j', (startUrl, endpoints, expected) => {
    expect(isOwnDomain({ startUrl, endpoints })).toBe(expected);
  });

  test.each([301, 302, 303, 307, 308])('leads to the portal with one redirect %d', async (status) => {
    const { outcome, http } = await ask({ HEAD: to(portal, status) });
    expect(outcome).toEqual({ ok: true, value: { portalUrl: portal, region: null } });
    expect(http.requests).toMatchObject([
      { method: 'HEAD', url: own, timeoutMs: 10_000, tellRedirect: true },
    ]);
  });

  test('is asked for nothing but its address', async () => {
    const { http } = await ask({ HEAD: to(portal) });
    expect(http.requests[0]).toMatchObject({ allowedOrigins: ['https://aws.example.com'] });
    expect(http.requests[0]?.body).toBeUndefined();
    expect(Object.keys(http.requests[0]?.headers ?? {})).toEqual(['accept']);
  });

  test.each([405, 501])('is asked with GET where HEAD gives %d', async (status) => {
    const { outcome, http } = await ask({ HEAD: { status }, GET: to(portal) });
    expect(outcome).toMatchObject({ ok: true });
    expect(http.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  test.each([404, 403, 500])('is not asked again after %d', async (status) => {
    const { outcome, http } = await ask({ HEAD: { status }, GET: to(portal) });
    expect(outcome).toEqual(notFound('status'));
    expect(http.requests).toHaveLength(1);
  });

  test('is cleaned of what the redirect carries', async () => {
    const { outcome } = await ask({ HEAD: to(`${portal}/?lang=en#/x`) });
    expect(outcome).toMatchObject({ value: { portalUrl: portal } });
  });

  test.each([
    ['https://ssoins-1.portal.eu-west-1.app.aws/', 'https://ssoins-1.portal.eu-west-1.app.aws', 'eu-west-1'],
    [
      'https://ssoins-1.eu-west-1.portal.amazonaws.com',
      'https://ssoins-1.eu-west-1.portal.amazonaws.com',
      'eu-west-1',
    ],
    ['https://identitycenter.amazonaws.com/ssoins-1', 'https://identitycenter.amazonaws.com/ssoins-1', null],
  ])('that leads to %s tells the region where the host has it', async (location, portalUrl, region) => {
    expect((await ask({ HEAD: to(location) })).outcome).toEqual({ ok: true, value: { portalUrl, region } });
  });

  test.each([
    ['a second hop', 'https://aws.example.com/next', 'not-aws'],
    ['a relative second hop', '/next', 'not-aws'],
    ['another host', 'https://portal.example.com/start', 'not-aws'],
    ['a host that only looks like AWS', 'https://d-1.awsapps.com.example.com/start', 'not-aws'],
    ['a user name in front', 'https://me@d-1.awsapps.com/start', 'not-aws'],
    ['the start page of Builder ID', 'https://view.awsapps.com/start', 'not-aws'],
    ['plain http', 'http://d-1234567890.awsapps.com/start', 'not-https'],
    ['this machine', 'http://127.0.0.1:4040/start', 'not-https'],
  ])('must not lead to %s', async (_, location, reason) => {
    const { outcome, http } = await ask({ HEAD: to(location) });
    expect(outcome).toEqual(notFound(reason));
    expect(http.requests).toHaveLength(1);
  });

  test('that leads nowhere is said', async () => {
    expect((await ask({ HEAD: { status: 200 } })).outcome).toEqual(notFound('no-redirect'));
    expect((await ask({ HEAD: { status: 302 } })).outcome).toEqual(notFound('no-redirect'));
    expect((await ask({ HEAD: { status: 304 } })).outcome).toEqual(notFound('no-redirect'));
    expect((await ask({ HEAD: { status: 405 }, GET: { body: 'x'.repeat(100_000) } })).outcome).toEqual(
      notFound('no-redirect'),
    );
  });

  test.each(['network.timed-out', 'network.unreachable', 'network.tls'] as const)(
    'that fails with %s says so',
    async (code) => {
      expect((await ask({ HEAD: code })).outcome).toMatchObject({ ok: false, error: { code } });
    },
  );

  test('may be on this machine, for a stand-in of the same session only', async () => {
    const vanity = 'http://127.0.0.1:4041/company';
    const start = 'http://127.0.0.1:4040/eu-west-1/start';
    expect((await ask({ HEAD: to(start) }, vanity, standIn)).outcome).toEqual({
      ok: true,
      value: { portalUrl: start, region: 'eu-west-1' },
    });
    expect((await ask({ HEAD: to('http://127.0.0.2:4040/start') }, vanity, standIn)).outcome).toMatchObject({
      ok: false,
      error: { params: { reason: 'not-https' } },
    });
    expect((await ask({ HEAD: to('http://127.0.0.1:4040/next') }, vanity, standIn)).outcome).toMatchObject({
      ok: false,
    });
  });

  test('is the only thing that redirects are told of (R-21)', () => {
    const root = join(import.meta.dirname, '../../..');
    const users = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        name.endsWith('.ts') &&
        readFileSync(join(root, 'electron', name), 'utf8').includes('tellRedirect: true'),
    );
    expect(users).toEqual(['providers/aws/portal-address.ts']);
  });
});
