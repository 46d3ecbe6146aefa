import type { ProfileValue } from '../../../shared/model/profile.ts';

export type ExtraKeys = Readonly<Record<string, ProfileValue>>;

/** Further keys of a profile as lines to edit, in the form that the file has. */
export function extraKeysText(keys: ExtraKeys): string {
  return Object.entries(keys)
    .map(([key, value]) =>
      typeof value === 'string'
        ? `${key} = ${value}`
        : [`${key} =`, ...Object.entries(value).map(([child, text]) => `  ${child} = ${text}`)].join('\n'),
    )
    .join('\n');
}

/** Reads such lines back; else the number of the first line that is none. */
export function readExtraKeys(text: string): { readonly keys: ExtraKeys } | { readonly wrongLine: number } {
  const keys = new Map<string, string | Map<string, string>>();
  let block: Map<string, string> | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, indent = '', key, value = ''] = /^(\s*)([^\s=:]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || (indent !== '' && block === null)) return { wrongLine: index + 1 };
    if (indent !== '' && block !== null) {
      block.set(key, value);
      continue;
    }
    const name = key.toLowerCase();
    block = value === '' ? new Map() : null;
    keys.set(name, block ?? value);
  }
  return {
    keys: Object.fromEntries(
      [...keys].map(([key, value]) => [key, typeof value === 'string' ? value : Object.fromEntries(value)]),
    ),
  };
}
