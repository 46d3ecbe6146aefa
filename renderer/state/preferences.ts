import { exportFormats, type ExportFormat } from '../../shared/model/credentials.ts';

/** Small things the window remembers by itself. Nothing here says who somebody is or what they use. */
export interface Preferences {
  /** The format copied in last; null before the first. */
  readonly copyFormat: () => ExportFormat | null;
  readonly setCopyFormat: (format: ExportFormat) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const KEY = 'copy-format';

/** Kept in `storage`. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  const listeners = new Set<() => void>();
  const stored = storage.getItem(KEY);
  let format = exportFormats.find((known) => known === stored) ?? null;
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
