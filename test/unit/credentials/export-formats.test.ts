import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { formatCredentials, isShellSafe } from '../../../shared/credentials/export-formats.ts';
import type { ExportableCredentials } from '../../../shared/credentials/export-formats.ts';
import { exportFormats } from '../../../shared/model/credentials.ts';
import type { ExportFormat } from '../../../shared/model/credentials.ts';
import { instant } from '../../../shared/model/instant.ts';

interface FormatCase {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  readonly expiration: string | null;
  readonly formats: Readonly<
    Record<string, { text: string; compare: 'bytes' | 'json' | 'lines'; profile?: string }>
  >;
}

const { aws } = JSON.parse(
  readFileSync(new URL('../../vectors/credential-formats.json', import.meta.url), 'utf8'),
) as { aws: readonly FormatCase[] };

const cases = aws.flatMap(({ name, expiration, formats, ...keys }) => {
  const expiresAt = expiration === null ? null : instant(Date.parse(expiration));
  const credentials: ExportableCredentials = { ...keys, expiresAt };
  return Object.entries(formats).map(([format, want]) => ({ name, format, credentials, want }));
});

const some: ExportableCredentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'a/b+c=',
  sessionToken: 't==',
  expiresAt: instant(Date.UTC(2099, 0, 2, 3, 4, 5, 678)),
  accountId: '123456789011',
};

describe('credentials are written as the vendor writes them', () => {
  test('the vectors hold 4 credentials in 8 forms each', () => expect(cases).toHaveLength(32));

  test.each(cases)('$name as $format', ({ format, credentials, want }) => {
    const options = want.profile === undefined ? {} : { profileName: want.profile };
    const text = formatCredentials(credentials, format as ExportFormat, options);
    if (want.compare === 'json') expect(JSON.parse(text)).toEqual(JSON.parse(want.text));
    else if (want.compare === 'bytes') expect(text).toBe(want.text);
    else expect(text.split('\n').filter(Boolean)).toEqual(want.text.split('\n').filter(Boolean));
  });
});

test('the json form has the fields of the command line', () => {
  expect(JSON.parse(formatCredentials(some, 'json', { profileName: 'dev' }))).toEqual({
    profile: 'dev',
    cloud: 'aws',
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'a/b+c=',
    sessionToken: 't==',
    expiresAt: '2099-01-02T03:04:05Z',
    accountId: '123456789011',
  });
});

test('what is unknown is absent in json', () => {
  const text = formatCredentials({ ...some, expiresAt: null, sessionToken: null }, 'json');
  expect(Object.keys(JSON.parse(text) as object)).toEqual([
    'cloud',
    'accessKeyId',
    'secretAccessKey',
    'accountId',
  ]);
});

test.each([
  ['env', 'export AWS_REGION=eu-west-1\nexport AWS_DEFAULT_REGION=eu-west-1\n'],
  ['fish', 'set -gx AWS_REGION "eu-west-1"\nset -gx AWS_DEFAULT_REGION "eu-west-1"\n'],
  ['powershell', '$Env:AWS_REGION="eu-west-1"\n$Env:AWS_DEFAULT_REGION="eu-west-1"\n'],
  ['windows-cmd', 'set AWS_REGION=eu-west-1\nset AWS_DEFAULT_REGION=eu-west-1\n'],
] as const)('a region is added to %s', (format, lines) => {
  expect(formatCredentials(some, format, { region: 'eu-west-1' })).toBe(
    formatCredentials(some, format) + lines,
  );
});

test.each(exportFormats)('a value that a shell would run never becomes %s', (format) => {
  for (const value of ['$(id)', '`id`', 'a;b', 'a b', 'a\nb', '"', "'", '%PATH%', 'a&b', '']) {
    expect(isShellSafe(value)).toBe(false);
    expect(() => formatCredentials({ ...some, sessionToken: value }, format)).toThrow();
    expect(() => formatCredentials(some, format, { region: value })).toThrow();
  }
});

test('a profile name cannot leave its header', () => {
  const text = formatCredentials(some, 'credentials-file', { profileName: 'my dev]\n[evil' });
  expect(text.split('\n').slice(0, 2)).toEqual(['[my dev-[evil]', 'aws_access_key_id = ASIAEXAMPLE']);
});
