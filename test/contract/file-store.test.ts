import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { createFileStore } from '../../electron/adapters/file-store.ts';
import type { FileStore, ReplaceOptions } from '../../shared/config-files/file-store.ts';
import type { Result } from '../../shared/model/result.ts';
import { MemoryFileStore } from '../fakes/memory-file-store.ts';

interface Subject {
  readonly store: FileStore;
  /** A fresh directory whose parent exists. */
  directory(): string;
  foreignWrite(path: string, content: string | Uint8Array): Promise<void>;
  textOf(path: string): Promise<string>;
  modeOf(path: string): Promise<number>;
}

function memory(): Subject {
  const store = new MemoryFileStore();
  let directories = 0;
  return {
    store,
    directory: () => `/home/${String((directories += 1))}`,
    foreignWrite: async (path, content) => {
      store.foreignWrite(path, content);
    },
    textOf: (path) => Promise.resolve(store.textOf(path) ?? ''),
    modeOf: (path) => Promise.resolve(store.modeOf(path) ?? 0),
  };
}

const root = await mkdtemp(join(tmpdir(), 'latchkey-contract-'));
afterAll(() => rm(root, { recursive: true }));

function real(): Subject {
  let directories = 0;
  return {
    store: createFileStore(),
    directory: () => join(root, String((directories += 1))),
    foreignWrite: (path, content) => writeFile(path, content),
    textOf: (path) => readFile(path, 'utf8'),
    modeOf: async (path) => (await stat(path)).mode & 0o777,
  };
}

const fresh: ReplaceOptions = { expected: null, createMode: 0o600, directoryMode: 0o700 };

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe.each([
  ['in memory', memory],
  ['on disk', real],
])('a file store %s', (_, make) => {
  let subject: Subject;
  let store: FileStore;
  let path: string;
  beforeAll(() => {
    subject = make();
    store = subject.store;
  });
  const start = async (text: string | null = 'one\n') => {
    path = join(subject.directory(), 'config');
    if (text !== null) valueOf(await store.replace(path, text, fresh));
  };
  const snapshot = async () => {
    const found = valueOf(await store.read(path));
    if (found === null) throw new Error('no file');
    return found;
  };

  test('finds nothing where nothing is', async () => {
    await start(null);
    expect(await store.read(path)).toEqual({ ok: true, value: null });
    expect(await store.list(dirname(path))).toEqual({ ok: true, value: [] });
    expect(await store.remove(path, null)).toEqual({ ok: true, value: false });
  });

  test('makes a new file and its directory with the modes asked for', async () => {
    await start();
    expect([await subject.modeOf(path), await subject.modeOf(dirname(path))]).toEqual([0o600, 0o700]);
    expect(await snapshot()).toMatchObject({ path, text: 'one\n', mode: 0o600 });
  });

  test('keeps the mode of a file that is there, unless it is to become its owner’s alone', async () => {
    await start(null);
    const open = { ...fresh, createMode: 0o644 };
    const first = valueOf(await store.replace(path, 'one\n', open));
    const second = valueOf(await store.replace(path, 'two\n', { ...fresh, expected: first }));
    expect(await subject.modeOf(path)).toBe(0o644);
    valueOf(await store.replace(path, 'three\n', { ...fresh, expected: second, ownerOnly: true }));
    expect(await subject.modeOf(path)).toBe(0o600);
  });

  test('gives the fingerprint that the next read has', async () => {
    await start(null);
    const fingerprint = valueOf(await store.replace(path, 'one\n', fresh));
    expect((await snapshot()).fingerprint).toEqual(fingerprint);
    const second = valueOf(await store.replace(path, 'two\n', { ...fresh, expected: fingerprint }));
    expect(second).not.toEqual(fingerprint);
    expect((await snapshot()).fingerprint).toEqual(second);
  });

  test('keeps every byte of a text', async () => {
    const text = '\uFEFFé 🚀\r\n\0 no end';
    await start(text);
    expect(await subject.textOf(path)).toBe(text);
    expect((await snapshot()).text).toBe(text);
  });

  test('reads bytes that are no UTF-8 as no text', async () => {
    await start();
    await subject.foreignWrite(path, Uint8Array.of(0x61, 0xe9, 0x0a));
    expect((await snapshot()).text).toBeNull();
  });

  test.each([
    ['changed', true],
    ['came', false],
  ])('refuses to write over a file that somebody else has %s', async (_change, exists) => {
    await start(exists ? 'one\n' : null);
    const expected = exists ? (await snapshot()).fingerprint : null;
    if (!exists) valueOf(await store.replace(join(dirname(path), 'other'), '', fresh));
    await subject.foreignWrite(path, 'foreign\n');
    expect(await store.replace(path, 'two\n', { ...fresh, expected })).toMatchObject({
      ok: false,
      error: { code: 'config.changed-on-disk', params: { file: path } },
    });
    expect(await subject.textOf(path)).toBe('foreign\n');
  });

  test('refuses to bring back a file that somebody else has removed', async () => {
    await start();
    const expected = (await snapshot()).fingerprint;
    valueOf(await store.remove(path, null));
    const result = await store.replace(path, 'two\n', { ...fresh, expected });
    expect(result).toMatchObject({ error: { code: 'config.changed-on-disk' } });
    expect(await store.read(path)).toEqual({ ok: true, value: null });
  });

  test('removes a file only in the state that is expected', async () => {
    await start();
    const { fingerprint } = await snapshot();
    await subject.foreignWrite(path, 'foreign\n');
    expect(await store.remove(path, fingerprint)).toMatchObject({
      error: { code: 'config.changed-on-disk' },
    });
    expect(await store.remove(path, (await snapshot()).fingerprint)).toEqual({ ok: true, value: true });
    expect(await store.read(path)).toEqual({ ok: true, value: null });
  });

  test('lists names', async () => {
    await start();
    valueOf(await store.replace(join(dirname(path), 'another'), '', fresh));
    expect(await store.list(dirname(path))).toEqual({ ok: true, value: ['another', 'config'] });
  });

  test('runs the tasks of one path one after the other, also after a failure', async () => {
    await start();
    const order: string[] = [];
    const task = async (name: string) => {
      order.push(`${name} begins`);
      await store.read(path);
      order.push(`${name} ends`);
      if (name === 'first') throw new Error('first failed');
    };
    const first = store.exclusive(path, () => task('first'));
    const second = store.exclusive(path, () => task('second'));
    await expect(first).rejects.toThrow('first failed');
    await second;
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  test.each(['its own', 'a foreign'])(
    'tells of %s change, and no more after it is stopped',
    async (whose) => {
      await start();
      const changed = vi.fn();
      const inDirectory = vi.fn();
      const stops = [store.watch(path, changed), store.watch(dirname(path), inDirectory)];
      if (whose === 'its own') {
        const expected = (await snapshot()).fingerprint;
        valueOf(await store.replace(path, 'two\n', { ...fresh, expected }));
      } else await subject.foreignWrite(path, 'two\n');
      await vi.waitFor(() => {
        expect(changed).toHaveBeenCalled();
        expect(inDirectory).toHaveBeenCalled();
      });
      stops[0]?.();
      const calls = changed.mock.calls.length;
      inDirectory.mockClear();
      await subject.foreignWrite(path, 'three\n');
      await vi.waitFor(() => expect(inDirectory).toHaveBeenCalled());
      stops[1]?.();
      expect(changed).toHaveBeenCalledTimes(calls);
    },
  );

  test('tells of a file that comes where not even its directory was', async () => {
    await start(null);
    const changed = vi.fn();
    const stop = store.watch(path, changed);
    valueOf(await store.replace(path, 'one\n', fresh));
    await vi.waitFor(() => expect(changed).toHaveBeenCalled());
    stop();
  });
});
