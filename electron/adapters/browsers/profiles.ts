import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { BrowserProfile } from '../../../shared/model/browser.ts';

/** The part of Chromium's `Local State` that names the user profiles. */
const localState = v.object({
  profile: v.object({ info_cache: v.record(v.string(), v.object({ name: v.string() })) }),
});

/** The user profiles of a Chromium-like browser, from the first of the folders that has a list; none where it cannot be read. */
export async function readProfiles(folders: readonly string[]): Promise<readonly BrowserProfile[]> {
  for (const folder of folders) {
    const text = await readFile(join(folder, 'Local State'), 'utf8').catch(() => null);
    if (text !== null) {
      return profilesOf(text);
    }
  }
  return [];
}

/** One list is of no use to choose from where it has a single entry. */
export function profilesOf(text: string): readonly BrowserProfile[] {
  try {
    const state = v.parse(localState, JSON.parse(text));
    return Object.entries(state.profile.info_cache)
      .filter(([id]) => /^[\w .-]{1,64}$/.test(id))
      .map(([id, { name }]) => ({ id, name }))
      .toSorted((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
  } catch {
    return [];
  }
}
