import type { IniDocument, IniLine } from './ini-document.ts';
import { findMarked, marked } from './text-mark.ts';
import type { TextMark } from './text-mark.ts';

/** One place where a text was changed: what stands at `at` now, and what stood there. */
export interface TextHunk {
  readonly at: number;
  readonly now: string;
  readonly was: string;
}

/** A hunk as it is kept for undo: of a long text that is there now, only what tells whether it still is. */
export interface KeptHunk {
  readonly at: number;
  readonly now: string | TextMark;
  readonly was: string;
}

/** Collects changes of lines and puts them into the text in one pass; all other lines keep every byte. */
export class LineEdits {
  readonly #document: IniDocument;
  readonly #dropped = new Set<number>();
  /** New lines that stand in front of a line; the number of lines stands for the end of the last section. */
  readonly #before = new Map<number, IniLine[]>();
  /** New sections, behind everything else. */
  readonly #appended: IniLine[] = [];
  /** Where a line has none to go by: the line end of the first line. */
  readonly #eol: string;

  constructor(document: IniDocument) {
    this.#document = document;
    this.#eol = document.lines[0]?.eol === '\r\n' ? '\r\n' : '\n';
  }

  /** Drops the lines from `first` to `last`, both included. */
  drop(first: number, last: number): void {
    for (let index = first; index <= last; index += 1) this.#dropped.add(index);
  }

  isDropped(index: number): boolean {
    return this.#dropped.has(index);
  }

  /** Puts lines in front of line `index`, with the line end of line `like`: the one they follow, unless given. */
  insert(index: number, texts: readonly string[], like = index - 1): void {
    const eol = this.#eolLike(like);
    const lines = this.#before.get(index) ?? [];
    for (const text of texts) lines.push({ text, eol });
    this.#before.set(index, lines);
  }

  /** Puts a section at the end of the file, parted by a blank line from what stands there. */
  append(texts: readonly string[]): void {
    const eol = this.#eolLike(this.#document.lines.length - 1);
    const runsOn = this.#appended.length === 0 && this.#document.lines.at(-1)?.eol === '\r';
    const separated = runsOn || this.#endsInText() ? ['', ...texts] : texts;
    for (const text of separated) this.#appended.push({ text, eol });
  }

  /** Only botocore takes a lone CR for a line end, so no new line gets one. */
  #eolLike(index: number): string {
    const eol = this.#document.lines[index]?.eol ?? '';
    if (eol === '') return this.#eol;
    return eol === '\r' ? '\n' : eol;
  }

  #endsInText(): boolean {
    const added = this.#appended.at(-1) ?? this.#before.get(this.#document.lines.length)?.at(-1);
    if (added !== undefined) return added.text.trim() !== '';
    for (let index = this.#document.lines.length - 1; index >= 0; index -= 1) {
      if (!this.#dropped.has(index)) return (this.#document.lines[index]?.text ?? '').trim() !== '';
    }
    return false;
  }

  /** The new text, and how to get from it back to the old one. */
  render(): { readonly text: string; readonly hunks: readonly TextHunk[] } {
    const { lines } = this.#document;
    const hunks: TextHunk[] = [];
    let text = '';
    let at = 0;
    let now = '';
    let was = '';
    const close = () => {
      if (now !== was) hunks.push({ at, now, was });
      text += now;
      now = '';
      was = '';
      at = text.length;
    };
    const finalNewline = lines.length === 0 || lines.at(-1)?.eol !== '';
    const last = this.#lastKept();
    let lastInsertion = this.#appended.length > 0 ? lines.length : -1;
    for (const index of this.#before.keys()) lastInsertion = Math.max(lastInsertion, index);
    for (let index = 0; index <= lines.length; index += 1) {
      const inserted = this.#before.get(index) ?? [];
      const added = index === lines.length ? [...inserted, ...this.#appended] : inserted;
      for (const [position, line] of added.entries()) {
        const ends = index > last && index === lastInsertion && position === added.length - 1;
        now += line.text + (ends && !finalNewline ? '' : line.eol);
      }
      const line = lines[index];
      if (line === undefined) continue;
      if (this.#dropped.has(index)) {
        was += line.text + line.eol;
        continue;
      }
      const ends = index === last && lastInsertion <= index;
      const eol = ends ? (finalNewline ? line.eol : '') : line.eol === '' ? this.#eol : line.eol;
      if (eol === line.eol) {
        close();
        text += line.text + eol;
        at = text.length;
      } else {
        now += line.text + eol;
        was += line.text + line.eol;
      }
    }
    close();
    return { text, hunks };
  }

  #lastKept(): number {
    let index = this.#document.lines.length - 1;
    while (index >= 0 && this.#dropped.has(index)) index -= 1;
    return index;
  }
}

/** Hunks in the form in which they are kept. */
export function keptHunks(hunks: readonly TextHunk[]): KeptHunk[] {
  return hunks.map(({ at, now, was }) => ({ at, now: marked(now), was }));
}

/** Kept hunks in a text that still has what they left; null where it has not. */
export function findHunks(text: string, hunks: readonly KeptHunk[]): TextHunk[] | null {
  const found: TextHunk[] = [];
  let done = 0;
  for (const { at, now, was } of hunks) {
    const there = at < done ? null : findMarked(text, at, now);
    if (there === null) return null;
    found.push({ at, now: there, was });
    done = at + there.length;
  }
  return found;
}

/** Undoes hunks in the text that they were found in. */
export function revertHunks(text: string, hunks: readonly TextHunk[]): string {
  let result = '';
  let done = 0;
  for (const { at, now, was } of hunks) {
    result += text.slice(done, at) + was;
    done = at + now.length;
  }
  return result + text.slice(done);
}

/** The hunks that lead from the reverted text forward again. */
export function reverseHunks(hunks: readonly TextHunk[]): TextHunk[] {
  let shift = 0;
  return hunks.map(({ at, now, was }) => {
    const reversed = { at: at + shift, now: was, was: now };
    shift += was.length - now.length;
    return reversed;
  });
}
