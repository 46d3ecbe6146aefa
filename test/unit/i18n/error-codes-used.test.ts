import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../../shared/model/app-error.ts';

const root = join(import.meta.dirname, '../../..');

function sourceTexts(): string[] {
  return ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/app-error\.ts$|i18n/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
}

describe('the error codes', () => {
  it('are all given by something', () => {
    const texts = sourceTexts();
    expect(appErrorCodes.filter((code) => !texts.some((text) => text.includes(`'${code}'`)))).toEqual([]);
  });
});
