import { clipboard, ClipboardItem } from 'electron';
import type { Clipboard, Log } from '../core/ports.ts';
import { createClipboard } from './concealing-clipboard.ts';

/** The system clipboard of Electron. Nothing sensitive stays on X11's primary selection, which any middle click pastes (R-25). */
export function createElectronClipboard(options: {
  readonly platform: string;
  readonly log: Log;
}): Clipboard {
  return createClipboard({
    ...options,
    api: clipboard,
    // Undefined before Electron 44, whatever the types say.
    Item: ClipboardItem,
  });
}
