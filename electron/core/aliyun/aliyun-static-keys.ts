import {
  readAliyunConfig,
  type AliyunConfig,
  type AliyunProfile,
} from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import { addMillis, SECOND, type Instant, type Millis } from '../../../shared/model/instant.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AliyunStaticKeys } from '../app-data.ts';
import { aliyunRecordOf, type AppStore } from '../app-store.ts';
import type { RemovalReport } from '../intents.ts';
import type { Clock, Hash, Log, Scheduler } from '../ports.ts';
import {
  createDueLoop,
  createSessionEnds,
  createSetbacks,
  dueTogether,
  keyMargin,
  renewalOfKeys,
} from '../static-keys/due-loop.ts';
import { staticFields, type StaticAliyunKeys } from './aliyun-fields.ts';
import { aliyunKeyHash, type KeptAliyunProfile, type ManagedAliyun } from './aliyun-managed.ts';
import type { AliyunConfigFile } from './config-file.ts';

export interface AliyunStaticPorts {
  readonly store: AppStore;
  readonly managed: ManagedAliyun;
  readonly configFile: AliyunConfigFile;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** Keys with at least this much life, where the server gives as much. */
  readonly credentialsOf: (
    sessionId: SessionId,
    role: KeptAliyunProfile['role'],
    leastLife: Millis,
  ) => Promise<Result<StaticAliyunKeys>>;
  /** Tells the views that profiles have changed. */
  readonly publish: () => void;
}

const noKeys = { keyHash: null, expiresAt: null, renewAt: null } as const;

/**
 * Keeps the static profiles of `config.json` fresh while their session lives; with its end the whole profile goes and is
 * remembered, to come back with the next sign-in (product.md §4). A profile with keys of somebody else is left alone.
 */
export function createAliyunStaticKeys(ports: AliyunStaticPorts) {
  const { store, managed, configFile, hash, clock, log } = ports;
  const setbacks = createSetbacks(clock);
  const ends = createSessionEnds(store, clock);
  const loop = createDueLoop({ ...ports, look, moments, onSessions: setbacks.clear });

  /** Pasted keys are renewed by nobody: they may have been replaced at any time. */
  function isPasted(sessionId: SessionId): boolean {
    return aliyunRecordOf(store.current(), sessionId)?.kind === 'sts-token';
  }

  function isDue(entry: KeptAliyunProfile, at: Instant): boolean {
    const { keyHash, renewAt, away } = entry.keys;
    const until = setbacks.until(idOf(entry));
    return (
      ends.stateOf(entry.sessionId) === 'active' &&
      (until === null || until <= clock.now()) &&
      (keyHash === null || away !== null || (renewAt !== null && renewAt <= at) || isPasted(entry.sessionId))
    );
  }

  /** Whether the profile must go: its session has ended, or its keys have and nothing renews them. */
  function mustGo(entry: KeptAliyunProfile, now: Instant): boolean {
    const { sessionId, keys } = entry;
    if (keys.away !== null) {
      return false;
    }
    const dead = keys.expiresAt !== null && keys.expiresAt <= now;
    if (ends.stateOf(sessionId) === 'ended') {
      const over = ends.graceOver(sessionId);
      return dead || (over !== null && over <= now);
    }
    return dead && (ends.stateOf(sessionId) === 'waiting' || setbacks.has(idOf(entry)));
  }

  function factsOf(fresh: StaticAliyunKeys): AliyunStaticKeys {
    return {
      keyHash: aliyunKeyHash(hash, fresh.accessKeyId),
      expiresAt: fresh.expiresAt,
      renewAt: fresh.expiresAt === null ? null : renewalOfKeys(fresh.expiresAt, clock.now()),
      replaced: false,
      away: null,
    };
  }

  function isOurs(profile: AliyunProfile, { keys }: KeptAliyunProfile): boolean {
    const id = profile.values.get('access_key_id');
    const hasKeys = typeof id === 'string' && id !== '';
    return (
      profile.values.get('mode') === 'StsToken' &&
      (!hasKeys || (keys.keyHash !== null && aliyunKeyHash(hash, id) === keys.keyHash))
    );
  }

  function renewed(config: AliyunConfig, entry: KeptAliyunProfile, fresh: StaticAliyunKeys) {
    const { keys, profile: name } = entry;
    const profile = config.profiles.find((each) => each.name === name);
    const isBack = keys.away !== null;
    if (isBack ? profile !== undefined : profile === undefined || !isOurs(profile, entry)) {
      return { edits: [], entry: { ...entry, keys: { ...keys, replaced: true } } };
    }
    const set = isBack ? { ...entry.fields, ...staticFields(fresh) } : staticFields(fresh);
    const edits: AliyunEdit[] = [{ profile: name, set }];
    // Unless somebody has chosen another one since.
    if (isBack && keys.away.current !== null && config.current === keys.away.current) {
      edits.push({ current: name });
    }
    return { edits, entry: { ...entry, keys: factsOf(fresh) } };
  }

  async function renewFile(file: string, due: readonly KeptAliyunProfile[]): Promise<void> {
    const fetched = await Promise.all(
      due.map(async (entry) => {
        const fresh = await ports.credentialsOf(entry.sessionId, entry.role, keyMargin + SECOND);
        if (!fresh.ok) {
          setBack(entry, fresh.error.code);
          return [];
        }
        if (aliyunKeyHash(hash, fresh.value.accessKeyId) !== entry.keys.keyHash) {
          return [{ entry, fresh: fresh.value }];
        }
        if (!isPasted(entry.sessionId)) {
          setBack(entry, 'app.busy');
        }
        return [];
      }),
    );
    const ready = fetched
      .flat()
      // Signed out, removed or saved anew meanwhile.
      .filter(
        ({ entry }) =>
          ends.stateOf(entry.sessionId) === 'active' && managed.find(file, entry.profile) === entry,
      );
    if (ready.length === 0) {
      return;
    }
    let entries: KeptAliyunProfile[] = [];
    const changed = await configFile.change(file, (config) => {
      const planned = ready.map(({ entry, fresh }) => renewed(config, entry, fresh));
      entries = planned.map(({ entry }) => entry);
      return ok(planned.flatMap(({ edits }) => edits));
    });
    if (!changed.ok) {
      ready.forEach(({ entry }) => {
        setBack(entry, changed.error.code);
      });
      return;
    }
    entries.forEach((entry) => setbacks.forget(idOf(entry)));
    managed.replace(file, [], entries);
    ports.publish();
    log.info('static-keys.renewed', { count: entries.filter(({ keys }) => !keys.replaced).length });
  }

  function setBack(entry: KeptAliyunProfile, code: string): void {
    setbacks.note(idOf(entry));
    log.warn('static-keys.not-renewed', { code });
  }

  /** Takes profiles out of the files that they are in; gives what was taken as `file: profile`. */
  async function takeAway(entries: readonly KeptAliyunProfile[]): Promise<Result<readonly string[]>> {
    const removed: string[] = [];
    for (const [file, inFile] of byFile(entries)) {
      let taken: readonly string[] = [];
      let current = '';
      const changed = await configFile.change(file, (config) => {
        current = config.current;
        taken = inFile.flatMap((entry) => {
          const profile = config.profiles.find(({ name }) => name === entry.profile);
          return profile !== undefined && isOurs(profile, entry) ? [entry.profile] : [];
        });
        return ok(taken.map((profile) => ({ profile, remove: true }) as const));
      });
      if (!changed.ok) {
        return changed;
      }
      const after = readAliyunConfig(changed.value.plan.text);
      const next = after.ok ? after.value.current : null;
      managed.replace(
        file,
        [],
        inFile.map((entry) => {
          const isAway = taken.includes(entry.profile);
          const away = { current: entry.profile === current ? next : null };
          return {
            ...entry,
            keys: isAway ? { ...noKeys, replaced: false, away } : { ...entry.keys, replaced: true },
          };
        }),
      );
      ports.publish();
      removed.push(...taken.map((profile) => `${file}: ${profile}`));
    }
    return ok(removed);
  }

  async function look(): Promise<void> {
    const now = clock.now();
    ends.note(new Set(managed.kept().map(({ sessionId }) => sessionId)));
    const gone = await takeAway(managed.kept().filter((entry) => mustGo(entry, now)));
    if (!gone.ok) {
      log.warn('static-keys.not-removed', { code: gone.error.code });
    }
    for (const [file, inFile] of byFile(managed.kept())) {
      if (inFile.some((entry) => isDue(entry, now))) {
        const soon = addMillis(now, dueTogether);
        await renewFile(
          file,
          inFile.filter((entry) => isDue(entry, soon)),
        );
      }
    }
  }

  function moments(): readonly Instant[] {
    const now = clock.now();
    return managed.kept().flatMap((entry): Instant[] => {
      const { sessionId, keys } = entry;
      const until = setbacks.until(idOf(entry));
      if (ends.stateOf(sessionId) === 'active') {
        const due = keys.keyHash === null ? now : keys.renewAt;
        const next = due === null ? until : until !== null && until > due ? until : due;
        return next === null ? [] : [next];
      }
      if (keys.away !== null) {
        return [];
      }
      return [keys.expiresAt, ends.graceOver(sessionId)].filter((moment) => moment !== null);
    });
  }

  return {
    /** What is to be remembered of keys that a save writes. */
    factsOf,

    /**
     * Takes away the profiles of a session that has been signed out, and says so in the report. Where the file cannot be
     * written they stay, and are tried again.
     */
    async afterSignOut<Report extends RemovalReport>(
      sessionId: SessionId,
      report: Result<Report>,
    ): Promise<Result<Report>> {
      if (!report.ok) {
        return report;
      }
      await loop.idle();
      const taken = await takeAway(
        managed.kept().filter((entry) => entry.sessionId === sessionId && entry.keys.away === null),
      );
      if (!taken.ok) {
        log.warn('static-keys.not-removed', { code: taken.error.code });
        return taken;
      }
      return ok({ ...report.value, removed: [...report.value.removed, ...taken.value] });
    },

    follow: loop.start,

    /** Ends the keeping, with the profiles of all sessions if that is wanted. */
    async dispose(keysGo: boolean): Promise<void> {
      await loop.stop();
      if (keysGo) {
        const gone = await takeAway(managed.kept().filter(({ keys }) => keys.away === null));
        if (!gone.ok) {
          log.warn('static-keys.not-removed', { code: gone.error.code });
        }
      }
    },
  };
}

export type AliyunStaticKeeper = ReturnType<typeof createAliyunStaticKeys>;

function idOf({ file, profile }: Pick<KeptAliyunProfile, 'file' | 'profile'>): string {
  return `${file}\n${profile}`;
}

function byFile(entries: readonly KeptAliyunProfile[]): ReadonlyMap<string, readonly KeptAliyunProfile[]> {
  const grouped = new Map<string, KeptAliyunProfile[]>();
  for (const entry of entries) {
    grouped.set(entry.file, [...(grouped.get(entry.file) ?? []), entry]);
  }
  return grouped;
}
