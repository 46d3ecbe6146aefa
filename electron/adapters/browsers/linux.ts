import { access, constants, readdir, readFile } from 'node:fs/promises';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { browserEntry, commandOf } from './desktop-entry.ts';
import type { BrowserSurroundings, FoundBrowser } from './found-browser.ts';
import { productOf } from './products.ts';

/** The programs whose desktop files say that they open https links; of one name the first folder's counts. */
export async function linuxBrowsers(surroundings: BrowserSurroundings): Promise<readonly FoundBrowser[]> {
  const found = new Map<string, FoundBrowser>();
  for (const folder of applicationFolders(surroundings)) {
    for (const file of await desktopFiles(folder)) {
      const id = file.slice(0, -'.desktop'.length).replaceAll('/', '-');
      const browser = found.has(id) ? null : await readBrowser(id, join(folder, file), surroundings);
      if (browser !== null) {
        found.set(id, browser);
      }
    }
  }
  return [...found.values()];
}

function applicationFolders({ home, environment }: BrowserSurroundings): readonly string[] {
  const own = environment['XDG_DATA_HOME'] ?? '';
  const shared = environment['XDG_DATA_DIRS'] ?? '';
  const folders = [
    own === '' ? join(home, '.local/share') : own,
    join(home, '.local/share/flatpak/exports/share'),
    ...(shared === '' ? ['/usr/local/share', '/usr/share'] : shared.split(delimiter)),
    '/var/lib/flatpak/exports/share',
    '/var/lib/snapd/desktop',
  ];
  return [...new Set(folders.filter(isAbsolute))].map((folder) => join(folder, 'applications'));
}

async function desktopFiles(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => name.endsWith('.desktop')).toSorted();
  } catch {
    return [];
  }
}

async function readBrowser(
  id: string,
  file: string,
  surroundings: BrowserSurroundings,
): Promise<FoundBrowser | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const entry = browserEntry(text);
  const [program] = entry?.exec ?? [];
  if (entry === null || program === undefined) {
    return null;
  }
  const path = await programPath(program, surroundings);
  const needed = entry.tryExec === null ? path : await programPath(entry.tryExec, surroundings);
  if (path === null || needed === null) {
    return null;
  }
  const { privateFlag, folders } = productOf(id, basename(path));
  return {
    id,
    name: entry.name === '' ? id : entry.name,
    privateFlag,
    profileFolders: folders.linux.flatMap((folder) => [
      join(surroundings.environment['XDG_CONFIG_HOME'] ?? join(surroundings.home, '.config'), folder),
      join(surroundings.home, '.var/app', id, 'config', folder),
      join(surroundings.home, 'snap', folder, 'common', folder),
    ]),
    command: (flags, url) => [path, ...commandOf(entry.exec, flags, url).slice(1)],
  };
}

/** Where a program is; null where it cannot be started. */
async function programPath(program: string, { environment }: BrowserSurroundings): Promise<string | null> {
  const candidates = isAbsolute(program)
    ? [program]
    : (environment['PATH'] ?? '')
        .split(delimiter)
        .filter(isAbsolute)
        .map((folder) => join(folder, program));
  for (const candidate of candidates) {
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) {
      return candidate;
    }
  }
  return null;
}
