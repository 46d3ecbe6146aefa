import { describe, expect, test } from 'vitest';
import { parseScopes, validateRegion, validateSessionName } from '../../../shared/start-url/index.ts';

describe('a region', () => {
  test.each([['us-east-1'], [' eu-central-1 '], ['us-gov-west-1'], ['cn-north-1'], ['eusc-de-east-1']])(
    '%j is taken',
    (text) => {
      expect(validateRegion(text)).toEqual({ ok: true, value: text.trim() });
    },
  );

  test.each([[''], ['  ']])('%j is missing', (text) => {
    expect(validateRegion(text)).toMatchObject({ ok: false, error: { code: 'input.region-missing' } });
  });

  test.each([
    ['us_west-2', 'us-west-2'],
    ['us_west_2', 'us-west-2'],
    ['US-WEST-2', 'us-west-2'],
    ['us west 2', 'us-west-2'],
    ['us-west2', 'us-west-2'],
    ['us-west-2a', 'us-west-2'],
    ['us_gov_west_1', 'us-gov-west-1'],
  ])('%j is a slip for %s', (text, suggestion) => {
    expect(validateRegion(text)).toEqual({
      ok: false,
      error: { code: 'input.region-invalid', params: { region: text, suggestion } },
    });
  });

  test.each([['oregon'], ['us-east'], ['us-east-1]'], ['us-east-1 eu-west-1'], ['..']])(
    '%j is nonsense, and nothing is suggested',
    (text) => {
      expect(validateRegion(text)).toEqual({
        ok: false,
        error: { code: 'input.region-invalid', params: { region: text } },
      });
    },
  );

  test('is shown on one line, not too long, whatever was typed', () => {
    const result = validateRegion(`a\nb\u001b[31m${'x'.repeat(500)}`);
    const shown = result.ok ? '' : String(result.error.params?.['region']);
    expect(shown).toHaveLength(64);
    expect(shown).toMatch(/^a\ufffdb\ufffd\[31mx+$/);
  });
});

describe('scopes', () => {
  test.each([[null], [''], ['  '], [','], [' , ']])('%j means the default', (text) => {
    expect(parseScopes(text)).toEqual({ ok: true, value: ['sso:account:access'] });
  });

  test.each([
    ['sso:account:access', ['sso:account:access']],
    ['sso:account:access, codecatalyst:read_write', ['sso:account:access', 'codecatalyst:read_write']],
    ['b a,b', ['b', 'a']],
  ])('%j', (text, scopes) => {
    expect(parseScopes(text)).toEqual({ ok: true, value: scopes });
  });

  test.each([
    ['quotes', '"sso:account:access"'],
    ['a bracket', 'a]'],
    ['a semicolon', 'a;b'],
    ['a control character', 'a\u0000b'],
    ['letters of other scripts', 'ü'],
    ['too long a scope', 'x'.repeat(129)],
    ['too many scopes', Array.from({ length: 21 }, (_, index) => `s${index}`).join()],
  ])('are not valid with %s', (_, text) => {
    expect(parseScopes(text)).toMatchObject({ ok: false, error: { code: 'input.scopes-invalid' } });
  });
});

describe('a session name', () => {
  test.each([['work'], ['my-company.prod_1@eu'], ['_x'], ['1'], ['x'.repeat(64)], [' padded ']])(
    '%j is taken',
    (name) => {
      expect(validateSessionName(name)).toEqual({ ok: true, value: name.trim() });
    },
  );

  test.each([
    [''],
    ['my company'],
    ['a]'],
    ['[a'],
    ['a/b'],
    ['a:b'],
    ['a%b'],
    ['a\nb'],
    ['a\tb'],
    ['a"b'],
    ['a#b'],
    ['a;b'],
    ['-a'],
    ['ünit'],
    ['x'.repeat(65)],
  ])('%j is not', (name) => {
    expect(validateSessionName(name)).toMatchObject({
      ok: false,
      error: { code: 'input.session-name-invalid', params: { name: expect.any(String) as string } },
    });
  });
});
