import { describe, expect, it } from 'vitest';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import { createRouter } from '../../../electron/ipc/router.ts';
import type { SenderEvent, SenderFrame } from '../../../electron/security/sender-policy.ts';
import { ok } from '../../../shared/model/result.ts';
import { contractCalls, validArguments } from '../../fakes/contract-entries.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeIntents } from '../../fakes/fake-intents.ts';
import { createFakeIpcMain, goodSender, knownWindow } from '../../fakes/fake-ipc-main.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

const frame = goodSender.senderFrame!;

function sentBy(change: Partial<SenderFrame>): SenderEvent {
  return { ...goodSender, senderFrame: { ...frame, ...change } };
}

const disposedFrame: SenderEvent = {
  sender: goodSender.sender,
  get senderFrame(): SenderFrame {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
};

const strangers: readonly (readonly [string, SenderEvent])[] = [
  ['no frame', { ...goodSender, senderFrame: null }],
  ['a disposed frame', disposedFrame],
  ['a detached frame', sentBy({ detached: true })],
  ['a subframe', sentBy({ parent: frame })],
  ['another origin', sentBy({ origin: 'https://latchkey', url: 'https://latchkey/index.html' })],
  ['another host', sentBy({ origin: 'app://latchkey.evil', url: 'app://latchkey.evil/index.html' })],
  ['a longer host that begins like ours', sentBy({ origin: 'app://latchkey1', url: 'app://latchkey1/' })],
  ['a user in front of our host', sentBy({ url: 'app://user@latchkey/index.html' })],
  ['a port behind our host', sentBy({ origin: 'app://latchkey:1', url: 'app://latchkey:1/index.html' })],
  ['a file', sentBy({ origin: 'file://', url: 'file:///latchkey/index.html' })],
  ['a blank page of our origin', sentBy({ url: 'about:blank' })],
  ['an empty URL of our origin', sentBy({ url: '' })],
  ['a null origin', sentBy({ origin: 'null' })],
  ['our page with an opaque origin', sentBy({ origin: '' })],
  ['an unknown window', { ...goodSender, sender: { id: knownWindow + 1 } }],
];

function setUp() {
  const ipcMain = createFakeIpcMain();
  const intents = createFakeIntents();
  const log = createFakeLog();
  let asked = 0;
  const router = createRouter({
    ipcMain,
    handlers: createHandlers(intents, {
      copyText: async () => {
        asked += 1;
        return ok(undefined);
      },
      log,
    }),
    isKnownSender: (id) => id === knownWindow,
    log,
    monotonic: () => createFakeClock().monotonic(),
    checkResults: true,
  });
  return { ipcMain, intents, log, router, touched: () => asked + intents.calls.length };
}

describe('who may talk to main (R-11)', () => {
  describe.each(contractCalls)('$channel', ({ channel }) => {
    it.each(strangers)('is refused to %s', async (_who, event) => {
      const { ipcMain, touched } = setUp();
      const reply = await ipcMain.invoke(channel, [validArguments[channel]], event);
      expect({ reply, touched: touched() }).toEqual({
        reply: { ok: false, error: { code: 'app.internal' } },
        touched: 0,
      });
    });

    it('is open to the top frame of our own window', async () => {
      const { ipcMain, intents } = setUp();
      intents.setState({});
      expect(await ipcMain.invoke(channel, [validArguments[channel]])).not.toEqual({
        ok: false,
        error: { code: 'app.internal' },
      });
    });
  });

  it('answers on the channels of the contract and on no other, until it is disposed', () => {
    const { ipcMain, router } = setUp();
    const open = [...ipcMain.channels];
    router.dispose();
    expect({ open: open.sort(), afterwards: ipcMain.channels }).toEqual({
      open: contractCalls.map(({ channel }) => channel).sort(),
      afterwards: [],
    });
  });
});
