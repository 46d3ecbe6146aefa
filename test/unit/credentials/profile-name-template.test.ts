import { expect, test } from 'vitest';

import { isWritableName } from '../../../shared/config-files/section-names.ts';
import { profileName, profileNameTemplates } from '../../../shared/credentials/profile-name-template.ts';

const source = {
  accountId: '123456789011',
  accountName: 'Acme (prod)',
  roleName: 'ReadOnly',
  isTaken: () => false,
};

test.each([
  ['{account}_{role}', '123456789011_ReadOnly'],
  ['{role}-{account}', 'ReadOnly-123456789011'],
  ['{accountName}.{role}', 'Acme-prod-.ReadOnly'],
  ['work/{role}', 'work-ReadOnly'],
  ['{unknown}', '-unknown-'],
  ['', '123456789011'],
])('%s gives %s', (template, name) => expect(profileName(template, source)).toBe(name));

test.each([
  ['full-width letters', 'ＡＣＭＥ', 'ACME'],
  ['runs of other characters', 'a  &&  b', 'a-b'],
  ['nothing that can stay', '生产', '123456789011'],
  ['no name at all', null, '123456789011'],
  ['line ends and brackets', 'x]\n[y', 'x-y'],
])('an account name of %s', (_, accountName, name) => {
  expect(profileName('{accountName}', { ...source, accountName })).toBe(name);
});

test('a name that is taken gets the next number', () => {
  const taken = new Set(['ReadOnly', 'ReadOnly-2']);
  expect(profileName('{role}', { ...source, isTaken: (name) => taken.has(name) })).toBe('ReadOnly-3');
});

test.each(['DEFAULT', '__proto__', 'constructor'])(
  '%s is never given, because a reader trips over it',
  (roleName) => {
    expect(profileName('{role}', { ...source, roleName })).toBe(`${roleName}-2`);
  },
);

test.each(profileNameTemplates)('%s gives names that can be written', (template) => {
  expect(isWritableName(profileName(template, source))).toBe(true);
});
