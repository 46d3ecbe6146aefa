import fc from 'fast-check';
import { parse as parseIni } from 'ini';
import { describe, expect, test } from 'vitest';

import { readAwsConfig } from '../../shared/config-files/aws-config.ts';
import { planEdits } from '../../shared/config-files/edit-plan.ts';
import type { Edit, PlannedEdit } from '../../shared/config-files/edit-plan.ts';
import { isWritableKey, isWritableValue } from '../../shared/config-files/edit-rules.ts';
import { parseIniDocument } from '../../shared/config-files/ini-document.ts';
import { maskedDiff } from '../../shared/config-files/masked-diff.ts';
import { MASK } from '../../shared/config-files/secret-keys.ts';
import { isWritableName } from '../../shared/config-files/section-names.ts';
import { keepsEverythingElse } from '../../shared/config-files/verify-edit.ts';
import { file, key, name, textOf, value } from './config-arbitraries.ts';

const runs = { numRuns: 500 };

function planned(text: string, edits: readonly Edit[]): PlannedEdit {
  const plan = planEdits(text, edits);
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
}

function valueIn(text: string, profile: string, of: string): unknown {
  const read = readAwsConfig(text);
  return read.ok ? read.value.profiles.get(profile)?.values.get(of) : read;
}

describe('R-29: what is not ours stays', () => {
  test('any text is the sum of its lines, sound or not', () => {
    const pieces = fc.constantFrom(
      '[profile a]',
      '[',
      ']',
      'a',
      '=',
      ':',
      '#',
      ';',
      ' ',
      '\t',
      '\n',
      '\r',
      '\uFEFF',
      'é',
      '\u0085',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }))), (parts) => {
        const text = parts.join('');
        const document = parseIniDocument(text);
        if (document.ok) expect(document.value.lines.map((line) => line.text + line.eol).join('')).toBe(text);
        else expect(document.error.code).toBe('config.file-broken');
      }),
      runs,
    );
  });

  test('setting a key leaves every other section byte for byte, and says what it should', () => {
    fc.assert(
      fc.property(file, name, key, value, fc.nat(), (parts, fresh, changed, text, pick) => {
        const existing = parts.sections[pick % (parts.sections.length + 1)];
        const target = existing?.name ?? fresh;
        const before = textOf(parts);
        const plan = planned(before, [{ section: `profile ${target}`, set: { [changed]: text } }]);
        let position = plan.text.startsWith(parts.top) ? 0 : -1;
        for (const other of parts.sections) {
          if (other.name === target) continue;
          position = plan.text.indexOf(other.text, position);
          expect(position).toBeGreaterThanOrEqual(0);
          position += other.text.length;
        }
        expect(valueIn(plan.text, target, changed)).toBe(text);
        expect(keepsEverythingElse(before, plan)).toBe(true);
      }),
      runs,
    );
  });

  test('renaming a section changes its header alone, and undo gives every byte back', () => {
    fc.assert(
      fc.property(file, name, fc.nat(), (parts, fresh, pick) => {
        const target = parts.sections[pick % Math.max(1, parts.sections.length)];
        fc.pre(target !== undefined && parts.sections.every((other) => other.name !== fresh));
        const before = textOf(parts);
        const to = fresh === 'default' ? 'default' : `profile ${fresh}`;
        const plan = planned(before, [
          { section: target.name === 'default' ? 'default' : `profile ${target.name}`, rename: to },
        ]);
        expect(plan.text).toBe(
          textOf({
            ...parts,
            sections: parts.sections.map((other) =>
              other === target
                ? { ...other, text: other.text.replace(/^\[[^\]]*\]/, () => `[${to}]`) }
                : other,
            ),
          }),
        );
        expect(keepsEverythingElse(before, plan)).toBe(true);
        expect(planned(plan.text, plan.inverse).text).toBe(before);
      }),
      runs,
    );
  });

  test('removing a section leaves every other section, and every comment outside of it', () => {
    fc.assert(
      fc.property(file, fc.nat(), (parts, pick) => {
        const gone = parts.sections[pick % Math.max(parts.sections.length, 1)];
        if (gone === undefined) return;
        const before = textOf(parts);
        const plan = planned(before, [{ section: `profile ${gone.name}`, remove: true }]);
        const outside = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');
        const kept = outside(
          parts.top + parts.sections.flatMap((one) => (one === gone ? [] : one.text)).join(''),
        );
        const left = outside(plan.text);
        expect(kept.filter((line) => left.includes(line))).toEqual(kept);
        const read = readAwsConfig(plan.text);
        expect(read.ok && [...read.value.profiles.keys()]).toEqual(
          parts.sections.filter((one) => one !== gone).map((one) => one.name),
        );
      }),
      runs,
    );
  });

  test('a change taken back leaves the very bytes that were there', () => {
    const change = fc.oneof(
      fc.record({ set: fc.dictionary(key, fc.option(value), { maxKeys: 4 }) }),
      fc.constant({ remove: true as const }),
    );
    fc.assert(
      fc.property(file, name, fc.nat(), fc.array(change, { maxLength: 3 }), (parts, fresh, pick, changes) => {
        const before = textOf(parts);
        const names = [...parts.sections.map((one) => one.name), fresh];
        const edits = changes.map((one, index): Edit => {
          return { section: `profile ${names[(pick + index) % names.length] ?? fresh}`, ...one };
        });
        const plan = planned(before, edits);
        if (plan.inverse.some((edit) => 'restore' in edit)) {
          expect(planned(plan.text, plan.inverse).text).toBe(before);
          return;
        }
        // Only what holds secrets, in sight of our masks, is not kept to the byte.
        const secrets = maskedDiff(before, plan.text).some((line) => line.text.includes(MASK));
        expect(plan.changed).toBe(secrets);
      }),
      runs,
    );
  });

  test('doing the same again changes nothing', () => {
    fc.assert(
      fc.property(file, name, fc.dictionary(key, fc.option(value), { maxKeys: 4 }), (parts, target, set) => {
        const edits = [{ section: `profile ${target}`, set }];
        const once = planned(textOf(parts), edits).text;
        expect(planned(once, edits)).toMatchObject({ text: once, changed: false });
      }),
      runs,
    );
  });
});

describe('R-29: nothing breaks out of its line', () => {
  const hostile = fc
    .tuple(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '\r', '\0', '\x1b', '\u0085', '\u2028', ']', '[', '#', ' ;'),
      fc.string(),
    )
    .map((parts) => parts.join(''));
  const before = '# mine\n[profile theirs]\nregion = us-east-1\n';

  test('whatever a value, key or name is, it is refused or read back as it is, and nothing else changes', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('value', 'key', 'name'), (text, place) => {
        const section = `profile ${place === 'name' ? text : 'ours'}`;
        const set = { [place === 'key' ? text : 'region']: place === 'value' ? text : 'x' };
        const plan = planEdits(before, [{ section, set }]);
        if (!plan.ok) {
          expect(plan.error.code).toMatch(/^input\./);
          return;
        }
        const read = readAwsConfig(plan.value.text);
        const profiles = read.ok ? [...read.value.profiles] : [];
        expect(profiles.map(([found]) => found)).toEqual(['theirs', place === 'name' ? text : 'ours']);
        expect([...(profiles[1]?.[1].values ?? [])]).toEqual(Object.entries(set));
        expect(plan.value.text.startsWith(before)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('control characters are always refused', () => {
    const control = fc.constantFrom(
      ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
      '\x7f',
    );
    fc.assert(
      fc.property(control, name, name, (char, left, right) => {
        const text = left + char + right;
        expect([isWritableName(text), isWritableKey(text), isWritableValue(text)]).toEqual([
          false,
          false,
          false,
        ]);
      }),
      runs,
    );
  });
});

test('an independent reader sees what we wrote, where it can be trusted (security.md §0.12)', () => {
  const safeName = fc.stringMatching(/^[A-Za-z0-9_@/+:%-]{1,12}$/).filter((text) => isWritableName(text));
  const safeValue = fc
    .stringMatching(/^[A-Za-z0-9_@/+:%.-]{1,20}$/)
    .filter((text) => !/^(?:true|false|null|[\d.]+)$/.test(text));
  const contents = fc.dictionary(safeName, fc.dictionary(key, safeValue, { minKeys: 1, maxKeys: 4 }), {
    maxKeys: 5,
  });
  fc.assert(
    fc.property(contents, contents, (first, second) => {
      const edits = [first, second].flatMap((sections) => {
        return Object.entries(sections).map(([own, set]): Edit => ({ section: `profile ${own}`, set }));
      });
      const expected: Record<string, Record<string, string>> = {};
      for (const [own, set] of [...Object.entries(first), ...Object.entries(second)]) {
        expected[`profile ${own}`] = { ...expected[`profile ${own}`], ...set };
      }
      expect(parseIni(planned('', edits).text)).toEqual(expected);
    }),
    runs,
  );
});
