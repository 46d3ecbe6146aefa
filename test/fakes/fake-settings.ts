import { emptyAppData, type AppData } from '../../electron/core/app-data.ts';
import type { Settings } from '../../electron/core/ports.ts';

/** Settings in memory; a second app over the same value sees what the first one left. */
export function createFakeSettings(initial: Partial<AppData> = {}): Settings<AppData> {
  const data = { ...emptyAppData, ...initial };
  return {
    get: (key) => data[key],
    set(key, value) {
      data[key] = structuredClone(value);
    },
  };
}
