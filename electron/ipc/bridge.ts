import { contract, type CallEntry, type EventEntry } from '../../shared/ipc/contract.ts';
import type { Schema } from '../../shared/ipc/schemas.ts';
import { channelName, type Bridge } from '../../shared/ipc/types.ts';
import { appError } from '../../shared/model/app-error.ts';

/** The parts of Electron's `ipcRenderer` that the bridge uses. */
export interface IpcRendererPort {
  invoke(channel: string, argument: unknown): Promise<unknown>;
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
}

/** Events that are sent once and must not get lost while the page is still building itself. */
const heldUntilHeard: ReadonlySet<string> = new Set([channelName('app', 'showView')]);

/**
 * What the preload hands to the page: one frozen object with a function per entry of the contract and nothing else. The
 * page never gets Electron's event object, and never names a channel (security.md §2, item 20).
 */
export function createBridge(ipc: IpcRendererPort): Bridge {
  const groups = Object.entries(contract).map(([group, entries]) => {
    const members = Object.entries(
      entries as Record<string, CallEntry<Schema, Schema> | EventEntry<Schema>>,
    ).map(([name, entry]) => {
      const channel = channelName(group, name);
      return [name, entry.kind === 'call' ? callOn(ipc, channel) : listenOn(ipc, channel)];
    });
    return [group, Object.freeze<unknown>(Object.fromEntries(members))];
  });
  return Object.freeze(Object.fromEntries(groups)) as Bridge;
}

function callOn(ipc: IpcRendererPort, channel: string) {
  return async (argument: unknown): Promise<unknown> => {
    try {
      return await ipc.invoke(channel, argument);
    } catch {
      // Something that cannot be cloned, or main is on its way out.
      return { ok: false, error: appError('app.internal') };
    }
  };
}

function listenOn(ipc: IpcRendererPort, channel: string) {
  const held = heldUntilHeard.has(channel) ? holdLast(ipc, channel) : null;
  return (listener: unknown): (() => void) => {
    if (typeof listener !== 'function') {
      throw new TypeError('a listener is a function');
    }
    const forward = (_event: unknown, payload: unknown): void => {
      (listener as (payload: unknown) => void)(payload);
    };
    ipc.on(channel, forward);
    held?.take(forward);
    return () => {
      ipc.removeListener(channel, forward);
    };
  };
}

/** Keeps the last payload that came while nobody listened, for the first who does. */
function holdLast(ipc: IpcRendererPort, channel: string) {
  let last: { readonly payload: unknown } | null = null;
  const hold = (_event: unknown, payload: unknown): void => {
    last = { payload };
  };
  ipc.on(channel, hold);
  return {
    take(forward: (event: unknown, payload: unknown) => void): void {
      ipc.removeListener(channel, hold);
      if (last !== null) {
        const { payload } = last;
        last = null;
        forward(null, payload);
      }
    },
  };
}
