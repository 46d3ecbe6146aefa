import { appError, type AppError } from '../../model/app-error.ts';
import { err, ok, type Result } from '../../model/result.ts';
import {
  lastMember,
  placeholder,
  readAliyunConfig,
  type AliyunConfig,
  type AliyunValue,
} from './aliyun-config.ts';
import type { JsonArray, JsonNode, JsonObject } from './json-document.ts';
import {
  applyReplacements,
  goString,
  insertItem,
  insertMember,
  removeElements,
  renderDocument,
  styleOf,
  type Replacement,
} from './json-edits.ts';
import { keepsTheRest } from './verify-aliyun-edit.ts';
import { fieldOf, fieldPosition, isCredentialField } from './profile-fields.ts';

/** Sets fields of a profile and takes those away that are null; a profile that is not there is added. */
export interface SetProfile {
  readonly profile: string;
  readonly set: Readonly<Record<string, AliyunValue | null>>;
  /** Where a new one stands among the others; at the end if absent. */
  readonly at?: number;
}

/** Takes a profile away, with every other of its name, as the CLI does. */
export interface RemoveProfile {
  readonly profile: string;
  readonly remove: true;
}

/** Names the profile that is used where none is chosen. */
export interface MakeCurrent {
  readonly current: string;
}

/** Gives a profile another name; `current` goes with it, references of other profiles do not. */
export interface RenameProfile {
  readonly profile: string;
  readonly rename: string;
}

export type AliyunEdit = SetProfile | RemoveProfile | RenameProfile | MakeCurrent;

/** What a plan makes of one text. */
export interface PlannedAliyunEdit {
  readonly text: string;
  readonly changed: boolean;
  /** Takes the change back. JSON, and never holds a key or a token (security.md §0.4). */
  readonly inverse: readonly AliyunEdit[];
  /** Names of the profiles that the plan may touch. */
  readonly profiles: readonly string[];
}

/**
 * Plans edits of `config.json`: what they name is changed in place, in the CLI's order and spelling; everything else
 * keeps every byte, unknown keys and other profiles too. A text of null is no file: it becomes what the CLI itself begins
 * with. The outcome is one that the CLI can work with: `current` names a profile, and there is one at least.
 * Errors: `config.file-broken` (`line`, `reason`), `input.value-invalid`, `input.profile-unknown`,
 * `input.profile-name-taken`, `aliyun.profile-twice` (`name` each).
 */
export function planAliyunEdits(
  text: string | null,
  edits: readonly AliyunEdit[],
): Result<PlannedAliyunEdit> {
  const before = readAliyunConfig(text);
  if (!before.ok) {
    return before;
  }
  const inverse: AliyunEdit[] = [];
  let planned = text !== null && before.value.root !== null ? text : fresh;
  for (const edit of edits) {
    const step = planOne(planned, edit);
    if (!step.ok) {
      return step;
    }
    planned = step.value.text;
    inverse.unshift(...step.value.inverse);
  }
  const after = readAliyunConfig(planned);
  if (!after.ok) {
    return err(appError('app.internal'));
  }
  if (after.value.problem !== null) {
    return err(appError('config.file-broken', { line: 1, reason: after.value.problem }));
  }
  const touched = [...new Set(edits.flatMap(namesOf))];
  const changed = edits.length > 0 && planned !== text;
  if (changed && !keepsTheRest(text ?? fresh, planned, touched)) {
    return err(appError('app.internal'));
  }
  return ok({
    text: changed ? planned : (text ?? ''),
    changed,
    inverse: changed ? inverse : [],
    profiles: touched,
  });
}

const fresh = renderDocument({ current: placeholder.name, profiles: [placeholder], meta_path: '' });

interface Step {
  readonly text: string;
  readonly inverse: readonly AliyunEdit[];
}

function planOne(text: string, edit: AliyunEdit): Result<Step> {
  const read = readAliyunConfig(text);
  if (!read.ok) {
    return read;
  }
  const config = read.value;
  const { root } = config;
  if (root === null) {
    return err(appError('app.internal'));
  }
  if ('current' in edit) {
    return makeCurrent(text, root, config, edit.current);
  }
  if ('rename' in edit) {
    return renameProfile(text, root, config, edit);
  }
  return 'remove' in edit
    ? removeProfile(text, root, config, edit.profile)
    : setProfile(text, root, config, edit);
}

/** The profiles that an edit may touch. */
export function namesOf(edit: AliyunEdit): readonly string[] {
  return 'current' in edit ? [] : 'rename' in edit ? [edit.profile, edit.rename] : [edit.profile];
}

function renameProfile(
  text: string,
  root: JsonObject,
  config: AliyunConfig,
  { profile: from, rename: to }: RenameProfile,
): Result<Step> {
  const [profile, twin] = config.profiles.filter(({ name }) => name === from);
  if (profile === undefined) {
    return err(appError('input.profile-unknown', { name: from }));
  }
  if (from === to) {
    return ok({ text, inverse: [] });
  }
  if (twin !== undefined) {
    // The other one would take its place for whoever names it.
    return err(appError('aliyun.profile-twice', { name: from }));
  }
  if (config.profiles.some(({ name }) => name === to)) {
    return err(appError('input.profile-name-taken', { name: to }));
  }
  const { node } = profile;
  const member = node === null ? undefined : lastMember(node, 'name');
  if (node === null || member === undefined) {
    return err(appError('input.profile-unknown', { name: from }));
  }
  return ok({
    text: applyReplacements(text, [
      { start: member.value.start, end: member.value.end, now: goString(to) },
      ...(config.current === from ? setCurrent(text, root, to) : []),
    ]),
    inverse: [{ profile: to, rename: from }],
  });
}

function makeCurrent(text: string, root: JsonObject, config: AliyunConfig, name: string): Result<Step> {
  if (!config.profiles.some((profile) => profile.name === name)) {
    return err(appError('input.profile-unknown', { name }));
  }
  if (name === config.current) {
    return ok({ text, inverse: [] });
  }
  const inverse = config.problem === null ? [{ current: config.current }] : [];
  return ok({ text: applyReplacements(text, setCurrent(text, root, name)), inverse });
}

function setCurrent(text: string, root: JsonObject, name: string): Replacement[] {
  const member = root.members.findLast((each) => each.key.toLowerCase() === 'current');
  return member === undefined
    ? [insertMember(text, root, 0, styleOf(text, root), ['current', name])]
    : [{ start: member.value.start, end: member.value.end, now: goString(name) }];
}

function removeProfile(text: string, root: JsonObject, config: AliyunConfig, name: string): Result<Step> {
  const indexes = new Set(
    config.profiles.flatMap((profile, index) => (profile.name === name ? [index] : [])),
  );
  const [first = -1] = indexes;
  const removed = config.profiles[first];
  const list = listOf(root);
  if (removed === undefined || list === null) {
    return err(appError('input.profile-unknown', { name }));
  }
  const others = config.profiles.filter((profile) => profile.name !== name);
  const replacements: Replacement[] = [];
  if (others.length === 0) {
    // An empty list is a file with which no command of the CLI works, not even the one that would add a profile.
    replacements.push({
      start: list.start + 1,
      end: list.end - 1,
      now: applyReplacements('[]', [
        insertItem('[]', emptyList, 0, outerStyle(text, root), placeholder),
      ]).slice(1, -1),
    });
  } else {
    replacements.push(...removeElements(list, indexes));
  }
  const next = others[0]?.name ?? placeholder.name;
  if (config.current === name && next !== name) {
    replacements.push(...setCurrent(text, root, next));
  }
  const values = Object.fromEntries(
    [...removed.values].filter(([key]) => key !== 'name' && !isCredentialField(key)),
  );
  return ok({
    text: applyReplacements(text, replacements),
    inverse: [
      { profile: name, set: values, at: first },
      ...(config.current === name ? [{ current: name }] : []),
      ...(others.length === 0 && name !== placeholder.name
        ? [{ profile: placeholder.name, remove: true } as const]
        : []),
    ],
  });
}

const emptyList: JsonArray = { type: 'array', items: [], start: 0, end: 2 };

/** The layout at the depth of the members of the outermost object. */
function outerStyle(text: string, root: JsonObject) {
  const { newline, unit } = styleOf(text, root);
  return { newline: newline === null ? null : `${newline}${unit}`, unit };
}

function listOf(root: JsonObject): JsonArray | null {
  const value = lastMember(root, 'profiles')?.value;
  return value?.type === 'array' ? value : null;
}

function setProfile(text: string, root: JsonObject, config: AliyunConfig, edit: SetProfile): Result<Step> {
  const problem = fieldProblem(edit.set);
  if (problem !== null) {
    return err(problem);
  }
  const profile = config.profiles.find((each) => each.name === edit.profile);
  if (profile === undefined) {
    return addProfile(text, root, edit);
  }
  const { node } = profile;
  if (node === null) {
    return err(appError('input.profile-unknown', { name: edit.profile }));
  }
  const style = outerStyle(text, root);
  const around = {
    newline: style.newline === null ? null : `${style.newline}${style.unit}`,
    unit: style.unit,
  };
  const inverse: Record<string, AliyunValue | null> = {};
  const replacements: Replacement[] = [];
  const gone = new Set<number>();
  const added = new Map<number, [string, AliyunValue][]>();
  for (const [key, value] of inFieldOrder(edit.set)) {
    if (!isCredentialField(key)) {
      // What the first profile inherits is not in the file.
      const own = lastMember(node, key)?.value;
      inverse[key] = own === undefined ? null : scalarOf(own);
    }
    const same = node.members.flatMap((member, index) => (member.key.toLowerCase() === key ? [index] : []));
    const last = same.at(-1);
    const member = last === undefined ? undefined : node.members[last];
    if (value === null) {
      same.forEach((index) => gone.add(index));
    } else if (member !== undefined) {
      // Only the CLI takes a key in whatever case; and of two of one name other readers take another.
      same.filter((index) => index !== last).forEach((index) => gone.add(index));
      if (member.key !== key) {
        replacements.push({ start: member.start, end: member.keyEnd, now: goString(key) });
      }
      if (scalarOf(member.value) !== value) {
        replacements.push({ start: member.value.start, end: member.value.end, now: scalar(value) });
      }
    } else {
      const index = placeOf(node, key);
      added.set(index, [...(added.get(index) ?? []), [key, value]]);
    }
  }
  for (const [index, members] of added) {
    for (const entry of members) {
      replacements.push(insertMember(text, node, index, around, entry));
    }
  }
  // In two steps, since a member may be added right beside one that goes.
  const withAdded = applyReplacements(text, replacements);
  const result = gone.size === 0 ? ok(withAdded) : withoutFields(withAdded, edit);
  return result.ok ? ok({ text: result.value, inverse: [{ profile: edit.profile, set: inverse }] }) : result;
}

/** Takes the fields away that the edit sets to null, and those that stand there twice. */
function withoutFields(text: string, edit: SetProfile): Result<string> {
  const read = readAliyunConfig(text);
  if (!read.ok) {
    return read;
  }
  const node = read.value.profiles.find((each) => each.name === edit.profile)?.node;
  if (node == null) {
    return err(appError('app.internal'));
  }
  const gone = new Set<number>();
  for (const [key, value] of Object.entries(edit.set)) {
    const same = node.members.flatMap((member, index) => (member.key.toLowerCase() === key ? [index] : []));
    (value === null ? same : same.slice(0, -1)).forEach((index) => gone.add(index));
  }
  return ok(applyReplacements(text, removeElements(node, gone)));
}

function addProfile(text: string, root: JsonObject, edit: SetProfile): Result<Step> {
  const set = inFieldOrder(edit.set).filter(([, value]) => value !== null);
  const object = Object.fromEntries([['name', edit.profile], ['mode', ''], ...set]) as Record<
    string,
    AliyunValue
  >;
  const list = listOf(root);
  const style = outerStyle(text, root);
  const replacements: Replacement[] = [];
  if (list !== null) {
    replacements.push(
      insertItem(text, list, Math.min(edit.at ?? list.items.length, list.items.length), style, object),
    );
  } else {
    const member = root.members.findLast((each) => each.key.toLowerCase() === 'profiles');
    const outer = styleOf(text, root);
    replacements.push(
      member === undefined
        ? insertMember(text, root, root.members.length, outer, ['profiles', [object]])
        : {
            start: member.value.start,
            end: member.value.end,
            now: applyReplacements('[]', [insertItem('[]', emptyList, 0, style, object)]),
          },
    );
  }
  return ok({
    text: applyReplacements(text, replacements),
    inverse: [{ profile: edit.profile, remove: true }],
  });
}

function inFieldOrder(set: SetProfile['set']): [string, AliyunValue | null][] {
  return Object.entries(set).sort(([a], [b]) => fieldPosition(a) - fieldPosition(b));
}

/** Behind the last field that the CLI writes before this one. */
function placeOf(node: JsonObject, key: string): number {
  const position = fieldPosition(key);
  return node.members.findLastIndex((member) => fieldPosition(member.key.toLowerCase()) < position) + 1;
}

function scalarOf(node: JsonNode): AliyunValue | null {
  switch (node.type) {
    case 'string':
    case 'boolean':
      return node.value;
    case 'number':
      return Number(node.source);
    default:
      return null;
  }
}

function scalar(value: AliyunValue): string {
  return typeof value === 'string' ? goString(value) : String(value);
}

/** `name` is no field to set: a profile of another name is another profile. */
function fieldProblem(set: SetProfile['set']): AppError | null {
  for (const [key, value] of Object.entries(set)) {
    const field = fieldOf(key);
    const fits =
      field !== null &&
      field.key === key &&
      key !== 'name' &&
      (value === null ||
        (field.type === 'integer' ? Number.isSafeInteger(value) : typeof value === field.type));
    if (!fits || (key === 'region_id' && (value === '' || !/^[a-zA-Z0-9-]+$/.test(String(value))))) {
      return appError('input.value-invalid', { name: key });
    }
  }
  return null;
}
