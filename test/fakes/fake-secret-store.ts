import type { SecretStore } from '../../electron/core/ports.ts';
import { appError } from '../../shared/model/app-error.ts';
import { err, ok } from '../../shared/model/result.ts';
import type { SecretStorage } from '../../shared/model/secret-storage.ts';

export interface FakeSecretStore extends SecretStore {
  /** What is kept, by name. */
  readonly kept: ReadonlyMap<string, string>;
  /** The keychain changes, and the next probe notices. */
  become(storage: SecretStorage): void;
}

/** A keychain in memory that can be locked and lost. */
export function createFakeSecretStore(initial: SecretStorage = { state: 'persisted' }): FakeSecretStore {
  let actual = initial;
  let storage: SecretStorage = { state: 'unknown' };
  const kept = new Map<string, string>();
  const listeners = new Set<(storage: SecretStorage) => void>();
  const locked = () => err(appError('keychain.locked'));
  return {
    kept,
    become(next) {
      actual = next;
    },
    storage: () => storage,
    onStorage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    probe() {
      const changed = JSON.stringify(storage) !== JSON.stringify(actual);
      storage = actual;
      if (changed) for (const listener of listeners) listener(storage);
      return Promise.resolve(storage);
    },
    read: (name) => Promise.resolve(actual.state === 'locked' ? locked() : ok(kept.get(name) ?? null)),
    write(name, value) {
      if (actual.state === 'locked') return Promise.resolve(locked());
      kept.set(name, value);
      return Promise.resolve(ok(undefined));
    },
    remove(name) {
      if (actual.state === 'locked') return Promise.resolve(locked());
      kept.delete(name);
      return Promise.resolve(ok(undefined));
    },
  };
}
