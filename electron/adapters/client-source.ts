import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientSource } from '../core/ports.ts';

export interface ClientSourceOptions {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  /** The folder that a packaged app has beside its archive, and the source tree of one that is not. */
  readonly resources: string;
  readonly appPath: string;
  readonly executable: string;
  /** Of which only what an AppImage says of itself is read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where packages put the command; the usual places if absent. */
  readonly commands?: readonly string[];
}

const usualCommands = ['/usr/bin/latchkey', '/usr/local/bin/latchkey'];

/** The client that lies beside the app. */
export function createClientSource(options: ClientSourceOptions): ClientSource {
  const { platform, packaged, resources, appPath, executable } = options;
  const own = packaged ? join(resources, 'latchkey') : join(appPath, 'electron', 'cli', 'latchkey');

  return {
    async installed() {
      if (platform === 'win32') {
        // The folder of an installed app stays; there are no shell copies there.
        return `${own}.cmd`;
      }
      const real = packaged ? await realPathOf(own) : null;
      for (const command of real === null ? [] : (options.commands ?? usualCommands)) {
        if ((await realPathOf(command)) === real) {
          return command;
        }
      }
      return null;
    },

    async text() {
      try {
        return await readFile(own, 'utf8');
      } catch {
        return null;
      }
    },

    app: appImageOf(options) ?? executable,
    tree: packaged ? null : appPath,
  };
}

/** The AppImage itself, not its mount; null where the variables are those of another AppImage that started this app. */
function appImageOf({ packaged, executable, environment }: ClientSourceOptions): string | null {
  const { APPIMAGE: image, APPDIR: mount } = environment;
  const isInside = (mount ?? '') !== '' && executable.startsWith(`${mount ?? ''}/`);
  return packaged && isInside && image?.startsWith('/') === true ? image : null;
}

async function realPathOf(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null;
  }
}
