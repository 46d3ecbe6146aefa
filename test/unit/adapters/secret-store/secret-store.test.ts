import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../../electron/adapters/secret-store/secret-store.ts';
import { MINUTE, SECOND } from '../../../../shared/model/instant.ts';
import type { SecretStorage } from '../../../../shared/model/secret-storage.ts';
import { createFakeKeychain } from '../../../fakes/fake-keychain.ts';
import { createFakeLog } from '../../../fakes/fake-log.ts';
import { createFakeRandom } from '../../../fakes/fake-random.ts';
import { createFakeScheduler } from '../../../fakes/fake-scheduler.ts';

function setUp(options: { readonly missing?: boolean } = {}) {
  const keychain = createFakeKeychain();
  const scheduler = createFakeScheduler();
  const log = createFakeLog();
  const loaded = { count: 0 };
  const library = { missing: options.missing ?? false };
  const store = createSecretStore({
    load: () => {
      loaded.count += 1;
      return library.missing ? Promise.reject(new Error('no such module')) : Promise.resolve(keychain);
    },
    entryLimit: null,
    hasBus: () => true,
    scheduler,
    random: createFakeRandom(),
    log,
  });
  const heard: SecretStorage[] = [];
  store.onStorage((storage) => void heard.push(storage));
  return { keychain, scheduler, log, loaded, library, store, heard };
}

const locked = { ok: false, error: { code: 'keychain.locked' } };
const failed = { ok: false, error: { code: 'keychain.failed' } };
const noService = 'The name org.freedesktop.secrets was not provided by any .service files';

describe('where secrets are kept', () => {
  it('loads and asks nothing before it is needed', () => {
    const { store, loaded, keychain } = setUp();
    expect(store.storage()).toEqual({ state: 'unknown' });
    expect(loaded.count).toBe(0);
    expect(keychain.calls.made).toEqual([]);
  });

  it('is the keychain once a canary was written, read, removed and gone', async () => {
    const { store, keychain, heard } = setUp();
    expect(await store.probe()).toEqual({ state: 'persisted' });
    expect(keychain.calls.made).toEqual(['set canary', 'get canary', 'delete canary', 'get canary']);
    expect(keychain.held.size).toBe(0);
    expect(heard).toEqual([{ state: 'persisted' }]);
  });

  it('is asked once, however many ask', async () => {
    const { store, keychain } = setUp();
    await Promise.all([store.probe(), store.probe(), store.probe()]);
    expect(keychain.calls.made).toHaveLength(4);
  });

  it('is not announced again while it stays', async () => {
    const { store, heard } = setUp();
    await store.probe();
    await store.probe();
    expect(heard).toHaveLength(1);
  });

  it('is memory where the native library is missing, and is looked for again', async () => {
    const { store, library } = setUp({ missing: true });
    expect(await store.probe()).toEqual({ state: 'memory-only', reason: 'native-missing' });
    expect(await store.write('one', 'value')).toMatchObject({ ok: true });
    expect(await store.read('one')).toEqual({ ok: true, value: 'value' });
    library.missing = false;
    expect(await store.probe()).toEqual({ state: 'persisted' });
  });
});

describe('a locked keychain', () => {
  it('gives an error for a read, never nothing', async () => {
    const { store, keychain } = setUp();
    await store.write('one', 'value');
    keychain.locked = true;
    expect(await store.read('one')).toMatchObject(locked);
    expect(store.storage()).toEqual({ state: 'locked' });
    keychain.locked = false;
    expect(await store.read('one')).toEqual({ ok: true, value: 'value' });
    expect(store.storage()).toEqual({ state: 'persisted' });
  });

  it('takes nothing, and keeps nothing in memory for it', async () => {
    const { store, keychain } = setUp();
    keychain.locked = true;
    expect(await store.write('one', 'value')).toMatchObject(locked);
    expect(await store.remove('one')).toMatchObject(locked);
    keychain.locked = false;
    expect(await store.read('one')).toEqual({ ok: true, value: null });
  });

  it('is not taken to have removed what it still has', async () => {
    const { store, keychain } = setUp();
    await store.write('one', 'value');
    keychain.locked = true;
    expect(await store.remove('one')).toMatchObject(locked);
    expect(keychain.held.size).toBe(1);
  });
});

describe('a call that waits for a person', () => {
  it('ends after 60 s as locked; others do not wait for it', async () => {
    const { store, keychain, scheduler } = setUp();
    const release = keychain.holdUp();
    const first = store.write('one', 'value');
    await scheduler.advance(60 * SECOND - 1);
    expect(store.storage()).toEqual({ state: 'unknown' });
    await scheduler.advance(1);
    expect(await first).toMatchObject(locked);
    expect(await store.read('two')).toMatchObject(locked);
    expect(await store.probe()).toEqual({ state: 'locked' });
    release();
  });

  it('is alone: no second one takes another thread', async () => {
    const { store, keychain, scheduler } = setUp();
    const release = keychain.holdUp();
    const calls = ['one', 'two', 'three', 'four', 'five'].map((name) => store.read(name));
    await scheduler.advance(2 * MINUTE);
    expect(await Promise.all(calls)).toEqual(calls.map(() => expect.objectContaining(locked) as unknown));
    expect(keychain.calls.most).toBe(1);
    release();
  });

  it('shows that the keychain was unlocked when it ends after all', async () => {
    const { store, keychain, scheduler, heard } = setUp();
    const release = keychain.holdUp();
    void store.probe();
    await scheduler.advance(5 * MINUTE);
    release();
    await scheduler.advance(0);
    expect(heard).toEqual([{ state: 'locked' }, { state: 'persisted' }]);
    expect(scheduler.pending()).toBe(0);
  });
});

describe('no keychain', () => {
  it('keeps secrets in memory, and puts them into the keychain once there is one', async () => {
    const { store, keychain, scheduler } = setUp();
    keychain.rejects = noService;
    expect(await store.write('one', 'first')).toMatchObject({ ok: true });
    expect(store.storage()).toEqual({ state: 'memory-only', reason: 'no-service' });
    expect(await store.read('one')).toEqual({ ok: true, value: 'first' });
    expect(keychain.held.size).toBe(0);
    keychain.rejects = null;
    await store.probe();
    await scheduler.advance(0);
    expect([...keychain.held.values()]).toEqual(['whole:first']);
    expect(await store.read('one')).toEqual({ ok: true, value: 'first' });
  });

  it('that goes while it is used makes no secret vanish silently', async () => {
    const { store, keychain } = setUp();
    await store.write('one', 'kept');
    keychain.rejects = noService;
    expect(await store.read('one')).toMatchObject(failed);
    expect(await store.write('one', 'newer')).toMatchObject({ ok: true });
    keychain.rejects = null;
    expect(await store.read('one')).toEqual({ ok: true, value: 'newer' });
    expect(keychain.held.get('one')).toBe('whole:newer');
  });

  it('removes from the keychain later what was removed without it', async () => {
    const { store, keychain } = setUp();
    await store.write('one', 'kept');
    keychain.rejects = noService;
    await store.probe();
    expect(await store.remove('one')).toMatchObject({ ok: true });
    expect(await store.read('one')).toEqual({ ok: true, value: null });
    keychain.rejects = null;
    await store.probe();
    expect(await store.read('one')).toEqual({ ok: true, value: null });
    expect(keychain.held.size).toBe(0);
  });
});

it('writes of one name happen in their order', async () => {
  const { store } = setUp();
  void store.write('one', 'first');
  void store.write('one', 'second');
  void store.remove('one');
  void store.write('one', 'last');
  expect(await store.read('one')).toEqual({ ok: true, value: 'last' });
});

it('an entry that somebody else has overwritten is an error, and can be written again', async () => {
  const { store, keychain } = setUp();
  keychain.held.set('one', 'not ours');
  expect(await store.read('one')).toMatchObject(failed);
  expect(store.storage()).toEqual({ state: 'persisted' });
  expect(await store.write('one', 'ours')).toMatchObject({ ok: true });
  expect(await store.read('one')).toEqual({ ok: true, value: 'ours' });
});

it('no secret and no text of the keychain is logged', async () => {
  const { store, keychain, log } = setUp();
  await store.write('one', 'canary-secret');
  keychain.rejects = 'canary-secret was not provided by any .service files';
  await store.read('one');
  expect(log.entries.map(({ event }) => event)).toContain('keychain.refused');
  expect(JSON.stringify(log.entries)).not.toContain('canary-secret');
});
