import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../../electron/adapters/clock.ts';
import { createFileStore } from '../../../electron/adapters/file-store.ts';
import { createHash } from '../../../electron/adapters/hash.ts';
import { createScheduler } from '../../../electron/adapters/scheduler.ts';
import { createAliyunConfigFile } from '../../../electron/core/aliyun/config-file.ts';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { ok } from '../../../shared/model/result.ts';

const script = new URL('../../fixtures/aliyun-foreign-writer.ts', import.meta.url).pathname;
const rounds = 100;

const begin = JSON.stringify(
  {
    current: 'theirs',
    profiles: [
      {
        name: 'theirs',
        mode: 'AK',
        access_key_id: 'a'.repeat(2_000),
        access_key_secret: 's',
        region_id: 'cn-hangzhou',
      },
    ],
    meta_path: '',
  },
  null,
  '\t',
);

interface Written {
  /** When it began to write; null where it gave up. */
  readonly time: number | null;
  readonly done: number;
}

/** A running foreign program. */
async function foreignWriter() {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<string, (written: Written) => void>();
  const ready = new Promise((resolve) => child.stdout.once('data', resolve));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') return;
    const written = JSON.parse(line) as Written & { readonly path: string };
    waiting.get(written.path)?.(written);
  });
  await ready;
  return {
    write: (order: { path: string; way: string; before: number; between: number; halfway: number }) => {
      const done = new Promise<Written>((resolve) => waiting.set(order.path, resolve));
      child.stdin.write(`${JSON.stringify(order)}\n`);
      return done;
    },
    end: async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await closed;
    },
  };
}

type Foreign = Awaited<ReturnType<typeof foreignWriter>>;

/** Ours; `renaming` is when each of its renames began and was over. */
function save(path: string, renaming: number[]) {
  const configFile = createAliyunConfigFile({
    files: createFileStore({
      onStep: (step) => {
        if (step === 'rename' || step === 'sync-directory') renaming.push(Date.now());
      },
    }),
    hash: createHash(),
    scheduler: createScheduler(createClock()),
  });
  return configFile.change(path, () =>
    ok([{ profile: 'ours', set: { mode: 'StsToken', sts_token: 't', region_id: 'cn-beijing' } }]),
  );
}

async function round(foreign: Foreign, path: string, way: string, number: number): Promise<string> {
  const writing = foreign.write({
    path,
    way,
    before: (number * 7) % 40,
    between: (number * 3) % 12,
    halfway: (number * 5) % 60,
  });
  const renaming: number[] = [];
  const applied = await save(path, renaming);
  const end = Date.now();
  const { time, done } = await writing;
  const where = `${way}, round ${String(number)}: ${JSON.stringify(applied.ok ? 'written' : applied.error)}`;
  // Whatever happened, the CLI can work with the outcome.
  const read = readAliyunConfig(await readFile(path, 'utf8'));
  expect(read, where).toMatchObject({ ok: true, value: { problem: null } });
  const names = read.ok ? read.value.profiles.map(({ name }) => name) : [];
  expect(names, where).toContain('theirs');
  if (time === null) {
    // It read while somebody wrote, and left the file alone.
    expect(names, where).toContain('ours');
    return 'gave-up';
  }
  if (applied.ok && time >= end) {
    // It had read the file before our change and wrote when our transaction was over: nobody could know.
    return 'afterwards';
  }
  const [from = 0, to = from] = renaming.slice(-2);
  if (
    applied.ok &&
    way !== 'node' &&
    way !== 'java' &&
    time <= to + 1 &&
    done >= from - 1 &&
    !names.includes('foreign')
  ) {
    // Its rename fell between our last look and our own rename, which no system call makes one.
    return 'same-instant';
  }
  expect(names, where).toContain('foreign');
  if (names.includes('ours')) {
    return 'both';
  }
  expect(applied, where).toMatchObject({ ok: false });
  return 'reported';
}

test.each(['node', 'java', 'go', 'cli', 'python'])(
  `${String(rounds)} writes in the style of %s during ours: both are there, or the conflict is reported`,
  { timeout: 120_000 },
  async (way) => {
    const root = await mkdtemp(join(tmpdir(), 'latchkey-aliyun-foreign-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const long = new Date(Date.now() - 60_000);
    const paths = Array.from({ length: rounds }, (_, number) => join(root, `config-${String(number)}.json`));
    for (const path of paths) {
      await writeFile(path, begin, { mode: 0o600 });
      await utimes(path, long, long);
    }
    const outcomes: string[] = [];
    const lane = async (first: number) => {
      const foreign = await foreignWriter();
      for (let number = first; number < paths.length; number += 2) {
        outcomes.push(await round(foreign, paths[number] ?? '', way, number));
      }
      await foreign.end();
    };
    await Promise.all([lane(0), lane(1)]);
    expect(outcomes).toHaveLength(rounds);
    expect(outcomes).toContain('both');
  },
);
