import type { TokenFile } from '../../../shared/config-files/sso-cache.ts';
import type { AppError } from '../../../shared/model/app-error.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { awsRecordOf, awsSessions } from '../app-store.ts';
import { awsFilesOf } from '../places.ts';
import type { Cancel } from '../ports.ts';
import { SingleFlight } from '../single-flight.ts';
import type { TokenServicePorts } from './token-service.ts';

/** Most tools write in place (protocol/aws.md §4.3): a file that holds no token is looked at again, so often and so soon. */
const mostLooks = 20;
const nextLookAfter = 100;

/** What following the files needs to know of the tokens that are held, and what it does to them. */
export interface FollowedTokens {
  held(sessionId: SessionId): TokenFile | null;
  belongsTo(session: AwsSessionRecord, token: TokenFile): boolean;
  /** Another tool's token, or a newer one of ours. */
  found(session: AwsSessionRecord, token: TokenFile): void;
  /** There is no token of the session any more, or none yet. */
  missing(sessionId: SessionId): void;
  unreadable(sessionId: SessionId, error: AppError): void;
  /** Grows whenever a session is let go of: what was read before then no longer counts. */
  drops(sessionId: SessionId): number;
}

/**
 * Follows the token files of all sessions, whoever writes them: one watch per cache folder, which may not exist yet, may
 * come and go, or be a link; one look at a session's file at a time, and the newest state is what counts. Files of the
 * folder that no session has a name for are not read.
 */
export function createTokenFollower(
  { store, files, places, tokenFiles, scheduler, log }: TokenServicePorts,
  tokens: FollowedTokens,
) {
  const watches = new Map<string, Cancel>();
  const looking = new SingleFlight<SessionId, void>();
  const changedMeanwhile = new Set<SessionId>();
  const nextLooks = new Map<SessionId, Cancel>();

  const folderOf = (session: AwsSessionRecord): string => awsFilesOf(session, places).ssoCache;

  function look(sessionId: SessionId, earlier = 0): Promise<void> {
    if (looking.running(sessionId) !== undefined) {
      changedMeanwhile.add(sessionId);
    }
    return looking.run(sessionId, async () => {
      do {
        changedMeanwhile.delete(sessionId);
        await lookOnce(sessionId, earlier);
      } while (changedMeanwhile.has(sessionId));
    });
  }

  async function lookOnce(sessionId: SessionId, earlier: number): Promise<void> {
    forgetNextLook(sessionId);
    const session = awsRecordOf(store.current(), sessionId);
    if (session === null) {
      return;
    }
    const dropsBefore = tokens.drops(sessionId);
    const stored = await tokenFiles.read(session);
    if (awsRecordOf(store.current(), sessionId) === null || tokens.drops(sessionId) !== dropsBefore) {
      return;
    }
    if (!stored.ok) {
      log.warn('token.file-unreadable', { code: stored.error.code });
      tokens.unreadable(sessionId, stored.error);
      return;
    }
    const { token, unfinished } = stored.value;
    const current = tokens.held(sessionId);
    if (unfinished && current !== null && earlier < mostLooks) {
      nextLooks.set(
        sessionId,
        scheduler.after(nextLookAfter, () => void look(sessionId, earlier + 1)),
      );
      return;
    }
    if (token === null || !tokens.belongsTo(session, token)) {
      tokens.missing(sessionId);
      return;
    }
    if (current?.accessToken !== token.accessToken || current.expiresAt !== token.expiresAt) {
      tokens.found(session, token);
    }
  }

  function forgetNextLook(sessionId: SessionId): void {
    nextLooks.get(sessionId)?.();
    nextLooks.delete(sessionId);
  }

  return {
    look: (sessionId: SessionId): Promise<void> => look(sessionId),

    /** Follows the folder that the session's file lies in. */
    watch(session: AwsSessionRecord): void {
      const folder = folderOf(session);
      if (!watches.has(folder)) {
        watches.set(
          folder,
          files.watch(folder, () => {
            for (const record of awsSessions(store.current())) {
              if (folderOf(record) === folder) {
                void look(record.id);
              }
            }
          }),
        );
      }
    },

    /** Forgets a session, and the folders that no session lies in any more. */
    unwatch(sessionId: SessionId): void {
      forgetNextLook(sessionId);
      const folders = new Set(awsSessions(store.current()).map(folderOf));
      for (const [folder, stop] of watches) {
        if (!folders.has(folder)) {
          stop();
          watches.delete(folder);
        }
      }
    },

    dispose(): void {
      watches.forEach((stop) => {
        stop();
      });
      watches.clear();
      [...nextLooks.keys()].forEach(forgetNextLook);
    },
  };
}
