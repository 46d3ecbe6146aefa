import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../electron/adapters/log.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

let home = '';
let directory = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'latchkey-log-'));
  directory = join(home, 'data', 'logs');
});
afterEach(() => rm(home, { recursive: true, force: true }));

function open(maxFileBytes?: number) {
  const clock = createFakeClock();
  return createLog({ directory, clock, home, ...(maxFileBytes === undefined ? {} : { maxFileBytes }) });
}

async function lines(file = 'latchkey.log'): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(directory, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function mode(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

describe('the log (R-32)', () => {
  test('writes one JSON object a line', async () => {
    const log = open();
    log.info('started', { version: '1.2.3', sandboxed: true });
    log.warn('renewal-failed', { code: 'network.timed-out', status: 500 });
    log.error('gone');
    await log.flush();
    const time = '2026-10-01T12:00:00Z';
    expect(await lines()).toEqual([
      { time, level: 'info', event: 'started', version: '1.2.3', sandboxed: true },
      { time, level: 'warn', event: 'renewal-failed', code: 'network.timed-out', status: 500 },
      { time, level: 'error', event: 'gone' },
    ]);
  });

  test('writes by itself a moment later, and nothing before', async () => {
    const log = open();
    log.info('started');
    expect(await readdir(home)).toEqual([]);
    await vi.waitFor(async () => expect(await lines()).toHaveLength(1), { timeout: 5000 });
  });

  test('only the user may read it', async () => {
    const log = open();
    log.info('started');
    await log.flush();
    expect(await mode(directory)).toBe(0o700);
    expect(await mode(join(directory, 'latchkey.log'))).toBe(0o600);
  });

  test('a file that was left open to others is tightened', async () => {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'latchkey.log'), '', { mode: 0o644 });
    const log = open();
    log.info('started');
    await log.flush();
    expect(await mode(join(directory, 'latchkey.log'))).toBe(0o600);
  });

  test('leaves out fields that are not on the list, and says how many', async () => {
    const log = open();
    const fields = { code: 'x', accessToken: 'canary', url: 'https://canary.example' };
    log.info('asked', fields);
    await log.flush();
    expect(await lines()).toMatchObject([{ code: 'x', dropped: 2 }]);
    expect(JSON.stringify(await lines())).not.toContain('canary');
  });

  test('redacts what the listed fields hold, protected values and looks alike', async () => {
    const log = open();
    log.protect('a-live-token-value');
    log.info('failed', {
      reason: `a-live-token-value and ASIAIOSFODNN7EXAMPLE in ${home}/.aws/config`,
      count: 123456789012,
    });
    await log.flush();
    expect(await lines()).toMatchObject([
      { reason: '[redacted] and [redacted] in ~/.aws/config', count: '…9012' },
    ]);
  });

  test('cuts long values, and keeps a line a line', async () => {
    const log = open();
    log.info('failed', { reason: `line\nbreak ${'word '.repeat(1000)}` });
    await log.flush();
    const [entry] = await lines();
    expect(String(entry?.['reason'])).toHaveLength(500);
    expect(String(entry?.['reason'])).toContain('line\nbreak');
  });

  test('keeps five files', async () => {
    const log = open(200);
    for (let count = 0; count < 30; count += 1) {
      log.info('tick', { count });
      await log.flush();
    }
    expect((await readdir(directory)).sort()).toEqual([
      'latchkey.1.log',
      'latchkey.2.log',
      'latchkey.3.log',
      'latchkey.4.log',
      'latchkey.log',
    ]);
    for (const file of await readdir(directory)) {
      expect((await stat(join(directory, file))).size).toBeLessThanOrEqual(200);
      expect(await mode(join(directory, file))).toBe(0o600);
    }
    expect((await lines()).at(-1)).toMatchObject({ count: 29 });
  });

  test('concurrent flushes write every line once, in order', async () => {
    const log = open();
    const flushes = Array.from({ length: 50 }, (_, count) => {
      log.info('tick', { count });
      return log.flush();
    });
    await Promise.all(flushes);
    expect((await lines()).map(({ count }) => count)).toEqual(
      Array.from({ length: 50 }, (_, count) => count),
    );
  });

  test('a place that cannot be written loses lines but disturbs nothing, and later tells how many', async () => {
    await mkdir(join(home, 'data'));
    await writeFile(directory, 'a file where the directory should be');
    const log = open();
    log.info('first');
    log.info('second');
    await log.flush();
    await rm(directory);
    log.info('third');
    await log.flush();
    expect(await lines()).toMatchObject([{ event: 'third' }, { event: 'log-lines-lost', count: 2 }]);
  });
});
