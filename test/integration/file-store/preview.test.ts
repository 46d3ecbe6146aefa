import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { createFileStore } from '../../../electron/adapters/file-store.ts';
import { createHash } from '../../../electron/adapters/hash.ts';
import { applyEditPlan, previewEditPlan } from '../../../shared/config-files/apply-edit-plan.ts';
import { planEdits } from '../../../shared/config-files/edit-plan.ts';
import type { Edit } from '../../../shared/config-files/edit-plan.ts';
import { maskedDiff } from '../../../shared/config-files/masked-diff.ts';
import type { AwsFileKind } from '../../../shared/config-files/section-names.ts';
import { instant } from '../../../shared/model/instant.ts';

interface EditCase {
  readonly name: string;
  readonly file: AwsFileKind;
  readonly before: string;
  readonly edit: Edit;
  readonly expect: { readonly refuse?: true; readonly because?: string };
}

const vectors = new URL('../../vectors/aws-config-edits.json', import.meta.url);
const { cases } = JSON.parse(await readFile(vectors, 'utf8')) as { cases: readonly EditCase[] };
const root = await mkdtemp(join(tmpdir(), 'latchkey-preview-'));
afterAll(() => rm(root, { recursive: true }));

const store = createFileStore();
const hash = createHash();
const at = instant(Date.UTC(2026, 0, 2, 3, 4, 5));

describe('R-30: what is shown is what is done', () => {
  test.each(cases.filter((one) => one.expect.refuse !== true))(
    '$name',
    async ({ name, file, before, edit }) => {
      const home = join(root, name);
      const path = join(home, file);
      const makePlan = (text: string) => planEdits(text, [edit], file);
      // An empty text stands for a missing file.
      if (before !== '') {
        await store.replace(path, before, { expected: null, createMode: 0o640, directoryMode: 0o700 });
      }
      const preview = await previewEditPlan(store, hash, path, makePlan);
      if (!preview.ok) throw new Error(JSON.stringify(preview.error));
      expect(await readdir(home).catch(() => [])).toEqual(before === '' ? [] : [file]);

      const applied = await applyEditPlan(store, hash, path, makePlan, {
        digest: preview.value.digest,
        backupAt: at,
      });
      if (!applied.ok) throw new Error(JSON.stringify(applied.error));
      const after = await readFile(path, 'utf8');
      expect(maskedDiff(before, after)).toEqual(preview.value.diff);

      const { changed } = applied.value.plan;
      expect(changed).toBe(after !== before);
      expect((await stat(path)).mode & 0o777).toBe(before === '' ? 0o600 : 0o640);
      // The one copy, unless there was nothing to copy or it would hold secrets.
      const hasSecrets = /aws_(?:secret_access_key|session_token) = ./.test(before);
      const copied = changed && before !== '' && !hasSecrets;
      const copy = `${file}.latchkey-backup-20260102T030405Z`;
      expect((await readdir(home)).filter((entry) => entry === copy)).toEqual(copied ? [copy] : []);
      if (copied) {
        expect(await readFile(join(home, copy), 'utf8')).toBe(before);
        expect((await stat(join(home, copy))).mode & 0o777).toBe(0o600);
      }
    },
  );

  test.each(cases.filter((one) => one.expect.refuse === true))(
    '$name',
    async ({ name, file, before, edit }) => {
      const path = join(root, name);
      await writeFile(path, before);
      const makePlan = (text: string) => planEdits(text, [edit], file);
      expect(await previewEditPlan(store, hash, path, makePlan)).toMatchObject({ ok: false });
      expect(await applyEditPlan(store, hash, path, makePlan, { backupAt: at })).toMatchObject({ ok: false });
      expect(await readFile(path, 'utf8')).toBe(before);
    },
  );
});

test('a file of 10,000 lines is changed in no time to speak of', async () => {
  const path = join(root, 'large');
  const text = Array.from(
    { length: 2_500 },
    (_, index) => `[profile p${String(index)}]\nregion = a\nx = 1\n\n`,
  ).join('');
  await writeFile(path, text);
  const start = performance.now();
  const applied = await applyEditPlan(store, hash, path, (now) => {
    return planEdits(now, [{ section: 'profile p1200', set: { region: 'b' } }]);
  });
  expect(applied.ok).toBe(true);
  expect(performance.now() - start).toBeLessThan(3_000);
});
