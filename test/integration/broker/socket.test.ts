import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, createBroker } from '../../../electron/broker/socket-server.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { createBrokerIntents, testNow } from '../../fakes/broker-intents.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';
import { brokerFor, runClient, temporaryFolder } from './broker-fixture.ts';

let home: string;
let brokers: Broker[];

beforeEach(() => {
  home = temporaryFolder();
  brokers = [];
});

afterEach(async () => {
  await Promise.all(brokers.map((broker) => broker.stop()));
  rmSync(home, { recursive: true, force: true });
});

function broker(socket: string): Broker {
  const created = brokerFor(createBrokerIntents(), home, socket);
  brokers.push(created);
  return created;
}

function brokerIn(environment: Record<string, string>): Broker {
  const created = createBroker({
    intents: createBrokerIntents().intents,
    clock: createFakeClock(testNow),
    log: createFakeLog(),
    translate: createTranslate('en'),
    timeStyle: { locale: 'en', timeZone: 'UTC' },
    environment,
    home,
    userId: process.getuid?.() ?? 0,
    processId: process.pid,
    secretStorage: () => 'memory-only',
  });
  brokers.push(created);
  return created;
}

const modeOf = (path: string) => lstatSync(path).mode & 0o777;

/** A socket file that nobody answers on, as a killed app leaves it. */
async function leaveStaleSocket(path: string): Promise<void> {
  const child = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]);
  await new Promise((resolve) => child.on('close', resolve));
  expect(lstatSync(path).isSocket()).toBe(true);
}

describe('the socket', () => {
  it.each([
    ['XDG_RUNTIME_DIR', () => ({ XDG_RUNTIME_DIR: home }), 'latchkey/agent.sock', ['latchkey']],
    ['home', () => ({}), '.latchkey/run/agent.sock', ['.latchkey', '.latchkey/run']],
    ['LATCHKEY_SOCKET', () => ({ LATCHKEY_SOCKET: join(home, 'new/my.sock') }), 'new/my.sock', ['new']],
  ])('by %s has mode 0600 in folders of mode 0700', async (_, environment, path, folders) => {
    const started = await brokerIn(environment()).start();
    expect(started).toMatchObject({ ok: true, value: { path: join(home, path) } });
    expect(modeOf(join(home, path))).toBe(0o600);
    expect(folders.map((folder) => modeOf(join(home, folder)))).toStrictEqual(folders.map(() => 0o700));
  });

  it('has its modes whatever the mask of the process is', async () => {
    const mask = process.umask(0);
    try {
      await brokerIn({}).start();
    } finally {
      process.umask(mask);
    }
    expect(modeOf(join(home, '.latchkey/run/agent.sock'))).toBe(0o600);
    expect(modeOf(join(home, '.latchkey/run'))).toBe(0o700);
  });

  it('tightens a folder of its own that is too open', async () => {
    mkdirSync(join(home, 'latchkey'));
    chmodSync(join(home, 'latchkey'), 0o777);
    expect((await brokerIn({ XDG_RUNTIME_DIR: home }).start()).ok).toBe(true);
    expect(modeOf(join(home, 'latchkey'))).toBe(0o700);
  });

  it('is gone after stop, and nothing else is left', async () => {
    const path = join(home, 'run/agent.sock');
    const first = broker(path);
    await first.start();
    await first.stop();
    expect(readdirSync(join(home, 'run'))).toStrictEqual([]);
    expect((await first.start()).ok).toBe(true);
  });

  it('replaces one that nobody answers on', async () => {
    const path = join(home, 'agent.sock');
    await leaveStaleSocket(path);
    expect((await broker(path).start()).ok).toBe(true);
    expect((await runClient(['status'], { env: { LATCHKEY_SOCKET: path } }).result).code).toBe(0);
  });

  it('leaves a live one alone and reports it', async () => {
    const path = join(home, 'agent.sock');
    await broker(path).start();
    expect(await broker(path).start()).toMatchObject({ ok: false, error: { reason: 'in-use' } });
    expect((await runClient(['status'], { env: { LATCHKEY_SOCKET: path } }).result).code).toBe(0);
  });

  it('of another app is not taken away when this one stops', async () => {
    const path = join(home, 'agent.sock');
    const first = broker(path);
    await first.start();
    rmSync(path);
    await broker(path).start();
    await first.stop();
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'mine')],
    ['a link', (path: string) => symlinkSync('/dev/null', path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('does not replace %s', async (_, put) => {
    const path = join(home, 'agent.sock');
    put(path);
    expect(await broker(path).start()).toMatchObject({ ok: false, error: { reason: 'not-a-socket' } });
    expect(existsSync(path)).toBe(true);
  });

  it('is not put where others can write', async () => {
    mkdirSync(join(home, 'open'));
    chmodSync(join(home, 'open'), 0o777);
    const started = await broker(join(home, 'open/agent.sock')).start();
    expect(started).toMatchObject({ ok: false, error: { reason: 'directory-unsafe' } });
  });

  it('is not put behind a link in the place of its own folder', async () => {
    mkdirSync(join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), join(home, 'latchkey'));
    await expect(brokerIn({ XDG_RUNTIME_DIR: home }).start()).resolves.toMatchObject({ ok: false });
    expect(readdirSync(join(home, 'elsewhere'))).toStrictEqual([]);
  });

  it('with a path too long is refused with a hint, by app and client', async () => {
    const path = join(home, 'x'.repeat(110));
    expect(await broker(path).start()).toMatchObject({
      ok: false,
      error: { reason: 'path-too-long', hint: expect.stringContaining('LATCHKEY_SOCKET') as string },
    });
    const result = await runClient(['status'], { env: { LATCHKEY_SOCKET: path } }).result;
    expect(result.code).toBe(4);
    expect(result.stderr).toContain('108 bytes');
  });

  it('may have the longest path that the system takes', async () => {
    const path = `${home}/`.padEnd(107, 'x');
    expect((await broker(path).start()).ok).toBe(true);
    expect((await runClient(['status'], { env: { LATCHKEY_SOCKET: path } }).result).code).toBe(0);
  });
});

describe('a request', () => {
  const good = {
    Host: 'latchkey',
    'Latchkey-Client': '1',
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  let socketPath: string;

  beforeEach(async () => {
    socketPath = join(home, 'agent.sock');
    await broker(socketPath).start();
  });

  function send(
    headers: OutgoingHttpHeaders,
    { method = 'POST', path = '/v1/call', body = 'a=open' } = {},
  ): Promise<{ status: number; headers: IncomingHttpHeaders }> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath, method, path, headers, setDefaultHeaders: false }, (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  it('of the client is answered', async () => {
    expect(await send({ ...good, 'Content-Length': 6 })).toMatchObject({
      status: 200,
      headers: { 'latchkey-exit': '0' },
    });
  });

  it.each<[string, OutgoingHttpHeaders]>([
    ['an origin', { ...good, Origin: 'https://evil.example' }],
    ['a null origin', { ...good, Origin: 'null' }],
    ['a referrer', { ...good, Referer: 'https://evil.example/' }],
    ['fetch metadata', { ...good, 'Sec-Fetch-Site': 'cross-site' }],
    ['another host', { ...good, Host: 'localhost' }],
    ['no client header', { Host: 'latchkey', 'Content-Type': good['Content-Type'] }],
    ['another content type', { ...good, 'Content-Type': 'text/plain' }],
  ])('with %s is refused', async (_, headers) => {
    expect((await send({ ...headers, 'Content-Length': 6 })).status).toBe(403);
  });

  it('for another route or version is told that the versions differ', async () => {
    const answer = await send({ ...good, 'Content-Length': 6 }, { path: '/v2/call' });
    expect(answer).toMatchObject({ status: 404, headers: { 'latchkey-exit': '4' } });
    expect(answer.headers['latchkey-error']).toContain('different versions');
  });

  it('by GET is refused', async () => {
    expect((await send(good, { method: 'GET', body: '' })).status).toBe(403);
  });

  it('that is no HTTP does no harm', async () => {
    const noise = connect(socketPath);
    noise.on('error', () => undefined);
    noise.resume();
    noise.end('\u0000\u0001garbage\r\n\r\n');
    await new Promise((resolve) => noise.on('close', resolve));
    expect((await send({ ...good, 'Content-Length': 6 })).status).toBe(200);
  });
});

it('a socket of a program that is not Latchkey is reported as an answer that broke off', async () => {
  const path = join(home, 'agent.sock');
  const other = createServer((socket) => socket.end('hello\n'));
  await new Promise<void>((resolve) => other.listen(path, resolve));
  const result = await runClient(['status'], { env: { LATCHKEY_SOCKET: path } }).result;
  other.close();
  expect(result.code).toBe(4);
});
