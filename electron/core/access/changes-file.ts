import * as v from 'valibot';
import { instant } from '../../../shared/model/instant.ts';
import type { AccessChanges } from '../../../shared/model/access-changes.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { overwrite, readText, removeFile } from '../own-files.ts';
import type { Places } from '../places.ts';
import type { FileStore, Log } from '../ports.ts';

const account = { accountId: v.pipe(v.string(), v.regex(/^\d{1,32}$/)), accountName: v.nullable(v.string()) };
const roles = v.array(v.object({ ...account, roleName: v.string() }));
const accounts = v.array(v.object(account));

const changesFile = v.object({
  version: v.literal(1),
  foundAt: v.number(),
  addedRoles: roles,
  removedRoles: roles,
  addedAccounts: accounts,
  removedAccounts: accounts,
});

/** The changes of each session that wait for somebody, on disk beside its listing. */
export function createChangesFiles(files: FileStore, places: Places, log: Log) {
  const pathOf = (sessionId: SessionId) => `${places.userData}/catalog/${sessionId}.changes.json`;

  return {
    async read(sessionId: SessionId): Promise<AccessChanges | null> {
      const text = await readText(files, pathOf(sessionId));
      if (text === null) {
        return null;
      }
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), changesFile), text);
      if (!parsed.success) {
        log.warn('access.changes-unusable');
        return null;
      }
      const { version: _, foundAt, ...diff } = parsed.output;
      return { ...diff, sessionId, foundAt: instant(foundAt) };
    },

    async write({ sessionId, ...changes }: AccessChanges): Promise<void> {
      const written = await overwrite(files, pathOf(sessionId), JSON.stringify({ version: 1, ...changes }));
      if (!written.ok) {
        log.warn('access.changes-not-written', { code: written.error.code });
      }
    },

    async remove(sessionId: SessionId): Promise<void> {
      await removeFile(files, pathOf(sessionId));
    },
  };
}
