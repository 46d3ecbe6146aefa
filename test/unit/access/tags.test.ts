import { describe, expect, it } from 'vitest';
import type { TagRule } from '../../../shared/model/tag.ts';
import { matchesPattern } from '../../../shared/tags/pattern.ts';
import { compileTags, isProduction } from '../../../shared/tags/tags.ts';

const rule = (over: Partial<TagRule>): TagRule => ({
  name: 'prod',
  colour: 'red',
  production: false,
  field: 'any',
  pattern: 'prod',
  ...over,
});
const account = {
  accountId: '111122223333',
  accountName: 'Payments Production',
  emailAddress: 'aws+pay@example.com',
};
const namesOf = (rules: readonly TagRule[], roleName = 'ReadOnly') =>
  compileTags(rules)(account)(roleName).map(({ name }) => name);

describe('a pattern', () => {
  it.each([
    ['prod', 'Payments Production', true],
    ['PROD', 'payments-prod', true],
    ['prod', 'staging', false],
    ['prod*', 'Production', true],
    ['prod*', 'Payments Production', false],
    ['*prod', 'Production', false],
    ['*prod*', 'Payments Production', true],
    ['*-prod', 'a-prod-b-prod', true],
    ['1111????3333', '111122223333', true],
    ['1111???3333', '111122223333', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['*', '', true],
    ['?', '', false],
    ['a.c', 'abc', false],
    ['(', 'x(y', true],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it('of any kind takes no long time on any text', () => {
    const started = process.cpuUsage().user;
    expect(matchesPattern('*a'.repeat(60) + 'b', 'a'.repeat(5_000))).toBe(false);
    expect(process.cpuUsage().user - started).toBeLessThan(2_000_000);
  });
});

describe('tags', () => {
  it.each([
    ['accountName', 'payments', true],
    ['accountName', 'ReadOnly', false],
    ['accountId', '1111*', true],
    ['email', '*@example.com', true],
    ['role', 'ReadOnly', true],
    ['role', 'payments', false],
    ['any', 'readonly', true],
    ['any', 'aws+pay*', true],
  ] as const)('a rule on %s with %s: %s', (field, pattern, expected) => {
    expect(namesOf([rule({ field, pattern })]).length === 1).toBe(expected);
  });

  it('come in the order of the rules, each name once', () => {
    const rules = [
      rule({ name: 'b' }),
      rule({ name: 'a' }),
      rule({ name: 'b', colour: 'green', pattern: 'read' }),
    ];
    expect(namesOf(rules)).toEqual(['b', 'a']);
  });

  it('are for production if any rule of that name says so', () => {
    const rules = [rule({}), rule({ production: true, field: 'role', pattern: 'Admin*' })];
    const ofRole = compileTags(rules)(account);
    expect([isProduction(ofRole('ReadOnly')), isProduction(ofRole('AdministratorAccess'))]).toEqual([
      false,
      true,
    ]);
  });

  it('leave an account without a name or address alone', () => {
    const nameless = { accountId: '999999999999', accountName: null, emailAddress: null };
    expect(compileTags([rule({ field: 'any', pattern: 'null' })])(nameless)('ReadOnly')).toEqual([]);
  });
});
