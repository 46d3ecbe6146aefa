import type { PlannedEdit } from './edit-plan.ts';
import { parseIniDocument } from './ini-document.ts';
import type { IniDocument, IniLine } from './ini-document.ts';
import { strip } from './python-text.ts';
import { identifyPlainHeader, identifySection, sectionKey } from './section-names.ts';
import type { AwsFileKind } from './section-names.ts';

/**
 * Looks at the result of a plan once more before it goes to disk (security.md §0.12): it must still be a file that
 * strict readers take, every line outside the sections of the plan must be there byte for byte and in its order, and
 * no other section may have come or gone. Only the line end of the very last line may differ.
 */
export function keepsEverythingElse(before: string, planned: PlannedEdit): boolean {
  const old = parseIniDocument(before);
  const current = parseIniDocument(planned.text);
  if (!old.ok || !current.ok) return false;
  const own = new Set(
    planned.sections.map((section) => sectionKey(identifyPlainHeader(section, planned.kind))),
  );
  const oldLines = foreignLines(old.value, own, planned.kind);
  const newLines = foreignLines(current.value, own, planned.kind);
  let position = 0;
  for (const line of newLines) if (isSameLine(oldLines[position], line)) position += 1;
  const isForeign = (name: string) => !isOwn(name, own, planned.kind);
  const oldNames = old.value.sections.map((section) => section.name).filter(isForeign);
  const newNames = current.value.sections.map((section) => section.name).filter(isForeign);
  return (
    position === oldLines.length &&
    oldNames.length === newNames.length &&
    oldNames.every((name, index) => name === newNames[index])
  );
}

interface ForeignLine extends IniLine {
  readonly endsFile: boolean;
}

function isSameLine(one: ForeignLine | undefined, other: ForeignLine): boolean {
  return one?.text === other.text && (one.eol === other.eol || one.endsFile || other.endsFile);
}

/** All lines with text in them that do not belong to a section of the plan. */
function foreignLines(document: IniDocument, own: ReadonlySet<string>, kind: AwsFileKind): ForeignLine[] {
  const skip = new Set<number>();
  for (const section of document.sections) {
    if (!isOwn(section.name, own, kind)) continue;
    // Comments below the last key stay when a section goes, so they count as foreign.
    const last = section.entries.at(-1)?.last ?? section.first;
    for (let index = section.first; index <= last; index += 1) skip.add(index);
  }
  const end = document.lines.length - 1;
  return document.lines.flatMap((line, index) => {
    return skip.has(index) || strip(line.text) === '' ? [] : [{ ...line, endsFile: index === end }];
  });
}

function isOwn(name: string, own: ReadonlySet<string>, kind: AwsFileKind): boolean {
  const identity = identifySection(name, kind);
  return identity !== null && own.has(sectionKey(identity));
}
