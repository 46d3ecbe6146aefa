import { instant } from '../../shared/model/instant.ts';
import type { Clock } from '../core/ports.ts';

/** The machine's clocks. */
export function createClock(): Clock {
  return { now: () => instant(Date.now()), monotonic: () => performance.now() };
}
