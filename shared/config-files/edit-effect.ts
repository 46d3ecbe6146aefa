import { valueOf } from './aws-config.ts';
import type { SectionChange, SectionEdit } from './edit-plan.ts';
import type { EditValue } from './edit-rules.ts';
import type { IniDocument, IniSection } from './ini-document.ts';
import { isCredentialKey } from './secret-keys.ts';
import { identifySection, plainHeader, sectionKey } from './section-names.ts';
import type { AwsFileKind } from './section-names.ts';

/** What each section says, by its header; values in a form that compares. */
export type Effect = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a text must say after changes, worked out on the meaning alone, apart from the editing of lines. */
export function effectOf(
  document: IniDocument,
  changes: readonly SectionChange[],
  kind: AwsFileKind,
): Effect {
  const effect = readEffect(document);
  const headers = headersOf(document, kind);
  for (const change of changes) {
    const spellings = headers.get(sectionKey(change.identity)) ?? [];
    if (change.remove) for (const header of spellings) effect.delete(header);
    const existing = change.remove ? undefined : spellings.at(-1);
    const header = existing ?? plainHeader(change.identity, kind);
    const values = effect.get(header) ?? new Map<string, string>();
    for (const [key, value] of change.set) {
      if (value === null) values.delete(key);
      else values.set(key, comparable(value));
    }
    if (existing !== undefined || values.size > 0) effect.set(header, values);
    if (existing !== undefined && change.rename !== null) {
      effect.delete(existing);
      effect.set(plainHeader(change.rename, kind), values);
    }
  }
  return effect;
}

/** Whether a text says anything else than expected; sections with these keys are not looked at. */
export function unexpectedChange(
  expected: Effect,
  document: IniDocument,
  kind: AwsFileKind,
  ignored: ReadonlySet<string> = new Set(),
): boolean {
  const isIgnored = (header: string) => {
    const identity = identifySection(header, kind);
    return identity !== null && ignored.has(sectionKey(identity));
  };
  const found = readEffect(document);
  for (const [header, values] of expected) {
    if (isIgnored(header)) continue;
    const other = found.get(header);
    if (other?.size !== values.size) return true;
    for (const [key, value] of values) if (other.get(key) !== value) return true;
  }
  for (const header of found.keys()) if (!expected.has(header) && !isIgnored(header)) return true;
  return false;
}

/** The edits that lead back from `after` to what the changed sections said before, without credentials. */
export function inverseOf(
  before: IniDocument,
  after: IniDocument,
  changes: readonly SectionChange[],
  kind: AwsFileKind,
): SectionEdit[] {
  const old = lastSections(before, kind);
  const current = lastSections(after, kind);
  const edits: SectionEdit[] = [];
  for (const { identity, rename } of [...changes].reverse()) {
    const section = plainHeader(rename ?? identity, kind);
    const was = old.get(sectionKey(identity));
    const now = current.get(sectionKey(rename ?? identity));
    if (was === undefined) {
      if (now !== undefined) edits.push({ section, remove: true });
      continue;
    }
    const set = new Map<string, EditValue>();
    for (const { key } of now?.entries ?? []) {
      if (was.entries.every((entry) => entry.key !== key)) set.set(key, null);
    }
    for (const { key, value } of was.entries) {
      if (isCredentialKey(key) || now?.entries.some((entry) => entry.key === key && entry.value === value)) {
        continue;
      }
      const parsed = valueOf(value);
      // An empty value reads as none for half of the readers, and none is written.
      if (typeof parsed === 'string') set.set(key, parsed === '' ? null : parsed);
      else set.set(key, Object.fromEntries(parsed));
    }
    if (set.size > 0) edits.push({ section, set: Object.fromEntries(set) });
    if (rename !== null) edits.push({ section, rename: plainHeader(identity, kind) });
  }
  return edits;
}

function readEffect(document: IniDocument): Map<string, Map<string, string>> {
  const effect = new Map<string, Map<string, string>>();
  for (const section of document.sections) {
    const values = effect.get(section.name) ?? new Map<string, string>();
    for (const entry of section.entries) {
      const value = valueOf(entry.value);
      values.set(entry.key, comparable(typeof value === 'string' ? value : Object.fromEntries(value)));
    }
    effect.set(section.name, values);
  }
  return effect;
}

/** The keys of a block have no order. */
function comparable(value: Exclude<EditValue, null>): string {
  return typeof value === 'string' ? `=${value}` : JSON.stringify(Object.entries(value).sort());
}

function headersOf(document: IniDocument, kind: AwsFileKind): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { name } of document.sections) {
    const identity = identifySection(name, kind);
    if (identity === null) continue;
    const key = sectionKey(identity);
    const spellings = headers.get(key);
    if (spellings === undefined) headers.set(key, [name]);
    else spellings.push(name);
  }
  return headers;
}

function lastSections(document: IniDocument, kind: AwsFileKind): Map<string, IniSection> {
  const sections = new Map<string, IniSection>();
  for (const section of document.sections) {
    const identity = identifySection(section.name, kind);
    if (identity !== null) sections.set(sectionKey(identity), section);
  }
  return sections;
}
