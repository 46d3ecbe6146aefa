import type { Envelope, Handlers } from '../../shared/ipc/types.ts';
import { appError } from '../../shared/model/app-error.ts';
import { ok, type Result } from '../../shared/model/result.ts';
import type { ProfileTarget } from '../../shared/model/profile.ts';
import type { Cloud, SessionId } from '../../shared/model/session.ts';
import { causeOf } from '../core/cause-of.ts';
import type { CallContext, Intents, RemovalReport, SavedProfile } from '../core/intents.ts';
import type { Log } from '../core/ports.ts';
import { capChangedSession, capGeneration, capPreview, capPrune } from './cap-preview.ts';

/** What the window may ask for besides the intents. */
export interface WindowServices {
  /** Puts shown text on the clipboard. */
  copyText(text: string): Promise<Result<void>>;
  readonly log: Log;
}

const context: CallContext = { origin: 'window' };

/** The window, with what its person has confirmed. */
function by(confirmed: boolean | undefined): CallContext {
  return { ...context, confirmed: confirmed === true };
}

/** Maps the calls of the contract to the intents. Credentials never come back: main copies, the window learns until when. */
export function createHandlers(intents: Intents, services: WindowServices): Handlers {
  const { sessions, aliyun, sessionSettings, signIn, catalog, credentials, profiles } = intents;
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
      previewRemoval: async ({ sessionId }) =>
        map(await sessions.previewRemoval(sessionId, context), capPreview),
      remove: async ({ sessionId, ...consent }) =>
        map(await sessions.remove(sessionId, consent, context), copyReport),
      previewRename: async ({ sessionId, newName }) =>
        map(await sessions.previewRename(sessionId, newName, context), capPreview),
      rename: async ({ sessionId, newName, ...consent }) =>
        map(await sessions.rename(sessionId, newName, consent, context), capPreview),
    },
    aliyun: {
      addOAuth: async (input) => map(await aliyun.addOAuth(input, context), asSession),
      addCloudSso: async (input) => map(await aliyun.addCloudSso(input, context), asSession),
      addStsToken: async (input) => map(await aliyun.addStsToken(input, context), asSession),
      replaceStsToken: async ({ sessionId, ...input }) =>
        map(await aliyun.replaceStsToken(sessionId, input, context), isDone),
      openAdministratorPage: async (page) => map(await aliyun.openAdministratorPage(page), isDone),
      previewPaste: async ({ source }) => aliyun.previewPaste(source),
      addPractice: async (input) => map(await aliyun.addPractice(input, context), asSession),
    },
    sessionSettings: {
      previewEdit: async ({ sessionId, changes }) =>
        map(await sessionSettings.previewEdit(sessionId, changes, context), capChangedSession),
      edit: async ({ sessionId, changes, ...consent }) =>
        map(await sessionSettings.edit(sessionId, changes, consent, context), capChangedSession),
      previewSection: async ({ sessionId }) => sessionSettings.previewSection(sessionId, context),
      writeSection: async ({ sessionId, ...consent }) =>
        sessionSettings.writeSection(sessionId, consent, context),
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
      openLink: async ({ sessionId, inDefaultBrowser = false }) =>
        map(await signIn.openLink(sessionId, { inDefaultBrowser }), isDone),
      pasteCallback: async ({ sessionId, address }) =>
        map(await signIn.pasteCallback(sessionId, address), isDone),
      renew: async ({ sessionId }) => map(await signIn.renew(sessionId, context), isDone),
      signOut: async ({ sessionId }) => map(await signIn.signOut(sessionId, context), copyReport),
      signOutAll: async () =>
        map(await signIn.signOutAll(context), (report) => ({
          ...copyReport(report),
          failed: report.failed.map(({ session, error }) => ({ session, error })),
        })),
    },
    catalog: {
      read: async ({ sessionId, generation, offset }) => ok(catalog.read(sessionId, generation, offset)),
      refresh: async ({ sessionId }) => map(await catalog.refresh(sessionId, context), isDone),
    },
    credentials: {
      copy: async ({ format, confirmed, ...role }) =>
        map(await credentials.copyRole(role, format, null, by(confirmed)), ({ expiresAt }) => ({
          expiresAt,
        })),
      copySession: async ({ sessionId, format }) =>
        map(await credentials.copySession(sessionId, format, context), ({ expiresAt }) => ({ expiresAt })),
      copyProfile: async ({ name, cloud, format, confirmed }) => {
        const target = cloud === undefined ? name : { name, cloud };
        return map(await credentials.copyProfile(target, format, null, by(confirmed)), ({ expiresAt }) => ({
          expiresAt,
        }));
      },
    },
    profiles: {
      list: async () => {
        const { rows, problems } = await profiles.all(context);
        return ok({ rows: [...rows], problems: [...problems] });
      },
      suggest: async (role) => profiles.suggest(role),
      preview: async (input) => map(await profiles.preview(input, context), capPreview),
      save: async ({ input, digest, confirmed }) =>
        map(await profiles.save(input, digest, by(confirmed)), copySaved),
      details: async ({ name }) => profiles.details(name, context),
      previewRemoval: async (profile) =>
        map(await profiles.previewRemoval(targetOf(profile), context), capPreview),
      remove: async ({ name, cloud, ...consent }) =>
        map(await profiles.remove(targetOf({ name, cloud }), consent, context), capPreview),
      previewRename: async ({ newName, ...profile }) =>
        map(await profiles.previewRename(targetOf(profile), newName, context), capPreview),
      rename: async ({ name, cloud, newName, ...consent }) =>
        map(await profiles.rename(targetOf({ name, cloud }), newName, consent, context), capPreview),
      previewDefault: async (profile) =>
        map(await profiles.previewDefault(targetOf(profile), context), capPreview),
      makeDefault: async ({ name, cloud, ...consent }) =>
        map(await profiles.makeDefault(targetOf({ name, cloud }), consent, context), capPreview),
      previewAliyun: async (input) => map(await profiles.previewAliyun(input, context), capPreview),
      saveAliyun: async ({ input, ...consent }) =>
        map(await profiles.saveAliyun(input, consent, context), copySaved),
      aliyunDetails: async ({ name }) => profiles.aliyunDetails(name, context),
      previewFileRepair: async ({ practice }) =>
        map(await profiles.previewFileRepair(practice, context), capPreview),
      repairFile: async ({ practice, ...consent }) =>
        map(await profiles.repairFile(practice, consent, context), capPreview),
      previewGenerate: async (input) => map(await profiles.previewGenerate(input, context), capGeneration),
      generate: async ({ input, ...consent }) =>
        map(await profiles.generate(input, consent, context), capGeneration),
      previewPrune: async ({ sessionId }) => map(await profiles.previewPrune(sessionId, context), capPrune),
      prune: async ({ sessionId, ...consent }) =>
        map(await profiles.prune(sessionId, consent, context), capPrune),
      previewUndo: async () => map(await profiles.previewUndo(context), capPreview),
      undo: async (consent) => map(await profiles.undo(consent, context), capPreview),
    },
    console: {
      open: async ({ target, place, browser, confirmed }) =>
        map(
          await intents.console.open(
            target,
            { ...place, ...(browser === undefined ? {} : { browser }) },
            by(confirmed),
          ),
          ({ way, outcome }) => ({
            way,
            outcome: outcome === 'copied' ? 'copied' : 'opened',
          }),
        ),
    },
    found: {
      list: async () => intents.found.list(context),
      use: async ({ names }) => map(await intents.found.use(names, context), isDone),
      dismiss: async () => map(await intents.found.dismiss(), isDone),
      manage: async (target) => map(await intents.found.manage(target, context), isDone),
      letGo: async (target) => map(await intents.found.letGo(target, context), isDone),
      followFile: async ({ sessionId }) => map(await intents.found.followFile(sessionId), isDone),
    },
    access: {
      changes: async ({ sessionId }) => map(intents.access.changes(sessionId), (changes) => ({ changes })),
      dismiss: async ({ sessionId }) => map(await intents.access.dismiss(sessionId), isDone),
    },
    favourites: {
      set: async ({ starred, ...role }) => map(intents.favourites.set(role, starred), isDone),
    },
    preferences: {
      change: async (values) => map(intents.preferences.change(values), isDone),
    },
    identity: {
      accept: async ({ sessionId }) => map(await intents.identity.accept(sessionId), isDone),
    },
    browsers: {
      list: async () => ok({ browsers: [...(await intents.browsers.list())] }),
      choose: async ({ sessionId, choice }) => map(await intents.browsers.choose(sessionId, choice), isDone),
    },
    network: {
      change: async (network) => map(await intents.network.change(network), isDone),
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

const asSession = (sessionId: SessionId) => ({ sessionId });

function copySaved({ name, file, tryCommand, warnings }: SavedProfile) {
  return { name, file, tryCommand, warnings: [...warnings] };
}

function targetOf({
  name,
  cloud,
}: {
  readonly name: string;
  readonly cloud?: Cloud | undefined;
}): ProfileTarget {
  return cloud === undefined ? name : { name, cloud };
}

function copyReport({ removed, credentialsValidUntil, endsOtherTools }: RemovalReport) {
  return { removed: [...removed], credentialsValidUntil, endsOtherTools };
}

function map<Value, Mapped>(result: Result<Value>, change: (value: Value) => Mapped): Envelope<Mapped> {
  return result.ok ? ok(change(result.value)) : result;
}
