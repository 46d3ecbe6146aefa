import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHttp, type DisposableHttp } from '../../electron/adapters/http.ts';
import type { HttpRequest } from '../../electron/core/ports.ts';
import { createFakeScheduler } from '../fakes/fake-scheduler.ts';
import { createSelfSigned } from '../fixtures/self-signed.ts';

const cleanUp: (() => void)[] = [];
afterEach(() => cleanUp.splice(0).forEach((task) => task()));

async function listen(
  server: Server & { closeAllConnections?: () => void },
  scheme = 'http',
): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client() {
  const scheduler = createFakeScheduler();
  const http = createHttp({ version: '1.2.3', scheduler });
  cleanUp.push(() => http.close());
  return { http, scheduler };
}

function get(http: DisposableHttp, origin: string, over: Partial<HttpRequest> = {}) {
  return http.request({
    method: 'GET',
    url: `${origin}/`,
    allowedOrigins: [origin],
    timeoutMs: 5000,
    maxBytes: 1000,
    ...over,
  });
}

function failure(code: string) {
  return { ok: false, error: { code } };
}

describe('what is sent (R-21)', () => {
  test('the program and its version, no compression, nothing else by itself', async () => {
    let headers: Record<string, unknown> = {};
    const origin = await listen(
      createPlainServer((request, response) => {
        headers = request.headers;
        response.end();
      }),
    );
    await get(client().http, origin, { headers: { 'X-Token': 'secret' } });
    expect(headers).toEqual({
      host: origin.slice('http://'.length),
      accept: 'application/json',
      'user-agent': 'Latchkey/1.2.3',
      'x-token': 'secret',
      connection: 'keep-alive',
    });
  });

  test('connections are used again, no timer stays, never more than six at a time', async () => {
    const sockets = new Set<unknown>();
    let open = 0;
    let most = 0;
    const origin = await listen(
      createPlainServer((request, response) => {
        sockets.add(request.socket);
        most = Math.max(most, (open += 1));
        setImmediate(() => {
          open -= 1;
          response.end();
        });
      }),
    );
    const { http, scheduler } = client();
    await get(http, origin);
    await get(http, origin);
    expect(sockets.size).toBe(1);
    expect(scheduler.pending()).toBe(0);
    await Promise.all(Array.from({ length: 30 }, () => get(http, origin)));
    expect(most).toBeLessThanOrEqual(6);
  });
});

describe('where it may go (R-21)', () => {
  test.each([
    ['plain http to a host that is not loopback', 'http://example.com', 'http://example.com/'],
    ['plain http to a name for loopback', 'http://localhost:9', 'http://localhost:9/'],
    ['another port', 'https://127.0.0.1:9', 'https://127.0.0.1:10/'],
    ['another scheme', 'https://127.0.0.1:9', 'http://127.0.0.1:9/'],
    ['a name that only begins alike', 'https://oidc.example', 'https://oidc.example.evil.example/'],
    ['credentials in the URL', 'https://127.0.0.1:9', 'https://user:pass@127.0.0.1:9/'],
    ['a scheme without a network', 'file://', 'file:///etc/passwd'],
    ['a line break that parsers drop', 'https://127.0.0.1:9', 'https://127.0.0.1:9/\n'],
  ])('%s is refused before a byte is sent', async (_, allowed, url) => {
    expect(await get(client().http, allowed, { url })).toMatchObject(failure('network.origin-refused'));
  });

  test('a redirect to an allowed origin is not followed either', async () => {
    let requests = 0;
    const origin = await listen(
      createPlainServer((_, response) => {
        requests += 1;
        response.writeHead(307, { Location: '/elsewhere' }).end();
      }),
    );
    expect(await get(client().http, origin, { method: 'POST', body: 'secret' })).toMatchObject(
      failure('network.redirected'),
    );
    expect(requests).toBe(1);
  });
});

test('a header value with a line break is refused before a byte is sent', async () => {
  const requests = vi.fn();
  const origin = await listen(createPlainServer(requests));
  const answer = await get(client().http, origin, { headers: { 'X-Token': 'a\r\nX-Other: b' } });
  expect(answer).toMatchObject(failure('app.internal'));
  expect(requests).not.toHaveBeenCalled();
});

describe('limits (R-21)', () => {
  test('an endless answer is cut off at the limit, whatever length it claims', async () => {
    const endless: RequestListener = (request, response) => {
      const pump = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', pump);
      pump();
      request.on('close', () => response.destroy());
    };
    const server = createPlainServer(endless);
    const origin = await listen(server);
    expect(await get(client().http, origin)).toMatchObject(failure('network.too-large'));
    await vi.waitFor(async () => {
      const count = await new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n)));
      expect(count).toBe(0);
    });
  });

  test.each([
    ['nothing comes', () => undefined],
    ['the answer trickles', ((_, response) => void response.write('{')) satisfies RequestListener],
  ])('time is up for the whole exchange: %s', async (_, listener: RequestListener) => {
    const arrived = vi.fn();
    const origin = await listen(
      createPlainServer((request, response) => {
        listener(request, response);
        arrived();
      }),
    );
    const { http, scheduler } = client();
    const answer = get(http, origin, { timeoutMs: 5000 });
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled());
    await scheduler.advance(4999);
    expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting');
    await scheduler.advance(1);
    expect(await answer).toMatchObject(failure('network.timed-out'));
    expect(scheduler.pending()).toBe(0);
  });

  test('an abort in the middle of the answer ends it', async () => {
    const origin = await listen(createPlainServer((_, response) => void response.write('{')));
    const controller = new AbortController();
    const answer = get(client().http, origin, { signal: controller.signal });
    controller.abort();
    expect(await answer).toMatchObject(failure('app.cancelled'));
  });
});

describe('a network that fails', () => {
  test('nobody listens', async () => {
    const server = createPlainServer();
    const origin = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await get(client().http, origin)).toMatchObject({
      ok: false,
      error: { code: 'network.unreachable', params: { host: origin.slice('http://'.length) } },
    });
  });

  test.each([
    ['the connection is cut before the answer', ''],
    ['the connection is cut in the middle of the answer', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{'],
    ['the answer is not HTTP', 'SSH-2.0-OpenSSH\r\n'],
  ])('%s', async (_, bytes) => {
    const origin = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(bytes));
      }),
    );
    expect(await get(client().http, origin)).toMatchObject(failure('network.unreachable'));
  });
});

describe('TLS (R-21)', () => {
  test('a variable of the environment does not turn the checks off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    cleanUp.push(() => vi.unstubAllEnvs());
    const origin = await listen(
      createSecureServer(createSelfSigned(), (_, response) => response.end('{}')),
      'https',
    );
    expect(await get(client().http, origin)).toMatchObject(failure('network.tls'));
  });

  test('a self-signed certificate is refused before a byte of the request is sent', async () => {
    const requests = vi.fn();
    const origin = await listen(createSecureServer(createSelfSigned(), requests), 'https');
    expect(await get(client().http, origin, { method: 'POST', body: 'secret' })).toMatchObject(
      failure('network.tls'),
    );
    expect(requests).not.toHaveBeenCalled();
  });

  test('a server without TLS is refused', async () => {
    const origin = await listen(createPlainServer((_, response) => response.end()));
    const secure = origin.replace('http:', 'https:');
    expect(await get(client().http, secure)).toMatchObject(failure('network.tls'));
  });
});
