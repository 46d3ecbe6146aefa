import { appError } from '../model/app-error.ts';
import type { AppError } from '../model/app-error.ts';
import type { LineEdits } from './edit-layout.ts';
import type { SectionChange } from './edit-plan.ts';
import { sectionProblem } from './edit-rules.ts';
import type { EditValue } from './edit-rules.ts';
import { isNested, parseNested } from './ini-document.ts';
import type { IniDocument, IniEntry, IniSection } from './ini-document.ts';
import { indentOf, strip } from './python-text.ts';
import { identifySection, plainHeader, sectionKey } from './section-names.ts';
import type { AwsFileKind } from './section-names.ts';

/** Turns changes of sections into changes of lines; gives what is wrong where that cannot be done. */
export function layOut(
  document: IniDocument,
  changes: readonly SectionChange[],
  layout: LineEdits,
  kind: AwsFileKind,
): AppError | null {
  const found = new Map<string, IniSection[]>();
  for (const section of document.sections) {
    const identity = identifySection(section.name, kind);
    if (identity === null) continue;
    const key = sectionKey(identity);
    found.set(key, [...(found.get(key) ?? []), section]);
  }
  for (const change of changes) {
    const sections = found.get(sectionKey(change.identity)) ?? [];
    if (change.remove) for (const section of sections) removeSection(document, section, layout);
    const target = change.remove ? undefined : sections.at(-1);
    if (change.rename !== null) {
      const taken = found.get(sectionKey(change.rename))?.[0];
      if (taken !== undefined || (target !== undefined && sections.length > 1)) {
        return unsafe(taken ?? target);
      }
    }
    if (target !== undefined) {
      if (isAmbiguous(sections) && change.set.size > 0) return unsafe(target);
      if (change.rename !== null) renameSection(document, target, plainHeader(change.rename, kind), layout);
      setKeys(document, target, change.set, layout);
      continue;
    }
    if (change.rename !== null) continue;
    const lines = [...change.set].flatMap(([key, value]) =>
      value === null ? [] : entryLines('', key, value),
    );
    if (lines.length === 0) continue;
    const problem = sectionProblem(change.identity, true);
    if (problem !== null) return problem;
    layout.append([`[${plainHeader(change.identity, kind)}]`, ...lines]);
  }
  return null;
}

/** One section spelt twice: the readers disagree on what counts, except for `[default]` before `[profile default]`. */
function isAmbiguous(sections: readonly IniSection[]): boolean {
  if (sections.length < 2) return false;
  return sections.length > 2 || sections[0]?.name !== 'default';
}

function setKeys(
  document: IniDocument,
  section: IniSection,
  set: ReadonlyMap<string, EditValue>,
  layout: LineEdits,
): void {
  const entries = new Map(section.entries.map((entry) => [entry.key, entry]));
  const added: string[] = [];
  const indent = newKeyIndent(document, section);
  for (const [key, value] of set) {
    const entry = entries.get(key);
    if (entry === undefined) {
      if (value !== null) added.push(...entryLines(indent, key, value));
      continue;
    }
    if (isWrittenAs(entry, value)) continue;
    layout.drop(entry.first, entry.last);
    if (value !== null) layout.insert(entry.first, replacement(entry, key, value), entry.last);
  }
  if (added.length > 0) layout.insert((section.entries.at(-1)?.last ?? section.first) + 1, added);
}

/** A value that is there already and is seen by all readers stays as it is. */
function isWrittenAs(entry: IniEntry, value: EditValue): boolean {
  if (value === null || !isPlainPrefix(entry.prefix)) return false;
  if (typeof value === 'string') return entry.value === value;
  const block = isNested(entry.value) ? parseNested(entry.value) : null;
  const children = Object.entries(value);
  return block?.size === children.length && children.every(([child, text]) => block.get(child) === text);
}

function isPlainPrefix(prefix: string): boolean {
  return /^[ \t]*[a-z0-9_-]+[ \t]*=[ \t]*$/.test(prefix);
}

/** Keeps indentation and alignment where all readers understand them. */
function replacement(entry: IniEntry, key: string, value: Exclude<EditValue, null>): string[] {
  const indent = entry.prefix.slice(0, indentOf(entry.prefix));
  if (typeof value !== 'string' || !isPlainPrefix(entry.prefix)) return entryLines(indent, key, value);
  const prefix =
    entry.prefix.endsWith('=') && /[ \t]=$/.test(entry.prefix) ? `${entry.prefix} ` : entry.prefix;
  return [prefix + value];
}

function entryLines(indent: string, key: string, value: Exclude<EditValue, null>): string[] {
  if (typeof value === 'string') return [`${indent}${key} = ${value}`];
  return [
    `${indent}${key} =`,
    ...Object.entries(value).map(([child, text]) => `${indent}    ${child} = ${text}`),
  ];
}

/**
 * A new key stands as far right as the key above it: further right it would continue that key's value, further left an
 * indented header below would continue the new one. Under an empty or nested value the JavaScript reader takes an
 * indented key for a part of it, so there it stands at the margin if nothing indented follows.
 */
function newKeyIndent(document: IniDocument, section: IniSection): string {
  const next = document.lines[section.end]?.text ?? '';
  const nextIndent = next.slice(0, indentOf(next));
  const last = section.entries.at(-1);
  if (last === undefined) return nextIndent;
  const opensBlock = section.entries.some((entry) => entry.value === '' || entry.value.startsWith('\n'));
  return opensBlock && nextIndent === '' ? '' : last.prefix.slice(0, indentOf(last.prefix));
}

/**
 * Header and keys go; comments around them stay. Of the blank lines on both sides those below go too, or, at the end of
 * the file, one above.
 */
function removeSection(document: IniDocument, section: IniSection, layout: LineEdits): void {
  const { lines } = document;
  const isBlank = (index: number) => strip(lines[index]?.text ?? '') === '';
  let last = section.entries.at(-1)?.last ?? section.first;
  layout.drop(section.first, last);
  let above = section.first - 1;
  while (above >= 0 && layout.isDropped(above)) above -= 1;
  if (above >= 0 && !isBlank(above)) return;
  while (last + 1 < lines.length && isBlank(last + 1)) last += 1;
  layout.drop(section.first, last);
  if (above >= 0 && last + 1 === lines.length) layout.drop(above, above);
}

/** Only what stands between the brackets changes. */
function renameSection(document: IniDocument, section: IniSection, name: string, layout: LineEdits): void {
  const header = document.lines[section.first]?.text ?? '';
  const [before, after] = [header.indexOf('[') + 1, header.lastIndexOf(']')];
  layout.drop(section.first, section.first);
  layout.insert(section.first, [header.slice(0, before) + name + header.slice(after)], section.first);
}

function unsafe(section: IniSection | undefined): AppError {
  return appError('config.file-broken', {
    line: (section?.first ?? 0) + 1,
    reason: 'same-section-twice',
  });
}
