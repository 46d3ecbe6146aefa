import type { ProfileRow } from '../../../shared/model/profile.ts';
import type { Cloud } from '../../../shared/model/session.ts';

/** The heading of a file, or a profile in it. */
export type ProfileItem =
  | {
      readonly kind: 'file';
      readonly key: string;
      readonly file: string;
      readonly practice: boolean;
      readonly count: number;
    }
  | { readonly kind: 'profile'; readonly key: string; readonly row: ProfileRow };

/** Profiles by file, ours before foreign ones, each by name; only those of the cloud, if one is chosen, that say all words of the filter somewhere. */
export function profileItems(
  rows: readonly ProfileRow[],
  filter: string,
  cloud: Cloud | null = null,
): readonly ProfileItem[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const files = new Map<string, ProfileRow[]>();
  for (const row of rows) {
    if ((cloud !== null && row.cloud !== cloud) || !says(row, words)) continue;
    const inFile = files.get(row.file);
    if (inFile === undefined) files.set(row.file, [row]);
    else inFile.push(row);
  }
  return [...files].flatMap(([file, inFile]): ProfileItem[] => [
    {
      kind: 'file',
      key: `file/${file}`,
      file,
      practice: inFile.some((row) => row.practice),
      count: inFile.length,
    },
    ...inFile
      .sort((a, b) => Number(b.managed) - Number(a.managed) || (a.name < b.name ? -1 : 1))
      .map((row): ProfileItem => ({ kind: 'profile', key: `profile/${file}/${row.name}`, row })),
  ]);
}

function says(row: ProfileRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { name, accountId, roleName, sessionName, region, delivery, chain } = row;
  const text = [
    name,
    accountId,
    roleName,
    sessionName,
    region,
    delivery,
    chain?.roleArn,
    chain?.sourceProfile,
  ]
    .filter((part) => part !== null && part !== undefined)
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
