import { execFile, execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createFileStore, sweepLeftovers } from '../../../electron/adapters/file-store.ts';
import { replaceSteps } from '../../../electron/adapters/file-store/replace.ts';
import type { ReplaceStep } from '../../../electron/adapters/file-store/replace.ts';
import type { ReplaceOptions } from '../../../shared/config-files/file-store.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const store = createFileStore();
const fresh: ReplaceOptions = { expected: null, createMode: 0o600, directoryMode: 0o700 };

let root: string;
let home: string;
let path: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-policy-'));
  home = join(root, '.aws');
  path = join(home, 'config');
  await mkdir(home, { mode: 0o700 });
});
afterEach(() => rm(root, { recursive: true }));

/** Replaces whatever is there now. */
async function replace(target = path, text = 'new\n', using = store) {
  const read = await using.read(target);
  const expected = read.ok ? (read.value?.fingerprint ?? null) : null;
  return using.replace(target, text, { ...fresh, expected });
}

async function expectRefused(reason: string, target = path): Promise<void> {
  expect(await replace(target)).toEqual({
    ok: false,
    error: { code: 'config.unsafe-target', params: { file: target, reason } },
  });
  expect(
    (await readdir(dirname(target)).catch(() => [])).filter((name) => name.startsWith('.latchkey')),
  ).toEqual([]);
}

describe('a symbolic link', () => {
  test('stays a link, and the file it leads to is replaced', async () => {
    const real = join(root, 'dotfiles', 'aws-config');
    await mkdir(dirname(real), { mode: 0o755 });
    await writeFile(real, 'old\n', { mode: 0o640 });
    await symlink('../dotfiles/aws-config', path);
    expect(await store.read(path)).toMatchObject({
      value: { path, realPath: real, text: 'old\n', mode: 0o640 },
    });
    expect(await replace()).toMatchObject({ ok: true });
    expect(await readlink(path)).toBe('../dotfiles/aws-config');
    expect([await readFile(real, 'utf8'), (await stat(real)).mode & 0o777]).toEqual(['new\n', 0o640]);
  });

  test('to another link is followed to the end', async () => {
    await writeFile(join(home, 'real'), 'old\n');
    await symlink('real', join(home, 'middle'));
    await symlink('middle', path);
    expect(await replace()).toMatchObject({ ok: true });
    expect((await lstat(join(home, 'middle'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(home, 'real'), 'utf8')).toBe('new\n');
  });

  test('shares the queue of its file', async () => {
    await writeFile(join(home, 'real'), 'old\n');
    await symlink('real', path);
    const order: string[] = [];
    const task = (name: string) => async () => {
      order.push(`${name} begins`);
      await store.read(path);
      order.push(`${name} ends`);
    };
    await Promise.all([store.exclusive(path, task('one')), store.exclusive(join(home, 'real'), task('two'))]);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  test('that dangles reads as no file and is filled at its target', async () => {
    await symlink('../later', path);
    expect(await store.read(path)).toEqual({ ok: true, value: null });
    expect(await replace()).toMatchObject({ ok: true });
    expect([await readlink(path), await readFile(join(root, 'later'), 'utf8')]).toEqual([
      '../later',
      'new\n',
    ]);
  });

  test('that dangles into a missing directory is refused', async () => {
    await symlink(join(root, 'missing', 'config'), path);
    await expectRefused('dangling-link');
  });

  test('that dangles into a directory of everybody is refused', async () => {
    await mkdir(join(root, 'open'));
    await chmod(join(root, 'open'), 0o777);
    await symlink(join(root, 'open', 'config'), path);
    await expectRefused('directory-writable');
    expect(await readdir(join(root, 'open'))).toEqual([]);
  });

  test('in a circle is refused', async () => {
    await symlink('config', path);
    await expectRefused('link-loop');
  });

  test('may also be the directory', async () => {
    const elsewhere = join(root, 'elsewhere');
    await symlink('.aws', elsewhere);
    expect(await replace(join(elsewhere, 'config'))).toMatchObject({ ok: true });
    expect(await readFile(path, 'utf8')).toBe('new\n');
  });

  test('that is the directory and dangles is refused', async () => {
    const elsewhere = join(root, 'elsewhere');
    await symlink('missing', elsewhere);
    await expectRefused('dangling-link', join(elsewhere, 'config'));
  });

  test('keeps pointing when its file is removed', async () => {
    await writeFile(join(home, 'real'), 'old\n');
    await symlink('real', path);
    expect(await store.remove(path, null)).toEqual({ ok: true, value: true });
    expect(await readdir(home)).toEqual(['config']);
  });
});

describe('a target is refused that is', () => {
  test('one of several hard links', async () => {
    await writeFile(path, 'old\n');
    await link(path, join(root, 'second'));
    await expectRefused('hard-link');
    expect(await readFile(path, 'utf8')).toBe('old\n');
    expect(await store.remove(path, null)).toMatchObject({ error: { params: { reason: 'hard-link' } } });
  });

  test('a pipe, without waiting for its other end', async () => {
    execFileSync('mkfifo', [path]);
    await expectRefused('not-a-file');
    expect(await store.read(path)).toMatchObject({ error: { params: { reason: 'not-a-file' } } });
  });

  test('a device', async () => {
    await symlink('/dev/null', path);
    await expectRefused('not-a-file');
  });

  test('a socket', async () => {
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    await expectRefused('not-a-file');
    await new Promise((resolve) => server.close(resolve));
  });

  test('a directory', async () => {
    await mkdir(path);
    await expectRefused('not-a-file');
  });

  test('below a file', async () => {
    await writeFile(path, '');
    await expectRefused('not-a-directory', join(path, 'config'));
  });

  test('in a directory that everybody may write', async () => {
    await writeFile(path, 'old\n');
    await chmod(home, 0o777);
    await expectRefused('directory-writable');
    await chmod(home, 0o755);
    expect(await replace()).toMatchObject({ ok: true });
  });

  test('to be in a new directory in such a directory', async () => {
    await chmod(home, 0o777);
    await expectRefused('directory-writable', join(home, 'sso', 'cache', 'x.json'));
    expect(await readdir(home)).toEqual([]);
  });

  test.runIf(isRoot)('another user’s', async () => {
    await writeFile(path, 'old\n');
    await chown(path, 12_345, 12_345);
    await expectRefused('owner');
  });

  test.runIf(isRoot)('in another user’s directory', async () => {
    await chown(home, 12_345, 12_345);
    await expectRefused('directory-owner');
  });

  test.runIf(isRoot)('in a directory that another group may write', async () => {
    await chown(home, 0, 12_345);
    await chmod(home, 0o775);
    await expectRefused('directory-writable');
  });
});

test('a directory that everybody may write is fine if it is sticky, like /tmp', async () => {
  await chmod(home, 0o1777);
  expect(await replace()).toMatchObject({ ok: true });
});

describe('modes', () => {
  test('an existing file keeps its own, whatever the umask', async () => {
    await writeFile(path, 'old\n');
    await chmod(path, 0o664);
    const umask = process.umask(0o077);
    expect(await replace()).toMatchObject({ ok: true });
    process.umask(umask);
    expect((await stat(path)).mode & 0o777).toBe(0o664);
  });

  test('missing directories are made for the owner alone', async () => {
    const token = join(home, 'sso', 'cache', 'x.json');
    expect(await replace(token)).toMatchObject({ ok: true });
    const modes = await Promise.all(
      [home, join(home, 'sso'), dirname(token), token].map((each) => stat(each)),
    );
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o700, 0o600]);
  });

  test.runIf(isRoot)('the group of a file stays', async () => {
    await writeFile(path, 'old\n');
    await chown(path, 0, 12_345);
    await chmod(path, 0o640);
    expect(await replace()).toMatchObject({ ok: true });
    const { gid, mode } = await stat(path);
    expect([gid, mode & 0o777]).toEqual([12_345, 0o640]);
  });
});

describe('a failing write', () => {
  const failing = (step: ReplaceStep, code: string) => {
    return createFileStore({
      onStep: (current) => {
        if (current === step) throw Object.assign(new Error(code), { code });
      },
    });
  };

  const early = replaceSteps.slice(0, replaceSteps.indexOf('rename') + 1);
  test.each(early)('at the step "%s" leaves the old file and nothing else', async (step) => {
    await writeFile(path, 'old\n');
    expect(await replace(path, 'new\n', failing(step, 'EIO'))).toEqual({
      ok: false,
      error: { code: 'config.write-failed', params: { file: path, reason: 'EIO' } },
    });
    expect([await readdir(home), await readFile(path, 'utf8')]).toEqual([['config'], 'old\n']);
  });

  test.each([
    ['ENOSPC', 'config.disk-full'],
    ['EDQUOT', 'config.disk-full'],
    ['EROFS', 'config.read-only'],
    ['EACCES', 'config.read-only'],
  ])('with %s is %s', async (code, expected) => {
    expect(await replace(path, 'new\n', failing('create', code))).toEqual({
      ok: false,
      error: { code: expected, params: { file: path } },
    });
  });

  test('for lack of permission is told as such', async () => {
    await writeFile(path, 'old\n');
    await chmod(home, 0o500);
    if (isRoot) {
      // Root may write anywhere, so somebody else tries.
      await chown(home, 65_534, 65_534);
      await chown(path, 65_534, 65_534);
      await chmod(root, 0o755);
      const script = new URL('../../fixtures/replace-once.ts', import.meta.url).pathname;
      const { stdout } = await run(process.execPath, [script, path], { uid: 65_534, gid: 65_534 });
      expect(JSON.parse(stdout)).toEqual({
        ok: false,
        error: { code: 'config.read-only', params: { file: path } },
      });
    } else expect(await replace()).toMatchObject({ error: { code: 'config.read-only' } });
    await chmod(home, 0o700);
    expect([await readdir(home), await readFile(path, 'utf8')]).toEqual([['config'], 'old\n']);
  });

  test('of a programming error is not taken for one of the disk', async () => {
    const broken = createFileStore({
      onStep: () => {
        throw new TypeError('a bug');
      },
    });
    await expect(replace(path, 'new\n', broken)).rejects.toThrow('a bug');
  });
});

test('a file above 16 MB is not read', async () => {
  await writeFile(path, Buffer.alloc(16 * 1024 * 1024 + 1, 0x61));
  expect(await store.read(path)).toEqual({
    ok: false,
    error: { code: 'config.too-large', params: { file: path } },
  });
});

test('a file that is being written in place is read when it is whole', async () => {
  await writeFile(path, '[profile a]\n');
  // Writes in three parts, and tells how long it was held up between two of them.
  const script = `
    const fs = require('fs');
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const fd = fs.openSync(process.argv[1], 'w');
    let last = Date.now();
    let gap = 0;
    for (const part of ['[pro', 'file', ' b]\\n']) {
      fs.writeSync(fd, part);
      gap = Math.max(gap, Date.now() - last);
      last = Date.now();
      Atomics.wait(cell, 0, 0, 2);
    }
    console.log(gap);`;
  const writer = { gap: '' };
  const writing = run(process.execPath, ['-e', script, path]).then(({ stdout }) => (writer.gap = stdout));
  const seen = new Set<string | null>();
  while (writer.gap === '') {
    const read = await store.read(path);
    seen.add(read.ok ? (read.value?.text ?? null) : null);
  }
  await writing;
  expect(await store.read(path)).toMatchObject({ value: { text: '[profile b]\n' } });
  if (Number(writer.gap) > 20) return;
  expect([...seen].filter((text) => text !== '[profile a]\n' && text !== '[profile b]\n')).toEqual([]);
});

describe('leftovers of a crash', () => {
  const random = 'a'.repeat(24);
  const deadPid = async () => {
    const child = run(process.execPath, ['-e', '']);
    await child;
    return child.child.pid ?? 0;
  };

  test('are removed if their writer is gone or they are old, and nothing else is', async () => {
    const dead = `.latchkey-${String(await deadPid())}-${random}.tmp`;
    const old = `.latchkey-${String(process.pid)}-${'b'.repeat(24)}.tmp`;
    const current = `.latchkey-${String(process.pid)}-${random}.tmp`;
    const foreign = [
      'config',
      '.latchkey-notes',
      '.latchkey-1-x.tmp',
      'x.tmp',
      'config.latchkey-backup-20260102',
    ];
    for (const name of [dead, old, current, ...foreign]) await writeFile(join(home, name), '');
    const long = new Date(Date.now() - 3_600_000);
    await utimes(join(home, old), long, long);
    await mkdir(join(home, `.latchkey-${String(await deadPid())}-${'c'.repeat(24)}.tmp`));
    expect((await sweepLeftovers([home, home, join(home, 'missing')])).sort()).toEqual(
      [join(home, dead), join(home, old)].sort(),
    );
    expect((await readdir(home)).filter((name) => name === current || foreign.includes(name))).toHaveLength(
      6,
    );
  });

  test('are never listed', async () => {
    await writeFile(join(home, `.latchkey-1-${random}.tmp`), '');
    expect(await store.list(home)).toEqual({ ok: true, value: [] });
  });
});
