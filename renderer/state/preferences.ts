import { exportFormats, type ExportFormat } from '../../shared/model/credentials.ts';

/** Small things the window remembers by itself. Nothing here says who somebody is or what they use. */
export interface Preferences {
  copyFormat(): ExportFormat;
  setCopyFormat(format: ExportFormat): void;
  subscribe(listener: () => void): () => void;
}

const KEY = 'copy-format';

/** Kept in `storage`; `platform` (as Node names it) decides what is offered before anything was chosen. */
export function createPreferences(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  platform: string,
): Preferences {
  const listeners = new Set<() => void>();
  const stored = storage.getItem(KEY);
  let format: ExportFormat =
    exportFormats.find((known) => known === stored) ?? (platform === 'win32' ? 'powershell' : 'env');
  return {
    copyFormat: () => format,
    setCopyFormat(next) {
      format = next;
      storage.setItem(KEY, next);
      for (const listener of listeners) {
        listener();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
