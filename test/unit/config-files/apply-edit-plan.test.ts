import { beforeEach, describe, expect, test } from 'vitest';

import { createHash } from '../../../electron/adapters/hash.ts';
import { applyEditPlan, previewEditPlan } from '../../../shared/config-files/apply-edit-plan.ts';
import type { ApplyOptions, MakePlan } from '../../../shared/config-files/apply-edit-plan.ts';
import { planEdits } from '../../../shared/config-files/edit-plan.ts';
import type { Edit, PlannedEdit } from '../../../shared/config-files/edit-plan.ts';
import { keepsEverythingElse } from '../../../shared/config-files/verify-edit.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { instant } from '../../../shared/model/instant.ts';
import { MemoryFileStore } from '../../fakes/memory-file-store.ts';

const path = '/home/u/.aws/config';
const hash = createHash();
const edit: Edit = { section: 'profile dev', set: { region: 'b' } };
const makePlan: MakePlan = (text) => planEdits(text, [edit]);
const before = '# mine\n[profile dev]\nregion = a\n';
const after = '# mine\n[profile dev]\nregion = b\n';
const at = instant(Date.UTC(2026, 0, 2, 3, 4, 5));
const backupPath = `${path}.latchkey-backup-20260102T030405Z`;

let store: MemoryFileStore;
beforeEach(() => {
  store = new MemoryFileStore();
});

const apply = (options?: ApplyOptions, plan = makePlan) => applyEditPlan(store, hash, path, plan, options);

describe('applying a plan', () => {
  test('changes the file and tells what it was', async () => {
    store.foreignWrite(path, before, 0o640);
    expect(await apply()).toMatchObject({ ok: true, value: { before, plan: { text: after }, backup: null } });
    expect([store.textOf(path), store.modeOf(path)]).toEqual([after, 0o640]);
  });

  test('makes a missing file and its directory for the owner alone', async () => {
    expect(await apply()).toMatchObject({ ok: true, value: { before: '' } });
    expect(store.textOf(path)).toBe('[profile dev]\nregion = b\n');
    expect([store.modeOf(path), store.modeOf('/home/u/.aws')]).toEqual([0o600, 0o700]);
  });

  test('writes nothing, not even a copy, where nothing changes', async () => {
    store.foreignWrite(path, after);
    store.failNext(appError('config.write-failed'));
    expect(await apply({ backupAt: at })).toMatchObject({
      ok: true,
      value: { plan: { changed: false }, backup: null },
    });
    expect(store.paths).toEqual([path]);
  });

  test('plans again from what another program has just written', async () => {
    store.foreignWrite(path, before);
    store.beforeNextReplace(() => store.foreignWrite(path, `${before}[profile foreign]\n`));
    expect(await apply()).toMatchObject({ ok: true });
    expect(store.textOf(path)).toBe(`${after}[profile foreign]\n`);
  });

  test('gives up after three new plans, with the other program’s text in place', async () => {
    store.foreignWrite(path, before);
    for (let round = 0; round < 4; round += 1) {
      store.beforeNextReplace(() => store.foreignWrite(path, `${before}# ${String(round)}\n`));
    }
    expect(await apply()).toEqual({
      ok: false,
      error: { code: 'config.changed-on-disk', params: { file: path } },
    });
    expect(store.textOf(path)).toBe(`${before}# 3\n`);
  });

  test('is done if the other program has taken the change over, and can still be undone', async () => {
    store.foreignWrite(path, before);
    store.beforeNextReplace(() => store.foreignWrite(path, `${after}# more\n`));
    const result = await apply();
    const inverse = result.ok ? result.value.plan.inverse : [];
    expect(planEdits(store.textOf(path) ?? '', inverse)).toMatchObject({
      value: { text: `${before}# more\n` },
    });
  });

  test.each([
    ['broken', '[profile dev\n', 'config.file-broken'],
    ['no UTF-8', Uint8Array.of(0x5b, 0xe9, 0x5d), 'config.not-utf8'],
    ['above 16 MB', `#${'x'.repeat(16 * 1024 * 1024)}`, 'config.too-large'],
  ])('leaves a file alone that is %s', async (_, content, code) => {
    store.foreignWrite(path, content);
    expect(await apply({ backupAt: at })).toMatchObject({
      ok: false,
      error: { code, params: { file: path } },
    });
    expect(await previewEditPlan(store, hash, path, makePlan)).toMatchObject({ error: { code } });
    expect(store.paths).toEqual([path]);
  });

  test('passes on what the store says', async () => {
    store.failNext(appError('config.disk-full'));
    expect(await apply()).toEqual({ ok: false, error: { code: 'config.disk-full', params: { file: path } } });
  });

  test('passes on what is wrong with the input', async () => {
    const plan: MakePlan = (text) => planEdits(text, [{ section: 'profile a]b', set: {} }]);
    expect(await apply({}, plan)).toMatchObject({ error: { code: 'input.profile-name-invalid' } });
  });

  test('of two changes at once runs one after the other', async () => {
    const other: MakePlan = (text) => planEdits(text, [{ section: 'profile ops', set: { region: 'c' } }]);
    await Promise.all([apply(), apply({}, other)]);
    expect(store.textOf(path)).toBe('[profile dev]\nregion = b\n\n[profile ops]\nregion = c\n');
  });
});

describe('the copy before the first change', () => {
  test('is laid beside the file, for the owner alone', async () => {
    store.foreignWrite(path, before, 0o644);
    expect(await apply({ backupAt: at })).toMatchObject({ value: { backup: backupPath } });
    expect([store.textOf(backupPath), store.modeOf(backupPath)]).toEqual([before, 0o600]);
  });

  test.each([
    ['holds secret keys', `${before}aws_secret_access_key = x\n`, at],
    ['has one already', before, null],
  ])('is not made of a file that %s', async (_, text, backupAt) => {
    store.foreignWrite(path, text);
    expect(await apply({ backupAt })).toMatchObject({ ok: true, value: { backup: null } });
    expect(store.paths).toEqual([path]);
  });

  test('is not made where there was no file', async () => {
    expect(await apply({ backupAt: at })).toMatchObject({ ok: true, value: { backup: null } });
    expect(store.paths).toEqual([path]);
  });

  test('must succeed before the file is touched', async () => {
    store.foreignWrite(path, before);
    store.failNext(appError('config.disk-full'));
    expect(await apply({ backupAt: at })).toMatchObject({ error: { code: 'config.disk-full' } });
    expect(store.textOf(path)).toBe(before);
  });
});

describe('a preview', () => {
  const preview = async () => {
    const result = await previewEditPlan(store, hash, path, makePlan);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  test('shows the change and writes nothing', async () => {
    store.foreignWrite(path, before);
    expect(await preview()).toMatchObject({
      file: path,
      diff: [
        { type: 'context', text: '# mine' },
        { type: 'context', text: '[profile dev]' },
        { type: 'remove', text: 'region = a' },
        { type: 'add', text: 'region = b' },
      ],
    });
    expect(store.textOf(path)).toBe(before);
  });

  test.each([
    ['of ordinary size', 0, []],
    ['above 2 MB', 2 * 1024 * 1024, [appError('config.large', { file: path })]],
  ])('of a file %s warns accordingly', async (_, size, warnings) => {
    store.foreignWrite(path, `${before}#${'x'.repeat(size)}\n`);
    expect((await preview()).warnings).toEqual(warnings);
  });

  test('is what applying does', async () => {
    store.foreignWrite(path, before);
    const { digest } = await preview();
    expect(await apply({ digest })).toMatchObject({ ok: true });
    expect(store.textOf(path)).toBe(after);
  });

  test('no longer counts once the file has changed, even where the diff would be the same', async () => {
    store.foreignWrite(path, before);
    const { digest } = await preview();
    const changed = `${before}\n\n\n\n\n# far away\n`;
    store.foreignWrite(path, changed);
    expect(await apply({ digest })).toMatchObject({ error: { code: 'config.changed-on-disk' } });
    expect(store.textOf(path)).toBe(changed);
  });
});

describe('the last look before writing', () => {
  const planned = (text: string): PlannedEdit => {
    return { text, changed: true, inverse: [], sections: ['profile dev'], kind: 'config' };
  };
  const file = '# top\n[profile dev]\nregion = a\n# note\n\n[profile x]\r\ny = 1';

  test.each([
    ['the section changed', file.replace('= a', '= b')],
    ['the section gone', '# top\n# note\n\n[profile x]\r\ny = 1'],
    ['a line end at the end', `${file}\n`],
    ['blank lines gone', file.replace('\n\n', '\n')],
  ])('lets pass: %s', (_, text) => expect(keepsEverythingElse(file, planned(text))).toBe(true));

  test.each([
    ['a value elsewhere', file.replace('y = 1', 'y = 2')],
    ['a comment gone', file.replace('# note\n', '')],
    ['a line end elsewhere', file.replace('\r\n', '\n')],
    ['a blank elsewhere', file.replace('y = 1', 'y  = 1')],
    ['a section gone', file.slice(0, file.indexOf('[profile x]'))],
    ['a section come', `${file}\n[profile evil]\n`],
    ['sections swapped', '[profile x]\r\ny = 1\n# top\n[profile dev]\n# note\n'],
    ['a file that no longer reads', `${file}\n[profile x]\n`],
  ])('stops: %s', (_, text) => expect(keepsEverythingElse(file, planned(text))).toBe(false));

  test('and then nothing is written', async () => {
    store.foreignWrite(path, file);
    const plan: MakePlan = () => ({ ok: true, value: planned('[profile evil]\n') });
    expect(await apply({ backupAt: at }, plan)).toEqual({ ok: false, error: { code: 'app.internal' } });
    expect(await previewEditPlan(store, hash, path, plan)).toEqual({
      ok: false,
      error: { code: 'app.internal' },
    });
    expect(store.paths).toEqual([path]);
  });
});
