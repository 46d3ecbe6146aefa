import fc from 'fast-check';
import { isWritableValue } from '../../shared/config-files/edit-rules.ts';
import { isWritableName } from '../../shared/config-files/section-names.ts';

export const name = fc.stringMatching(/^[A-Za-z0-9_.@/+:%-]{1,12}$/).filter((text) => isWritableName(text));
export const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/);
export const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/).filter(isWritableValue);
const eol = fc.constantFrom('\n', '\r\n');
const comment = fc.stringMatching(/^[ \t]{0,2}[#;][^\r\n]{0,20}$/);
const blank = fc.constantFrom('', '  ', '\t');
/** Whatever people have in their files, as long as botocore takes it. */
const foreignText = fc.stringMatching(/^[^\s=:#;[][^\r\n]{0,15}$/u).filter((text) => text.trim() === text);

export interface Section {
  readonly name: string;
  readonly text: string;
}

const entry = fc
  .tuple(key, fc.constantFrom(' = ', '=', ': ', '\t=\t'), foreignText, fc.option(foreignText), eol)
  .map(([left, equals, text, more, end]) => {
    return { key: left, text: `${left}${equals}${text}${end}${more === null ? '' : `  ${more}${end}`}` };
  });
const nested = fc.tuple(key, key, foreignText, eol).map(([left, child, text, end]) => {
  return { key: left, text: `${left} =${end}    ${child} = ${text}${end}` };
});
const trivia = fc
  .tuple(fc.oneof(comment, blank), eol)
  .map(([text, end]) => ({ key: null, text: text + end }));

const section = fc
  .tuple(
    name,
    fc.constantFrom('', ' # work', '  '),
    eol,
    fc.uniqueArray(fc.oneof(entry, nested, trivia), { maxLength: 8, selector: (item) => item.key ?? item }),
  )
  .map(([own, after, end, items]): Section => {
    return { name: own, text: `[profile ${own}]${after}${end}${items.map((item) => item.text).join('')}` };
  });

/** A file that botocore reads, as its sections; `top` stands before them. */
export const file = fc.record({
  top: fc.array(trivia, { maxLength: 3 }).map((lines) => lines.map((line) => line.text).join('')),
  sections: fc.uniqueArray(section, { maxLength: 6, selector: (item) => item.name }),
});

export function textOf({ top, sections }: { top: string; sections: readonly Section[] }): string {
  return top + sections.map((item) => item.text).join('');
}
