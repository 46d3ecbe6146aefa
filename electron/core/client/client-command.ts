import { appError } from '../../../shared/model/app-error.ts';
import type { CommandView } from '../../../shared/model/app-state.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AppStore } from '../app-store.ts';
import type { Places } from '../places.ts';
import type { ClientSource, FileStore, Log } from '../ports.ts';
import { clientCopy, isOwnCopy } from './client-copy.ts';

export interface ClientCommandPorts {
  readonly store: AppStore;
  readonly files: FileStore;
  readonly places: Places;
  readonly client: ClientSource;
  readonly log: Log;
}

/** For everybody to run, for its owner to write. */
const runnable = 0o755;

/** The `latchkey` command: where it is, and the copy in the home folder where no package has installed it. */
export function createClientCommand({ store, files, places, client, log }: ClientCommandPorts) {
  const copyPath = `${places.home}/.local/bin/latchkey`;

  /** Brings the copy up to date. What somebody else has put in its place is left alone. */
  async function refreshCopy(): Promise<CommandView['state']> {
    const original = await client.text();
    const text = original === null ? null : clientCopy(original, client.app, client.tree);
    const found = await files.read(copyPath);
    if (text === null || !found.ok) {
      return 'failed';
    }
    const there = found.value;
    if (there !== null && (there.text === null || !isOwnCopy(there.text))) {
      return 'foreign';
    }
    const runs = there !== null && (there.mode & 0o100) !== 0;
    if (there?.text === text && runs) {
      return 'copy';
    }
    if (there !== null && !runs) {
      // A replacement keeps the mode of what it replaces.
      const removed = await files.remove(copyPath, there.fingerprint);
      if (!removed.ok) {
        return 'failed';
      }
    }
    const written = await files.replace(copyPath, text, {
      expected: runs ? there.fingerprint : null,
      createMode: runnable,
      directoryMode: runnable,
    });
    return written.ok ? 'copy' : 'failed';
  }

  function show(path: string, state: CommandView['state']): void {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const onPath = (places.environment['PATH'] ?? '').split(':').includes(folder);
    store.update(({ about }) => ({ about: { ...about, command: { path, state, onPath } } }));
  }

  return {
    /** Looks where the command is, and makes or renews the copy. The app works the same where that fails. */
    async refresh(): Promise<void> {
      const installed = await client.installed();
      if (installed !== null) {
        show(installed, 'installed');
        return;
      }
      const state = await files.exclusive(copyPath, refreshCopy);
      if (state !== 'copy') {
        log.warn('client.no-copy', { reason: state });
      }
      show(copyPath, state);
    },

    /** What a profile may name as the command (design.md §7). Errors: `app.no-command`. */
    path(): Result<string> {
      const { command } = store.current().about;
      return command?.state === 'installed' || command?.state === 'copy'
        ? ok(command.path)
        : err(appError('app.no-command', { path: command?.path ?? copyPath }));
    },
  };
}

export type ClientCommand = ReturnType<typeof createClientCommand>;
