import type { Keychain } from '../../electron/adapters/secret-store/keychain.ts';

export interface FakeKeychain extends Keychain {
  /** What it holds, by account. */
  readonly held: Map<string, string>;
  /** Calls so far, and the most that were under way at once. */
  readonly calls: { readonly made: string[]; most: number };
  /** As GNOME Keyring: reads find nothing, writes are rejected. */
  locked: boolean;
  /** What every call is rejected with. */
  rejects: string | null;
  /** Holds the next call up, as a dialog of the system does; the result lets it go on. */
  holdUp(): () => void;
  /** The process is killed before this call and after those before it; null never. */
  killedBefore: number | null;
}

/** A keychain in memory that behaves as badly as real ones do. */
export function createFakeKeychain(held = new Map<string, string>()): FakeKeychain {
  const made: string[] = [];
  let running = 0;
  let heldUp: Promise<void> = Promise.resolve();

  async function call<Value>(name: string, whenLocked: () => Value, act: () => Value): Promise<Value> {
    if (keychain.killedBefore !== null && made.length >= keychain.killedBefore) {
      return new Promise(() => undefined);
    }
    made.push(name);
    running += 1;
    keychain.calls.most = Math.max(keychain.calls.most, running);
    await heldUp;
    running -= 1;
    if (keychain.rejects !== null) {
      throw new Error(keychain.rejects);
    }
    return keychain.locked ? whenLocked() : act();
  }

  const keychain: FakeKeychain = {
    held,
    calls: { made, most: 0 },
    locked: false,
    rejects: null,
    killedBefore: null,
    holdUp() {
      let release: () => void = () => undefined;
      heldUp = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        heldUp = Promise.resolve();
        release();
      };
    },
    get: (account) =>
      call(
        `get ${account}`,
        () => null,
        () => held.get(account) ?? null,
      ),
    set: (account, value) =>
      call(
        `set ${account}`,
        () => {
          throw new Error('Cannot create an item in a locked collection');
        },
        () => void held.set(account, value),
      ),
    delete: (account) =>
      call(
        `delete ${account}`,
        () => false,
        () => held.delete(account),
      ),
    accounts: () =>
      call(
        'accounts',
        () => [],
        () => [...held.keys()],
      ),
  };
  return keychain;
}
