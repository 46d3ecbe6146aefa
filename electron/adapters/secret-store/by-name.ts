/** Tasks of one name run one after the other, whatever becomes of each. */
export function createByName() {
  const last = new Map<string, Promise<unknown>>();
  return function run<Value>(name: string, task: () => Promise<Value>): Promise<Value> {
    const turn = (last.get(name) ?? Promise.resolve()).then(task);
    const settled = turn
      .catch(() => undefined)
      .then(() => {
        if (last.get(name) === settled) {
          last.delete(name);
        }
      });
    last.set(name, settled);
    return turn;
  };
}
