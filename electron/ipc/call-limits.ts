import { SECOND, type Millis } from '../../shared/model/instant.ts';
import { channelName } from '../../shared/ipc/types.ts';

/** How often a channel may be called. */
export interface CallLimit {
  /** Calls that may be under way at once. */
  readonly inFlight: number;
  /** Calls that may start within `perMs`; null for no limit. */
  readonly rate: { readonly calls: number; readonly perMs: Millis } | null;
}

const ordinary: CallLimit = { inFlight: 32, rate: null };
/** What reaches outside the window: the clipboard and the browser (security.md §2.4). */
const outward: CallLimit = { inFlight: 4, rate: { calls: 10, perMs: 10 * SECOND } };

const outwardChannels: ReadonlySet<string> = new Set([
  channelName('credentials', 'copy'),
  channelName('credentials', 'copySession'),
  channelName('credentials', 'copyProfile'),
  channelName('console', 'open'),
  channelName('aliyun', 'previewPaste'),
  channelName('aliyun', 'openAdministratorPage'),
  channelName('app', 'copyText'),
  channelName('signIn', 'start'),
  channelName('signIn', 'copyLink'),
  channelName('signIn', 'openLink'),
]);

export function callLimitOf(channel: string): CallLimit {
  return outwardChannels.has(channel) ? outward : ordinary;
}

export interface CallGate {
  /** Null if the call may not start now; otherwise to be called when it has ended. */
  enter(): (() => void) | null;
}

/** Counts the calls of one channel. `monotonic` gives milliseconds that never go back. */
export function createCallGate(limit: CallLimit, monotonic: () => Millis): CallGate {
  let running = 0;
  let started: readonly Millis[] = [];
  return {
    enter() {
      const now = monotonic();
      if (limit.rate !== null) {
        const { calls, perMs } = limit.rate;
        started = started.filter((at) => now - at < perMs);
        if (started.length >= calls) {
          return null;
        }
      }
      if (running >= limit.inFlight) {
        return null;
      }
      if (limit.rate !== null) {
        started = [...started, now];
      }
      running += 1;
      return () => {
        running -= 1;
      };
    },
  };
}
