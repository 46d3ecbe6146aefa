import { aliyunIdentityText } from '../../../shared/aliyun/identity.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { IdentityView } from '../../../shared/model/identity.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionIdentity } from '../../../shared/model/session.ts';
import { aliyunRecordOf, type AppStore } from '../app-store.ts';
import type { Log } from '../ports.ts';

/** What waits for the answer to "is that right?". */
interface Waiting {
  readonly found: SessionIdentity;
  /** Goes on with it. */
  readonly accept: () => Promise<Result<void>>;
  /** Throws it away. */
  readonly drop: () => Promise<void>;
}

export interface IdentityQuestionPorts {
  readonly store: AppStore;
  readonly log: Log;
  readonly change: (sessionId: SessionId, changes: Pick<AliyunSessionRecord, 'identity'>) => void;
}

/**
 * Who signed in, and whether that may be (product.md §3): the browser's active identity signs in, a switched role included,
 * so another one than last time is asked about, and nothing of it is written or handed out before the answer.
 */
export function createIdentityQuestions(ports: IdentityQuestionPorts) {
  const { store, log } = ports;
  const open = new Map<SessionId, Waiting>();

  function show(sessionId: SessionId, view: IdentityView | null): void {
    store.update(({ identities }) => {
      const others = Object.entries(identities).filter(([id]) => id !== sessionId);
      return { identities: Object.fromEntries(view === null ? others : [...others, [sessionId, view]]) };
    });
  }

  function changed(session: AliyunSessionRecord, found: SessionIdentity): AppError {
    return appError('identity.changed', {
      session: session.name,
      was: session.identity === null ? '' : aliyunIdentityText(session.identity),
      now: aliyunIdentityText(found),
    });
  }

  return {
    /** Whether nobody has to be asked. */
    isExpected: (session: AliyunSessionRecord, found: SessionIdentity): boolean =>
      session.identity === null ||
      (session.identity.accountId === found.accountId && session.identity.arn === found.arn),

    /** Remembers who it is and shows it. */
    keep(sessionId: SessionId, identity: SessionIdentity): void {
      ports.change(sessionId, { identity });
      show(sessionId, { state: 'confirmed', name: identity.name });
    },

    /** Opens the question; a newer one takes the place of an older one. Gives the error that says so. */
    async ask(session: AliyunSessionRecord, waiting: Waiting): Promise<AppError> {
      const before = open.get(session.id);
      open.set(session.id, waiting);
      await before?.drop();
      log.warn('identity.changed');
      const error = changed(session, waiting.found);
      show(session.id, {
        state: 'changed',
        was: String(error.params?.['was']),
        now: String(error.params?.['now']),
      });
      return error;
    },

    /** Why nothing may be handed out for the session: `identity.changed`. Null where nothing is in the way. */
    refusal(session: AliyunSessionRecord): Result<never> | null {
      const waiting = open.get(session.id);
      return waiting === undefined ? null : err(changed(session, waiting.found));
    },

    /** "Yes, that is right." Errors: `input.session-unknown`, `identity.not-asked`, those of the write. */
    async accept(sessionId: SessionId): Promise<Result<void>> {
      const session = aliyunRecordOf(store.current(), sessionId);
      if (session === null) {
        return err(appError('input.session-unknown'));
      }
      const waiting = open.get(sessionId);
      if (waiting === undefined) {
        return err(appError('identity.not-asked', { session: session.name }));
      }
      const accepted = await waiting.accept();
      if (!accepted.ok || open.get(sessionId) !== waiting) {
        return accepted;
      }
      open.delete(sessionId);
      ports.change(sessionId, { identity: waiting.found });
      show(sessionId, { state: 'confirmed', name: waiting.found.name });
      return ok(undefined);
    },

    /** Throws away what waits: a sign-out, a new sign-in. */
    async drop(sessionId: SessionId): Promise<void> {
      const waiting = open.get(sessionId);
      open.delete(sessionId);
      if (waiting !== undefined) {
        show(sessionId, null);
        await waiting.drop();
      }
    },
  };
}

export type IdentityQuestions = ReturnType<typeof createIdentityQuestions>;
