import type { DiffLine } from '../model/profile.ts';
import { diffLines } from './line-diff.ts';
import { maskLines } from './secret-keys.ts';

/** Lines shown around a change. */
const CONTEXT = 3;

/** Stands between two changes where lines are left out. */
export const DIFF_GAP: DiffLine = { type: 'context', text: '⋯' };

/**
 * What changes from one text to another, with three lines around each change. Values of secret keys are masked in every
 * line, changed or not (security.md §0.3); `mask` masks the lines of a whole text, one for one. Takes time in proportion
 * to the texts where the changes are small.
 */
export function maskedDiff(
  before: string,
  after: string,
  mask: (lines: readonly string[]) => readonly string[] = maskLines,
): DiffLine[] {
  if (before === after) return [];
  const oldLines = linesOf(before);
  const newLines = linesOf(after);
  const spans = diffLines(oldLines, newLines);
  const oldMasked = mask(oldLines);
  const newMasked = mask(newLines);
  const diff: DiffLine[] = [];
  for (const [index, span] of spans.entries()) {
    if (!span.kept) {
      for (const text of oldMasked.slice(span.oldStart, span.oldEnd)) diff.push({ type: 'remove', text });
      for (const text of newMasked.slice(span.newStart, span.newEnd)) diff.push({ type: 'add', text });
      continue;
    }
    const isFirst = index === 0;
    const isLast = index === spans.length - 1;
    const head = isFirst ? 0 : CONTEXT;
    const tail = isLast ? 0 : CONTEXT;
    const length = span.newEnd - span.newStart;
    const left = length > head + tail;
    if (left) {
      pushContext(diff, newMasked.slice(span.newStart, span.newStart + head));
      if (!isFirst && !isLast) diff.push(DIFF_GAP);
      pushContext(diff, newMasked.slice(span.newEnd - tail, span.newEnd));
    } else pushContext(diff, newMasked.slice(span.newStart, span.newEnd));
  }
  return diff;
}

function pushContext(diff: DiffLine[], texts: readonly string[]): void {
  for (const text of texts) diff.push({ type: 'context', text });
}

/** The lines of a text, without their ends. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
