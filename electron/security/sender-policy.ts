import { appOrigin, isAppUrl } from './origin.ts';

/** The parts of Electron's `WebFrameMain` that the policy looks at. */
export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: unknown;
  readonly detached: boolean;
}

/** The parts of an IPC event that tell who sent it. */
export interface SenderEvent {
  readonly senderFrame: SenderFrame | null;
  readonly sender: { readonly id: number };
}

export type SenderRefusal = 'no-frame' | 'detached' | 'subframe' | 'wrong-origin' | 'unknown-window';

/**
 * Who may talk to main (R-11, security.md §2.4): the top frame of a window we made, showing our own page. Null means
 * accepted. The frame is null or throws once it has navigated away; both count as no frame.
 */
export function senderRefusal(
  event: SenderEvent,
  isKnownSender: (webContentsId: number) => boolean,
): SenderRefusal | null {
  try {
    const frame = event.senderFrame;
    if (frame === null) {
      return 'no-frame';
    }
    if (frame.detached) {
      return 'detached';
    }
    if (frame.parent !== null) {
      return 'subframe';
    }
    // Both: a blank document inherits the origin of its opener, and only its URL gives it away.
    if (frame.origin !== appOrigin || !isAppUrl(frame.url)) {
      return 'wrong-origin';
    }
    return isKnownSender(event.sender.id) ? null : 'unknown-window';
  } catch {
    return 'no-frame';
  }
}
