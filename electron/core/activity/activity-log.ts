import type { ActivityEntry, ActivityEvent } from '../../../shared/model/activity.ts';
import type { Clock } from '../ports.ts';

/** Takes note of what happens, for the Activity view. */
export interface ActivityLog {
  note(event: ActivityEvent): void;
  /** Newest first. */
  list(): readonly ActivityEntry[];
}

/** Of the newest entries; older ones are let go. */
const capacity = 2_000;

export function createActivityLog(ports: { readonly clock: Clock }): ActivityLog {
  let entries: readonly ActivityEntry[] = [];
  let nextId = 1;
  return {
    note(event) {
      entries = [{ id: nextId++, at: ports.clock.now(), event }, ...entries.slice(0, capacity - 1)];
    },
    list: () => entries,
  };
}
