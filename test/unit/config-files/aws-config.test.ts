import { describe, expect, test } from 'vitest';

import { readAwsConfig, readAwsFiles, textValue } from '../../../shared/config-files/aws-config.ts';
import { plainSections, plainValues, readVectors } from './vectors.ts';

interface GrammarCase {
  readonly name: string;
  readonly why: string;
  readonly config?: string;
  readonly configBase64?: string;
  readonly credentials?: string;
  readonly botocore:
    | {
        readonly ok: true;
        readonly profiles: object;
        readonly ssoSessions: object;
        readonly services: object;
        readonly otherSections?: object;
      }
    | { readonly ok: false; readonly cause: string };
}

const { cases } = readVectors('aws-config-grammar.json') as { cases: readonly GrammarCase[] };

/** The reasons that go with a cause of botocore's. We name the first bad line, botocore sometimes a later one. */
const reasonsOf: Readonly<Record<string, readonly string[]>> = {
  DuplicateSectionError: ['duplicate-section'],
  DuplicateOptionError: ['duplicate-key', 'unclosed-header'],
  MissingSectionHeaderError: ['bom', 'key-before-section', 'unclosed-header', 'empty-header'],
  ParsingError: ['line-without-equals', 'line-without-key', 'unclosed-header'],
  ValueError: ['nested-line-without-equals'],
};

describe('a config file reads as botocore reads it', () => {
  const decodable = cases.filter((one) => one.configBase64 === undefined);

  test('the vectors hold 170 cases of UTF-8 text', () => expect(decodable).toHaveLength(170));

  test.each(decodable)('$name: $why', ({ config, credentials, botocore }) => {
    const read = readAwsFiles(config ?? null, credentials ?? null);
    if (!botocore.ok) {
      expect(read).toMatchObject({ ok: false, error: { code: 'config.file-broken' } });
      expect(reasonsOf[botocore.cause]).toContain(read.ok ? '' : read.error.params?.['reason']);
      return;
    }
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const { profiles, ssoSessions, services, otherSections } = read.value;
    expect({
      profiles: Object.fromEntries([...profiles].map(([name, { values }]) => [name, plainValues(values)])),
      ssoSessions: plainSections(ssoSessions),
      services: plainSections(services),
      otherSections: plainSections(otherSections),
    }).toEqual({
      profiles: botocore.profiles,
      ssoSessions: botocore.ssoSessions,
      services: botocore.services,
      otherSections: botocore.otherSections ?? {},
    });
  });

  test.each(cases.filter((one) => one.configBase64 !== undefined))(
    '$name is no UTF-8, so it never reaches the parser',
    ({ configBase64, botocore }) => {
      expect(botocore).toMatchObject({ ok: false, cause: 'UnicodeDecodeError' });
      const bytes = Buffer.from(configBase64 ?? '', 'base64');
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
    },
  );
});

describe('a broken file is told by its first bad line', () => {
  test.each([
    ['\uFEFF[default]\n', 1, 'bom'],
    ['# c\nregion = x\n[default]\n', 2, 'key-before-section'],
    ['[default]\nregion = x\n\n[profile dev\n', 4, 'unclosed-header'],
    ['[]\n', 1, 'empty-header'],
    ['[profile a]\n[profile b]\n[profile a]\n', 3, 'duplicate-section'],
    ['[default]\nregion = x\nREGION: y\n', 3, 'duplicate-key'],
    ['[default]\r\nregion\r\n', 2, 'line-without-equals'],
    ['[default]\n= x\n', 2, 'line-without-key'],
    ['[default]\ns3 =\n  a = 1\n# c\n  b\nregion = x\n', 5, 'nested-line-without-equals'],
  ])('%j: line %d, %s', (text, line, reason) => {
    expect(readAwsConfig(text)).toEqual({
      ok: false,
      error: { code: 'config.file-broken', params: { line, reason, kind: 'config' } },
    });
  });

  test('and by the file it stands in', () => {
    expect(readAwsFiles('[default]\n', 'x\n')).toMatchObject({ error: { params: { kind: 'credentials' } } });
  });
});

describe('a profile', () => {
  test('tells which files know it', () => {
    const read = readAwsFiles('[profile a]\nregion = x\n[profile b]\n', '[b]\n[c]\n');
    const found = read.ok ? [...read.value.profiles] : [];
    expect(found.map(([name, profile]) => [name, profile.inConfig, profile.inCredentials])).toEqual([
      ['a', true, false],
      ['b', true, true],
      ['c', false, true],
    ]);
  });

  test('has text values only where there is text', () => {
    const read = readAwsConfig('[profile a]\nregion = x\ncli_pager =\ns3 =\n  a = 1\n');
    const values = read.ok ? read.value.profiles.get('a')?.values : undefined;
    if (values === undefined) throw new Error('unread');
    expect(['region', 'cli_pager', 's3', 'output'].map((key) => textValue(values, key))).toEqual([
      'x',
      null,
      null,
      null,
    ]);
  });
});

test('a file of 20,000 profiles is read in no time to speak of', () => {
  const text = Array.from(
    { length: 20_000 },
    (_, index) => `[profile p${String(index)}]\nregion = eu-west-1\n`,
  );
  const start = performance.now();
  const read = readAwsConfig(text.join('\n'));
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(read.ok && read.value.profiles.size).toBe(20_000);
});
