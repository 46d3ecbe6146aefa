import type { AppError } from '../../model/app-error.ts';
import { err, ok, type Result } from '../../model/result.ts';
import {
  brokenAt,
  parseJsonDocument,
  type JsonMember,
  type JsonNode,
  type JsonObject,
} from './json-document.ts';
import { fieldOf, type FieldType } from './profile-fields.ts';

export type AliyunValue = string | number | boolean;

/** A profile as the CLI takes it. */
export interface AliyunProfile {
  readonly name: string;
  /** By the CLI's own spelling of the keys; what is null, unknown to the CLI or not there is absent. */
  readonly values: ReadonlyMap<string, AliyunValue>;
  /** Null where the array holds `null` in its place. */
  readonly node: JsonObject | null;
}

/** `~/.aliyun/config.json` as the CLI reads it (protocol/aliyun.md §2, protocol/aliyun-cli-observed.md §3). */
export interface AliyunConfig {
  /** `default` where it is missing. */
  readonly current: string;
  /** In their order; of several with one name the CLI uses the first. */
  readonly profiles: readonly AliyunProfile[];
  /** Null where there is no file, or nothing in it. */
  readonly root: JsonObject | null;
  /** Why every command of the CLI fails although the JSON is sound. */
  readonly problem: 'current-unknown' | null;
}

/** What the CLI keeps in its first slot before it reads the file, and what a file of its own begins with. */
export const placeholder = { name: 'default', mode: '', output_format: 'json', language: 'en' } as const;

/**
 * Reads the file as the CLI does. Null is no file. Errors: `config.file-broken` with `line` and `reason`, where the CLI
 * could not run a single command.
 */
export function readAliyunConfig(text: string | null): Result<AliyunConfig> {
  if (text === null) {
    return ok(nothing);
  }
  const parsed = parseJsonDocument(text);
  if (!parsed.ok) {
    return parsed;
  }
  const root = parsed.value;
  if (root.type === 'null' || (root.type === 'object' && root.members.length === 0)) {
    return ok(nothing);
  }
  if (root.type !== 'object') {
    return err(brokenAt(text, root.start, 'wrong-type'));
  }
  const current = lastMember(root, 'current')?.value;
  if (current !== undefined && current.type !== 'string' && current.type !== 'null') {
    return err(brokenAt(text, current.start, 'wrong-type'));
  }
  const list = lastMember(root, 'profiles')?.value;
  if (list !== undefined && list.type !== 'array' && list.type !== 'null') {
    return err(brokenAt(text, list.start, 'wrong-type'));
  }
  const profiles: AliyunProfile[] = [];
  for (const item of list?.type === 'array' ? list.items : []) {
    const profile = readProfile(text, item, profiles.length === 0);
    if (!profile.ok) {
      return profile;
    }
    profiles.push(profile.value);
  }
  const name = current?.type === 'string' ? current.value : 'default';
  const problem = profiles.some((profile) => profile.name === name) ? null : 'current-unknown';
  return ok({ current: name, profiles, root, problem });
}

const nothing: AliyunConfig = {
  current: placeholder.name,
  profiles: [{ name: placeholder.name, values: new Map(Object.entries(placeholder)), node: null }],
  root: null,
  problem: null,
};

/** The member that counts: the last of that name, in whatever case (Go's rule). */
export function lastMember(object: JsonObject, key: string): JsonMember | undefined {
  return object.members.findLast(
    (member) => member.key.toLowerCase() === key && member.value.type !== 'null',
  );
}

function readProfile(text: string, item: JsonNode, isFirst: boolean): Result<AliyunProfile> {
  if (item.type !== 'object' && item.type !== 'null') {
    return err(brokenAt(text, item.start, 'wrong-type'));
  }
  const { mode: _mode, ...slot } = placeholder;
  const values = new Map<string, AliyunValue>(isFirst ? Object.entries(slot) : []);
  for (const member of item.type === 'object' ? item.members : []) {
    const field = fieldOf(member.key);
    if (field === null || member.value.type === 'null') {
      continue;
    }
    const value = valueOf(member.value, field.type);
    if (value === null) {
      return err(wrongType(text, member));
    }
    values.set(field.key, value);
  }
  const name = values.get('name');
  return ok({
    name: typeof name === 'string' ? name : '',
    values,
    node: item.type === 'object' ? item : null,
  });
}

const integer = /^-?\d+$/;
const largest = 2n ** 63n;

function valueOf(node: JsonNode, type: FieldType): AliyunValue | null {
  switch (type) {
    case 'string':
      return node.type === 'string' ? node.value : null;
    case 'boolean':
      return node.type === 'boolean' ? node.value : null;
    case 'integer': {
      if (node.type !== 'number' || !integer.test(node.source)) {
        return null;
      }
      const value = BigInt(node.source);
      return value >= -largest && value < largest ? Number(value) : null;
    }
  }
}

function wrongType(text: string, member: JsonMember): AppError {
  return brokenAt(text, member.start, 'wrong-type');
}
