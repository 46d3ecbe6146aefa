import type { Bridge } from '../shared/ipc/types.ts';

declare global {
  interface Window {
    /** Exposed by the preload; the only way out of the window. */
    readonly latchkey: Bridge;
  }
}
