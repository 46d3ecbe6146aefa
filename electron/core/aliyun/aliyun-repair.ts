import type { AliyunConfig, AliyunProfile } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { addMillis, MINUTE, SECOND, type Instant, type Millis } from '../../../shared/model/instant.ts';
import { ok } from '../../../shared/model/result.ts';
import type { ManagedAliyunProfile } from '../app-data.ts';
import type { Cancel, Clock, Log, Scheduler } from '../ports.ts';
import { fieldsToKeep, type ManagedAliyun } from './aliyun-managed.ts';
import type { AliyunConfigFile } from './config-file.ts';

/** Whoever writes the file has finished by then, and has read what it needs to. */
const quiet: Millis = 500;
const firstPause: Millis = 5 * SECOND;
const longestPause: Millis = 10 * MINUTE;

/** What is put back; more of it is nobody's business but the user's. */
const restored: ReadonlySet<string> = new Set([
  'region_id',
  'output_format',
  'language',
  'oauth_site_type',
  'cloud_sso_sign_in_url',
  'cloud_sso_account_id',
  'cloud_sso_access_config',
]);

export interface AliyunRepairPorts {
  readonly managed: ManagedAliyun;
  readonly configFile: AliyunConfigFile;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** The sessions whose own profiles are in this file. */
  readonly ownersIn: (file: string) => readonly AliyunSessionRecord[];
  /** What the own profile of a session begins with. */
  readonly profileFields: (session: AliyunSessionRecord) => ManagedAliyunProfile['fields'];
}

/** How a file stands to what was written there. */
interface Findings {
  readonly edits: readonly AliyunEdit[];
  readonly entries: readonly ManagedAliyunProfile[];
  /** Profiles that are no longer ours. */
  readonly gone: readonly string[];
}

/**
 * Puts back what other tools drop from our profiles when they rewrite the file: the Go and Java SDKs write only the fields
 * that they know, without which the CLI refuses to run (protocol/aliyun.md §2.5, §8.7). What they write differently is
 * followed. In one write, and ever more slowly where somebody drops it again.
 */
export function createAliyunRepair(ports: AliyunRepairPorts) {
  const { managed, configFile, clock, scheduler, log } = ports;
  const timers = new Map<string, Cancel>();
  const repairs = new Map<string, { readonly pause: Millis; readonly at: Instant }>();
  const running = new Set<Promise<void>>();
  let disposed = false;

  function entriesOf(file: string, config: AliyunConfig): readonly ManagedAliyunProfile[] {
    const known = managed.inFile(file);
    const own = ports.ownersIn(file).flatMap((session): ManagedAliyunProfile[] => {
      const profile = session.profileName;
      if (profile === null || known.some((entry) => entry.profile === profile)) {
        return [];
      }
      const delivery = session.kind === 'sts-token' ? 'static' : 'native';
      const fields = fieldsToKeep(ports.profileFields(session));
      const found = config.profiles.find(({ name }) => name === profile);
      return found === undefined || !isStillOurs(found, fields)
        ? []
        : [{ file, profile, sessionId: session.id, delivery, fields, role: null, keys: null }];
    });
    return [...known, ...own];
  }

  function findingsOf(file: string, config: AliyunConfig): Findings {
    const edits: AliyunEdit[] = [];
    const entries: ManagedAliyunProfile[] = [];
    const gone: string[] = [];
    for (const entry of entriesOf(file, config)) {
      const profile = config.profiles.find(({ name }) => name === entry.profile);
      const isKeeper = entry.keys !== null;
      if (profile === undefined || !isStillOurs(profile, entry.fields)) {
        if (!isKeeper) {
          gone.push(entry.profile);
        }
        continue;
      }
      if (entry.keys?.replaced === true) {
        continue;
      }
      const missing: Record<string, string | number | boolean> = {};
      const fields = { ...entry.fields };
      for (const [key, value] of Object.entries(entry.fields).filter(([each]) => restored.has(each))) {
        const there = profile.values.get(key);
        // What the first profile inherits is not in the file.
        const isThere = there !== undefined && there !== '' && isWritten(profile, key);
        if (isThere) {
          fields[key] = there;
        } else {
          missing[key] = value;
        }
      }
      if (Object.keys(missing).length > 0) {
        edits.push({ profile: entry.profile, set: missing });
      }
      entries.push({ ...entry, fields });
    }
    return { edits, entries, gone };
  }

  async function look(file: string): Promise<void> {
    const read = await configFile.read(file);
    if (!read.ok || disposed) {
      return;
    }
    const findings = findingsOf(file, read.value);
    if (findings.edits.length === 0) {
      remember(file, findings);
      return;
    }
    const last = repairs.get(file);
    const now = clock.now();
    if (last !== undefined && addMillis(last.at, last.pause) > now) {
      plan(file, addMillis(last.at, last.pause));
      return;
    }
    const isAgain = last !== undefined && addMillis(last.at, 2 * longestPause) > now;
    repairs.set(file, { pause: isAgain ? Math.min(longestPause, last.pause * 2) : firstPause, at: now });
    let done = findings;
    const changed = await configFile.change(file, (config) => {
      done = findingsOf(file, config);
      return ok(done.edits);
    });
    if (!changed.ok) {
      log.warn('aliyun.not-repaired', { code: changed.error.code });
      plan(file, addMillis(now, firstPause));
      return;
    }
    remember(file, done);
    log.info('aliyun.repaired', { count: done.edits.length });
  }

  function remember(file: string, { entries, gone }: Findings): void {
    const before = managed.inFile(file);
    const changed = entries.filter(
      (entry) => !before.some((other) => JSON.stringify(other) === JSON.stringify(entry)),
    );
    if (changed.length > 0 || gone.length > 0) {
      managed.replace(file, gone, changed);
    }
  }

  function plan(file: string, when: Instant): void {
    timers.get(file)?.();
    if (disposed) {
      return;
    }
    timers.set(
      file,
      scheduler.at(when, () => {
        timers.delete(file);
        const task = look(file).finally(() => running.delete(task));
        running.add(task);
      }),
    );
  }

  return {
    /** The file has changed, or is seen for the first time. */
    changed(file: string): void {
      plan(file, addMillis(clock.now(), quiet));
    },

    async dispose(): Promise<void> {
      disposed = true;
      timers.forEach((cancel) => {
        cancel();
      });
      await Promise.all(running);
    },
  };
}

/** A profile of another mode has been made something else of. */
function isStillOurs(profile: AliyunProfile, fields: ManagedAliyunProfile['fields']): boolean {
  return fields['mode'] === undefined || profile.values.get('mode') === fields['mode'];
}

function isWritten({ node }: AliyunProfile, key: string): boolean {
  return node?.members.some((member) => member.key.toLowerCase() === key) ?? false;
}
