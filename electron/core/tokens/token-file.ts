import {
  readTokenFile,
  tokenFileName,
  writeTokenFile,
  type TokenFile,
} from '../../../shared/config-files/sso-cache.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import { readText } from '../own-files.ts';
import { awsFilesOf, userAwsFiles, type Places } from '../places.ts';
import type { FileStore, Fingerprint, Hash } from '../ports.ts';

export interface StoredToken {
  /** Null where there is no file, or one that nobody can read a token from. */
  readonly token: TokenFile | null;
  /** Something is there that is no token: broken, or not yet written to its end. */
  readonly unfinished: boolean;
  readonly fingerprint: Fingerprint | null;
  readonly text: string | null;
}

/** The token cache file of a session: the one place where the tokens of a shared session lie (security.md §0.1). */
export function createTokenFiles(files: FileStore, hash: Hash, places: Places) {
  /** Every reader finds it by the name of the section, or by the start URL of a legacy profile (protocol/aws.md §4.1). */
  function nameOf({ kind, name, startUrl }: Pick<AwsSessionRecord, 'kind' | 'name' | 'startUrl'>): string {
    return tokenFileName(hash, kind === 'legacy' ? startUrl : name);
  }

  function pathOf(session: AwsSessionRecord): string {
    return `${awsFilesOf(session, places).ssoCache}/${nameOf(session)}`;
  }

  async function read(session: AwsSessionRecord): Promise<Result<StoredToken>> {
    const snapshot = await files.read(pathOf(session));
    if (!snapshot.ok) {
      return snapshot;
    }
    const file = snapshot.value;
    const token = file?.text == null ? null : readTokenFile(file.text);
    return ok({
      token,
      unfinished: file !== null && token === null,
      fingerprint: file?.fingerprint ?? null,
      text: file?.text ?? null,
    });
  }

  return {
    pathOf,
    read,

    /** The token that another tool may have got for a sign-in that Latchkey does not know yet. */
    async readNamed(
      session: Pick<AwsSessionRecord, 'kind' | 'name' | 'startUrl'>,
    ): Promise<TokenFile | null> {
      const text = await readText(files, `${userAwsFiles(places).ssoCache}/${nameOf(session)}`);
      return text === null ? null : readTokenFile(text);
    },

    /**
     * Replaces the token. A foreign writer that got in between is looked at again: a token of theirs that lives longer
     * is kept and given back if it `belongs` to this session, anything else is overwritten. Gives the token as it now
     * stands there, its end in whole seconds.
     */
    async write(
      session: AwsSessionRecord,
      token: TokenFile,
      belongs: (found: TokenFile) => boolean,
    ): Promise<Result<TokenFile>> {
      const path = pathOf(session);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const before = await read(session);
        if (!before.ok) {
          return before;
        }
        const found = before.value.token;
        if (attempt > 0 && found !== null && found.expiresAt > token.expiresAt && belongs(found)) {
          return ok(found);
        }
        const text = writeTokenFile(token, before.value.text);
        const written = await files.replace(path, text, {
          expected: before.value.fingerprint,
          createMode: 0o600,
          directoryMode: 0o700,
        });
        if (written.ok) {
          return ok(readTokenFile(text) ?? token);
        }
        if (written.error.code !== 'config.changed-on-disk') {
          return written;
        }
      }
      return err(appError('config.changed-on-disk', { file: path }));
    },

    /** Takes the file away, whatever state it is in. True if there was one. */
    async remove(session: AwsSessionRecord): Promise<Result<boolean>> {
      for (let attempt = 0; ; attempt += 1) {
        const before = await read(session);
        if (!before.ok) {
          return before;
        }
        if (before.value.fingerprint === null) {
          return ok(false);
        }
        const removed = await files.remove(pathOf(session), before.value.fingerprint);
        if (removed.ok || removed.error.code !== 'config.changed-on-disk' || attempt === 2) {
          return removed;
        }
      }
    },
  };
}

export type TokenFiles = ReturnType<typeof createTokenFiles>;
