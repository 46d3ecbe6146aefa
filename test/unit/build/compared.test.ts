import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('docs/compared.md', root), 'utf8');

interface Row {
  readonly feature: string;
  readonly status: string;
  readonly shownBy: readonly { readonly file: string; readonly title: string }[];
}

const rows: readonly Row[] = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:Feature|---) \|/.test(line))
  .map((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    return {
      feature: cells[1] ?? '',
      status: cells.at(-3) ?? '',
      shownBy: [...(cells.at(-2) ?? '').matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file, title]) => ({
        file: file ?? '',
        title: title ?? '',
      })),
    };
  });

function isTitleIn(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
}

describe('the comparison with other tools', () => {
  it('has a row for each feature, and each row says where Latchkey stands', () => {
    expect(rows.length).toBeGreaterThan(70);
    expect(new Set(rows.map((row) => row.feature)).size).toBe(rows.length);
    const unclear = rows.filter(({ status }) => !/^(?:✓|◐|✗|planned|deliberately not)(?: |:|$)/.test(status));
    expect(unclear).toEqual([]);
  });

  it.each(rows.filter(({ status }) => /^[✓◐]/.test(status)))('$feature is shown by tests', ({ shownBy }) => {
    expect(shownBy).not.toEqual([]);
    for (const { file, title } of shownBy) {
      expect(isTitleIn(readFileSync(new URL(file, root), 'utf8'), title), `${file} “${title}”`).toBe(true);
    }
  });

  it('claims no test for what is not there', () => {
    const claimed = rows.filter(({ status, shownBy }) => !/^[✓◐]/.test(status) && shownBy.length > 0);
    expect(claimed).toEqual([]);
  });
});
