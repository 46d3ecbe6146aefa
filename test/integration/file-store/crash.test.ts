import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sweepLeftovers } from '../../../electron/adapters/file-store.ts';
import { replaceSteps } from '../../../electron/adapters/file-store/replace.ts';

const script = new URL('../../fixtures/crash-writer.ts', import.meta.url).pathname;
const old = `old\n${'o'.repeat(20_000)}\nend\n`;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-crash-'));
});
afterAll(() => rm(root, { recursive: true }));

let directories = 0;
async function freshFile(exists: boolean): Promise<{ home: string; path: string }> {
  const home = join(root, String((directories += 1)));
  await mkdir(home, { mode: 0o700 });
  const path = join(home, 'config');
  if (exists) await writeFile(path, old, { mode: 0o640 });
  return { home, path };
}

/** Runs the writer until it is killed, by itself or, with `killAfterMs`, so long after it has begun. */
async function crash(path: string, step: string, size: number, killAfterMs?: number): Promise<void> {
  const child = spawn(process.execPath, [script, path, step, String(size)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') },
  });
  if (killAfterMs !== undefined) {
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), killAfterMs));
  } else child.stdout.resume();
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

/** The file is as it was or whole and new, and the next start finds nothing lying about. */
async function expectSound(home: string, path: string, exists: boolean): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  const isNew = /^new ([ab])\n\1*\nend\n$/.test(text ?? '');
  if (!isNew) expect(text).toBe(exists ? old : null);
  if (exists) expect((await stat(path)).mode & 0o777).toBe(0o640);
  await sweepLeftovers([home]);
  expect(await readdir(home)).toEqual(text === null ? [] : ['config']);
  if (text !== null) expect((await stat(path)).nlink).toBe(1);
  return text;
}

async function inPairs(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await task();
  };
  await Promise.all([worker(), worker()]);
}

describe('a process killed in the middle of a write leaves the old file or the new one', () => {
  const renamed = replaceSteps.indexOf('rename');

  test.each(replaceSteps)('before the step "%s", 16 times', { timeout: 120_000 }, async (step) => {
    const tasks = Array.from({ length: 16 }, (_, round) => async () => {
      const exists = round % 4 !== 0;
      const { home, path } = await freshFile(exists);
      await crash(path, step, 10_000 * round);
      const text = await expectSound(home, path, exists);
      const before = replaceSteps.indexOf(step) <= renamed;
      expect(text).toEqual(before ? (exists ? old : null) : (expect.stringMatching(/^new a/) as string));
    });
    await inPairs(tasks);
  });

  test('at any moment, 72 times', { timeout: 120_000 }, async () => {
    const tasks = Array.from({ length: 72 }, (_, round) => async () => {
      const { home, path } = await freshFile(round % 2 === 0);
      await crash(path, 'loop', 1_000_000, round % 36);
      await expectSound(home, path, round % 2 === 0);
    });
    await inPairs(tasks);
  });
});
