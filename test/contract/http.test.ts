import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp } from '../../electron/adapters/http.ts';
import type { Http, HttpRequest } from '../../electron/core/ports.ts';
import { createFakeHttp } from '../fakes/fake-http.ts';
import { createFakeScheduler } from '../fakes/fake-scheduler.ts';

interface Subject {
  readonly http: Http;
  readonly origin: string;
}

/** What both have to answer: `/hello`, `/echo`, `/away` (redirect), `/not-modified`, `/big` (100 bytes), `/never`. */
const names = ['the real network', 'the fake network'] as const;

const cleanUp: (() => void)[] = [];
afterEach(() => cleanUp.splice(0).forEach((task) => task()));

const respond: RequestListener = (request, response) => {
  if (request.url === '/hello') {
    response.writeHead(200, { 'X-Kind': 'Greeting' }).end('{"text":"grüße"}');
  } else if (request.url === '/missing') {
    response.writeHead(404).end('{"message":"no"}');
  } else if (request.url === '/away') {
    response.writeHead(302, { Location: '/hello' }).end();
  } else if (request.url === '/not-modified') {
    response.writeHead(304).end();
  } else if (request.url === '/big') {
    response.end('x'.repeat(100));
  } else if (request.url === '/echo') {
    request.pipe(response);
  }
};

async function real(): Promise<Subject> {
  const server: Server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = createHttp({ version: '1.2.3', scheduler: createFakeScheduler() });
  cleanUp.push(() => {
    http.close();
    server.close();
    server.closeAllConnections();
  });
  return { http, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function fake(): Promise<Subject> {
  const http = createFakeHttp();
  const origin = 'http://127.0.0.1:40000';
  http.on('GET', `${origin}/hello`, { headers: { 'X-Kind': 'Greeting' }, body: { text: 'grüße' } });
  http.on('GET', `${origin}/missing`, { status: 404, body: { message: 'no' } });
  http.on('GET', `${origin}/away`, { status: 302, headers: { Location: '/hello' } });
  http.on('HEAD', `${origin}/away`, { status: 302, headers: { Location: '/hello' } });
  http.on('GET', `${origin}/not-modified`, { status: 304 });
  http.on('GET', `${origin}/big`, { body: 'x'.repeat(100) });
  http.on('GET', `${origin}/never`, 'hang');
  http.on('POST', `${origin}/echo`, (request) => ({ body: request.body }));
  return Promise.resolve({ http, origin });
}

describe.each(names)('%s', (name) => {
  async function ask(path: string, over: Partial<HttpRequest> = {}) {
    const { http, origin } = await (name === 'the real network' ? real() : fake());
    return http.request({
      method: 'GET',
      url: `${origin}${path}`,
      allowedOrigins: [origin],
      timeoutMs: 5000,
      maxBytes: 1000,
      ...over,
    });
  }

  test('gives status, lower-case header names and the text as UTF-8', async () => {
    expect(await ask('/hello')).toMatchObject({
      ok: true,
      value: { status: 200, headers: { 'x-kind': 'Greeting' }, body: '{"text":"grüße"}' },
    });
  });

  test('gives an error status as an answer', async () => {
    expect(await ask('/missing')).toMatchObject({
      ok: true,
      value: { status: 404, body: '{"message":"no"}' },
    });
  });

  test('sends a body', async () => {
    expect(await ask('/echo', { method: 'POST', body: '{"name":"ü"}' })).toMatchObject({
      ok: true,
      value: { body: '{"name":"ü"}' },
    });
  });

  test('does not follow a redirect', async () => {
    expect(await ask('/away')).toMatchObject({ ok: false, error: { code: 'network.redirected' } });
  });

  test.each(['GET', 'HEAD'] as const)('tells where a redirect leads, if asked by %s', async (method) => {
    expect(await ask('/away', { method, tellRedirect: true })).toMatchObject({
      ok: true,
      value: { status: 302, headers: { location: '/hello' }, body: '' },
    });
  });

  test('takes no other status of that hundred for a redirect to tell of', async () => {
    expect(await ask('/not-modified', { tellRedirect: true })).toMatchObject({
      ok: false,
      error: { code: 'network.redirected' },
    });
  });

  test('takes an answer of exactly the allowed size, and none larger', async () => {
    expect(await ask('/big', { maxBytes: 100 })).toMatchObject({ ok: true });
    expect(await ask('/big', { maxBytes: 99 })).toMatchObject({
      ok: false,
      error: { code: 'network.too-large' },
    });
  });

  test('refuses an origin that is not allowed', async () => {
    const refused = { ok: false, error: { code: 'network.origin-refused' } };
    expect(await ask('/hello', { allowedOrigins: [] })).toMatchObject(refused);
    expect(await ask('/hello', { allowedOrigins: ['http://127.0.0.1:1'] })).toMatchObject(refused);
    expect(await ask('/hello', { url: 'not a url' })).toMatchObject(refused);
  });

  test('ends when it is aborted, before or while it waits', async () => {
    const cancelled = { ok: false, error: { code: 'app.cancelled' } };
    const before = new AbortController();
    before.abort();
    expect(await ask('/hello', { signal: before.signal })).toMatchObject(cancelled);
    const during = new AbortController();
    const waiting = ask('/never', { signal: during.signal });
    setImmediate(() => during.abort());
    expect(await waiting).toMatchObject(cancelled);
  });
});
