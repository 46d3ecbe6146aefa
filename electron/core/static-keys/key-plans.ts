import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { AwsFiles } from '../places.ts';
import type { Hash } from '../ports.ts';
import type { FilePlan } from '../profiles/change-plan.ts';
import type { ProfileJournal } from '../profiles/profile-journal.ts';
import { planKeys, planKeysRemoval, planKeysRename } from './static-plans.ts';

/** Keys that are written for a static profile. */
export interface SavedKeys {
  readonly file: string;
  readonly section: string;
  readonly config: string;
  readonly role: RoleRef;
  readonly credentials: RoleCredentials;
}

export interface KeyPlanPorts {
  readonly journal: ProfileJournal;
  readonly hash: Hash;
  readonly credentialsOf: (role: RoleRef) => Promise<Result<RoleCredentials>>;
}

/** The parts of changes of profiles that fall on the credentials file. None where no keys of ours are concerned. */
export function createKeyPlans({ journal, hash, credentialsOf }: KeyPlanPorts) {
  return {
    /** The keys of a static profile; asked for before a change is planned, since they are part of it. Null for others. */
    async fetch(
      { name, delivery, sessionId, accountId, roleName }: ProfileInput,
      { config, credentials: file }: AwsFiles,
    ): Promise<Result<SavedKeys | null>> {
      if (delivery !== 'static' || accountId === null || roleName === null) {
        return ok(null);
      }
      const role: RoleRef = { sessionId, accountId, roleName };
      const keys = await credentialsOf(role);
      return keys.ok ? ok({ file, section: name, config, role, credentials: keys.value }) : keys;
    },

    writing: ({ credentials: file }: AwsFiles, name: string, keys: RoleCredentials): FilePlan => ({
      file,
      kind: 'credentials',
      plan: (text) => planKeys(text, name, keys, journal.keysIn(file, name)?.keys ?? null, hash),
    }),

    removal({ credentials: file }: AwsFiles, name: string): readonly FilePlan[] {
      const kept = journal.keysIn(file, name);
      return kept === null
        ? []
        : [{ file, kind: 'credentials', plan: (text) => planKeysRemoval(text, name, kept.keys, hash) }];
    },

    renaming({ credentials: file }: AwsFiles, name: string, newName: string): readonly FilePlan[] {
      const kept = journal.keysIn(file, name);
      return kept === null
        ? []
        : [
            {
              file,
              kind: 'credentials',
              plan: (text) => planKeysRename(text, name, newName, kept.keys, hash),
            },
          ];
    },
  };
}
export type KeyPlans = ReturnType<typeof createKeyPlans>;
