/** A stretch of lines: kept (`old` and `new` of one length), or replaced. Ends are exclusive. */
export interface DiffSpan {
  readonly kept: boolean;
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Above this many pairs of lines a changed stretch without unique lines is shown as replaced whole. */
const LARGEST_TABLE = 250_000;

/**
 * The stretches that two texts share and those that differ, in order. Lines that occur once on both sides are anchors,
 * so a large file with small changes takes time in proportion to its size.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffSpan[] {
  const spans: DiffSpan[] = [];
  const work: Range[] = [{ a: 0, aEnd: before.length, b: 0, bEnd: after.length }];
  for (let range = work.pop(); range !== undefined; range = work.pop()) {
    let { a, b, aEnd, bEnd } = range;
    const start = a;
    while (a < aEnd && b < bEnd && before[a] === after[b]) {
      a += 1;
      b += 1;
    }
    keep(spans, start, range.b, a - start);
    const tail = aEnd;
    while (aEnd > a && bEnd > b && before[aEnd - 1] === after[bEnd - 1]) {
      aEnd -= 1;
      bEnd -= 1;
    }
    // What is kept at the end comes after everything between.
    if (tail > aEnd) work.push({ a: aEnd, aEnd: tail, b: bEnd, bEnd: range.bEnd });
    const inner = { a, aEnd, b, bEnd };
    if (a === aEnd || b === bEnd) replace(spans, inner);
    else {
      const anchors = anchorsOf(before, after, inner);
      if (anchors.length > 0) work.push(...between(anchors, inner).reverse());
      else if ((aEnd - a) * (bEnd - b) <= LARGEST_TABLE) diffByTable(spans, before, after, inner);
      else replace(spans, inner);
    }
  }
  return spans;
}

interface Range {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

interface Anchor {
  readonly a: number;
  readonly b: number;
}

function keep(spans: DiffSpan[], oldStart: number, newStart: number, length: number): void {
  if (length === 0) return;
  const last = spans.at(-1);
  const span = { kept: true, oldStart, oldEnd: oldStart + length, newStart, newEnd: newStart + length };
  if (last?.kept === true) {
    spans[spans.length - 1] = { ...span, oldStart: last.oldStart, newStart: last.newStart };
  } else spans.push(span);
}

function replace(spans: DiffSpan[], { a, aEnd, b, bEnd }: Range): void {
  if (a === aEnd && b === bEnd) return;
  const last = spans.at(-1);
  const span = { kept: false, oldStart: a, oldEnd: aEnd, newStart: b, newEnd: bEnd };
  if (last?.kept === false) {
    spans[spans.length - 1] = { ...span, oldStart: last.oldStart, newStart: last.newStart };
  } else spans.push(span);
}

/** Lines that occur once in both stretches, as the longest series that has the same order in both. */
function anchorsOf(before: readonly string[], after: readonly string[], range: Range): Anchor[] {
  const old = uniqueLines(before, range.a, range.aEnd);
  const current = uniqueLines(after, range.b, range.bEnd);
  const pairs: Anchor[] = [];
  for (const [line, a] of old) {
    const b = current.get(line);
    if (a !== null && b !== undefined && b !== null) pairs.push({ a, b });
  }
  return longestIncreasing(pairs);
}

function uniqueLines(lines: readonly string[], start: number, end: number): Map<string, number | null> {
  const unique = new Map<string, number | null>();
  for (let index = start; index < end; index += 1) {
    const line = lines[index] ?? '';
    unique.set(line, unique.has(line) ? null : index);
  }
  return unique;
}

/** Patience sorting; the pairs come in order of `a`. */
function longestIncreasing(pairs: readonly Anchor[]): Anchor[] {
  const sorted = [...pairs].sort((one, other) => one.a - other.a);
  const tops: number[] = [];
  const previous: number[] = [];
  for (const [index, pair] of sorted.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[tops[middle] ?? 0]?.b ?? 0) < pair.b) low = middle + 1;
      else high = middle;
    }
    previous[index] = tops[low - 1] ?? -1;
    tops[low] = index;
  }
  const series: Anchor[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = sorted[index];
    if (pair !== undefined) series.push(pair);
  }
  return series.reverse();
}

/** The stretches that anchors cut a range into; each but the first begins with its anchor. */
function between(anchors: readonly Anchor[], range: Range): Range[] {
  const cuts = [{ a: range.a, b: range.b }, ...anchors, { a: range.aEnd, b: range.bEnd }];
  return cuts.slice(1).map((cut, index) => {
    const from = cuts[index] ?? cut;
    return { a: from.a, aEnd: cut.a, b: from.b, bEnd: cut.b };
  });
}

/** Longest common subsequence of two short stretches. */
function diffByTable(
  spans: DiffSpan[],
  before: readonly string[],
  after: readonly string[],
  range: Range,
): void {
  const rows = range.aEnd - range.a;
  const columns = range.bEnd - range.b;
  const width = columns + 1;
  const table = new Uint16Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      table[row * width + column] =
        before[range.a + row] === after[range.b + column]
          ? (table[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(table[(row + 1) * width + column] ?? 0, table[row * width + column + 1] ?? 0);
    }
  }
  let row = 0;
  let column = 0;
  while (row < rows || column < columns) {
    const a = range.a + row;
    const b = range.b + column;
    if (row < rows && column < columns && before[a] === after[b]) {
      keep(spans, a, b, 1);
      row += 1;
      column += 1;
    } else if (
      column === columns ||
      (row < rows && (table[(row + 1) * width + column] ?? 0) >= (table[row * width + column + 1] ?? 0))
    ) {
      replace(spans, { a, aEnd: a + 1, b, bEnd: b });
      row += 1;
    } else {
      replace(spans, { a, aEnd: a, b, bEnd: b + 1 });
      column += 1;
    }
  }
}
