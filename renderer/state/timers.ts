/** Time as the window knows it. The only place of the window that touches the clock; tests bring their own. */
export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once after `delayMs`; call the result to cancel. */
  after(delayMs: number, task: () => void): () => void;
  /** Whether anybody can see the window now. */
  visible(): boolean;
  onVisibilityChange(listener: () => void): () => void;
}

/** The real clock of the page. */
export const pageTimers: Timers = {
  now: () => Date.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, delayMs);
    return () => {
      clearTimeout(handle);
    };
  },
  visible: () => document.visibilityState === 'visible',
  onVisibilityChange(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => {
      document.removeEventListener('visibilitychange', listener);
    };
  },
};
