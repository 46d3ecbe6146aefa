import { applyEditPlan } from '../../../shared/config-files/apply-edit-plan.ts';
import { editedSections, planEdits, type Edit } from '../../../shared/config-files/edit-plan.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import {
  addMillis,
  instant,
  MINUTE,
  SECOND,
  type Instant,
  type Millis,
} from '../../../shared/model/instant.ts';
import type { Result } from '../../../shared/model/result.ts';
import { ok } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import type { KeptKeys, StaticKeys } from '../app-data.ts';
import type { RemovalReport } from '../intents.ts';
import type { Cancel, Clock, FileStore, Hash, Log, Scheduler } from '../ports.ts';
import type { ProfileJournal } from '../profiles/profile-journal.ts';
import type { SavedKeys } from './key-plans.ts';
import { keyHashOf, keysEdit, keysState, planKeysRemoval } from './static-plans.ts';

/** Keys are fetched anew when this much of their life is left, or half of it where that is less. */
const margin: Millis = 20 * MINUTE;
/** What falls due this soon is renewed in the same write. */
const together: Millis = 2 * MINUTE;
/** A session may come back within this, e.g. by a renewal after sleep; then its keys are taken away. */
const graceAfterEnd: Millis = MINUTE;
const firstPause: Millis = MINUTE;
const longestPause: Millis = 10 * MINUTE;

export interface StaticKeeperPorts {
  readonly store: AppStore;
  readonly journal: ProfileJournal;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** Credentials with at least this much life, where the server gives as much. */
  readonly credentialsOf: (role: RoleRef, leastLife: Millis) => Promise<Result<RoleCredentials>>;
}

/** What may change what is due. */
interface Surroundings {
  readonly sessions: string;
  readonly files: number;
}

interface Setback {
  readonly pause: Millis;
  readonly until: Instant;
}

/**
 * Keeps the keys of static profiles fresh while their session lives, and takes them away when it ends (product.md §4). All
 * keys of one file are written at once. Keys that somebody else has put in the place of ours are left alone.
 */
export function createStaticKeeper(ports: StaticKeeperPorts) {
  const { store, journal, files, hash, clock, scheduler, log } = ports;
  const setbacks = new Map<string, Setback>();
  const endedAt = new Map<SessionId, Instant>();
  let seen: Surroundings = { sessions: '', files: 0 };
  let timer: Cancel | null = null;
  let unsubscribe: Cancel = () => undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;

  function live(): readonly KeptKeys[] {
    return journal.keptKeys().filter(({ keys }) => !keys.replaced);
  }

  /** `active`, or what keeps it from being so. */
  function stateOf(sessionId: SessionId): 'active' | 'waiting' | 'ended' {
    const phase = store.current().sessions.find(({ record }) => record.id === sessionId)?.phase;
    switch (phase?.state) {
      case 'active':
        return 'active';
      case 'signing-in':
        return 'waiting';
      default:
        return 'ended';
    }
  }

  function isDue({ sessionId, keys, ...entry }: KeptKeys, now: Instant): boolean {
    const setback = setbacks.get(idOf(entry));
    return (
      stateOf(sessionId) === 'active' &&
      (setback === undefined || setback.until <= now) &&
      (keys.renewAt === null || keys.renewAt <= now)
    );
  }

  /** Whether keys must go: their session has ended, or they have and nothing renews them. */
  function mustGo(entry: KeptKeys, now: Instant): boolean {
    const { sessionId, keys } = entry;
    if (keys.keyHash === null) {
      return false;
    }
    const dead = keys.expiresAt !== null && keys.expiresAt <= now;
    const end = endedAt.get(sessionId);
    if (stateOf(sessionId) === 'ended') {
      return dead || (end !== undefined && addMillis(end, graceAfterEnd) <= now);
    }
    return dead && (stateOf(sessionId) === 'waiting' || setbacks.has(idOf(entry)));
  }

  function factsOf(
    role: Pick<StaticKeys, 'accountId' | 'roleName' | 'config'>,
    fresh: RoleCredentials,
  ): StaticKeys {
    const now = clock.now();
    const life = Math.max(0, fresh.expiresAt - now);
    const renewAt = addMillis(fresh.expiresAt, -Math.min(margin, life / 2));
    const { accountId, roleName, config } = role;
    return {
      accountId,
      roleName,
      config,
      keyHash: keyHashOf(hash, fresh.accessKeyId),
      expiresAt: fresh.expiresAt,
      // However short the life, never a storm.
      renewAt: instant(Math.max(renewAt, addMillis(now, firstPause))),
      replaced: false,
    };
  }

  function noteSetback(entry: KeptKeys, code: string): void {
    const before = setbacks.get(idOf(entry));
    const pause = Math.min(longestPause, before === undefined ? firstPause : before.pause * 2);
    setbacks.set(idOf(entry), { pause, until: addMillis(clock.now(), pause) });
    log.warn('static-keys.not-renewed', { code });
  }

  async function renewFile(file: string, due: readonly KeptKeys[]): Promise<void> {
    const fetched = await Promise.all(
      due.map(async (entry) => {
        const { sessionId, keys } = entry;
        const fresh = await ports.credentialsOf(
          { sessionId, accountId: keys.accountId, roleName: keys.roleName },
          margin + SECOND,
        );
        if (!fresh.ok) {
          noteSetback(entry, fresh.error.code);
          return [];
        }
        return [{ entry, fresh: fresh.value }];
      }),
    );
    const ready = fetched
      .flat()
      // Signed out, removed or saved anew meanwhile.
      .filter(
        ({ entry }) =>
          stateOf(entry.sessionId) === 'active' &&
          journal.keysIn(entry.file, entry.section)?.keys.keyHash === entry.keys.keyHash,
      );
    if (ready.length === 0) {
      return;
    }
    let changes: KeptKeys[] = [];
    const applied = await applyEditPlan(
      files,
      hash,
      file,
      (text) => {
        changes = [];
        const edits: Edit[] = [];
        for (const { entry, fresh } of ready) {
          const state = keysState(text, entry.section, entry.keys.keyHash, hash);
          if (!state.ok) {
            return state;
          }
          const gone = state.value === 'absent' && entry.keys.keyHash !== null;
          if (state.value === 'foreign' || gone) {
            changes.push({ ...entry, keys: { ...entry.keys, replaced: true } });
          } else {
            edits.push(keysEdit(entry.section, fresh));
            changes.push({ ...entry, keys: factsOf(entry.keys, fresh) });
          }
        }
        return planEdits(text, edits, 'credentials');
      },
      { ownerOnly: true },
    );
    if (!applied.ok) {
      ready.forEach(({ entry }) => noteSetback(entry, applied.error.code));
      return;
    }
    changes.forEach((entry) => setbacks.delete(idOf(entry)));
    journal.renewed(file, applied.value.before, applied.value.plan.text);
    journal.setKeys(changes);
    log.info('static-keys.renewed', { count: changes.filter(({ keys }) => !keys.replaced).length });
  }

  /** Takes keys out of the files that they are in; gives what was taken as `file: [section]`. */
  async function takeAway(entries: readonly KeptKeys[]): Promise<Result<readonly string[]>> {
    const removed: string[] = [];
    for (const [file, inFile] of byFile(entries)) {
      let taken: readonly string[] = [];
      const applied = await applyEditPlan(files, hash, file, (text) => {
        const edits: Edit[] = [];
        for (const { section, keys } of inFile) {
          const planned = planKeysRemoval(text, section, keys, hash);
          if (!planned.ok) {
            return planned;
          }
          edits.push(...planned.value.edits);
        }
        taken = editedSections(edits);
        return planEdits(text, edits, 'credentials');
      });
      if (!applied.ok) {
        return applied;
      }
      journal.renewed(file, applied.value.before, applied.value.plan.text);
      journal.setKeys(
        inFile.map((entry) => ({
          ...entry,
          keys: {
            ...entry.keys,
            keyHash: null,
            expiresAt: null,
            renewAt: null,
            replaced: !taken.includes(entry.section) && entry.keys.keyHash !== null,
          },
        })),
      );
      removed.push(...taken.map((section) => `${file}: [${section}]`));
    }
    return ok(removed);
  }

  function noteEnds(now: Instant): void {
    for (const { sessionId } of live()) {
      if (stateOf(sessionId) !== 'ended') {
        endedAt.delete(sessionId);
      } else if (!endedAt.has(sessionId)) {
        endedAt.set(sessionId, now);
      }
    }
  }

  async function look(): Promise<void> {
    const now = clock.now();
    noteEnds(now);
    const gone = await takeAway(live().filter((entry) => mustGo(entry, now)));
    if (!gone.ok) {
      log.warn('static-keys.not-removed', { code: gone.error.code });
    }
    for (const [file, inFile] of byFile(live())) {
      if (inFile.some((entry) => isDue(entry, now))) {
        const soon = addMillis(now, together);
        await renewFile(
          file,
          inFile.filter((entry) => isDue(entry, soon)),
        );
      }
    }
  }

  /** Looks now, once more after a look under way, and then when the next thing falls due. */
  function run(): void {
    if (stopped) {
      return;
    }
    if (running !== null) {
      again = true;
      return;
    }
    timer?.();
    timer = null;
    running = look().finally(() => {
      running = null;
      if (again) {
        again = false;
        run();
        return;
      }
      plan();
    });
  }

  function plan(): void {
    if (stopped) {
      return;
    }
    const now = clock.now();
    const moments = live().flatMap((entry): Instant[] => {
      const { sessionId, keys } = entry;
      if (stateOf(sessionId) === 'active') {
        const until = setbacks.get(idOf(entry))?.until ?? now;
        return [instant(Math.max(keys.renewAt ?? now, until))];
      }
      if (keys.keyHash === null) {
        return [];
      }
      const end = endedAt.get(sessionId);
      return [
        ...(keys.expiresAt === null ? [] : [keys.expiresAt]),
        ...(end === undefined ? [] : [addMillis(end, graceAfterEnd)]),
      ];
    });
    if (moments.length > 0) {
      const next = moments.reduce((earliest, moment) => (moment < earliest ? moment : earliest));
      timer = scheduler.at(instant(Math.max(next, addMillis(now, SECOND))), run);
    }
  }

  function signature(): Surroundings {
    const { sessions, profilesRevision, identities } = store.current();
    const phases = sessions.map(({ record, phase }) => [
      record.id,
      phase.state,
      phase.state === 'active' ? phase.accessTokenExpiresAt : null,
    ]);
    return { sessions: JSON.stringify([phases, identities]), files: profilesRevision };
  }

  return {
    /** Notes keys that a save has just written. */
    adopt({ file, section, config, role, credentials }: SavedKeys): void {
      const entry = journal.managedIn(file).find((one) => one.section === section);
      if (entry !== undefined) {
        journal.setKeys([{ ...entry, keys: factsOf({ ...role, config }, credentials) }]);
      }
    },

    /**
     * Takes away the keys of a session that has been signed out, and says so in the report; they come back with the next
     * sign-in. Where a file cannot be written the keys stay, and are tried again.
     */
    async afterSignOut<Report extends RemovalReport>(
      sessionId: SessionId,
      report: Result<Report>,
    ): Promise<Result<Report>> {
      if (!report.ok) {
        return report;
      }
      await running;
      const taken = await takeAway(live().filter((entry) => entry.sessionId === sessionId));
      if (!taken.ok) {
        log.warn('static-keys.not-removed', { code: taken.error.code });
        return taken;
      }
      return ok({ ...report.value, removed: [...report.value.removed, ...taken.value] });
    },

    /** From now on keys are kept; first those that an earlier run left are looked at. */
    follow(): void {
      stopped = false;
      unsubscribe = store.subscribe(() => {
        const before = seen;
        seen = signature();
        if (seen.sessions !== before.sessions) {
          setbacks.clear();
          run();
        } else if (seen.files !== before.files) {
          run();
        }
      });
      seen = signature();
      run();
    },

    /** Ends the keeping, with the keys of all sessions if that is wanted. */
    async dispose(keysGo: boolean): Promise<void> {
      stopped = true;
      timer?.();
      unsubscribe();
      await running;
      if (keysGo) {
        const gone = await takeAway(live());
        if (!gone.ok) {
          log.warn('static-keys.not-removed', { code: gone.error.code });
        }
      }
    },
  };
}

function idOf({ file, section }: Pick<KeptKeys, 'file' | 'section'>): string {
  return `${file}\n${section}`;
}

function byFile(entries: readonly KeptKeys[]): ReadonlyMap<string, readonly KeptKeys[]> {
  const grouped = new Map<string, KeptKeys[]>();
  for (const entry of entries) {
    grouped.set(entry.file, [...(grouped.get(entry.file) ?? []), entry]);
  }
  return grouped;
}
