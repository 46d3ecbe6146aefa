/** However many callers ask for a key at once, the task runs once and all get its outcome. */
export class SingleFlight<Key, Value> {
  readonly #running = new Map<Key, Promise<Value>>();

  run(key: Key, task: () => Promise<Value>): Promise<Value> {
    const running = this.#running.get(key);
    if (running !== undefined) {
      return running;
    }
    const started = task().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  /** Settles with the task under way for a key, if there is one. */
  running(key: Key): Promise<Value> | undefined {
    return this.#running.get(key);
  }

  /** Settles when nothing is under way any more, however it ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }
}
