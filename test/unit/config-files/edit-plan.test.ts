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

const { cases } = readVectors('aws-config-edits.json') as { cases: readonly EditCase[] };

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

describe('what is written is read alike by every reader', () => {
  test.each([
    ['a key in another case', 'Region = eu-west-1', 'region = eu-west-1'],
    ['a colon', 'region: eu-west-1', 'region = eu-west-1'],
  ])('%s is rewritten even if the value is the same', (_, line, written) => {
    const before = `[profile dev]\n${line}\noutput = json\n`;
    expect(planned(before, [{ section: 'profile dev', set: { region: 'eu-west-1' } }]).text).toBe(
      `[profile dev]\n${written}\noutput = json\n`,
    );
  });

  test('a new section behind old Mac line ends gets lines that JavaScript sees', () => {
    const before = '[profile dev]\rregion = a\r';
    const { text } = planned(before, [{ section: 'profile ops', set: { region: 'x' } }]);
    expect(text).toBe('[profile dev]\rregion = a\r\n[profile ops]\nregion = x\n');
  });

  test('what is there already keeps its trailing blanks, comments and indentation', () => {
    const before = '[profile dev]\nregion = a  \ns3 =\n # c\n  x = 1\n  y=2\n';
    const set = { region: 'a', s3: { y: '2', x: '1' } };
    expect(planned(before, [{ section: 'profile dev', set }])).toMatchObject({
      text: before,
      changed: false,
    });
    expect(planned(before, [{ section: 'profile dev', set: { s3: { x: '1' } } }]).text).toBe(
      '[profile dev]\nregion = a  \ns3 =\n    x = 1\n',
    );
  });

  test('an aligned value stays aligned', () => {
    const before = '[profile dev]\nregion      = a\noutput\t=\tjson   \n';
    const after = planned(before, [{ section: 'profile dev', set: { region: 'b', output: 'text' } }]).text;
    expect(after).toBe('[profile dev]\nregion      = b\noutput\t=\ttext\n');
  });

  test('a nested block is written with its keys below it, and replaced whole', () => {
    const edit = (children: Record<string, string>): Edit => ({
      section: 'profile dev',
      set: { s3: children },
    });
    const first = planned('[profile dev]\nregion = a\n', [edit({ max_queue_size: '5' })]).text;
    expect(first).toBe('[profile dev]\nregion = a\ns3 =\n    max_queue_size = 5\n');
    expect(planned(first, [edit({ addressing_style: 'path' })]).text).toBe(
      '[profile dev]\nregion = a\ns3 =\n    addressing_style = path\n',
    );
    expect(planned(first, [edit({ max_queue_size: '5' })]).changed).toBe(false);
  });

  test('a key below an indented nested block starts at the margin, or the JavaScript reader takes it in', () => {
    const before = '[profile dev]\n  s3 =\n    a = 1\n';
    const after = planned(before, [{ section: 'profile dev', set: { region: 'x' } }]).text;
    expect(after).toBe(`${before}region = x\n`);
  });

  test('a key above an indented header does not swallow it', () => {
    const before = '[profile dev]\n  [profile next]\n  region = a\n';
    const after = planned(before, [{ section: 'profile dev', set: { region: 'x' } }]).text;
    expect(meaning(after, 'config').profiles).toEqual({ dev: { region: 'x' }, next: { region: 'a' } });
  });

  test.each([
    ['', 'empty'],
    [' a', 'a blank in front'],
    ['a ', 'a blank at the end'],
    ['a # b', 'what JavaScript takes for a comment'],
    ['a ; b', 'what JavaScript takes for a comment'],
    ['#a', 'what JavaScript takes for a comment'],
    ['"a"', 'quotes that Go strips'],
    ['a\u0000', 'a control character'],
    ['a\tb', 'a control character'],
    ['a\u2028b', 'what Python takes for a line end'],
    ['é', 'no ASCII'],
  ])('the value %j (%s) is refused', (value) => {
    expect(errorOf('', [{ section: 'profile dev', set: { region: value } }])).toEqual({
      code: 'input.value-invalid',
      params: { name: 'region' },
    });
    expect(errorOf('', [{ section: 'profile dev', set: { s3: { a: value } } }])?.code).toBe(
      'input.value-invalid',
    );
  });

  test.each(['', 'Region', 'a b', 'a=b', 'a:b', '[x', '#a', 'a\nb', '__proto__', 'é', 'a.b'])(
    'the key %j is refused',
    (key) => {
      const set = Object.fromEntries([[key, 'x']]);
      expect(errorOf('', [{ section: 'profile dev', set }])?.code).toBe('input.value-invalid');
    },
  );

  test.each(['my dev', 'é', 'DEFAULT', '__proto__', 'constructor', 'a#b', "bob's", 'a"b', 'a!b', ' dev', ''])(
    'no section is made for the name %j',
    (name) => {
      const codes = ['profile', 'sso-session'].map((type) => {
        return errorOf('', [{ section: `${type} ${name}`, set: { region: 'x' } }])?.code;
      });
      expect(codes).toEqual(['input.profile-name-invalid', 'input.session-name-invalid']);
      expect(errorOf('', [{ section: name, set: { region: 'x' } }], 'credentials')?.code).toBe(
        'input.profile-name-invalid',
      );
    },
  );

  test('no section is made that is neither profile nor session', () => {
    for (const section of ['preview', 'services local', 'profile', 'Profile dev', 'DEFAULT']) {
      expect(errorOf('', [{ section, set: { region: 'x' } }])?.code).toMatch(/^input\./);
    }
  });
});

describe('a profile under two headers', () => {
  test.each([
    ['[profile default]\nregion = a\n[default]\nregion = b\n', 'default', 3],
    ['[profile dev]\nregion = a\n[profile "dev"]\nregion = b\n', 'profile dev', 3],
  ])('%j is not edited, because the readers disagree which one counts', (before, section, line) => {
    expect(errorOf(before, [{ section, set: { region: 'x' } }])).toEqual({
      code: 'config.file-broken',
      params: { line, reason: 'same-section-twice' },
    });
  });

  test('is removed as a whole', () => {
    const before = '[profile dev]\nregion = a\n[profile x]\n[profile "dev"]\nregion = b\n';
    expect(planned(before, [{ section: 'profile dev', remove: true }]).text).toBe('[profile x]\n');
  });
});

describe('a plan of several edits', () => {
  test('does what its edits do one after the other', () => {
    const { text } = planned('[profile a]\nregion = 1\n', [
      { section: 'profile a', set: { region: '2', output: 'json' } },
      { section: 'profile b', set: { region: '3' } },
      { section: 'profile a', set: { output: null } },
      { section: 'profile c', set: { region: '4' } },
      { section: 'profile b', remove: true },
      { section: 'profile b', set: { region: '5' } },
    ]);
    expect(text).toBe('[profile a]\nregion = 2\n\n[profile b]\nregion = 5\n\n[profile c]\nregion = 4\n');
  });

  test('names the sections it may touch', () => {
    const edits: Edit[] = [
      { section: 'profile a', set: { region: '2' } },
      { section: 'default', remove: true },
    ];
    expect(planned('', edits).sections).toEqual(['profile a', 'default']);
  });

  test('removes sections that follow each other without leaving gaps', () => {
    const before = '# mine\n\n[profile a]\nregion = 1\n';
    const ours = ['b', 'c', 'd'];
    const added = planned(
      before,
      ours.map((name) => ({ section: `profile ${name}`, set: { region: '1' } })),
    );
    const removed = planned(
      added.text,
      ours.map((name) => ({ section: `profile ${name}`, remove: true as const })),
    );
    expect(removed.text).toBe(before);
  });

  test('refuses what would make the file unreadable, such as a section that takes over a broken default', () => {
    const before = '[DEFAULT]\ns3 =\n  broken\n';
    expect(errorOf(before, [{ section: 'profile a', set: { region: 'x' } }])).toMatchObject({
      code: 'config.file-broken',
      params: { reason: 'layout-unsafe' },
    });
  });

  test('refuses what would let one section swallow the next', () => {
    const before = '[profile a]\nregion = 1\n[profile dev]\n  [profile b]\n';
    expect(errorOf(before, [{ section: 'profile dev', remove: true }])).toEqual({
      code: 'config.file-broken',
      params: { line: 3, reason: 'layout-unsafe' },
    });
  });

  test('of 2,000 edits on a file of 10,000 lines takes no time to speak of', () => {
    const before = Array.from(
      { length: 2_500 },
      (_, index) => `[profile p${String(index)}]\nregion = a\nx = 1\n\n`,
    );
    const edits = Array.from({ length: 2_000 }, (_, index): Edit => {
      if (index % 4 === 0) return { section: `profile p${String(index)}`, remove: true };
      return {
        section: `profile ${index % 2 === 0 ? 'new' : 'p'}${String(index)}`,
        set: { region: 'b', x: null },
      };
    });
    const start = performance.now();
    const { text, inverse } = planned(before.join(''), edits);
    expect(performance.now() - start).toBeLessThan(3_000);
    const back = planned(text, inverse).text;
    expect(performance.now() - start).toBeLessThan(6_000);
    // Removed sections come back at the end.
    expect(meaning(back, 'config')).toEqual(meaning(before.join(''), 'config'));
  });
});

describe('undo', () => {
  const edit: Edit = { section: 'profile dev', set: { region: 'b' } };
  const before = '[profile dev]\nregion=a   \n[profile x]\ny = 1\n';

  test('restores the line as it was, also after somebody has written elsewhere behind it', () => {
    const { text, inverse } = planned(before, [edit]);
    expect(planned(text, inverse).text).toBe(before);
    expect(planned(`${text}# more\n`, inverse).text).toBe(`${before}# more\n`);
  });

  test('is planned again if the place has moved', () => {
    const { text, inverse } = planned(before, [edit]);
    expect(planned(`# first\n${text}`, inverse).text).toBe(`# first\n${before.replace('a   ', 'a')}`);
  });

  test('can itself be undone', () => {
    const { text, inverse } = planned(before, [edit]);
    const undone = planned(text, inverse);
    expect(planned(undone.text, undone.inverse).text).toBe(text);
  });

  test('of a removal brings the section back with its nested block', () => {
    const file = '[profile dev]\nregion = a\ns3 =\n  x = 1\n[profile x]\n';
    const { text, inverse } = planned(file, [{ section: 'profile dev', remove: true }]);
    expect(meaning(planned(`# c\n${text}`, inverse).text, 'config')).toEqual(meaning(file, 'config'));
  });

  test('touches only the sections of its change, whatever has taken their place', () => {
    const { text, inverse } = planned('[profile dev]\nregion = a\n', [edit]);
    const foreign = text.replace('dev', 'vim');
    expect(planned(foreign, inverse).text).toBe(`${foreign}\n[profile dev]\nregion = a\n`);
  });

  test.each([
    ['changed', { aws_access_key_id: 'ASIANEW', aws_secret_access_key: 'NEW', region: 'b' }],
    ['removed', { aws_access_key_id: null, aws_secret_access_key: null, region: 'b' }],
  ])('never holds or restores a secret that was %s', (_, set) => {
    const file =
      '[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = S3CRET\nregion = a\n';
    const { text, inverse } = planned(file, [{ section: 'dev', set }], 'credentials');
    expect(JSON.stringify(inverse)).not.toMatch(/S3CRET|NEW|AKIA/);
    const back = planned(text, inverse, 'credentials').text;
    expect(back).toContain('region = a');
    expect(back).not.toMatch(/S3CRET|AKIA/);
  });

  test('of added keys takes the secrets away again', () => {
    const set = { aws_access_key_id: 'ASIAEXAMPLE', aws_secret_access_key: 'S3CRET' };
    const { text, inverse } = planned('[dev]\nregion = a\n', [{ section: 'dev', set }], 'credentials');
    expect(planned(text, inverse, 'credentials').text).toBe('[dev]\nregion = a\n');
  });

  test('survives being stored as JSON', () => {
    const { text, inverse } = planned(before, [edit]);
    const stored = JSON.parse(JSON.stringify(inverse)) as Edit[];
    expect(planned(text, stored).text).toBe(before);
  });

  describe('of 2,000 sections', () => {
    const file = Array.from(
      { length: 2_500 },
      (_, index) => `# ${String(index)}\n[profile p${String(index)}]\r\nregion=a   \nx = 1\n\n`,
    ).join('');
    const added = Array.from({ length: 2_000 }, (_, index): Edit => ({
      section: `profile new${String(index)}`,
      set: { region: 'eu-west-1', x: '1' },
    }));

    test('added restores every byte, and is short to keep', () => {
      const { text, inverse } = planned(file.trimEnd(), added);
      const restore = inverse.flatMap((edit) => ('restore' in edit ? edit.restore : []));
      expect(JSON.stringify(restore).length).toBeLessThan(300);
      expect(planned(text, inverse).text).toBe(file.trimEnd());
    });

    test('added takes away just those where somebody has written in between', () => {
      const { text, inverse } = planned(file, added);
      const foreign = text.replace(
        '[profile new7]\nregion = eu-west-1',
        '[profile new7]\nregion = us-east-1',
      );
      const back = planned(`# first\n${foreign}`, inverse).text;
      expect(back.replace(/\n+$/, '')).toBe(`# first\n${file}`.replace(/\n+$/, ''));
    });

    test('removed restores every byte, and the undo can be undone', () => {
      const removed = added.map((_, index): Edit => ({ section: `profile p${String(index)}`, remove: true }));
      const { text, inverse } = planned(file, removed);
      const undone = planned(text, JSON.parse(JSON.stringify(inverse)) as Edit[]);
      expect(undone.text).toBe(file);
      expect(planned(undone.text, undone.inverse).text).toBe(text);
    });
  });
});
