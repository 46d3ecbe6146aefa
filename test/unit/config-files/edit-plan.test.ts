import { describe, expect, test } from 'vitest';

import { readAwsFiles } from '../../../shared/config-files/aws-config.ts';
import { planEdits } from '../../../shared/config-files/edit-plan.ts';
import type { Edit, PlannedEdit } from '../../../shared/config-files/edit-plan.ts';
import type { AwsFileKind } from '../../../shared/config-files/section-names.ts';
import { plainSections, plainValues, readVectors } from './vectors.ts';

interface EditCase {
  readonly name: string;
  readonly why: string;
  readonly file: AwsFileKind;
  readonly before: string;
  readonly edit: Edit;
  readonly expect: {
    readonly refuse?: true;
    readonly because?: 'file' | 'input';
    readonly profilesAfter?: object;
    readonly ssoSessionsAfter?: object;
    readonly servicesAfter?: object;
    readonly otherSectionsAfter?: object;
    readonly mustContainLines?: readonly string[];
    readonly mustContainBlocks?: readonly string[];
    readonly mustNotContain?: readonly string[];
    readonly eol?: 'lf' | 'crlf' | 'mixed';
    readonly finalNewline?: boolean | 'either';
    readonly unchanged?: true;
  };
}

const { cases } = readVectors<{ cases: readonly EditCase[] }>('aws-config-edits.json');

function planned(text: string, edits: readonly Edit[], kind: AwsFileKind = 'config'): PlannedEdit {
  const result = planEdits(text, edits, kind);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function errorOf(text: string, edits: readonly Edit[], kind: AwsFileKind = 'config') {
  const result = planEdits(text, edits, kind);
  return result.ok ? null : result.error;
}

function meaning(text: string, kind: AwsFileKind) {
  const read = kind === 'config' ? readAwsFiles(text, null) : readAwsFiles(null, text);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { profiles, ssoSessions, services, otherSections } = read.value;
  return {
    profiles: Object.fromEntries([...profiles].map(([name, { values }]) => [name, plainValues(values)])),
    ssoSessions: plainSections(ssoSessions),
    services: plainSections(services),
    otherSections: plainSections(otherSections),
  };
}

describe('an edit does what is asked and leaves the rest alone', () => {
  const accepted = cases.filter((one) => one.expect.refuse !== true);

  test('the vectors hold 71 accepted and 12 refused edits', () => {
    expect([accepted.length, cases.length - accepted.length]).toEqual([71, 12]);
  });

  test.each(accepted)('$name: $why', ({ file, before, edit, expect: want }) => {
    const { text, changed } = planned(before, [edit], file);
    expect(meaning(text, file)).toEqual({
      profiles: want.profilesAfter ?? {},
      ssoSessions: want.ssoSessionsAfter ?? {},
      services: want.servicesAfter ?? {},
      otherSections: want.otherSectionsAfter ?? {},
    });
    const lines = text.split(/\r?\n/);
    let position = 0;
    for (const line of want.mustContainLines ?? []) {
      const found = lines.indexOf(line, position);
      expect(found, `line ${JSON.stringify(line)}`).toBeGreaterThanOrEqual(position);
      position = found + 1;
    }
    for (const block of want.mustContainBlocks ?? []) expect(text).toContain(block);
    for (const piece of want.mustNotContain ?? []) expect(text).not.toContain(piece);
    const ends = new Set(text.match(/\r\n|\n|\r/g));
    if (want.eol === 'lf') expect([...ends].filter((end) => end !== '\n')).toEqual([]);
    if (want.eol === 'crlf') expect([...ends].filter((end) => end !== '\r\n')).toEqual([]);
    if (want.finalNewline !== undefined && want.finalNewline !== 'either' && text !== '') {
      expect(/[\r\n]$/.test(text)).toBe(want.finalNewline);
    }
    expect(changed).toBe(text !== before);
    if (want.unchanged === true) expect(text).toBe(before);
  });

  test.each(accepted)('$name can be taken back', ({ file, before, edit }) => {
    const { text, changed, inverse } = planned(before, [edit], file);
    const secret =
      /aws_(?:secret_access_key|session_token) = (?:S1|OLD)/.test(before) && file === 'credentials';
    if (!changed || secret) return;
    expect(planned(text, inverse, file).text).toBe(before);
  });

  test.each(cases.filter((one) => one.expect.because === 'file'))('$name: $why', ({ file, before, edit }) => {
    expect(errorOf(before, [edit], file)).toMatchObject({ code: 'config.file-broken' });
    expect(errorOf(before, [edit], file)?.params).toMatchObject({ line: expect.any(Number) as number });
  });

  test.each(cases.filter((one) => one.expect.because === 'input'))(
    '$name: $why',
    ({ file, before, edit }) => {
      expect(errorOf(before, [edit], file)?.code).toMatch(/^input\.(?:value-invalid|profile-name-invalid)$/);
    },
  );
});
