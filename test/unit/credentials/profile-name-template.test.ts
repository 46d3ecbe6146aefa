import { describe, expect, test } from 'vitest';

import { isWritableName } from '../../../shared/config-files/section-names.ts';
import {
  checkNameTemplate,
  createProfileNamer,
  profileName,
  profileNameTemplates,
} from '../../../shared/credentials/profile-name-template.ts';

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

describe('a template of one’s own', () => {
  test.each([...profileNameTemplates, 'work-{role}', 'x', ' {account} '])('%j is taken', (template) => {
    expect(checkNameTemplate(template)).toEqual({ ok: true, value: template.trim() });
  });

  test.each([
    ['{acount}_{role}', '{acount}'],
    ['{account_{role}', '{'],
    ['{role}}', '}'],
    ['{}', '{}'],
    ['{Role}', '{Role}'],
    ['{{role}}', '{'],
    ['{__proto__}', '{__proto__}'],
  ])('%j is refused, and %j is named', (template, part) => {
    expect(checkNameTemplate(template)).toEqual({
      ok: false,
      error: { code: 'input.template-invalid', params: { part } },
    });
  });

  test.each(['', '   '])('%j is refused as empty', (template) => {
    expect(checkNameTemplate(template)).toMatchObject({ error: { code: 'input.template-empty' } });
  });
});

describe('names for many roles', () => {
  const roles = ['111111111111', '222222222222', '333333333333'].map((accountId) => ({
    accountId,
    accountName: 'Acme',
    roleName: 'Admin',
  }));

  test('are all different, and pass over those that are taken', () => {
    const name = createProfileNamer('{role}', (candidate) => candidate === 'Admin-2');
    expect(roles.map(name)).toEqual(['Admin', 'Admin-3', 'Admin-4']);
  });

  test('are the same as one by one', () => {
    const taken = new Set<string>();
    const oneByOne = roles.map((role) => {
      const given = profileName('{accountName}.{role}', { ...role, isTaken: (name) => taken.has(name) });
      taken.add(given);
      return given;
    });
    expect(roles.map(createProfileNamer('{accountName}.{role}', () => false))).toEqual(oneByOne);
  });

  test('look at each name once, also where 20,000 would be the same', () => {
    let looks = 0;
    const name = createProfileNamer('{role}', () => {
      looks += 1;
      return false;
    });
    const all = new Set(Array.from({ length: 20_000 }, () => name(roles[0]!)));
    expect([all.size, all.has('Admin-20000'), looks]).toEqual([20_000, true, 20_000]);
  });
});
