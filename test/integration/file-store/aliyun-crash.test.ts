import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepLeftovers } from '../../../electron/adapters/file-store.ts';
import { replaceSteps } from '../../../electron/adapters/file-store/replace.ts';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';

const script = new URL('../../fixtures/aliyun-crash-writer.ts', import.meta.url).pathname;
const theirs = { name: 'theirs', mode: 'AK', access_key_id: 'a', access_key_secret: 's', unknown: ['kept'] };
const old = JSON.stringify({ current: 'theirs', profiles: [theirs], more: 1 }, null, '\t');

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'latchkey-aliyun-crash-'));
});
afterAll(() => rm(root, { recursive: true }));

let homes = 0;
async function freshFile(exists: boolean): Promise<{ home: string; path: string }> {
  const home = join(root, String((homes += 1)));
  await mkdir(home, { mode: 0o700 });
  const path = join(home, 'config.json');
  if (exists) await writeFile(path, old, { mode: 0o600 });
  return { home, path };
}

/** Runs the writer until it is killed, by itself or, with `killAfterMs`, so long after it has begun. */
async function crash(path: string, step: string, killAfterMs?: number): Promise<void> {
  const child = spawn(process.execPath, [script, path, step], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') },
  });
  if (killAfterMs !== undefined) {
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), killAfterMs));
  } else child.stdout.resume();
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

/** The file is as it was, or whole with our profile in it, and the next start finds nothing lying about. */
async function expectSound(home: string, path: string, exists: boolean): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null);
  const read = readAliyunConfig(text);
  const isNew = read.ok && read.value.current === 'ours';
  if (!isNew) expect(text).toBe(exists ? old : null);
  if (isNew && exists) {
    expect(JSON.parse(text ?? '')).toMatchObject({ profiles: [theirs, { name: 'ours' }], more: 1 });
  }
  if (text !== null) expect((await stat(path)).mode & 0o777).toBe(0o600);
  await sweepLeftovers([home]);
  expect(await readdir(home)).toEqual(text === null ? [] : ['config.json']);
  return isNew;
}

async function inPairs(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await task();
  };
  await Promise.all([worker(), worker()]);
}

describe('config.json, with a process killed while it saves a profile, is the old one or the new one', () => {
  const renamed = replaceSteps.indexOf('rename');

  test.each(replaceSteps)('before the step "%s", 8 times', { timeout: 120_000 }, async (step) => {
    await inPairs(
      Array.from({ length: 8 }, (_, round) => async () => {
        const exists = round % 4 !== 0;
        const { home, path } = await freshFile(exists);
        await crash(path, step);
        expect(await expectSound(home, path, exists)).toBe(replaceSteps.indexOf(step) > renamed);
      }),
    );
  });

  test('at any moment, 48 times', { timeout: 120_000 }, async () => {
    await inPairs(
      Array.from({ length: 48 }, (_, round) => async () => {
        const { home, path } = await freshFile(round % 2 === 0);
        await crash(path, 'loop', round * 2);
        await expectSound(home, path, round % 2 === 0);
      }),
    );
  });
});
