import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clientCopy, isOwnCopy } from '../../../electron/core/client/client-copy.ts';
import { createCoreHarness, valueOf } from '../../fakes/core-harness.ts';
import { createFakeClientSource } from '../../fakes/fake-client-source.ts';
import { MemoryFileStore } from '../../fakes/memory-file-store.ts';

const client = readFileSync(new URL('../../../electron/cli/latchkey', import.meta.url), 'utf8');
const copyPath = '/home/user/.local/bin/latchkey';
const app = '/home/user/Apps/Latchkey.AppImage';

function start(change: Parameters<typeof createFakeClientSource>[0] = {}, files = new MemoryFileStore()) {
  return createCoreHarness({
    files,
    client: createFakeClientSource({
      installed: () => Promise.resolve(null),
      text: () => Promise.resolve(client),
      app,
      ...change,
    }),
    environment: { PATH: '/usr/bin:/home/user/.local/bin' },
  });
}

const commandOf = ({ core }: ReturnType<typeof start>) => core.store.current().about.command;
const fileOf = async ({ files }: ReturnType<typeof start>) => valueOf(await files.read(copyPath));

describe('the latchkey command of an app that no package installed', () => {
  test('is a copy in the home folder that starts this app, for its owner to run', async () => {
    const harness = start();
    await harness.core.restore();
    expect(commandOf(harness)).toStrictEqual({ path: copyPath, state: 'copy', onPath: true });
    const file = await fileOf(harness);
    expect(file?.text).toBe(clientCopy(client, app, null));
    expect(file?.mode).toBe(0o755);
  });

  test('is written again only when it says something else, or cannot be run', async () => {
    const files = new MemoryFileStore();
    await start({}, files).core.restore();
    const first = valueOf(await files.read(copyPath));
    await start({}, files).core.restore();
    expect(valueOf(await files.read(copyPath))?.fingerprint).toStrictEqual(first?.fingerprint);

    await start({ app: '/opt/newer/Latchkey.AppImage' }, files).core.restore();
    expect(valueOf(await files.read(copyPath))?.text).toContain(
      "lk_own_app='/opt/newer/Latchkey.AppImage'\n",
    );

    files.foreignWrite(copyPath, first?.text ?? '', 0o644);
    await start({}, files).core.restore();
    expect(valueOf(await files.read(copyPath))).toMatchObject({ text: first?.text, mode: 0o755 });
  });

  test('leaves alone, and tells of, what somebody else has put there', async () => {
    const files = new MemoryFileStore();
    files.foreignWrite(copyPath, '#!/bin/sh\necho mine\n', 0o755);
    const harness = start({}, files);
    await harness.core.restore();
    expect((await fileOf(harness))?.text).toBe('#!/bin/sh\necho mine\n');
    expect(commandOf(harness)).toMatchObject({ path: copyPath, state: 'foreign' });
  });

  test('is missing, and nothing else is, where the client cannot be read', async () => {
    const harness = start({ text: () => Promise.resolve(null) });
    await harness.core.restore();
    expect(await fileOf(harness)).toBeNull();
    expect(commandOf(harness)?.state).toBe('failed');
  });
});

test('an installed command is used as it is, and nothing is written', async () => {
  const harness = start({ installed: () => Promise.resolve('/usr/bin/latchkey') });
  await harness.core.restore();
  expect(commandOf(harness)).toStrictEqual({ path: '/usr/bin/latchkey', state: 'installed', onPath: true });
  expect(await fileOf(harness)).toBeNull();
});

describe('the copy', () => {
  test('differs from the client in its mark and in how the app is started', () => {
    const copy = clientCopy(client, app, null) ?? '';
    expect(isOwnCopy(copy)).toBe(true);
    expect(isOwnCopy(client)).toBe(false);
    const lines = new Set(client.split('\n'));
    expect(copy.split('\n').filter((line) => !lines.has(line))).toStrictEqual([
      expect.stringMatching(/^# Latchkey keeps this copy/),
      `lk_own_app='${app}'`,
      "lk_own_tree=''",
    ]);
  });

  test('quotes paths, and refuses those that no line can hold', () => {
    expect(clientCopy(client, "/opt/it's $(here)", null)).toContain("\nlk_own_app='/opt/it'\\''s $(here)'\n");
    expect(clientCopy(client, '/opt/two\nlines', null)).toBeNull();
    expect(clientCopy(client, 'relative', null)).toBeNull();
    expect(clientCopy('#!/bin/sh\necho other\n', app, null)).toBeNull();
  });
});
