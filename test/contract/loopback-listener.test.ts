import { afterEach, describe, expect, test } from 'vitest';
import { createClock } from '../../electron/adapters/clock.ts';
import { createCrypto } from '../../electron/adapters/crypto.ts';
import { createLoopbackListener } from '../../electron/adapters/loopback-listener.ts';
import type { LoopbackListener, LoopbackOptions, LoopbackSession } from '../../electron/core/ports.ts';
import { createFakeLog } from '../fakes/fake-log.ts';
import { createFakeLoopbackListener } from '../fakes/fake-loopback-listener.ts';
import { createFakeScheduler, type FakeScheduler } from '../fakes/fake-scheduler.ts';
import { send } from '../fixtures/loopback-client.ts';

interface Subject {
  readonly name: string;
  readonly create: (scheduler: FakeScheduler) => {
    readonly listener: LoopbackListener;
    /** A browser comes back with this query. */
    callback(session: LoopbackSession, query: Readonly<Record<string, string>>): Promise<void>;
  };
}

const subjects: readonly Subject[] = [
  {
    name: 'the listener on real sockets',
    create: (scheduler) => ({
      listener: createLoopbackListener({
        scheduler,
        clock: scheduler.clock,
        crypto: createCrypto(),
        log: createFakeLog(),
      }),
      async callback(session, query) {
        const answer = await send(`${session.redirectUri}?${new URLSearchParams(query).toString()}`);
        if (answer.status === 303) {
          await send(new URL('/done', session.redirectUri).href);
        }
      },
    }),
  },
  {
    name: 'the fake listener',
    create(scheduler) {
      const listener = createFakeLoopbackListener(scheduler);
      return {
        listener,
        callback(_, query) {
          listener.latest().callback(query);
          return Promise.resolve();
        },
      };
    },
  },
];

const options: LoopbackOptions = {
  path: '/oauth/callback',
  ports: 'random',
  state: 'the-right-state',
  timeoutMs: 600_000,
  page: { language: 'en', title: 'Back to the app', body: 'This tab can be closed.' },
};

describe.each(subjects)('$name', ({ create }) => {
  const opened: LoopbackSession[] = [];

  async function open(over: Partial<LoopbackOptions> = {}) {
    const scheduler = createFakeScheduler();
    const subject = create(scheduler);
    const session = await subject.listener.open({ ...options, ...over });
    if (!session.ok) {
      throw new Error(session.error.code);
    }
    opened.push(session.value);
    return {
      scheduler,
      session: session.value,
      callback: (query: Readonly<Record<string, string>>) => subject.callback(session.value, query),
    };
  }

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((session) => session.close()));
  });

  test('gives a redirect URI on the literal loopback address', async () => {
    const { session } = await open();
    expect(session.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/);
  });

  test('gives the code of the right callback', async () => {
    const { session, callback } = await open();
    await callback({ code: 'abc', state: 'the-right-state' });
    expect(await session.result).toEqual({ ok: true, value: { code: 'abc' } });
  });

  test('stays pending after a wrong state, and still takes the right callback', async () => {
    const { session, callback } = await open();
    await callback({ code: 'forged', state: 'a-wrong-state' });
    await callback({ error: 'access_denied' });
    await callback({ code: 'abc', state: 'the-right-state' });
    expect(await session.result).toEqual({ ok: true, value: { code: 'abc' } });
  });

  test('tells a denial', async () => {
    const { session, callback } = await open();
    await callback({ error: 'access_denied', state: 'the-right-state' });
    expect(await session.result).toMatchObject({
      ok: false,
      error: { code: 'sign-in.denied', params: { reason: 'access_denied' } },
    });
  });

  test.for([
    ['invalid_scope', 'sign-in.scope-rejected'],
    ['unauthorized_client', 'sign-in.client-unauthorized'],
    ['unsupported_response_type', 'sign-in.flow-unsupported'],
    ['invalid_request', 'sign-in.request-rejected'],
    ['server_error', 'server.failed'],
    ['temporarily_unavailable', 'server.failed'],
    ['login_required', 'sign-in.rejected'],
  ] as const)('does not call %s a denial but %s', async ([error, code]) => {
    const { session, callback } = await open();
    await callback({ error, state: 'the-right-state' });
    expect(await session.result).toMatchObject({ ok: false, error: { code } });
  });

  test('tells when the time is up', async () => {
    const { scheduler, session } = await open({ timeoutMs: 1000 });
    await scheduler.advance(999);
    expect(await Promise.race([session.result, Promise.resolve('pending')])).toBe('pending');
    await scheduler.advance(1);
    expect(await session.result).toMatchObject({ ok: false, error: { code: 'sign-in.timed-out' } });
  });

  test('tells of being closed, and leaves no timer behind', async () => {
    const { scheduler, session } = await open();
    await session.close();
    await session.close();
    expect(await session.result).toMatchObject({ ok: false, error: { code: 'sign-in.cancelled' } });
    expect(scheduler.pending()).toBe(0);
  });

  test('keeps its first result', async () => {
    const { session, callback } = await open();
    await callback({ code: 'abc', state: 'the-right-state' });
    await session.close();
    expect(await session.result).toMatchObject({ ok: true });
  });
});

test('the fake can be without a port, as the real one is when all are taken', async () => {
  const fake = createFakeLoopbackListener(createFakeScheduler());
  fake.blockPorts();
  expect(await fake.open(options)).toMatchObject({ ok: false, error: { code: 'sign-in.port-unavailable' } });
  const real = createLoopbackListener({
    scheduler: createFakeScheduler(),
    clock: createClock(),
    crypto: createCrypto(),
    log: createFakeLog(),
  });
  const holder = await real.open(options);
  const port = holder.ok ? Number(new URL(holder.value.redirectUri).port) : 0;
  expect(await real.open({ ...options, ports: [port] })).toMatchObject({
    ok: false,
    error: { code: 'sign-in.port-unavailable' },
  });
  await (holder.ok ? holder.value.close() : undefined);
});
