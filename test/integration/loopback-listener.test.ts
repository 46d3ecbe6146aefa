import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createClock } from '../../electron/adapters/clock.ts';
import { createCrypto } from '../../electron/adapters/crypto.ts';
import { createLoopbackListener } from '../../electron/adapters/loopback-listener.ts';
import { createScheduler } from '../../electron/adapters/scheduler.ts';
import type { Clock, LoopbackOptions, LoopbackSession, Scheduler } from '../../electron/core/ports.ts';
import { createFakeLog, type FakeLog } from '../fakes/fake-log.ts';
import { createFakeScheduler } from '../fakes/fake-scheduler.ts';
import { openSocket, send, untilClosed } from '../fixtures/loopback-client.ts';

const state = 'Xq3_8sQn-0aVnZ6J7l1cYH2bR5dTfWgKpMuEoIiLrSs';
const options: LoopbackOptions = {
  path: '/oauth/callback',
  ports: 'random',
  state,
  timeoutMs: 60_000,
  page: { language: 'en', title: 'Back to <Latchkey>', body: 'This tab can be closed & forgotten.' },
};

const opened: LoopbackSession[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((session) => session.close()));
});

interface Opened {
  readonly session: LoopbackSession;
  readonly port: number;
  readonly origin: string;
  /** The callback a browser makes after approval. */
  readonly callbackUrl: string;
  readonly log: FakeLog;
}

async function open(
  over: Partial<LoopbackOptions> = {},
  time: { readonly clock: Clock; readonly scheduler: Scheduler } = realTime(),
): Promise<Opened> {
  const log = createFakeLog();
  const result = await createLoopbackListener({ ...time, crypto: createCrypto(), log }).open({
    ...options,
    ...over,
  });
  if (!result.ok) {
    throw new Error(result.error.code);
  }
  const session = result.value;
  opened.push(session);
  const { origin, port } = new URL(session.redirectUri);
  const callbackUrl = `${session.redirectUri}?code=abc&state=${over.state ?? state}`;
  return { session, port: Number(port), origin, callbackUrl, log };
}

function realTime() {
  const clock = createClock();
  return { clock, scheduler: createScheduler(clock) };
}

function fakeTime() {
  const scheduler = createFakeScheduler();
  return { clock: scheduler.clock, scheduler };
}

async function expectSignInSucceeds({ session, callbackUrl, origin }: Opened) {
  expect((await send(callbackUrl)).status).toBe(303);
  expect((await send(`${origin}/done`)).status).toBe(200);
  expect(await session.result).toEqual({ ok: true, value: { code: 'abc' } });
}

async function isPending(session: LoopbackSession): Promise<boolean> {
  return (await Promise.race([session.result, Promise.resolve('pending')])) === 'pending';
}

describe('where and when it listens (R-14)', () => {
  test('only on 127.0.0.1: another address of this machine is refused', async () => {
    const { port } = await open();
    (await openSocket(port, '127.0.0.1')).destroy();
    await expect(openSocket(port, '127.0.0.2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(openSocket(port, '::1')).rejects.toThrow();
  });

  test('the port is closed as soon as the done page is served', async () => {
    const attempt = await open();
    await expectSignInSucceeds(attempt);
    await attempt.session.close();
    await expect(openSocket(attempt.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('the port is closed 2 s after the callback where nobody fetches the done page, hanging sockets included', async () => {
    const time = fakeTime();
    const attempt = await open({}, time);
    const hanging = untilClosed(await openSocket(attempt.port));
    expect((await send(attempt.callbackUrl)).status).toBe(303);
    await time.scheduler.advance(1999);
    expect((await openSocket(attempt.port)).destroy()).toBeDefined();
    await time.scheduler.advance(1);
    await hanging;
    await expect(openSocket(attempt.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await attempt.session.close();
    await vi.waitFor(() => expect(time.scheduler.pending()).toBe(0));
  });

  test('cancelling closes port and sockets at once', async () => {
    const { session, port } = await open();
    const hanging = untilClosed(await openSocket(port));
    await session.close();
    await hanging;
    await expect(openSocket(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('the end of the wait closes port and sockets at once', async () => {
    const time = fakeTime();
    const { session, port } = await open({ timeoutMs: 5_000 }, time);
    const hanging = untilClosed(await openSocket(port));
    await time.scheduler.advance(5_000);
    expect(await session.result).toMatchObject({ ok: false, error: { code: 'sign-in.timed-out' } });
    await hanging;
    await expect(openSocket(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('a machine that slept through the deadline finds the port closed when it wakes', async () => {
    const time = fakeTime();
    const { session } = await open({ timeoutMs: 600_000 }, time);
    time.scheduler.sleep(3_600_000);
    time.scheduler.recheck();
    await time.scheduler.advance(0);
    expect(await session.result).toMatchObject({ ok: false, error: { code: 'sign-in.timed-out' } });
  });

  test('a taken port is passed over for the next one', async () => {
    const first = await open();
    const free = await open();
    await free.session.close();
    const second = await open({ ports: [first.port, free.port] });
    expect(second.port).toBe(free.port);
  });

  test('with all ports taken nothing is opened', async () => {
    const first = await open();
    const listener = createLoopbackListener({ ...realTime(), crypto: createCrypto(), log: createFakeLog() });
    expect(await listener.open({ ...options, ports: [first.port] })).toMatchObject({
      ok: false,
      error: { code: 'sign-in.port-unavailable' },
    });
  });
});

describe('one attempt, one callback (R-16)', () => {
  test('after the callback a second valid one is gone, the same one leads to the page again', async () => {
    const { session, callbackUrl, origin } = await open();
    expect((await send(callbackUrl)).status).toBe(303);
    expect((await send(`${origin}/oauth/callback?code=other&state=${state}`)).status).toBe(410);
    expect((await send(callbackUrl)).status).toBe(303);
    expect(await session.result).toEqual({ ok: true, value: { code: 'abc' } });
  });

  test('a new attempt does not take the state of an old one', async () => {
    const old = await open({ state: 'old-state' });
    await old.session.close();
    const fresh = await open({ state: 'new-state' });
    expect((await send(`${fresh.session.redirectUri}?code=abc&state=old-state`)).status).toBe(400);
    await expectSignInSucceeds(fresh);
  });

  test('a wrong state, a wrong path or a foreign error leaves the sign-in pending', async () => {
    const attempt = await open();
    const refused = [
      `${attempt.origin}/oauth/callback?code=abc&state=wrong`,
      `${attempt.origin}/oauth/callback?error=access_denied`,
      `${attempt.origin}/cli/callback?code=abc&state=${state}`,
    ];
    expect(await Promise.all(refused.map(async (url) => (await send(url)).status))).toEqual([400, 400, 404]);
    expect(await isPending(attempt.session)).toBe(true);
    await expectSignInSucceeds(attempt);
  });
});

describe('what it answers (R-18)', () => {
  test('the page is the same bytes whatever was asked for, and reflects nothing', async () => {
    const bodies = new Set<string>();
    for (const code of ['abc', '<script>alert(1)</script>', 'x'.repeat(2000)]) {
      const { session, origin } = await open();
      const query = new URLSearchParams({ code, state, note: code });
      const first = await send(`${session.redirectUri}?${query.toString()}`);
      expect(first.body).toBe('');
      expect(first.headers['location']).toBe('/done');
      const page = await send(`${origin}/done`);
      bodies.add(page.body);
      expect(page.body).toContain('Back to &#60;Latchkey&#62;');
      expect(page.body).toContain('This tab can be closed &#38; forgotten.');
      expect(page.body).not.toMatch(/<script|https?:|abc|x{20}/);
    }
    expect(bodies.size).toBe(1);
  });

  test('every answer carries the same protective headers and neither CORS nor the time', async () => {
    const { callbackUrl, origin } = await open();
    const answers = [
      await send(`${origin}/favicon.ico`, { headers: { 'Sec-Fetch-Mode': 'no-cors' } }),
      await send(`${origin}/`),
      await send(`${origin}/oauth/callback?state=wrong`),
      await send(callbackUrl),
      await send(`${origin}/done`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([204, 404, 400, 303, 200]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        connection: 'close',
      });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src '(none|sha256-\S+)';/,
      );
      expect(Object.keys(headers).filter((name) => /^access-control-|^date$|^server$/.test(name))).toEqual(
        [],
      );
    }
  });

  test('the style of the page is the one its policy admits', async () => {
    const { callbackUrl, origin } = await open();
    await send(callbackUrl);
    const page = await send(`${origin}/done`);
    const style = /<style>([\s\S]*)<\/style>/.exec(page.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
  });

  test('nothing of the query reaches the log', async () => {
    const { origin, log } = await open();
    await send(`${origin}/oauth/callback?code=canary-code&state=canary-state`);
    await send(`${origin}/canary-path`);
    expect(log.entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(log.entries)).not.toContain('canary');
  });
});

describe("requests that are not a browser's own navigation (R-19)", () => {
  test.each([
    ['a rebound host name', { headers: { Host: 'rebound.example' } }, 421],
    ['localhost by name', { headers: { Host: 'localhost' } }, 421],
    ['a page with its origin', { headers: { Origin: 'https://evil.example' } }, 403],
    ['a page without CORS', { headers: { 'Sec-Fetch-Mode': 'no-cors' } }, 403],
    ['a preflight', { method: 'OPTIONS', headers: { Origin: 'https://evil.example' } }, 405],
    ['HEAD', { method: 'HEAD' }, 405],
    ['a form', { method: 'POST', body: 'code=abc' }, 405],
  ])('%s is refused without a body, and the sign-in goes on', async (_, request, status) => {
    const attempt = await open();
    const answer = await send(attempt.callbackUrl, request);
    expect(answer).toMatchObject({ status, body: '' });
    expect(await isPending(attempt.session)).toBe(true);
    await expectSignInSucceeds(attempt);
  });

  test('a request with a body is cut off', async () => {
    const attempt = await open();
    await expect(
      send(attempt.callbackUrl, { headers: { 'Content-Length': '3' }, body: 'abc' }),
    ).rejects.toThrow();
    await expectSignInSucceeds(attempt);
  });

  test('a request without Host gets the same answer as one with a wrong Host', async () => {
    const attempt = await open();
    const socket = await openSocket(attempt.port);
    const answer = untilClosed(socket);
    socket.write(`GET /oauth/callback?code=abc&state=${state} HTTP/1.0\r\n\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 421 /);
    await expectSignInSucceeds(attempt);
  });

  test.each([
    [
      'an upgrade',
      'GET /oauth/callback HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    ['a proxy request', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
    ['something else than HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a smuggled second length', 'GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ])('%s ends the connection without an answer', async (_, bytes) => {
    const attempt = await open();
    const socket = await openSocket(attempt.port);
    const answer = untilClosed(socket);
    socket.write(Buffer.from(bytes, 'latin1'));
    expect(await answer).toBe('');
    await expectSignInSucceeds(attempt);
  });
});

describe('under fire the real callback still gets through (R-20)', () => {
  test('slow headers: the connection ends after 5 s, a slow request after 10 s', async () => {
    const time = fakeTime();
    const attempt = await open({}, time);
    const slow = await openSocket(attempt.port);
    const ended = untilClosed(slow);
    slow.write('GET /oauth/callback HTTP/1.1\r\nHost: ');
    await vi.waitFor(() => expect(time.scheduler.pending()).toBe(4));
    await time.scheduler.advance(4999);
    slow.write('127');
    expect(slow.closed).toBe(false);
    await time.scheduler.advance(1);
    expect(await ended).toBe('');
    await expectSignInSucceeds(attempt);
  });

  test('10 kB of headers', async () => {
    const attempt = await open();
    expect((await send(attempt.callbackUrl, { headers: { Cookie: 'c'.repeat(10_000) } })).status).toBe(431);
    await expect(send(attempt.callbackUrl, { headers: { Cookie: 'c'.repeat(100_000) } })).rejects.toThrow();
    await expectSignInSucceeds(attempt);
  });

  test('a URL of 5 kB', async () => {
    const attempt = await open();
    expect((await send(`${attempt.callbackUrl}&x=${'y'.repeat(5000)}`)).status).toBe(414);
    await expectSignInSucceeds(attempt);
  });

  test('100 sockets that never finish a request', async () => {
    const attempt = await open();
    const sockets = await Promise.all(Array.from({ length: 100 }, () => openSocket(attempt.port)));
    sockets.forEach((socket) => socket.write('GET / HTTP/1.1\r\nX: '));
    await expectSignInSucceeds(attempt);
    sockets.forEach((socket) => socket.destroy());
  });

  test('no more than 20 connections are held', async () => {
    const attempt = await open();
    const sockets = await Promise.all(Array.from({ length: 60 }, () => openSocket(attempt.port)));
    await vi.waitFor(() => expect(sockets.filter((socket) => !socket.closed)).toHaveLength(20));
    await expectSignInSucceeds(attempt);
    sockets.forEach((socket) => socket.destroy());
  });

  test('200 wrong requests: after 50 they are not even answered', async () => {
    const attempt = await open();
    let answered = 0;
    for (let index = 0; index < 200; index += 1) {
      answered += await send(`${attempt.origin}/oauth/callback?code=abc&state=guess${index}`).then(
        () => 1,
        () => 0,
      );
    }
    expect(answered).toBe(50);
    await expectSignInSucceeds(attempt);
  });
});

test('close() after the callback waits for the page instead of cutting it off', async () => {
  const { session, callbackUrl, origin } = await open();
  await send(callbackUrl);
  const closed = session.close();
  expect((await send(`${origin}/done`)).status).toBe(200);
  await closed;
});
