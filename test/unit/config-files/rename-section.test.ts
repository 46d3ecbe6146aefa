import { describe, expect, test } from 'vitest';

import { planEdits } from '../../../shared/config-files/edit-plan.ts';
import type { Edit } from '../../../shared/config-files/edit-plan.ts';
import type { AwsFileKind } from '../../../shared/config-files/section-names.ts';
import { keepsEverythingElse } from '../../../shared/config-files/verify-edit.ts';

const rename = (from: string, to: string): Edit => ({ section: from, rename: to });

function textAfter(text: string, edits: readonly Edit[], kind?: AwsFileKind): string {
  const planned = planEdits(text, edits, kind);
  if (!planned.ok) throw new Error(JSON.stringify(planned.error));
  expect(keepsEverythingElse(text, planned.value)).toBe(true);
  return planned.value.text;
}

describe('a section that gets another name', () => {
  test.each([
    ['[profile a]\nregion = x\n', '[profile b]\nregion = x\n'],
    ['[profile "a"] # mine\r\nregion=x', '[profile b] # mine\r\nregion=x'],
    ['# top\n  [profile  a]\n; in it\n[z]\n', '# top\n  [profile b]\n; in it\n[z]\n'],
    ['[profile a]\n\n[profile c]\nx = [profile a]\n', '[profile b]\n\n[profile c]\nx = [profile a]\n'],
  ])('%j changes between its brackets alone', (before, after) => {
    expect(textAfter(before, [rename('profile a', 'profile b')])).toBe(after);
  });

  test.each([
    ['default', 'profile b', '[default]\nx = 1\n', '[profile b]\nx = 1\n'],
    ['profile b', 'default', '[profile b]\nx = 1\n', '[default]\nx = 1\n'],
    ['sso-session s', 'sso-session t', '[sso-session s]\nx = 1\n', '[sso-session t]\nx = 1\n'],
  ])('from %j to %j', (from, to, before, after) => {
    expect(textAfter(before, [rename(from, to)])).toBe(after);
  });

  test('in the credentials file has no prefix', () => {
    expect(textAfter('[a]\nx = 1\n', [rename('a', 'b')], 'credentials')).toBe('[b]\nx = 1\n');
  });

  test('takes changes of its keys along, and those of other sections', () => {
    const edits: Edit[] = [
      rename('profile a', 'profile b'),
      { section: 'profile a', set: { x: '2' } },
      { section: 'profile c', set: { source_profile: 'b' } },
    ];
    expect(textAfter('[profile a]\nx = 1\n[profile c]\nsource_profile = a\n', edits)).toBe(
      '[profile b]\nx = 2\n[profile c]\nsource_profile = b\n',
    );
  });

  test('to its own name stays as it is', () => {
    expect(textAfter('[profile "a"]\nx = 1\n', [rename('profile a', 'profile a')])).toBe(
      '[profile "a"]\nx = 1\n',
    );
  });

  test.each([
    [
      'a name that is there',
      '[profile a]\n[profile b]\n',
      rename('profile a', 'profile b'),
      'config.file-broken',
    ],
    [
      'a name that is there in other words',
      '[profile a]\n[profile "b"]\n',
      rename('profile a', 'profile b'),
      'config.file-broken',
    ],
    [
      'the default that is there',
      '[profile a]\n[profile default]\n',
      rename('profile a', 'default'),
      'config.file-broken',
    ],
    [
      'two that are one',
      '[default]\n[profile default]\n',
      rename('default', 'profile b'),
      'config.file-broken',
    ],
    ['another type', '[profile a]\n', rename('profile a', 'sso-session a'), 'input.value-invalid'],
    [
      'a name that not all tools read',
      '[profile a]\n',
      rename('profile a', 'profile b c'),
      'input.profile-name-invalid',
    ],
    ['DEFAULT', '[profile a]\n', rename('profile a', 'profile DEFAULT'), 'input.profile-name-invalid'],
    ['what is no section at all', '[profile a]\n', rename('profile a', 'b'), 'input.value-invalid'],
  ])('is refused for %s', (_what, text, edit, code) => {
    expect(planEdits(text, [edit])).toMatchObject({ ok: false, error: { code } });
  });

  test('that is not there is left out', () => {
    expect(planEdits('[profile c]\n', [rename('profile a', 'profile b')])).toMatchObject({
      ok: true,
      value: { changed: false },
    });
  });

  test('gets its name back by undo: exactly, and where it has moved to', () => {
    const before = '[profile "a"] # mine\r\nx=1\r\n';
    const planned = planEdits(before, [
      rename('profile a', 'profile b'),
      { section: 'profile a', set: { x: '2' } },
    ]);
    if (!planned.ok) throw new Error('not planned');
    const { text, inverse } = planned.value;
    expect(textAfter(text, inverse)).toBe(before);
    expect(textAfter(`; new\n${text}`, inverse)).toBe('; new\n[profile a] # mine\r\nx=1\r\n');
  });
});
