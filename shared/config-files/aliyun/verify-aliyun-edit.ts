import { placeholder, readAliyunConfig, type AliyunValue } from './aliyun-config.ts';
import { parseJsonDocument } from './json-document.ts';

/** Whether all but the named profiles and `current` is the same text before and after. */
export function keepsTheRest(before: string, after: string, touched: readonly string[]): boolean {
  return restOf(before, touched) === restOf(after, touched);
}

function restOf(text: string, touched: readonly string[]): string {
  const parsed = parseJsonDocument(text);
  const read = readAliyunConfig(text);
  if (!parsed.ok || !read.ok || parsed.value.type !== 'object') {
    return '';
  }
  const top = parsed.value.members
    .filter((member) => !['current', 'profiles'].includes(member.key.toLowerCase()))
    .map((member) => text.slice(member.start, member.end));
  const others = read.value.profiles
    .filter((profile) => !touched.includes(profile.name) && !isPlaceholder(profile.values))
    .map((profile) => (profile.node === null ? 'null' : text.slice(profile.node.start, profile.node.end)));
  return JSON.stringify([top, others]);
}

/** What takes the place of the last profile, and goes when another comes. */
function isPlaceholder(values: ReadonlyMap<string, AliyunValue>): boolean {
  return values.get('name') === placeholder.name && (values.get('mode') ?? '') === '';
}
