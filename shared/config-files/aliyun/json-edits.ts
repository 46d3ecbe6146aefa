import type { JsonArray, JsonMember, JsonNode, JsonObject } from './json-document.ts';

/** Puts `now` in the place of a stretch of a text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly now: string;
}

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Replacements that do not overlap, in any order; of two at one place the first given comes first. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  const ordered = replacements.map((each, index) => ({ ...each, index }));
  ordered.sort((a, b) => a.start - b.start || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { start, end, now } of ordered) {
    result += text.slice(at, start) + now;
    at = end;
  }
  return result + text.slice(at);
}

const escapes: Readonly<Record<string, string>> = { '\b': '\\b', '\f': '\\f' };

/** A string as Go's encoder writes it, which escapes what HTML would take for markup. */
export function goString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029\b\f]/g,
    (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** How a text is laid out: what stands before each element of one depth, or null where all is on one line. */
interface Style {
  readonly newline: string | null;
  readonly unit: string;
}

/** A value, written below an element whose line begins with `newline`; null writes it on one line. */
function render(value: JsonValue, { newline, unit }: Style): string {
  if (typeof value === 'string') {
    return goString(value);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const isList = Array.isArray(value);
  const inner = newline === null ? null : `${newline}${unit}`;
  const colon = newline === null ? ':' : ': ';
  const parts = isList
    ? (value as readonly JsonValue[]).map((item) => render(item, { newline: inner, unit }))
    : Object.entries(value as Record<string, JsonValue>).map(
        ([key, member]) => `${goString(key)}${colon}${render(member, { newline: inner, unit })}`,
      );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) {
    return `${open}${close}`;
  }
  return inner === null
    ? `${open}${parts.join(',')}${close}`
    : `${open}${inner}${parts.join(`,${inner}`)}${newline ?? ''}${close}`;
}

/** A whole text in the CLI's own layout: tabs, and no newline at the end (protocol/aliyun-cli-observed.md §2). */
export function renderDocument(value: JsonValue): string {
  return render(value, { newline: '\n', unit: '\t' });
}

type Container = JsonObject | JsonArray;

function elementsOf(container: Container): readonly (JsonMember | JsonNode)[] {
  return container.type === 'object' ? container.members : container.items;
}

/** What stands before the elements of a container; for an empty one, what would by the layout around it. */
function styleInside(text: string, container: Container, around: Style): Style {
  const first = elementsOf(container)[0];
  if (first === undefined) {
    return { newline: around.newline === null ? null : `${around.newline}${around.unit}`, unit: around.unit };
  }
  const space = text.slice(container.start + 1, first.start);
  return { newline: space.includes('\n') ? space : null, unit: around.unit };
}

/** The layout of the whole text, by its outermost object. */
export function styleOf(text: string, root: JsonObject): Style {
  const first = root.members[0];
  const space = first === undefined ? '\n\t' : text.slice(root.start + 1, first.start);
  const at = space.lastIndexOf('\n');
  if (at === -1) {
    return { newline: null, unit: '\t' };
  }
  const newline = space[at - 1] === '\r' ? '\r\n' : '\n';
  return { newline, unit: space.slice(at + 1) === '' ? '\t' : space.slice(at + 1) };
}

/** Puts an element before that at `index`, or behind the last, in the layout of its neighbours. */
function insertElement(
  text: string,
  container: Container,
  index: number,
  around: Style,
  write: (inside: Style) => string,
): Replacement {
  const elements = elementsOf(container);
  const inside = styleInside(text, container, around);
  const written = write(inside);
  const gap = inside.newline ?? '';
  const before = elements[index - 1];
  if (before !== undefined) {
    return {
      start: before.end,
      end: before.end,
      now: `,${gap || spaceAfterComma(text, elements)}${written}`,
    };
  }
  const next = elements[0];
  if (next !== undefined) {
    return {
      start: next.start,
      end: next.start,
      now: `${written},${gap || spaceAfterComma(text, elements)}`,
    };
  }
  return {
    start: container.start + 1,
    end: container.end - 1,
    now: `${gap}${written}${around.newline ?? ''}`,
  };
}

function spaceAfterComma(text: string, elements: readonly (JsonMember | JsonNode)[]): string {
  const [first, second] = elements;
  return first !== undefined && second !== undefined
    ? text.slice(text.indexOf(',', first.end) + 1, second.start)
    : '';
}

/** A member of an object, its colon written as that of the others. */
export function insertMember(
  text: string,
  object: JsonObject,
  index: number,
  around: Style,
  [key, value]: readonly [string, JsonValue],
): Replacement {
  const sample = object.members[0];
  return insertElement(text, object, index, around, (inside) => {
    const usual = inside.newline === null ? ':' : ': ';
    const colon = sample === undefined ? usual : text.slice(sample.keyEnd, sample.value.start);
    return `${goString(key)}${colon}${render(value, inside)}`;
  });
}

/** An item of a list. */
export function insertItem(
  text: string,
  list: JsonArray,
  index: number,
  around: Style,
  value: JsonValue,
): Replacement {
  return insertElement(text, list, index, around, (inside) => render(value, inside));
}

/** Takes elements out, with the comma that goes with each. */
export function removeElements(container: Container, indexes: ReadonlySet<number>): Replacement[] {
  const elements = elementsOf(container);
  const lastKept = elements.findLastIndex((_, index) => !indexes.has(index));
  if (lastKept === -1) {
    return elements.length === 0 ? [] : [{ start: container.start + 1, end: container.end - 1, now: '' }];
  }
  const removed: Replacement[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const element = elements[index];
    const [before, next] = [elements[index - 1], elements[index + 1]];
    if (element === undefined) {
      continue;
    }
    // Behind the last that stays goes the comma before; elsewhere the one behind.
    if (index > lastKept && before !== undefined) {
      removed.push({ start: before.end, end: element.end, now: '' });
    } else if (next !== undefined) {
      removed.push({ start: element.start, end: next.start, now: '' });
    }
  }
  return removed;
}
