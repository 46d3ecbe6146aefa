import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import { causeOf } from '../core/cause-of.ts';
import type { Clipboard, Log } from '../core/ports.ts';

/** The parts of Electron's clipboard that are used. Electron 44 brought `write` for items; `writeText` was synchronous before. */
export interface ClipboardApi {
  /** Synchronous before Electron 44. */
  readText(): unknown;
  writeText(text: string): unknown;
  write?(items: readonly unknown[]): unknown;
  /** X11's primary selection: since Electron 44, on Linux only. */
  readonly selection?: { clear(): unknown };
  /** Before, told which of the two is meant; since then it takes no argument and means the clipboard. */
  clear?(type: 'selection'): unknown;
}

export type ClipboardItemConstructor = new (items: Record<string, string | Blob>) => unknown;

export interface ClipboardParts {
  readonly api: ClipboardApi;
  /** Missing before Electron 44: there, no format can go along with the text. */
  readonly Item: ClipboardItemConstructor | undefined;
  readonly platform: string;
  readonly log: Log;
}

/** Text on the clipboard; sensitive text together with the formats that ask histories to look away. */
export function createClipboard({ api, Item, platform, log }: ClipboardParts): Clipboard {
  return {
    async read() {
      try {
        const text = await api.readText();
        return ok(typeof text === 'string' ? text : '');
      } catch (error) {
        log.error('clipboard.failed', { cause: causeOf(error) });
        return err(appError('clipboard.unavailable'));
      }
    },
    async write(text, { sensitive }) {
      try {
        if (sensitive && Item !== undefined && api.write !== undefined) {
          await api.write([new Item({ 'text/plain': text, ...concealedFormats(platform) })]);
        } else {
          await api.writeText(text);
        }
        if (sensitive && platform === 'linux') {
          await clearSelection(api, Item === undefined);
        }
        return ok(undefined);
      } catch (error) {
        log.error('clipboard.failed', { cause: causeOf(error) });
        return err(appError('clipboard.unavailable'));
      }
    },
  };
}

/** Chromium puts on X11's primary selection, too, what it is given for the clipboard; any middle click would paste it (R-25). */
async function clearSelection(api: ClipboardApi, isOldApi: boolean): Promise<void> {
  await (isOldApi ? api.clear?.('selection') : api.selection?.clear());
}

/**
 * The marks that clipboard managers and cloud clipboards honour (R-23, security.md §4): nspasteboard.org on macOS,
 * Microsoft's clipboard formats on Windows (a DWORD 0 each), KDE's password hint elsewhere.
 */
export function concealedFormats(platform: string): Readonly<Record<string, string | Blob>> {
  switch (platform) {
    case 'darwin':
      return {
        [raw('org.nspasteboard.ConcealedType')]: '',
        [raw('org.nspasteboard.TransientType')]: '',
      };
    case 'win32':
      return {
        [raw('ExcludeClipboardContentFromMonitorProcessing')]: zeroWord(),
        [raw('CanIncludeInClipboardHistory')]: zeroWord(),
        [raw('CanUploadToCloudClipboard')]: zeroWord(),
      };
    default:
      return { [raw('x-kde-passwordManagerHint')]: 'secret' };
  }
}

/** A format of the platform by its own name, as Electron addresses it. */
function raw(format: string): string {
  return `electron application/osclipboard;format="${format}"`;
}

function zeroWord(): Blob {
  return new Blob([new Uint8Array(4)]);
}
