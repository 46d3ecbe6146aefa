import { fromIni } from '@aws-sdk/credential-providers';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';

import { readAwsConfig } from '../../../shared/config-files/aws-config.ts';
import type { AwsValues } from '../../../shared/config-files/aws-config.ts';
import { planEdits } from '../../../shared/config-files/edit-plan.ts';
import type { Edit } from '../../../shared/config-files/edit-plan.ts';
import { isWritableValue } from '../../../shared/config-files/edit-rules.ts';
import { isWritableName } from '../../../shared/config-files/section-names.ts';

const script = new URL('../../fixtures/read-like-botocore.py', import.meta.url).pathname;
const python = ['python3', '/usr/bin/python3'].find((command) => {
  return spawnSync(command, ['-c', 'import botocore.configloader']).status === 0;
});

interface Reading {
  readonly ok: boolean;
  readonly profiles?: Record<string, unknown>;
  readonly ssoSessions?: Record<string, unknown>;
}

function readWithBotocore(texts: readonly string[]): Reading[] {
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
  const { stdout } = spawnSync(python ?? 'python3', [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Reading);
}

function plain(values: AwsValues): unknown {
  return Object.fromEntries(
    [...values].map(([key, value]) => [key, typeof value === 'string' ? value : Object.fromEntries(value)]),
  );
}

function readOurselves(text: string): Reading {
  const read = readAwsConfig(text);
  if (!read.ok) return { ok: false };
  return {
    ok: true,
    profiles: Object.fromEntries([...read.value.profiles].map(([name, { values }]) => [name, plain(values)])),
    ssoSessions: Object.fromEntries(
      [...read.value.ssoSessions].map(([name, values]) => [name, plain(values)]),
    ),
  };
}

/** Lines that mean something to some reader, put together at random. */
const headers = [
  '[profile a]',
  '[profile "a"]',
  "[profile 'b c']",
  '[profile  d]',
  '[default]',
  '[profile default]',
  '[sso-session s]',
  '[DEFAULT]',
  '[x]',
  '[profile a] # c',
  '[profile e\\',
  '[profile a',
  '[]',
  '[x]y]',
];
const lines = [
  'region = x',
  'Region=y',
  'output: z',
  'region',
  '= v',
  's3 =',
  '  a = 1',
  '   b = 2',
  '    c',
  '# c',
  '  # c',
  '; c',
  '',
  '   ',
  'k = v # c',
  '\u0085',
  '\u00a0k = 1',
  'k = a\u2028b',
  's =\n  a = 1\x0cb = 2',
  '\x1fz = 1',
  '\uFEFFq = 1',
  'a b = c',
];
const line = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...headers) },
  { weight: 2, arbitrary: fc.constantFrom(...lines) },
);
const text = fc
  .tuple(
    fc.constantFrom(...headers.slice(0, 8)),
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n', '\r')), { maxLength: 9 }),
  )
  .map(([first, rest]) => `${first}\n${rest.map((parts) => parts.join('')).join('')}`);
const edit = fc.constantFrom<Edit>(
  { section: 'profile a', set: { region: 'new', output: null } },
  { section: 'profile a', remove: true },
  { section: 'default', set: { output: 'json', s3: { a: '2' } } },
  { section: 'sso-session s', set: { sso_region: 'r' } },
  { section: 'profile new', set: { region: 'r', s3: { a: '2' } } },
);

test.skipIf(python === undefined)(
  '2,000 random files read as the real botocore reads them, and stay sound when edited',
  () => {
    const cases = fc.sample(fc.tuple(text, edit), 2_000);
    const readings = readWithBotocore(cases.map(([before]) => before));
    for (const [index, [before]] of cases.entries()) {
      expect(readOurselves(before), JSON.stringify(before)).toEqual(readings[index]);
    }
    expect(readings.filter(({ ok }) => ok).length).toBeGreaterThan(500);

    const edited = cases.flatMap(([before, one]) => {
      const plan = planEdits(before, [one]);
      return plan.ok ? [{ before, one, after: plan.value.text }] : [];
    });
    for (const [index, after] of readWithBotocore(edited.map((each) => each.after)).entries()) {
      const { before, one } = edited[index] ?? {};
      const where = JSON.stringify({ before, one });
      expect(after.ok, where).toBe(true);
      if (one === undefined || 'restore' in one || 'rename' in one) continue;
      const [type = '', name = 'default'] = one.section.split(' ');
      const section = type === 'sso-session' ? after.ssoSessions?.[name] : after.profiles?.[name];
      if ('remove' in one) expect(section, where).toBeUndefined();
      else {
        expect(section, where).toMatchObject(
          Object.fromEntries(Object.entries(one.set).filter(([, value]) => value !== null)),
        );
      }
    }
  },
);

test('a profile that we write under any name, in any surroundings, the JavaScript SDK reads', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-readers-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const configFilepath = join(directory, 'config');
  const filepath = join(directory, 'credentials');
  await writeFile(filepath, '');
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/).filter(isWritableValue);
  const name = fc
    .stringMatching(/^[A-Za-z0-9_.@/+:%-]{1,12}$/)
    .filter((own) => isWritableName(own) && !['a', 'd', 'default'].includes(own));
  await fc.assert(
    fc.asyncProperty(
      text,
      name,
      value,
      value,
      async (surroundings, profile, accessKeyId, secretAccessKey) => {
        const set = { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey };
        const plan = planEdits(surroundings, [{ section: `profile ${profile}`, set }]);
        fc.pre(plan.ok);
        await writeFile(configFilepath, plan.value.text);
        const provide = fromIni({ profile, configFilepath, filepath, ignoreCache: true });
        expect(await provide()).toMatchObject({ accessKeyId, secretAccessKey });
      },
    ),
    { numRuns: 300 },
  );
});
