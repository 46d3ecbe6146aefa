import type { Timers } from '../../../renderer/state/timers.ts';

export interface FakeTimers extends Timers {
  /** Lets time pass, running what becomes due in its order. */
  advance(ms: number): void;
  setVisible(visible: boolean): void;
  /** Tasks that wait. */
  pending(): number;
}

/** Time of the window, moved by hand. */
export function createFakeTimers(start: number): FakeTimers {
  let now = start;
  let visible = true;
  let nextId = 0;
  const tasks = new Map<number, { readonly due: number; readonly run: () => void }>();
  const listeners = new Set<() => void>();
  return {
    now: () => now,
    after(delayMs, run) {
      const id = nextId++;
      tasks.set(id, { due: now + delayMs, run });
      return () => tasks.delete(id);
    },
    visible: () => visible,
    onVisibilityChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...tasks].filter(([, task]) => task.due <= end).sort((a, b) => a[1].due - b[1].due)[0];
        if (next === undefined) break;
        tasks.delete(next[0]);
        now = Math.max(now, next[1].due);
        next[1].run();
      }
      now = end;
    },
    setVisible(next) {
      visible = next;
      for (const listener of listeners) listener();
    },
    pending: () => tasks.size,
  };
}
