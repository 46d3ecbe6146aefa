import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileSettings, type SettingsWriter } from '../../../electron/adapters/settings.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

interface Values {
  readonly names: readonly string[];
  readonly size: number | null;
}

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-settings-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const file = () => join(directory, 'settings.json');

function setUp(openStore?: () => Promise<SettingsWriter>) {
  const log = createFakeLog();
  const batches: unknown[] = [];
  let opened = 0;
  const settings = createFileSettings<Values>({
    directory,
    name: 'settings',
    schemas: { names: v.array(v.string()), size: v.nullable(v.number()) },
    defaults: { names: [], size: null },
    log,
    openStore:
      openStore ??
      (async () => {
        opened += 1;
        return { set: (values) => void batches.push(values) };
      }),
  });
  return { settings, log, batches, opened: () => opened };
}

describe('the settings', () => {
  it('are the defaults while there is no file, and do not load the writer', () => {
    const { settings, opened } = setUp();
    expect([settings.get('names'), settings.get('size'), settings.problems, opened()]).toEqual([
      [],
      null,
      [],
      0,
    ]);
  });

  it('are read at once', () => {
    writeFileSync(file(), '{"names":["my-sso"],"size":3,"unknown":true}');
    const { settings } = setUp();
    expect([settings.get('names'), settings.get('size')]).toEqual([['my-sso'], 3]);
  });

  it('are readable right after a change, and written together', async () => {
    const { settings, batches } = setUp();
    settings.set('names', ['a']);
    settings.set('size', 1);
    settings.set('names', ['b']);
    const read = [settings.get('names'), settings.get('size')];
    await settings.flush();
    settings.set('size', 2);
    await settings.flush();
    expect([read, batches]).toEqual([
      [['b'], 1],
      [{ names: ['b'], size: 1 }, { size: 2 }],
    ]);
  });

  it('lose only the value that does not fit, and a copy of the file is kept', () => {
    writeFileSync(file(), '{"names":["my-sso"],"size":"large"}');
    const { settings, log } = setUp();
    expect({
      values: [settings.get('names'), settings.get('size')],
      problems: settings.problems,
      events: log.entries.map(({ event, fields }) => [event, fields]),
      kept: readFileSync(join(directory, 'settings.broken.json'), 'utf8'),
      stillThere: existsSync(file()),
    }).toEqual({
      values: [['my-sso'], null],
      problems: ['size'],
      events: [['settings.value-dropped', { key: 'size' }]],
      kept: '{"names":["my-sso"],"size":"large"}',
      stillThere: true,
    });
  });

  it.each([['{"names":['], ['[]'], ['null'], [''], ['\u0000\u0001']])(
    'move a broken file aside and start anew: %j',
    (text) => {
      writeFileSync(file(), text);
      const { settings } = setUp();
      expect([
        settings.get('names'),
        settings.problems,
        existsSync(file()),
        readFileSync(join(directory, 'settings.broken.json'), 'utf8'),
      ]).toEqual([[], ['file'], false, text]);
    },
  );

  it('are made private again', () => {
    writeFileSync(file(), '{}');
    chmodSync(file(), 0o644);
    setUp();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('keep what could not be written for the next time, and say so in the log', async () => {
    let isFull = true;
    const written: unknown[] = [];
    const { settings, log } = setUp(async () => ({
      set: (values) => {
        if (isFull) {
          throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        }
        written.push(values);
      },
    }));
    settings.set('names', ['a']);
    await settings.flush();
    isFull = false;
    settings.set('size', 1);
    await settings.flush();
    expect([written, log.entries.map(({ event, fields }) => [event, fields])]).toEqual([
      [{ names: ['a'], size: 1 }],
      [['settings.write-failed', { cause: 'ENOSPC' }]],
    ]);
  });

  it('refuse a value that does not fit: that is a bug', () => {
    const { settings } = setUp();
    expect(() => {
      settings.set('size', 'large' as never);
    }).toThrow('size');
  });
});
