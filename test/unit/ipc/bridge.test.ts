import { contract } from '../../../shared/ipc/contract.ts';
import { describe, expect, it } from 'vitest';
import { createBridge, type IpcRendererPort } from '../../../electron/ipc/bridge.ts';

function setUp() {
  const invoked: unknown[] = [];
  const listeners = new Map<string, Set<(event: unknown, payload: unknown) => void>>();
  const ipc: IpcRendererPort = {
    invoke: async (channel, argument) => {
      invoked.push([channel, argument]);
      return { ok: true, value: null };
    },
    on: (channel, listener) => listeners.set(channel, new Set([...(listeners.get(channel) ?? []), listener])),
    removeListener: (channel, listener) => listeners.get(channel)?.delete(listener),
  };
  return { ipc, bridge: createBridge(ipc), invoked, listeners };
}

describe('what the page can reach', () => {
  it('is exactly the contract', () => {
    const { bridge } = setUp();
    const shape = Object.fromEntries(
      Object.entries(bridge).map(([group, members]) => [group, Object.keys(members).sort()]),
    );
    const wanted = Object.entries(contract).map(([group, entries]) => [group, Object.keys(entries).sort()]);
    expect(shape).toEqual(Object.fromEntries(wanted));
  });

  it('is frozen and made of functions alone', () => {
    const { bridge } = setUp();
    const members = Object.values(bridge).flatMap((group) => Object.values(group) as unknown[]);
    expect([
      Object.isFrozen(bridge),
      Object.values(bridge).every((group) => Object.isFrozen(group)),
      members.every((member) => typeof member === 'function'),
    ]).toEqual([true, true, true]);
  });

  it('never hands over the event, and stops when told', () => {
    const { bridge, listeners } = setUp();
    const heard: unknown[][] = [];
    const stop = bridge.state.changed((...args: unknown[]) => void heard.push(args));
    const event = { sender: 'ipcRenderer' };
    listeners.get('app/state.changed')?.forEach((listener) => {
      listener(event, { version: 1 });
    });
    stop();
    expect([heard, listeners.get('app/state.changed')?.size]).toEqual([[[{ version: 1 }]], 0]);
  });

  it('keeps the view that was wanted before the page could listen, for one listener', () => {
    const { bridge, listeners } = setUp();
    const send = (payload: unknown): void => {
      listeners.get('app/app.showView')?.forEach((listener) => {
        listener({ sender: 'ipcRenderer' }, payload);
      });
    };
    send({ view: 'roles' });
    send({ view: 'add-session' });
    const heard: unknown[] = [];
    bridge.app.showView((event) => void heard.push(event));
    bridge.app.showView((event) => void heard.push(['second', event]));
    const atFirst = [...heard];
    send({ view: 'profiles' });
    expect([atFirst, heard.slice(1)]).toEqual([
      [{ view: 'add-session' }],
      [{ view: 'profiles' }, ['second', { view: 'profiles' }]],
    ]);
  });

  it('passes one argument and no more', async () => {
    const { bridge, invoked } = setUp();
    await (bridge.app.copyText as (...args: unknown[]) => Promise<unknown>)({ text: 'a' }, 'second');
    expect(invoked).toEqual([['app/app.copyText', { text: 'a' }]]);
  });

  it('turns a failing channel into an error by code', async () => {
    const { ipc } = setUp();
    const bridge = createBridge({ ...ipc, invoke: () => Promise.reject(new Error('canary-secret')) });
    expect(await bridge.state.current({})).toEqual({ ok: false, error: { code: 'app.internal' } });
  });

  it('takes functions as listeners only', () => {
    const { bridge } = setUp();
    expect(() => bridge.state.changed('text' as never)).toThrow(TypeError);
  });
});
