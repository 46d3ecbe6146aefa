import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

import { createFileStore } from '../../../electron/adapters/file-store.ts';
import { createHash } from '../../../electron/adapters/hash.ts';
import { applyEditPlan } from '../../../shared/config-files/apply-edit-plan.ts';
import { readAwsConfig } from '../../../shared/config-files/aws-config.ts';
import { planEdits } from '../../../shared/config-files/edit-plan.ts';

const script = new URL('../../fixtures/foreign-writer.ts', import.meta.url).pathname;
const ways = ['truncate', 'open', 'rename'] as const;

/** A running foreign program; `write` gives the time at which it began to write. */
async function foreignWriter() {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<string, (time: number) => void>();
  const ready = new Promise((resolve) => child.stdout.once('data', resolve));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') return;
    const { path, time } = JSON.parse(line) as { path: string; time: number };
    waiting.get(path)?.(time);
  });
  await ready;
  return {
    write: (order: { path: string; way: string; before: number; between: number }) => {
      const done = new Promise<number>((resolve) => waiting.set(order.path, resolve));
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

const outcomes = { both: 0, reported: 0, afterwards: 0 };

function apply(path: string) {
  return applyEditPlan(createFileStore(), createHash(), path, (text) => {
    return planEdits(text, [{ section: 'profile ours', set: { region: 'eu-west-1' } }]);
  });
}

async function profilesOf(path: string) {
  const read = readAwsConfig(await readFile(path, 'utf8'));
  return read.ok ? [...read.value.profiles.keys()].sort() : [];
}

async function round(foreign: Awaited<ReturnType<typeof foreignWriter>>, path: string, number: number) {
  const way = ways[number % ways.length] ?? 'truncate';
  const writing = foreign.write({ path, way, before: (number * 7) % 40, between: (number * 3) % 12 });
  const applied = await apply(path);
  const end = Date.now();
  const foreignTime = await writing;
  const where = `${way}, round ${String(number)}: ${JSON.stringify(applied)}`;
  const profiles = await profilesOf(path);
  expect(profiles, where).toContain('theirs');
  if (applied.ok && foreignTime >= end) {
    // It had the file open or read before our change and wrote when our transaction was over: nobody could know.
    outcomes.afterwards += 1;
    return;
  }
  expect(profiles, where).toContain('foreign');
  if (profiles.includes('ours')) outcomes.both += 1;
  else {
    expect(applied, where).toMatchObject({ error: { code: 'config.changed-on-disk' } });
    outcomes.reported += 1;
  }
}

test('200 edits of another program during ours: both are there, or the conflict is reported', async () => {
  const root = await mkdtemp(join(tmpdir(), 'latchkey-foreign-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const long = new Date(Date.now() - 60_000);
  const paths = Array.from({ length: 200 }, (_, number) => join(root, `config-${String(number)}`));
  for (const path of paths) {
    await writeFile(path, '# mine\n[profile theirs]\nregion = us-east-1\n');
    await utimes(path, long, long);
  }
  const lane = async (first: number) => {
    const foreign = await foreignWriter();
    for (let number = first; number < paths.length; number += 2) {
      await round(foreign, paths[number] ?? '', number);
    }
    await foreign.end();
  };
  await Promise.all([lane(0), lane(1)]);
  expect(outcomes.both + outcomes.reported + outcomes.afterwards).toBe(200);
  expect(outcomes.both).toBeGreaterThan(100);
});
