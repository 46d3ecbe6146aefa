import { appError } from '../../../shared/model/app-error.ts';
import { SECOND, type Millis } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SecretStorage } from '../../../shared/model/secret-storage.ts';
import type { Log, Random, Scheduler, SecretStore } from '../../core/ports.ts';
import { SingleFlight } from '../../core/single-flight.ts';
import { createByName } from './by-name.ts';
import { checkWithCanary } from './canary.ts';
import { BrokenEntry, createEntries, type Entries, type EntryLimit } from './generations.ts';
import { keychainProblem, type KeychainProblem } from './keychain-problem.ts';
import type { Keychain } from './keychain.ts';
import { createOneAtATime, KeychainBusy } from './one-at-a-time.ts';

export interface SecretStoreOptions {
  /** Called when something first needs the keychain, and again after it has failed. */
  readonly load: () => Promise<Keychain>;
  readonly entryLimit: EntryLimit | null;
  /** Whether there is a bus to find the Secret Service on; true on systems that need none. */
  readonly hasBus: () => boolean;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
}

/** How long a call may wait, for instance for a person at a dialog of the keychain. */
const callLimit: Millis = 60 * SECOND;

/**
 * Secrets in the system's keychain once a canary has shown that it keeps them, in memory where there is none, and nowhere
 * while it is locked (security.md §3.2). Nothing is loaded or asked before the first call.
 */
export function createSecretStore(options: SecretStoreOptions): SecretStore {
  const { log } = options;
  const listeners = new Set<(storage: SecretStorage) => void>();
  const probes = new SingleFlight<'probe', SecretStorage>();
  const inTurn = createByName();
  const nativeCalls = createOneAtATime({
    scheduler: options.scheduler,
    limit: callLimit,
    onLateEnd: () => void probe(),
  });
  /** What could not be put into the keychain yet; null for what is to be removed from it. */
  const waiting = new Map<string, string | null>();
  let storage: SecretStorage = { state: 'unknown' };
  let opened: { readonly keychain: Keychain; readonly entries: Entries } | null = null;
  let swept = false;

  async function open() {
    if (opened === null) {
      const keychain = oneByOne(await options.load());
      opened = { keychain, entries: createEntries(keychain, options.entryLimit) };
    }
    return opened;
  }

  function oneByOne(keychain: Keychain): Keychain {
    const { run } = nativeCalls;
    return {
      get: (account) => run(() => keychain.get(account)),
      set: (account, value) => run(() => keychain.set(account, value)),
      delete: (account) => run(() => keychain.delete(account)),
      accounts: () => run(() => keychain.accounts()),
    };
  }

  function become(next: SecretStorage): SecretStorage {
    const changed = JSON.stringify(next) !== JSON.stringify(storage);
    storage = next;
    if (changed) {
      log.info('keychain.storage', {
        outcome: next.state,
        ...(next.state === 'memory-only' && { reason: next.reason }),
      });
      for (const listener of [...listeners]) {
        listener(next);
      }
    }
    return next;
  }

  function problemOf(error: unknown): KeychainProblem {
    return error instanceof KeychainBusy
      ? 'locked'
      : keychainProblem(error instanceof Error ? error.message : '', { hasBus: options.hasBus() });
  }

  function probe(): Promise<SecretStorage> {
    return probes.run('probe', async () => {
      let keychain: Keychain;
      try {
        ({ keychain } = await open());
      } catch {
        return become({ state: 'memory-only', reason: 'native-missing' });
      }
      try {
        const problem = await checkWithCanary(keychain, options.random);
        if (problem !== null) {
          return become(storageWith(problem));
        }
      } catch (error) {
        return become(storageWith(problemOf(error)));
      }
      const found = become({ state: 'persisted' });
      catchUp();
      return found;
    });
  }

  /** What waits goes into the keychain, and what an earlier run has left half done goes out of it. */
  function catchUp(): void {
    for (const name of waiting.keys()) {
      void inTurn(name, () => moveWaiting(name));
    }
    if (!swept) {
      swept = true;
      void open()
        .then(({ entries }) => entries.sweep())
        .catch(() => {
          log.warn('keychain.sweep-failed');
        });
    }
  }

  async function moveWaiting(name: string): Promise<void> {
    const value = waiting.get(name);
    if (value === undefined || storage.state !== 'persisted') {
      return;
    }
    try {
      await put(name, value);
      waiting.delete(name);
    } catch (error) {
      await refused(error);
    }
  }

  async function put(name: string, value: string | null): Promise<void> {
    const { entries } = await open();
    await (value === null ? entries.remove(name) : entries.write(name, value));
  }

  /** The keychain did not do what a probe had shown that it does: another probe says what it is now. */
  async function refused(error: unknown): Promise<Result<never>> {
    log.warn('keychain.refused', { cause: error instanceof BrokenEntry ? 'broken' : problemOf(error) });
    if (error instanceof KeychainBusy) {
      become({ state: 'locked' });
    } else {
      await probe();
    }
    return err(appError(storage.state === 'locked' ? 'keychain.locked' : 'keychain.failed'));
  }

  /** Runs a task that needs to know where secrets are kept; what is not well is looked at again. */
  function knowing<Value>(
    name: string,
    task: (state: SecretStorage['state']) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    return inTurn(name, async () => {
      if (storage.state !== 'persisted') {
        await probe();
      }
      await moveWaiting(name);
      return task(storage.state);
    });
  }

  /** Puts or removes: in the keychain, or in memory until there is one. */
  function change(name: string, value: string | null): Promise<Result<void>> {
    return knowing(name, async (state) => {
      if (state === 'locked' && !waiting.has(name)) {
        return err(appError('keychain.locked'));
      }
      if (state === 'persisted') {
        try {
          await put(name, value);
          waiting.delete(name);
          if (value !== null || (await readCertainly(name)) === null) {
            return ok(undefined);
          }
          return err(appError('keychain.failed'));
        } catch (error) {
          const failure = await refused(error);
          if (storage.state !== 'memory-only') {
            return failure;
          }
        }
      }
      waiting.set(name, value);
      return ok(undefined);
    });
  }

  /** Null that a locked keychain gives for everything is told from nothing by a probe after it. */
  async function readCertainly(name: string): Promise<string | null> {
    const { entries } = await open();
    const first = await entries.read(name);
    if (first !== null) {
      return first;
    }
    const { state } = await probe();
    if (state !== 'persisted') {
      throw new Error('the keychain is not what it was');
    }
    return entries.read(name);
  }

  return {
    storage: () => storage,
    onStorage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    probe,
    read: (name) =>
      knowing(name, async (state) => {
        const inMemory = waiting.get(name);
        if (inMemory !== undefined) {
          return ok(inMemory);
        }
        if (state === 'locked') {
          return err(appError('keychain.locked'));
        }
        if (state !== 'persisted') {
          return ok(null);
        }
        try {
          return ok(await readCertainly(name));
        } catch (error) {
          return refused(error);
        }
      }),
    write: (name, value) => change(name, value),
    remove: (name) => change(name, null),
  };
}

function storageWith(problem: KeychainProblem): SecretStorage {
  return problem === 'locked' ? { state: 'locked' } : { state: 'memory-only', reason: problem };
}
