import { appError } from '../model/app-error.ts';
import { err, ok } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { indentOf, splitLines, strip, stripEnd } from './python-text.ts';

/** One line as it stands in the file. */
export interface IniLine {
  readonly text: string;
  /** `\n`, `\r\n`, `\r`, or empty at the end of a file without a final newline. */
  readonly eol: string;
}

/** One `key = value` with everything that belongs to its value. */
export interface IniEntry {
  /** Lower case, as botocore sees it. */
  readonly key: string;
  /** Continued lines joined with `\n`; begins with `\n` where a nested block follows. */
  readonly value: string;
  /** The first line up to where the value begins: indentation, key, delimiter, blanks. */
  readonly prefix: string;
  /** Index of the line with the key, and of the last line that holds a part of the value. */
  readonly first: number;
  readonly last: number;
}

export interface IniSection {
  /** The text between the brackets, untouched. */
  readonly name: string;
  /** Index of the header line, and of the first line after the section (the next header, or the number of lines). */
  readonly first: number;
  readonly end: number;
  readonly entries: readonly IniEntry[];
}

/**
 * A config or credentials file as lines and as what botocore reads from them. Nothing is lost: the texts and line ends
 * of `lines` put together are the file.
 */
export interface IniDocument {
  readonly lines: readonly IniLine[];
  /** In file order. A name occurs once, except `DEFAULT`, whose keys botocore adds to every other section. */
  readonly sections: readonly IniSection[];
}

/** Why botocore rejects a file; the `reason` of `config.file-broken`. */
export type BrokenReason =
  | 'bom'
  | 'key-before-section'
  | 'unclosed-header'
  | 'empty-header'
  | 'duplicate-section'
  | 'duplicate-key'
  | 'line-without-equals'
  | 'line-without-key'
  | 'nested-line-without-equals';

/** The section whose keys configparser adds to all others. */
export const DEFAULTS_SECTION = 'DEFAULT';

/**
 * Reads a file by the rules of Python's configparser as botocore uses it (protocol/aws.md §5.1): one bad line makes the
 * whole file unreadable. Takes time in proportion to the text. Errors: `config.file-broken` with `line` (from 1) and
 * `reason` ({@link BrokenReason}).
 */
export function parseIniDocument(text: string): Result<IniDocument> {
  if (text.startsWith('\uFEFF')) return broken(0, 'bom');
  const lines = linesOf(text);
  const sections: IniSection[] = [];
  const sectionNames = new Set<string>();
  const defaultKeys = new Set<string>();
  let section: OpenSection | null = null;
  let entry: OpenEntry | null = null;
  let indentLevel = 0;

  const closeEntry = () => {
    if (section !== null && entry !== null) section.entries.push(finish(entry));
    entry = null;
  };
  const closeSection = (end: number) => {
    closeEntry();
    if (section !== null) sections.push({ ...section, end });
  };

  for (const [index, line] of lines.entries()) {
    const value = strip(line.text);
    if (value.startsWith('#') || value.startsWith(';')) continue;
    // A blank line is kept as part of a value that goes on below; at the end of a value it is stripped.
    const open: OpenEntry | null = entry;
    if (value === '') {
      open?.parts.push('');
      continue;
    }
    const indent = indentOf(line.text);
    if (open !== null && indent > indentLevel) {
      open.parts.push(value);
      open.last = index;
      continue;
    }
    indentLevel = indent;
    const name = headerName(value);
    if (name !== null) {
      if (sectionNames.has(name)) return broken(index, 'duplicate-section');
      if (name !== DEFAULTS_SECTION) sectionNames.add(name);
      closeSection(index);
      const keys: Set<string> = name === DEFAULTS_SECTION ? defaultKeys : new Set<string>();
      section = { name, first: index, entries: [], keys };
      continue;
    }
    const current: OpenSection | null = section;
    if (current === null) return broken(index, withoutSection(value));
    const delimiter = value.search(/[=:]/);
    if (delimiter === -1) {
      return broken(index, value.startsWith('[') ? headerProblem(value) : 'line-without-equals');
    }
    const key = stripEnd(value.slice(0, delimiter)).toLowerCase();
    if (key === '') return broken(index, 'line-without-key');
    if (current.keys.has(key)) return broken(index, 'duplicate-key');
    current.keys.add(key);
    closeEntry();
    const first = strip(value.slice(delimiter + 1));
    const start = first === '' ? indent + delimiter + 1 : indent + value.length - first.length;
    entry = { key, prefix: line.text.slice(0, start), parts: [first], first: index, last: index };
  }
  closeSection(lines.length);
  const document = { lines, sections };
  return firstBadNestedLine(document) ?? ok(document);
}

/** The keys of a nested block, or null where a line has no `=`. Not for values without a block. */
export function parseNested(value: string): Map<string, string> | null {
  const nested = new Map<string, string>();
  for (const line of splitLines(value)) {
    const text = strip(line);
    if (text === '') continue;
    const equals = text.indexOf('=');
    if (equals === -1) return null;
    nested.set(stripEnd(text.slice(0, equals)), strip(text.slice(equals + 1)));
  }
  return nested;
}

/** Whether a value is a nested block. */
export function isNested(value: string): boolean {
  return value.startsWith('\n');
}

interface OpenSection {
  readonly name: string;
  readonly first: number;
  readonly entries: IniEntry[];
  readonly keys: Set<string>;
}

interface OpenEntry {
  readonly key: string;
  readonly prefix: string;
  readonly parts: string[];
  readonly first: number;
  last: number;
}

function finish(entry: OpenEntry): IniEntry {
  const { key, prefix, first, last } = entry;
  return { key, prefix, first, last, value: stripEnd(entry.parts.join('\n')) };
}

function broken(index: number, reason: BrokenReason): Result<never> {
  return err(appError('config.file-broken', { line: index + 1, reason }));
}

/** Universal newlines, as Python reads text. */
function linesOf(text: string): IniLine[] {
  const lines: IniLine[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, match.index), eol: match[0] });
    start = match.index + match[0].length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), eol: '' });
  return lines;
}

/** `[` … the last `]` of the line, with anything after it. */
function headerName(value: string): string | null {
  if (!value.startsWith('[')) return null;
  const end = value.lastIndexOf(']');
  return end > 1 ? value.slice(1, end) : null;
}

function headerProblem(value: string): BrokenReason {
  return value.startsWith('[]') ? 'empty-header' : 'unclosed-header';
}

function withoutSection(value: string): BrokenReason {
  return value.startsWith('[') ? headerProblem(value) : 'key-before-section';
}

function firstBadNestedLine(document: IniDocument): Result<never> | null {
  const real = document.sections.filter((section) => section.name !== DEFAULTS_SECTION);
  for (const section of document.sections) {
    for (const entry of section.entries) {
      if (!isNested(entry.value) || parseNested(entry.value) !== null) continue;
      // A default counts only where a section takes it over.
      const counts =
        section.name !== DEFAULTS_SECTION ||
        real.some((other) => other.entries.every((candidate) => candidate.key !== entry.key));
      if (counts) return broken(badLine(document, entry), 'nested-line-without-equals');
    }
  }
  return null;
}

function badLine(document: IniDocument, entry: IniEntry): number {
  for (let index = entry.first + 1; index <= entry.last; index += 1) {
    const text = strip(document.lines[index]?.text ?? '');
    if (text.startsWith('#') || text.startsWith(';')) continue;
    if (parseNested(text) === null) return index;
  }
  return entry.first;
}
