import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createFileStore } from '../../../electron/adapters/file-store.ts';

const store = createFileStore();
let root: string;
let stop: () => void;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-watch-'));
});
afterEach(async () => {
  stop();
  await rm(root, { recursive: true });
});

/** Watches a path and remembers what it held each time it was told of. */
function watching(path: string) {
  const seen: (string | null)[] = [];
  stop = store.watch(path, () => {
    void readFile(path, 'utf8').then(
      (text) => seen.push(text),
      () => seen.push(null),
    );
  });
  return (text: string | null) => vi.waitFor(() => expect(seen.at(-1)).toBe(text), { timeout: 5_000 });
}

test('a file is followed through change, removal and return, also of its directory', async () => {
  const home = join(root, 'home', '.aws');
  const path = join(home, 'config');
  const shows = watching(path);
  await mkdir(home, { recursive: true });
  await writeFile(path, 'one');
  await shows('one');
  await writeFile(path, 'two');
  await shows('two');
  await writeFile(`${path}.new`, 'three');
  await rename(`${path}.new`, path);
  await shows('three');
  await rm(path);
  await shows(null);
  await writeFile(path, 'four');
  await shows('four');
  await rename(home, join(root, 'home', '.aws.old'));
  await shows(null);
  await mkdir(home);
  await writeFile(path, 'five');
  await shows('five');
  await rm(join(root, 'home'), { recursive: true });
  await shows(null);
  await mkdir(home, { recursive: true });
  await writeFile(path, 'six');
  await shows('six');
});

test('a link is followed to its file, and when it is turned to another', async () => {
  const path = join(root, 'config');
  await mkdir(join(root, 'dotfiles'));
  await writeFile(join(root, 'dotfiles', 'one'), 'one');
  await writeFile(join(root, 'dotfiles', 'two'), 'two');
  await symlink('dotfiles/one', path);
  const shows = watching(path);
  await writeFile(join(root, 'dotfiles', 'one'), 'changed');
  await shows('changed');
  await symlink('dotfiles/two', `${path}.new`);
  await rename(`${path}.new`, path);
  await shows('two');
  await writeFile(join(root, 'dotfiles', 'two'), 'changed too');
  await shows('changed too');
});

test('a burst of changes is told of a few times, and neighbours not at all', async () => {
  const path = join(root, 'config');
  const changed = vi.fn();
  stop = store.watch(path, changed);
  const neighbour = vi.fn();
  const stopNeighbour = store.watch(join(root, 'neighbour'), neighbour);
  for (let round = 0; round < 100; round += 1) await writeFile(join(root, 'neighbour'), String(round));
  await vi.waitFor(() => expect(neighbour).toHaveBeenCalled());
  stopNeighbour();
  expect(changed).not.toHaveBeenCalled();
  await Promise.all(Array.from({ length: 50 }, (_, round) => writeFile(path, String(round))));
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(changed.mock.calls.length).toBeLessThan(10);
});
