import { describe, expect, it } from 'vitest';
import { jsonLine, printable } from '../../../electron/broker/printable.ts';
import { singleQuoted } from '../../../shared/encoding/single-quoted.ts';
import { displayWidth, textTable } from '../../../electron/broker/text-table.ts';

describe('printable text', () => {
  it.each([
    ['an escape sequence', '\u001b[2J', '\\u{1b}[2J'],
    ['a C1 control', '\u009b2J', '\\u{9b}2J'],
    ['a direction override', 'a\u202eb', 'a\\u{202e}b'],
    ['a line end', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['half of a surrogate pair', 'a\ud83d', 'a\\u{d83d}'],
    ['an invisible tag', 'a\u{e0041}', 'a\\u{e0041}'],
  ])('shows %s instead of sending it', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves the words of any language alone', () => {
    const words = 'Größe é 日本語 עברית 🔑 “x”';
    expect(printable(words)).toBe(words);
  });
});

it('JSON means the same to a parser and nothing to a terminal', () => {
  const value = { text: '\u001b]0;x\u0007 \u009b \u202e \u2028 🔑 \u{e0041} é' };
  const line = jsonLine(value);
  expect(JSON.parse(line)).toStrictEqual(value);
  expect(line).toMatch(/^[\x20-\x7e🔑é]*$/u);
});

describe('a table', () => {
  it('aligns columns by what a terminal shows, and leaves no spaces at the end', () => {
    expect(
      textTable(
        ['NAME', 'ROLE'],
        [
          ['大きい', 'a'],
          ['é', ''],
        ],
      ),
    ).toStrictEqual(['NAME    ROLE', '大きい  a', 'é']);
  });

  it('keeps a cell on its line', () => {
    expect(textTable(['A'], [['x\ny']])).toStrictEqual(['A', 'x\\u{a}y']);
  });

  it('counts wide and combining characters', () => {
    expect(['a', 'e\u0301', '日', '🔑', '가'].map(displayWidth)).toStrictEqual([1, 1, 2, 2, 2]);
  });
});

it('quotes for a shell so that nothing inside has a meaning', () => {
  expect(singleQuoted("it's $(x)")).toBe("'it'\\''s $(x)'");
});
