import { copyFormatsOf, type CopyFormat } from '../../shared/credentials/copy-formats.ts';
import type { Cloud } from '../../shared/model/session.ts';

/** Small things the window remembers by itself. Nothing here says who somebody is or what they use. */
export interface Preferences {
  /** The format copied in last from a cloud; null before the first. */
  readonly copyFormat: (cloud: Cloud) => CopyFormat | null;
  readonly setCopyFormat: (cloud: Cloud, format: CopyFormat) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const KEYS = { aws: 'copy-format', aliyun: 'copy-format-aliyun' } as const;

/** Kept in `storage`. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  const listeners = new Set<() => void>();
  const read = (cloud: Cloud): CopyFormat | null => {
    const stored = storage.getItem(KEYS[cloud]);
    return copyFormatsOf(cloud).find((known) => known === stored) ?? null;
  };
  const formats = { aws: read('aws'), aliyun: read('aliyun') };
  return {
    copyFormat: (cloud) => formats[cloud],
    setCopyFormat(cloud, next) {
      formats[cloud] = next;
      storage.setItem(KEYS[cloud], next);
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
