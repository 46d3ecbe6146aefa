import type { AliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import { isCredentialField } from '../../../shared/config-files/aliyun/profile-fields.ts';
import type { AliyunValue } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AliyunStaticKeys, AppData, ManagedAliyunProfile } from '../app-data.ts';
import { aliyunSessions, type AppStore } from '../app-store.ts';
import type { Places } from '../places.ts';
import type { Hash, Settings } from '../ports.ts';
import { aliyunConfigOf } from './aliyun-places.ts';

/** A static profile whose keys are kept fresh. */
export interface KeptAliyunProfile extends ManagedAliyunProfile {
  readonly keys: AliyunStaticKeys;
}

/** Which profiles of `config.json` are Latchkey's own, and what they are meant to hold. The file itself says nothing of it. */
export function createManagedAliyun({
  store,
  settings,
  places,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly places: Places;
}) {
  function all(): readonly ManagedAliyunProfile[] {
    return settings.get('managedAliyun');
  }

  function find(file: string, profile: string): ManagedAliyunProfile | null {
    return all().find((entry) => entry.file === file && entry.profile === profile) ?? null;
  }

  /** The session whose tokens or keys live in this very profile. */
  function ownerOf(file: string, profile: string): AliyunSessionRecord | null {
    return (
      aliyunSessions(store.current()).find(
        (session) => session.profileName === profile && aliyunConfigOf(session, places) === file,
      ) ?? null
    );
  }

  /** Replaces the entries of these profiles of a file. */
  function replace(
    file: string,
    profiles: readonly string[],
    entries: readonly ManagedAliyunProfile[],
  ): void {
    const names = new Set([...profiles, ...entries.map(({ profile }) => profile)]);
    const others = all().filter((entry) => entry.file !== file || !names.has(entry.profile));
    settings.set('managedAliyun', [...others, ...entries]);
  }

  return {
    all,
    find,
    ownerOf,
    replace,
    inFile: (file: string) => all().filter((entry) => entry.file === file),
    of: (sessionId: SessionId) => all().filter((entry) => entry.sessionId === sessionId),
    isOurs: (file: string, profile: string) =>
      find(file, profile) !== null || ownerOf(file, profile) !== null,

    /** Static profiles that are still kept fresh. */
    kept: (): readonly KeptAliyunProfile[] =>
      all()
        .filter(isKept)
        .filter(({ keys }) => !keys.replaced),

    forget(sessionId: SessionId): void {
      settings.set(
        'managedAliyun',
        all().filter((entry) => entry.sessionId !== sessionId),
      );
    },
  };
}

export type ManagedAliyun = ReturnType<typeof createManagedAliyun>;

function isKept(entry: ManagedAliyunProfile): entry is KeptAliyunProfile {
  return entry.keys !== null;
}

/** What may be remembered of fields that are written (security.md §0.4). */
export function fieldsToKeep(
  fields: Readonly<Record<string, AliyunValue | null>>,
): Readonly<Record<string, AliyunValue>> {
  const kept: Record<string, AliyunValue> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value !== null && !isCredentialField(key)) {
      kept[key] = value;
    }
  }
  return kept;
}

/** Tells a key that Latchkey wrote by the hash of its id; the id alone is of no use to anybody. */
export function aliyunKeyHash(hash: Hash, accessKeyId: string): string {
  return hash.sha256(`access_key_id=${accessKeyId}`);
}

/** What a change left, as far as undo goes: keys and tokens come and go by themselves. */
export function contentDigest(hash: Hash, config: AliyunConfig): string {
  const profiles = config.profiles.map(({ values }) =>
    [...values].filter(([key]) => !isCredentialField(key)).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return hash.sha256(JSON.stringify([config.current, profiles]));
}

/** The names that profiles get by these edits. */
export function renamesOf(
  edits: readonly AliyunEdit[],
): readonly { readonly from: string; readonly to: string }[] {
  return edits.flatMap((edit) => ('rename' in edit ? [{ from: edit.profile, to: edit.rename }] : []));
}
