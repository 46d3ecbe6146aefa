import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createPlainServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHttp, type DisposableHttp } from '../../electron/adapters/http.ts';
import type { NetworkSources } from '../../electron/core/network/network-route.ts';
import type { Http, HttpRequest } from '../../electron/core/ports.ts';
import { restrictToLoopback } from '../../electron/core/restrict-to-loopback.ts';
import { usualNetwork, type NetworkSettings } from '../../shared/model/network.ts';
import { createFakeScheduler } from '../fakes/fake-scheduler.ts';
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '../fixtures/connect-proxy.ts';
import { createSelfSigned } from '../fixtures/self-signed.ts';

const host = 'portal.example';
const origin = `https://${host}`;
const target = `${host}:443`;
const certificate = createSelfSigned(host);

let stack = new AsyncDisposableStack();
let folder = '';
let bundle = '';
let servicePort = 0;
let requests: { path: string; headers: Record<string, unknown> }[] = [];

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  folder = await mkdtemp(join(tmpdir(), 'latchkey-network-'));
  stack.defer(() => rm(folder, { recursive: true }));
  bundle = join(folder, 'authorities.pem');
  await writeFile(bundle, `# Example Corp\n${certificate.cert}`);
  requests = [];
  const service = createSecureServer(certificate, (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    response.end('{}');
  });
  servicePort = await listen(service);
});

afterEach(() => stack.disposeAsync());

async function listen(server: Server & { closeAllConnections?: () => void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stack.defer(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}

async function proxyTo(options: Partial<ConnectProxyOptions> = {}): Promise<ConnectProxy> {
  return stack.use(await startConnectProxy({ targets: { [target]: servicePort }, ...options }));
}

function client(network: Partial<NetworkSources>) {
  const scheduler = createFakeScheduler();
  const http = createHttp({
    version: '1.2.3',
    scheduler,
    network: { settings: () => usualNetwork, environment: usualNetwork, system: null, ...network },
  });
  stack.defer(() => http.close());
  return { http, scheduler };
}

/** A client whose settings say so. */
function clientSetTo(settings: Partial<NetworkSettings>): DisposableHttp {
  return client({ settings: () => ({ ...usualNetwork, caBundle: bundle, ...settings }) }).http;
}

function get(http: Http, over: Partial<HttpRequest> = {}) {
  return http.request({
    method: 'GET',
    url: `${origin}/list?page=1`,
    allowedOrigins: [origin],
    timeoutMs: 5000,
    maxBytes: 1000,
    ...over,
  });
}

const good = { ok: true, value: { status: 200, body: '{}' } };

function proxyFailure(proxy: string, reason: string) {
  return { ok: false, error: { code: 'network.proxy-failed', params: { host, proxy, reason } } };
}

describe('through a proxy', () => {
  test('a request reaches the service over TLS, and the proxy learns host and port alone', async () => {
    const proxy = await proxyTo();
    const http = clientSetTo({ proxyUrl: `http://127.0.0.1:${proxy.port}` });
    expect(await get(http, { headers: { 'X-Token': 'canary' } })).toMatchObject(good);
    expect(requests).toMatchObject([{ path: '/list?page=1', headers: { host, 'x-token': 'canary' } }]);
    expect(proxy.asked).toEqual([target]);
    expect(proxy.headers).toEqual([{ host: target, connection: 'close' }]);
  });

  test('requests share a tunnel', async () => {
    const proxy = await proxyTo();
    const http = clientSetTo({ proxyUrl: `http://127.0.0.1:${proxy.port}` });
    await get(http);
    await get(http);
    expect([requests.length, proxy.asked.length]).toEqual([2, 1]);
  });

  test('name and password of its address go to the proxy and no further', async () => {
    const proxy = await proxyTo({ password: 'kim:p@ss:wört' });
    const url = `http://kim:${encodeURIComponent('p@ss:wört')}@127.0.0.1:${proxy.port}`;
    const { http } = client({ environment: { ...usualNetwork, proxyUrl: url, caBundle: bundle } });
    expect(await get(http)).toMatchObject(good);
    expect(requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('one that is spoken to over TLS is checked like any server', async () => {
    const tls = createSelfSigned();
    const proxy = await proxyTo({ certificate: tls });
    const proxyUrl = `https://127.0.0.1:${proxy.port}`;
    expect(await get(clientSetTo({ proxyUrl }))).toMatchObject(proxyFailure(proxyUrl, 'not-trusted'));
    await writeFile(bundle, `${certificate.cert}${tls.cert}`);
    expect(await get(clientSetTo({ proxyUrl }))).toMatchObject(good);
  });

  test.each<[string, string, Partial<ConnectProxyOptions>, string]>([
    ['that wants a password', '', { password: 'kim:secret' }, 'password'],
    ['that wants another password', 'kim:wrong@', { password: 'kim:secret' }, 'password'],
    ['that does not lead there', '', { targets: {} }, 'refused'],
  ])('one %s is told as such, its password masked, and nothing is sent', async (_, user, options, reason) => {
    const proxy = await proxyTo(options);
    const { http } = client({
      environment: {
        ...usualNetwork,
        caBundle: bundle,
        proxyUrl: `http://${user}127.0.0.1:${proxy.port}`,
      },
    });
    const shown = `http://${user === '' ? '' : '•••@'}127.0.0.1:${proxy.port}`;
    expect(await get(http)).toEqual(proxyFailure(shown, reason));
    expect(requests).toEqual([]);
  });

  test('one that nobody listens at is told as such', async () => {
    const proxy = await startConnectProxy({ targets: {} });
    await proxy[Symbol.asyncDispose]();
    const proxyUrl = `http://127.0.0.1:${proxy.port}`;
    expect(await get(clientSetTo({ proxyUrl }))).toMatchObject(proxyFailure(proxyUrl, 'unreachable'));
  });

  test('one whose address cannot be read is told without showing what it says', async () => {
    const { http } = client({ environment: { ...usualNetwork, proxyUrl: 'socks5://kim:geheim@proxy:1' } });
    expect(await get(http)).toMatchObject(proxyFailure('•••', 'malformed'));
  });

  test('one that never answers ends with the deadline of the request, and its connection with it', async () => {
    const proxy = await proxyTo({ silent: true });
    const { http, scheduler } = client({
      settings: () => ({ ...usualNetwork, proxyUrl: `http://127.0.0.1:${proxy.port}` }),
    });
    const answer = get(http);
    await vi.waitFor(() => expect(proxy.asked).toEqual([target]));
    await scheduler.advance(5000);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'network.timed-out' } });
    await vi.waitFor(() => expect(proxy.connections()).toBe(0));
  });

  test('one that ends TLS itself without being trusted gets nothing', async () => {
    const inspecting = createSecureServer(createSelfSigned(host), (request, response) => {
      requests.push({ path: request.url ?? '', headers: request.headers });
      response.end('{}');
    });
    const proxy = await proxyTo({ targets: { [target]: await listen(inspecting) } });
    const http = clientSetTo({ proxyUrl: `http://127.0.0.1:${proxy.port}` });
    expect(await get(http)).toMatchObject({ ok: false, error: { code: 'network.tls', params: { host } } });
    expect(requests).toEqual([]);
  });

  test('a change counts for the next request, without a restart', async () => {
    const [first, second] = [await proxyTo(), await proxyTo()];
    let network: NetworkSettings = { ...usualNetwork, caBundle: bundle };
    const { http } = client({ settings: () => network });
    network = { ...network, proxyUrl: `http://127.0.0.1:${first.port}` };
    await get(http);
    network = { ...network, proxyUrl: `http://127.0.0.1:${second.port}` };
    await get(http);
    expect([first.asked, second.asked]).toEqual([[target], [target]]);
  });

  test('of the system leads there too', async () => {
    const proxy = await proxyTo();
    const { http } = client({
      environment: { ...usualNetwork, caBundle: bundle },
      system: { resolve: async () => `PROXY 127.0.0.1:${proxy.port}; DIRECT` },
    });
    expect(await get(http)).toMatchObject(good);
    expect(proxy.asked).toEqual([target]);
  });

  test('this machine is never reached', async () => {
    const proxy = await proxyTo();
    const http = clientSetTo({ proxyUrl: `http://127.0.0.1:${proxy.port}` });
    const port = await listen(createPlainServer((_, response) => response.end('{}')));
    const own = `http://127.0.0.1:${port}`;
    expect(await get(http, { url: `${own}/`, allowedOrigins: [own] })).toMatchObject(good);
    const secure = createSelfSigned();
    await writeFile(bundle, secure.cert);
    const securePort = await listen(createSecureServer(secure, (_, response) => response.end('{}')));
    const ownSecure = `https://127.0.0.1:${securePort}`;
    expect(await get(http, { url: `${ownSecure}/`, allowedOrigins: [ownSecure] })).toMatchObject(good);
    expect(proxy.connections()).toBe(0);
  });

  test('nothing leaves a build that is held to this machine, not even towards the proxy', async () => {
    const proxy = await proxyTo();
    const http = restrictToLoopback(clientSetTo({ proxyUrl: `http://127.0.0.1:${proxy.port}` }));
    expect(await get(http)).toMatchObject({ ok: false, error: { code: 'runtime.practice-only' } });
    expect([proxy.asked, proxy.connections()]).toEqual([[], 0]);
  });
});

describe('the authorities that are trusted', () => {
  async function ask(file: string | null) {
    const secure = createSelfSigned();
    const port = await listen(createSecureServer(secure, (_, response) => response.end('{}')));
    const own = `https://127.0.0.1:${port}`;
    const { http } = client({ environment: { ...usualNetwork, caBundle: file } });
    return {
      cert: secure.cert,
      get: () => get(http, { url: `${own}/`, allowedOrigins: [own] }),
    };
  }

  test('are those of AWS_CA_BUNDLE too, as the file is at the time', async () => {
    const service = await ask(bundle);
    expect(await service.get()).toMatchObject({ ok: false, error: { code: 'network.tls' } });
    await writeFile(bundle, `${certificate.cert}\n${service.cert}`);
    expect(await service.get()).toMatchObject(good);
  });

  test.each([
    ['is missing', null],
    ['is empty', ''],
    ['holds no certificate', 'not a certificate'],
    ['holds one that cannot be read', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('are not guessed where the file %s', async (_, content) => {
    const file = join(folder, 'other.pem');
    if (content !== null) await writeFile(file, content);
    const service = await ask(file);
    expect(await service.get()).toEqual({
      ok: false,
      error: { code: 'network.ca-bundle', params: { file } },
    });
  });
});
