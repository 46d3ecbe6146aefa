import { clipboard, ClipboardItem } from 'electron';
import type { Clipboard, Log } from '../core/ports.ts';
import { createClipboard, type ClipboardApi, type ClipboardItemConstructor } from './concealing-clipboard.ts';

/** The system clipboard of Electron. Never X11's primary selection, which any middle click pastes (R-25). */
export function createElectronClipboard(options: {
  readonly platform: string;
  readonly log: Log;
}): Clipboard {
  return createClipboard({
    ...options,
    api: clipboard as ClipboardApi,
    Item: ClipboardItem as unknown as ClipboardItemConstructor | undefined,
  });
}
