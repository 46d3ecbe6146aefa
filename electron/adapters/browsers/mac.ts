import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserSurroundings, FoundBrowser } from './found-browser.ts';
import { productOf } from './products.ts';

/** Browsers by the folder of their application and their bundle identifier. */
const known: readonly (readonly [string, string])[] = [
  ['Safari', 'com.apple.Safari'],
  ['Google Chrome', 'com.google.Chrome'],
  ['Chromium', 'org.chromium.Chromium'],
  ['Firefox', 'org.mozilla.firefox'],
  ['Microsoft Edge', 'com.microsoft.edgemac'],
  ['Brave Browser', 'com.brave.Browser'],
  ['Vivaldi', 'com.vivaldi.Vivaldi'],
  ['Opera', 'com.operasoftware.Opera'],
  ['Arc', 'company.thebrowser.Browser'],
  ['LibreWolf', 'org.mozilla.librewolf'],
];

/** The known browsers that are in one of the folders for applications. */
export async function macBrowsers({ home }: BrowserSurroundings): Promise<readonly FoundBrowser[]> {
  const found: FoundBrowser[] = [];
  for (const [name, id] of known) {
    const places = ['/Applications', join(home, 'Applications')].map((folder) => join(folder, `${name}.app`));
    const present = await Promise.all(
      places.map((place) =>
        access(place).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (!present.includes(true)) {
      continue;
    }
    const { privateFlag, folders } = productOf(id, name);
    found.push({
      id,
      name,
      privateFlag,
      profileFolders: folders.darwin.map((folder) => join(home, 'Library/Application Support', folder)),
      // Flags reach a browser that runs already only by way of a new instance, which hands them over.
      command: (flags, url) =>
        flags.length === 0
          ? ['/usr/bin/open', '-b', id, url]
          : ['/usr/bin/open', '-n', '-b', id, '--args', ...flags, url],
    });
  }
  return found;
}
