import type { AppError } from '../../../shared/model/app-error.ts';
import type { Bridge } from '../../../shared/ipc/types.ts';
import { useBridge } from '../../state/services.tsx';

type Change = Parameters<Bridge['preferences']['change']>[0];

/** Sets what is given and leaves the rest; gives what is wrong with it, or null. */
export function useChangePreferences(): (values: Change) => Promise<AppError | null> {
  const bridge = useBridge();
  return async (values) => {
    const reply = await bridge.preferences.change(values);
    return reply.ok ? null : reply.error;
  };
}
