import { powerMonitor } from 'electron';
import type { Power } from '../core/ports.ts';

/** Sleep and wake, as the system tells. To be made after Electron is ready. */
export function createElectronPower(): Power {
  return {
    onResume(task) {
      powerMonitor.on('resume', task);
      return () => {
        powerMonitor.removeListener('resume', task);
      };
    },
  };
}
