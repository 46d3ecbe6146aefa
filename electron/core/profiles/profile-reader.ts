import { readAwsFiles, type AwsFiles as ParsedAwsFiles } from '../../../shared/config-files/aws-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { ProfileList, ProfileRow } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import { awsSessions, type AppStore } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import { practiceAwsFiles, userAwsFiles, type AwsFiles, type Places } from '../places.ts';
import type { FileStore, Hash } from '../ports.ts';
import type { ProfileJournal } from './profile-journal.ts';
import { profileRows } from './profile-rows.ts';

/** Both files of a home as they are read together, and what the list makes of them. */
export interface ReadProfiles {
  readonly files: AwsFiles;
  readonly parsed: ParsedAwsFiles;
  /** Null where there is no such file. */
  readonly configText: string | null;
  readonly credentialsText: string | null;
  readonly rows: readonly ProfileRow[];
}

export interface FoundProfile extends ReadProfiles {
  readonly row: ProfileRow;
}

/** Reads the profiles of the user's files and of the practice cloud's, ours and foreign. */
export function createProfileReader(ports: {
  readonly store: AppStore;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly places: Places;
  readonly journal: ProfileJournal;
}) {
  const { store, files, hash, places, journal } = ports;

  function hasPractice(): boolean {
    return store.current().sessions.some((session) => session.record.practice);
  }

  async function textOf(path: string): Promise<Result<string | null>> {
    const read = await files.read(path);
    if (!read.ok) {
      return read;
    }
    if (read.value?.text === null) {
      return err(appError('config.not-utf8', { file: path }));
    }
    return ok(read.value?.text ?? null);
  }

  /** Errors: `config.file-broken`, `config.not-utf8`, those of reading; each with `file`. */
  async function read(awsFiles: AwsFiles, practice: boolean): Promise<Result<ReadProfiles>> {
    const config = await textOf(awsFiles.config);
    if (!config.ok) {
      return config;
    }
    const credentials = await textOf(awsFiles.credentials);
    if (!credentials.ok) {
      return credentials;
    }
    const parsed = readAwsFiles(config.value, credentials.value);
    if (!parsed.ok) {
      const broken = parsed.error.params?.['kind'] === 'credentials' ? awsFiles.credentials : awsFiles.config;
      return err(appError(parsed.error.code, { ...parsed.error.params, file: broken }));
    }
    const rows = profileRows(parsed.value, {
      files: awsFiles,
      practice,
      configText: config.value ?? '',
      sessions: awsSessions(store.current()),
      isManaged: journal.isManaged,
      keptKeys: (name) => journal.keysIn(awsFiles.credentials, name),
      hash,
    });
    return ok({
      files: awsFiles,
      parsed: parsed.value,
      configText: config.value,
      credentialsText: credentials.value,
      rows,
    });
  }

  /** The homes that count for a caller: the user's own first. */
  async function homes(context: CallContext): Promise<readonly Result<ReadProfiles>[]> {
    const own = await read(userAwsFiles(places, context.environment), false);
    return hasPractice() ? [own, await read(practiceAwsFiles(places), true)] : [own];
  }

  return {
    read,

    /** What could be read, and why the rest could not. */
    async all(context: CallContext): Promise<ProfileList> {
      const rows: ProfileRow[] = [];
      const problems: AppError[] = [];
      for (const home of await homes(context)) {
        if (home.ok) {
          rows.push(...home.value.rows);
        } else {
          problems.push(home.error);
        }
      }
      return { rows, problems };
    },

    /**
     * A profile by name; the user's own goes before one of the practice cloud, which works also where the user's own file
     * is broken. Errors: `input.profile-unknown`, those of `read`.
     */
    async find(name: string, context: CallContext): Promise<Result<FoundProfile>> {
      let failure: Result<never> | null = null;
      for (const home of await homes(context)) {
        if (!home.ok) {
          failure ??= home;
          continue;
        }
        const row = home.value.rows.find((candidate) => candidate.name === name);
        if (row !== undefined) {
          return ok({ ...home.value, row });
        }
      }
      return failure ?? err(appError('input.profile-unknown', { name }));
    },
  };
}

export type ProfileReader = ReturnType<typeof createProfileReader>;
