import { editedSections, type Edit, type SetEdit } from '../../../shared/config-files/edit-plan.ts';
import { isCredentialKey } from '../../../shared/config-files/secret-keys.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData, KeptKeys, ManagedSection, UndoneAwsFile, UndoStep } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import type { Clock, Hash, Settings } from '../ports.ts';
import type { ChangePlan, PlannedFile } from './change-plan.ts';
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
          : {
              file,
              profileName: last.profileName,
              change: last.change,
              ...(last.count === undefined ? {} : { count: last.count }),
            },
    }));
  }

  function managedIn(file: string): readonly ManagedSection[] {
    return settings.get('managed').filter((entry) => entry.file === file);
  }

  /** The managed sections by file; made anew when they change, for it is asked once per row of a long list. */
  let index: { readonly of: readonly ManagedSection[]; readonly keys: ReadonlySet<string> } | null = null;

  function isManaged(file: string, section: string): boolean {
    const managed = settings.get('managed');
    if (index?.of !== managed) {
      index = { of: managed, keys: new Set(managed.map((entry) => `${entry.file}\n${entry.section}`)) };
    }
    return index.keys.has(`${file}\n${section}`);
  }

  /** The sections written are ours from now on, those removed no longer; ours that get another name stay ours. */
  function managedAfter(
    file: string,
    edits: readonly Edit[],
    { sessionId, claims }: Pick<ChangePlan, 'sessionId' | 'claims'>,
    moved: PlannedFile['moved'] = [],
  ): readonly ManagedSection[] {
    const managed = new Map(managedIn(file).map((entry) => [entry.section, entry]));
    const entryOf = (section: string, content: SetEdit['set'], before: ManagedSection | undefined) => ({
      file,
      section,
      sessionId: claims.includes(section) ? sessionId : (before?.sessionId ?? sessionId),
      hash: hash.sha256(JSON.stringify(withoutKeys(content))),
      ...(before?.keys === undefined ? {} : { keys: before.keys }),
    });
    // Edits name a section by its old name throughout a plan.
    const newNames = new Map<string, string>();
    for (const edit of edits) {
      if ('restore' in edit) {
        continue;
      }
      const section = newNames.get(edit.section) ?? edit.section;
      const before = managed.get(section);
      if ('set' in edit) {
        managed.set(section, entryOf(section, edit.set, before));
        continue;
      }
      managed.delete(section);
      if ('rename' in edit && before !== undefined) {
        managed.set(edit.rename, { ...before, section: edit.rename });
        newNames.set(edit.section, edit.rename);
      }
    }
    for (const { section, to } of moved) {
      const before = managed.get(section);
      managed.delete(section);
      if (to !== null && before !== undefined) {
        managed.set(to, { ...before, section: to });
      }
    }
    return [...managed.values()];
  }

  function setManaged(file: string, sections: readonly ManagedSection[]): void {
    settings.set('managed', [...settings.get('managed').filter((entry) => entry.file !== file), ...sections]);
  }

  function push(step: UndoStep): void {
    settings.set('undo', [...settings.get('undo'), step].slice(-mostUndoSteps));
    publish();
  }

  function pop(): void {
    settings.set('undo', settings.get('undo').slice(0, -1));
    publish();
  }

  return {
    publish,
    managedIn,

    /** Sections of config files; keys have a keeper of their own. */
    managedOf: (sessionId: SessionId): readonly ManagedSection[] =>
      settings.get('managed').filter((entry) => entry.sessionId === sessionId && entry.keys === undefined),

    /** What Latchkey knows of the keys in a section of a credentials file; null where they are not its own. */
    keysIn: (file: string, section: string): KeptKeys | null =>
      managedIn(file)
        .filter(keepsKeys)
        .find((entry) => entry.section === section) ?? null,

    /** All sections whose keys are kept fresh. */
    keptKeys: (): readonly KeptKeys[] => settings.get('managed').filter(keepsKeys),

    /** Notes what has become of keys; those of a section that is no longer ours are of no interest. */
    setKeys(changes: readonly KeptKeys[]): void {
      const changed = new Map(changes.map((entry) => [`${entry.file}\n${entry.section}`, entry.keys]));
      settings.set(
        'managed',
        settings.get('managed').map((entry) => {
          const keys = changed.get(`${entry.file}\n${entry.section}`);
          return keys === undefined ? entry : { ...entry, keys };
        }),
      );
      publish();
    },

    /** A file that keys were renewed in is still the one that the last changes left, as far as undo goes. */
    renewed(file: string, before: string, after: string): void {
      const old = hash.sha256(before);
      settings.set(
        'undo',
        settings.get('undo').map((step) => ({
          ...step,
          files: step.files.map((one) =>
            one.file === file && one.after === old ? { ...one, after: hash.sha256(after) } : one,
          ),
        })),
      );
    },

    /** Whether a section is ours. */
    isManaged,

    /** The change that `undo` would take back; null where there is none. */
    last: (): UndoStep | null => settings.get('undo').at(-1) ?? null,

    /** Notes a change that has just been written. */
    record(plan: ChangePlan, written: readonly WrittenFile[]): void {
      if (written.length === 0) {
        return;
      }
      const files = written.map(({ plan: { file, kind }, planned, applied }): UndoneAwsFile => {
        const touched = new Set([
          ...editedSections(applied.plan.inverse),
          ...(planned.moved ?? []).flatMap(({ section, to }) => (to === null ? [section] : [section, to])),
        ]);
        const managedBefore = managedIn(file).filter((entry) => touched.has(entry.section));
        setManaged(file, managedAfter(file, planned.edits, plan, planned.moved));
        return {
          file,
          kind,
          edits: applied.plan.inverse,
          after: hash.sha256(applied.plan.text),
          managedBefore,
        };
      });
      const change = written.find(({ planned }) => planned.change !== undefined)?.planned.change;
      const count = written.find(({ planned }) => planned.count !== undefined)?.planned.count;
      const step: UndoStep = {
        profileName: plan.profileName,
        change: change ?? plan.change,
        ...(count === undefined ? {} : { count }),
        files,
        renamed: plan.renamed,
        at: clock.now(),
      };
      push(step);
    },

    /** Notes a change that was made by other means, so that `undo` takes it back in its turn. */
    push,

    /** The last change was taken back by other means. */
    pop,

    /** The last change has been taken back: ours is again what was ours before it. */
    takenBack(step: UndoStep): void {
      for (const { file, edits, managedBefore } of awsFilesOfStep(step)) {
        const touched = new Set([...editedSections(edits), ...managedBefore.map(({ section }) => section)]);
        setManaged(file, [
          ...managedIn(file).filter((entry) => !touched.has(entry.section)),
          ...managedBefore.map(withoutOldKeys),
        ]);
      }
      pop();
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

/** The files of a step that are AWS's: all or none. */
export function awsFilesOfStep({ files }: UndoStep): readonly UndoneAwsFile[] {
  return files.filter((file) => file.kind !== 'aliyun');
}

/** No digest of a secret either. */
function withoutKeys(content: SetEdit['set']): SetEdit['set'] {
  return Object.fromEntries(Object.entries(content).filter(([key]) => !isCredentialKey(key)));
}

/** An undo brings no keys back, so whoever keeps them has to fetch them. */
function withoutOldKeys(entry: ManagedSection): ManagedSection {
  return entry.keys === undefined
    ? entry
    : { ...entry, keys: { ...entry.keys, keyHash: null, expiresAt: null, renewAt: null, replaced: false } };
}

function keepsKeys(entry: ManagedSection): entry is KeptKeys {
  return entry.keys !== undefined;
}
