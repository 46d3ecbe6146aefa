import { accessDiff, isEmptyDiff, mergeDiffs } from '../../../shared/access/access-diff.ts';
import type {
  AccessChanges,
  AccessChangesView,
  AccessDiff,
  AccessRole,
} from '../../../shared/model/access-changes.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import { listedRecordOf, listedSessionOf } from '../catalog/listed-sessions.ts';
import type { CatalogService, CompletedListing } from '../catalog/catalog-service.ts';
import type { Places } from '../places.ts';
import type { FileStore, Log } from '../ports.ts';
import { createChangesFiles } from './changes-file.ts';

/** How many changes the snapshot names; the rest is fetched by a call. */
const namedAtMost = 3;

export interface AccessPorts {
  readonly store: AppStore;
  readonly catalog: CatalogService;
  readonly files: FileStore;
  readonly places: Places;
  readonly log: Log;
  /** Told of each new set of changes, once, with all that now wait. */
  readonly onChanged: (changes: AccessChanges) => void;
}

/** What has come and gone among the roles of each session since somebody last looked (product.md §8). */
export interface AccessService {
  /** All changes that wait; null where there are none. Errors: `input.session-unknown`. */
  changes(sessionId: SessionId): Result<AccessChanges | null>;
  /** Of the changes that wait, the roles that have come. */
  addedRoles(sessionId: SessionId): readonly AccessRole[];
  /** Lets them go, or one part: they have been seen or acted on. Errors: `input.session-unknown`. */
  dismiss(sessionId: SessionId, part?: 'added' | 'removed'): Promise<Result<void>>;
  /** Reads what waited at the end of the last run. */
  restore(): Promise<void>;
  /** Forgets everything of a session that is being removed. */
  forget(sessionId: SessionId): void;
}

export function createAccessService(ports: AccessPorts): AccessService {
  const { store, catalog } = ports;
  const changesFiles = createChangesFiles(ports.files, ports.places, ports.log);
  const waiting = new Map<SessionId, AccessChanges>();

  function publish(): void {
    store.update(() => ({
      accessChanges: Object.fromEntries(
        [...waiting].map(([sessionId, changes]) => [sessionId, viewOf(changes)]),
      ),
    }));
  }

  async function compare({ sessionId, before, after, at }: CompletedListing): Promise<void> {
    if (before === null) {
      return;
    }
    const found = accessDiff(before.rows(), after.rows());
    if (isEmptyDiff(found)) {
      return;
    }
    const known = waiting.get(sessionId);
    const all = known === undefined ? found : mergeDiffs(known, found);
    if (isEmptyDiff(all)) {
      await drop(sessionId);
      return;
    }
    const changes: AccessChanges = { ...all, sessionId, foundAt: at };
    ports.onChanged(changes);
    await keep(changes);
  }

  async function keep(changes: AccessChanges): Promise<void> {
    waiting.set(changes.sessionId, changes);
    publish();
    await changesFiles.write(changes);
  }

  async function drop(sessionId: SessionId): Promise<void> {
    if (waiting.delete(sessionId)) {
      publish();
    }
    await changesFiles.remove(sessionId);
  }

  catalog.onCompleted((listing) => {
    void compare(listing);
  });

  return {
    changes(sessionId) {
      const session = listedSessionOf(store.current(), sessionId);
      return session.ok ? ok(waiting.get(sessionId) ?? null) : session;
    },

    addedRoles: (sessionId) => waiting.get(sessionId)?.addedRoles ?? [],

    async dismiss(sessionId, part) {
      const session = listedSessionOf(store.current(), sessionId);
      if (!session.ok) {
        return session;
      }
      const changes = waiting.get(sessionId);
      const left = changes === undefined || part === undefined ? noChanges : { ...changes, ...gone[part] };
      await (changes === undefined || isEmptyDiff(left) ? drop(sessionId) : keep({ ...changes, ...left }));
      return ok(undefined);
    },

    async restore() {
      for (const { record } of store.current().sessions) {
        const changes = await changesFiles.read(record.id);
        if (
          changes !== null &&
          !waiting.has(record.id) &&
          listedRecordOf(store.current(), record.id) !== null
        ) {
          waiting.set(record.id, changes);
        }
      }
      publish();
    },

    forget(sessionId) {
      void drop(sessionId);
    },
  };
}

/** What is left out when a part has been acted on. */
const gone = {
  added: { addedRoles: [], addedAccounts: [] },
  removed: { removedRoles: [], removedAccounts: [] },
} as const;
const noChanges: AccessDiff = { ...gone.added, ...gone.removed };

function viewOf(changes: AccessChanges): AccessChangesView {
  return {
    addedRoles: changes.addedRoles.length,
    removedRoles: changes.removedRoles.length,
    addedAccounts: changes.addedAccounts.length,
    removedAccounts: changes.removedAccounts.length,
    firstAdded: changes.addedRoles.slice(0, namedAtMost),
    firstRemoved: changes.removedRoles.slice(0, namedAtMost),
    foundAt: changes.foundAt,
  };
}
