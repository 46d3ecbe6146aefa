import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserSurroundings, FoundBrowser } from './found-browser.ts';
import { productOf } from './products.ts';

const registered = 'SOFTWARE\\Clients\\StartMenuInternet';

/** The browsers that are registered for this user or for all; of one key the user's own counts. */
export async function windowsBrowsers(surroundings: BrowserSurroundings): Promise<readonly FoundBrowser[]> {
  const run = promisify(execFile);
  const system = surroundings.environment['SystemRoot'] ?? 'C:\\Windows';
  const listings = await Promise.all(
    ['HKCU', 'HKLM'].map((root) =>
      run(join(system, 'System32', 'reg.exe'), ['query', `${root}\\${registered}`, '/s', '/ve']).then(
        ({ stdout }) => stdout,
        () => '',
      ),
    ),
  );
  const local = surroundings.environment['LOCALAPPDATA'] ?? join(surroundings.home, 'AppData', 'Local');
  const found = new Map<string, FoundBrowser>();
  for (const { id, name, program } of listings.flatMap(registeredBrowsers)) {
    if (found.has(id)) {
      continue;
    }
    const { privateFlag, folders } = productOf(id, basename(program.replaceAll('\\', '/')));
    found.set(id, {
      id,
      name,
      privateFlag,
      profileFolders: folders.win32.map((folder) => join(local, folder, 'User Data')),
      command: (flags, url) => [program, ...flags, url],
    });
  }
  return [...found.values()];
}

interface Registered {
  readonly id: string;
  readonly name: string;
  readonly program: string;
}

/** Reads what `reg query … /s /ve` prints: per key its default value; the program is that of `shell\open\command`. */
export function registeredBrowsers(listing: string): readonly Registered[] {
  const names = new Map<string, string>();
  const programs = new Map<string, string>();
  let key = '';
  for (const line of listing.split(/\r?\n/)) {
    const path = /^HKEY_[^\\]+\\SOFTWARE\\Clients\\StartMenuInternet\\(.+)$/i.exec(line.trim())?.[1];
    key = path ?? (line.startsWith(' ') ? key : '');
    const value = /^\s+\S.*?\s+REG_(?:EXPAND_)?SZ\s+(.*)$/.exec(line)?.[1]?.trim();
    if (path !== undefined || value === undefined || key === '') {
      continue;
    }
    const command = /^(.+)\\shell\\open\\command$/i.exec(key)?.[1];
    if (command !== undefined) {
      programs.set(command, /^"([^"]+)"/.exec(value)?.[1] ?? value);
    } else if (!key.includes('\\')) {
      names.set(key, value);
    }
  }
  return [...programs].map(([id, program]) => ({ id, name: names.get(id) ?? id, program }));
}
