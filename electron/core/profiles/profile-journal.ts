import { editedSections, type Edit } from '../../../shared/config-files/edit-plan.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData, ManagedSection, UndoneFile, UndoStep } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import type { Clock, Hash, Settings } from '../ports.ts';
import type { ChangePlan } from './change-plan.ts';
import type { WrittenFile } from './change-writer.ts';

const mostUndoSteps = 10;

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
    const file = last?.files[0]?.file;
    store.update((state) => ({
      profilesRevision: state.profilesRevision + 1,
      undo:
        last === undefined || file === undefined
          ? null
          : { file, profileName: last.profileName, change: last.change },
    }));
  }

  function managedIn(file: string): readonly ManagedSection[] {
    return settings.get('managed').filter((entry) => entry.file === file);
  }

  /** The sections written are ours from now on, those removed no longer; ours that get another name stay ours. */
  function managedAfter(
    file: string,
    edits: readonly Edit[],
    { sessionId, claims }: Pick<ChangePlan, 'sessionId' | 'claims'>,
  ): readonly ManagedSection[] {
    const managed = new Map(managedIn(file).map((entry) => [entry.section, entry]));
    const entryOf = (section: string, content: unknown, before: ManagedSection | undefined) => ({
      file,
      section,
      sessionId: claims.includes(section) ? sessionId : (before?.sessionId ?? sessionId),
      hash: hash.sha256(JSON.stringify(content)),
    });
    for (const edit of edits) {
      if ('restore' in edit) {
        continue;
      }
      const before = managed.get(edit.section);
      if ('set' in edit) {
        managed.set(edit.section, entryOf(edit.section, edit.set, before));
        continue;
      }
      managed.delete(edit.section);
      if ('rename' in edit && before !== undefined) {
        managed.set(edit.rename, { ...before, section: edit.rename });
      }
    }
    return [...managed.values()];
  }

  function setManaged(file: string, sections: readonly ManagedSection[]): void {
    settings.set('managed', [...settings.get('managed').filter((entry) => entry.file !== file), ...sections]);
  }

  return {
    publish,
    managedIn,

    managedOf: (sessionId: SessionId): readonly ManagedSection[] =>
      settings.get('managed').filter((entry) => entry.sessionId === sessionId),

    /** Whether a section is ours. */
    isManaged: (file: string, section: string): boolean =>
      managedIn(file).some((entry) => entry.section === section),

    /** The change that `undo` would take back; null where there is none. */
    last: (): UndoStep | null => settings.get('undo').at(-1) ?? null,

    /** Notes a change that has just been written. */
    record(plan: ChangePlan, written: readonly WrittenFile[]): void {
      if (written.length === 0) {
        return;
      }
      const files = written.map(({ plan: { file, kind }, planned, applied }): UndoneFile => {
        const managedBefore = managedIn(file);
        setManaged(file, managedAfter(file, planned.edits, plan));
        return {
          file,
          kind,
          edits: applied.plan.inverse,
          after: hash.sha256(applied.plan.text),
          managedBefore,
        };
      });
      const change = written.find(({ planned }) => planned.change !== undefined)?.planned.change;
      const step: UndoStep = {
        profileName: plan.profileName,
        change: change ?? plan.change,
        files,
        renamed: plan.renamed,
        at: clock.now(),
      };
      settings.set('undo', [...settings.get('undo'), step].slice(-mostUndoSteps));
      publish();
    },

    /** The last change has been taken back: ours is again what was ours before it. */
    takenBack(step: UndoStep): void {
      for (const { file, edits, managedBefore } of step.files) {
        const touched = new Set(editedSections(edits));
        setManaged(file, [
          ...managedIn(file).filter((entry) => !touched.has(entry.section)),
          ...managedBefore.filter((entry) => touched.has(entry.section)),
        ]);
      }
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
        settings.get('undo').filter((step) => !step.files.some(({ file }) => files.has(file))),
      );
      publish();
    },
  };
}

export type ProfileJournal = ReturnType<typeof createProfileJournal>;
