import type { IpcMainPort } from '../../electron/ipc/router.ts';
import type { SenderEvent } from '../../electron/security/sender-policy.ts';

export interface FakeIpcMain extends IpcMainPort {
  readonly channels: readonly string[];
  /** Sends a message as a window would; without an event, as our own top frame. */
  invoke(channel: string, args: readonly unknown[], event?: SenderEvent): Promise<unknown>;
}

/** The id of the one window the tests know. */
export const knownWindow = 7;

export const goodSender: SenderEvent = {
  sender: { id: knownWindow },
  senderFrame: {
    url: 'app://latchkey/index.html',
    origin: 'app://latchkey',
    parent: null,
    detached: false,
  },
};

/** `ipcMain` without Electron. */
export function createFakeIpcMain(): FakeIpcMain {
  const listeners = new Map<string, Parameters<IpcMainPort['handle']>[1]>();
  return {
    get channels() {
      return [...listeners.keys()];
    },
    handle(channel, listener) {
      if (listeners.has(channel)) {
        throw new Error(`second handler for ${channel}`);
      }
      listeners.set(channel, listener);
    },
    removeHandler: (channel) => void listeners.delete(channel),
    async invoke(channel, args, event = goodSender) {
      const listener = listeners.get(channel);
      if (listener === undefined) {
        throw new Error(`no handler for ${channel}`);
      }
      return listener(event, ...args);
    },
  };
}
