import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../electron/ipc/router.ts';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import type { Handlers } from '../../../shared/ipc/types.ts';
import { SECOND } from '../../../shared/model/instant.ts';
import { ok } from '../../../shared/model/result.ts';
import { validArguments } from '../../fakes/contract-entries.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeIntents } from '../../fakes/fake-intents.ts';
import { createFakeIpcMain, knownWindow } from '../../fakes/fake-ipc-main.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

function setUp(change: (handlers: Handlers) => Handlers = (handlers) => handlers, checkResults = true) {
  const ipcMain = createFakeIpcMain();
  const intents = createFakeIntents();
  const log = createFakeLog();
  const clock = createFakeClock();
  const handlers = createHandlers(intents, {
    copyText: async () => ok(undefined),
    log,
  });
  createRouter({
    ipcMain,
    handlers: change(handlers),
    isKnownSender: (id) => id === knownWindow,
    log,
    monotonic: () => clock.monotonic(),
    checkResults,
  });
  const call = (channel: string, ...args: unknown[]) => ipcMain.invoke(channel, args);
  return { call, intents, log, clock };
}

const busy = { ok: false, error: { code: 'app.busy' } };
const internal = { ok: false, error: { code: 'app.internal' } };
const invalid = { ok: false, error: { code: 'input.value-invalid' } };
const copy = 'app/app.copyText';

describe('the router', () => {
  it.each([
    ['no argument', []],
    ['two arguments', [{ text: 'a' }, { text: 'b' }]],
    ['a text in place of an object', ['a']],
    ['an unknown key', [{ text: 'a', extra: 1 }]],
    ['a value of the wrong kind', [{ text: 1 }]],
    ['a text that is too long', [{ text: 'a'.repeat(5000) }]],
    ['control characters', [{ text: 'a\u0000b' }]],
  ])('refuses %s', async (_what, args) => {
    const { call } = setUp();
    expect(await call(copy, ...args)).toEqual(invalid);
  });

  it('looks at the weight before the meaning', async () => {
    const { call, log } = setUp();
    const reply = await call(copy, { text: 'a', more: new Map() });
    expect([reply, log.entries.map(({ fields }) => fields.reason)]).toEqual([invalid, ['shape']]);
  });

  it('refuses keys that reach for a prototype', async () => {
    const { call } = setUp();
    const crafted: unknown = JSON.parse('{"text":"a","__proto__":{"polluted":true}}');
    expect(await call(copy, crafted)).toEqual(invalid);
  });

  it('gives a code and nothing else when a handler throws', async () => {
    const { call, log } = setUp((handlers) => ({
      ...handlers,
      profiles: {
        ...handlers.profiles,
        list: async () => {
          throw new Error('canary-secret in a message');
        },
      },
    }));
    const reply = await call('app/profiles.list', {});
    expect({ reply, logged: log.entries }).toEqual({
      reply: internal,
      logged: [
        {
          level: 'error',
          event: 'ipc.handler-threw',
          fields: { channel: 'app/profiles.list', cause: 'Error' },
        },
      ],
    });
  });

  it('strips an error to its code and params', async () => {
    const { call } = setUp((handlers) => ({
      ...handlers,
      profiles: {
        ...handlers.profiles,
        list: async () => ({
          ok: false,
          error: {
            code: 'config.file-broken',
            params: { line: 3 },
            ...{ cause: 'canary-secret', stack: 'at …' },
          },
        }),
      },
    }));
    expect(await call('app/profiles.list', {})).toEqual({
      ok: false,
      error: { code: 'config.file-broken', params: { line: 3 } },
    });
  });

  it('holds back a result that says more than the contract, while developing', async () => {
    const chatty = (handlers: Handlers): Handlers => ({
      ...handlers,
      credentials: {
        ...handlers.credentials,
        copy: async (args) => {
          const reply = await handlers.credentials.copy(args);
          return reply.ok ? ok({ ...reply.value, sessionToken: 'canary-secret' }) : reply;
        },
      },
    });
    const { call, log } = setUp(chatty);
    const reply = await call('app/credentials.copy', validArguments['app/credentials.copy']);
    expect({ reply, events: log.entries.map(({ event }) => event) }).toEqual({
      reply: internal,
      events: ['ipc.result-off-contract'],
    });
  });

  it('lets ten copies through in ten seconds, then says busy, then goes on', async () => {
    const { call, clock } = setUp();
    for (let count = 0; count < 10; count += 1) {
      await call(copy, { text: 'a' });
    }
    const eleventh = await call(copy, { text: 'a' });
    clock.pass(10 * SECOND);
    expect([eleventh, await call(copy, { text: 'a' })]).toEqual([busy, { ok: true, value: { done: true } }]);
  });

  it('lets a limited number of calls be under way at once', async () => {
    const waiting: (() => void)[] = [];
    const { call, intents } = setUp();
    intents.answer('credentials.copyRole', async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return ok({ expiresAt: 0 });
    });
    const args = validArguments['app/credentials.copy'];
    const calls = Array.from({ length: 5 }, () => call('app/credentials.copy', args));
    const fifth = await calls[4];
    waiting.forEach((resolve) => {
      resolve();
    });
    const firstFour = await Promise.all(calls.slice(0, 4));
    expect([fifth, firstFour.every((reply) => (reply as { ok: boolean }).ok)]).toEqual([busy, true]);
  });
});
