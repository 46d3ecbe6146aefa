import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../../shared/model/app-error.ts';
import { createTranslate } from '../../../shared/i18n/translate.ts';
import { translateError } from '../../../shared/i18n/error-text.ts';
import { errors } from '../../../shared/i18n/en/errors.ts';
import { en } from '../../../shared/i18n/en/index.ts';

const t = createTranslate('en');

describe('the words of an error', () => {
  it.each(appErrorCodes)('%s says what happened and what to do next, without any parameter', (code) => {
    const text = translateError(t, { code });
    expect(text.message).toMatch(/^[A-Z“].*\.$/);
    expect(text.hint).toMatch(/^[A-Z“].*\.$/);
    expect(`${text.message} ${text.hint}`).not.toMatch(/\{\{|errors\.|undefined/);
  });

  it('has no words for codes that do not exist', () => {
    const worded = Object.entries(errors).flatMap(([group, entries]) =>
      Object.keys(entries).map((name) => `${group}.${name}`),
    );
    expect(worded.sort()).toEqual([...appErrorCodes].sort());
  });

  it('names the file and line when both are known', () => {
    const { message } = translateError(t, {
      code: 'config.file-broken',
      params: { file: '~/.aws/config', line: 12 },
    });
    expect(message).toBe('Line 12 of ~/.aws/config is one that strict readers reject.');
  });

  it('falls back to the plain wording when a parameter is missing', () => {
    const { message } = translateError(t, { code: 'config.file-broken', params: { line: 12 } });
    expect(message).toBe('A config file has a line that strict readers reject.');
  });

  it('tells the reason where one is known, and leaves out one that is not', () => {
    const hint = (reason: string) =>
      translateError(t, { code: 'config.file-broken', params: { reason } }).hint;
    expect(hint('duplicate-key')).toBe(
      'It repeats a key of its section. The file was not touched. Correct that line in an editor, then try again.',
    );
    expect(hint('toString')).toBe(
      'The file was not touched. Correct that line in an editor, then try again.',
    );
  });

  it('keeps a hostile parameter as text', () => {
    const name = '<img src=x onerror=alert(1)> {{hint}} $t(errors.app.internal.message)';
    const { message } = translateError(t, { code: 'input.session-unknown', params: { name } });
    expect(message).toBe(`There is no session named “${name}”.`);
  });
});

describe('the English catalogue', () => {
  const leaves = (tree: object, path: string): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value as object, `${path}${key}.`),
    );

  it('has no empty text and no markup', () => {
    for (const [key, text] of leaves(en, '')) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/<[a-z/]/i);
    }
  });

  it('has an other form beside every one form', () => {
    const keys = leaves(en, '').map(([key]) => key);
    for (const key of keys.filter((name) => name.endsWith('_one'))) {
      expect(keys).toContain(key.replace(/_one$/, '_other'));
    }
  });
});
