import type { Envelope, Handlers } from '../../shared/ipc/types.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { Instant } from '../../shared/model/instant.ts';
import { ok, type Result } from '../../shared/model/result.ts';
import type { SessionId } from '../../shared/model/session.ts';
import { causeOf } from '../core/cause-of.ts';
import type { CallContext, Intents, RemovalReport } from '../core/intents.ts';
import type { Log } from '../core/ports.ts';

/** What the window may ask for besides the intents. */
export interface WindowServices {
  /** Puts shown text on the clipboard. */
  copyText(text: string): Promise<Result<void>>;
  readonly log: Log;
}

const context: CallContext = { origin: 'window' };

/** Maps the calls of the contract to the intents. Credentials never come back: main copies, the window learns until when. */
export function createHandlers(intents: Intents, services: WindowServices): Handlers {
  const { sessions, signIn, catalog, credentials, profiles } = intents;
  const isKnown = (sessionId: SessionId): boolean =>
    intents.state.current().sessions.some((session) => session.record.id === sessionId);

  return {
    state: {
      current: async () => ok(intents.state.current()),
    },
    sessions: {
      addAws: async (input) => map(await sessions.addAws(input, context), (sessionId) => ({ sessionId })),
      addPractice: async (input) =>
        map(await sessions.addPractice(input, context), (sessionId) => ({ sessionId })),
      remove: async ({ sessionId }) => map(await sessions.remove(sessionId, context), copyReport),
    },
    signIn: {
      start: async (request) => {
        if (!isKnown(request.sessionId)) {
          return { ok: false, error: appError('input.session-unknown') };
        }
        // It takes as long as the person does; how it goes is in the state.
        signIn.start({ ...request, openBrowser: true }, context).catch((error: unknown) => {
          services.log.error('ipc.sign-in-threw', {
            cause: causeOf(error),
          });
        });
        return done;
      },
      cancel: async ({ sessionId }) => {
        signIn.cancel(sessionId);
        return done;
      },
      copyLink: async ({ sessionId }) => map(await signIn.copyLink(sessionId), isDone),
      openLink: async ({ sessionId }) => map(await signIn.openLink(sessionId), isDone),
      signOut: async ({ sessionId }) => map(await signIn.signOut(sessionId, context), copyReport),
    },
    catalog: {
      read: async ({ sessionId, generation, offset }) => ok(catalog.read(sessionId, generation, offset)),
      refresh: async ({ sessionId }) => map(await catalog.refresh(sessionId, context), isDone),
    },
    credentials: {
      copy: async ({ format, ...role }) =>
        map(await credentials.copyRole(role, format, null, context), ({ expiresAt }) => ({ expiresAt })),
    },
    profiles: {
      list: async () => map(await profiles.list(context), (rows) => ({ rows: [...rows] })),
      suggest: async (role) => profiles.suggest(role),
      preview: async (input) => profiles.preview(input, context),
      save: async ({ input, digest }) =>
        map(await profiles.save(input, digest, context), ({ name, file, tryCommand }) => ({
          name,
          file,
          tryCommand,
        })),
      previewRemoval: async ({ name }) => profiles.previewRemoval(name, context),
      remove: async ({ name }) => profiles.remove(name, context),
      undo: async () => profiles.undo(context),
    },
    preferences: {
      change: async (values) => map(intents.preferences.change(values), isDone),
    },
    app: {
      copyText: async ({ text }) => map(await services.copyText(text), isDone),
      quit: async () => {
        intents.app.quit();
        return done;
      },
    },
  };
}

const isDone = (): { readonly done: true } => ({ done: true });
const done = ok(isDone());

function copyReport(report: RemovalReport): { removed: string[]; credentialsValidUntil: Instant | null } {
  return { removed: [...report.removed], credentialsValidUntil: report.credentialsValidUntil };
}

function map<Value, Mapped>(result: Result<Value>, change: (value: Value) => Mapped): Envelope<Mapped> {
  return result.ok ? ok(change(result.value)) : result;
}
