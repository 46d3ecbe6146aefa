import { editedSections, type Edit } from '../../../shared/config-files/edit-plan.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData, ManagedSection, UndoStep } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import type { Clock, Hash, Settings } from '../ports.ts';

const mostUndoSteps = 10;

/** A change of a config file that has just been written. */
export interface WrittenChange {
  readonly file: string;
  readonly sessionId: SessionId;
  readonly profileName: string;
  readonly change: UndoStep['change'];
  readonly edits: readonly Edit[];
  readonly inverse: readonly Edit[];
}

/** What Latchkey keeps of its own about the vendors' files: which sections it wrote, and how to take changes back. */
export function createProfileJournal({
  store,
  settings,
  hash,
  clock,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly hash: Hash;
  readonly clock: Clock;
}) {
  /** Tells the views that profiles have changed, and what could be taken back. */
  function publish(): void {
    const last = settings.get('undo').at(-1);
    store.update((state) => ({
      profilesRevision: state.profilesRevision + 1,
      undo:
        last === undefined ? null : { file: last.file, profileName: last.profileName, change: last.change },
    }));
  }

  function managedIn(file: string): readonly ManagedSection[] {
    return settings.get('managed').filter((entry) => entry.file === file);
  }

  return {
    publish,
    managedIn,

    managedOf: (sessionId: SessionId): readonly ManagedSection[] =>
      settings.get('managed').filter((entry) => entry.sessionId === sessionId),

    /** The change that `undo` would take back; null where there is none. */
    last: (): UndoStep | null => settings.get('undo').at(-1) ?? null,

    /** The sections written are ours from now on, those removed no longer. */
    record({ file, sessionId, profileName, change, edits, inverse }: WrittenChange): void {
      const managedBefore = managedIn(file);
      const touched = new Set(editedSections(edits));
      const written = edits.flatMap((edit): ManagedSection[] =>
        'set' in edit
          ? [{ file, section: edit.section, sessionId, hash: hash.sha256(JSON.stringify(edit.set)) }]
          : [],
      );
      const others = settings
        .get('managed')
        .filter((entry) => entry.file !== file || !touched.has(entry.section));
      settings.set('managed', [...others, ...written]);
      const step: UndoStep = { file, profileName, change, edits: inverse, managedBefore, at: clock.now() };
      settings.set('undo', [...settings.get('undo'), step].slice(-mostUndoSteps));
      publish();
    },

    /** The last change has been taken back: ours is again what was ours before it. */
    takenBack(step: UndoStep): void {
      settings.set('managed', [
        ...settings.get('managed').filter((entry) => entry.file !== step.file),
        ...step.managedBefore,
      ]);
      settings.set('undo', settings.get('undo').slice(0, -1));
      publish();
    },

    /** Nothing that belonged to the session can be brought back without it, nor what changed in the same files. */
    forget(sessionId: SessionId): void {
      const managed = settings.get('managed');
      const files = new Set(managed.filter((entry) => entry.sessionId === sessionId).map(({ file }) => file));
      settings.set(
        'managed',
        managed.filter((entry) => entry.sessionId !== sessionId),
      );
      settings.set(
        'undo',
        settings.get('undo').filter((step) => !files.has(step.file)),
      );
      publish();
    },
  };
}
