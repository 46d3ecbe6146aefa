import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { desktopEnvironment } from './surroundings.ts';

/** A user's own files, in a place of their own: HOME, run-time folder and temporary folder. */
export interface AppHome extends AsyncDisposable {
  /** Everything below is in here. */
  readonly folder: string;
  readonly home: string;
  readonly temporary: string;
  readonly userData: string;
  readonly socket: string;
  /** The variables of everything that runs as this user. */
  readonly environment: Readonly<Record<string, string>>;
  readonly configFile: string;
  readonly tokenFile: (session: string) => string;
  /** Writes a file below HOME. */
  write(path: string, text: string): Promise<void>;
  /** A file below HOME as text, null if there is none. */
  read(path: string): Promise<string | null>;
}

/** Makes the folders; `await using` removes them. The path is short: a socket's may have 108 bytes. */
export async function makeAppHome(folderGiven?: string): Promise<AppHome> {
  const folder = folderGiven ?? (await mkdtemp('/tmp/lk-'));
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  const temporary = join(folder, 'tmp');
  for (const path of [home, runtime, temporary]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
  return {
    folder,
    home,
    temporary,
    userData: join(home, '.config/Latchkey'),
    socket: join(runtime, 'latchkey/agent.sock'),
    configFile: join(home, '.aws/config'),
    tokenFile: (session) =>
      join(home, '.aws/sso/cache', `${createHash('sha1').update(session).digest('hex')}.json`),
    environment: {
      ...desktopEnvironment(),
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_DATA_HOME: join(home, '.local/share'),
      XDG_STATE_HOME: join(home, '.local/state'),
      XDG_RUNTIME_DIR: runtime,
      TMPDIR: temporary,
      LATCHKEY_NO_AUTOSTART: '1',
    },
    async write(path, text) {
      const file = join(home, path);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, text, { mode: 0o600 });
    },
    async read(path) {
      try {
        return await readFile(join(home, path), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
