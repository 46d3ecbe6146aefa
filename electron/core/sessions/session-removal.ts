import { readAwsConfig, textValue } from '../../../shared/config-files/aws-config.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { awsSessionOf, type AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallContext, RemovalReport } from '../intents.ts';
import { awsFilesOf, type Places } from '../places.ts';
import type { Clock, FileStore, Hash, Settings } from '../ports.ts';
import type { FilePlan, PlannedFile } from '../profiles/change-plan.ts';
import { createChangeWriter } from '../profiles/change-writer.ts';
import { planRemovalOfSession } from '../profiles/plans/plan-removal.ts';
import { namesOf, profileSection } from '../profiles/plans/sections.ts';
import { createProfileJournal } from '../profiles/profile-journal.ts';
import type { SessionService } from './session-service.ts';

export interface SessionRemovalPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly places: Places;
  readonly sessions: SessionService;
  readonly catalog: Pick<CatalogService, 'forget'>;
  readonly signOut: (session: AwsSessionRecord, context: CallContext) => Promise<Result<RemovalReport>>;
  readonly removeProfiles: (session: AwsSessionRecord) => Promise<Result<readonly string[]>>;
  readonly forgetRegistrations: (session: AwsSessionRecord) => Promise<readonly string[]>;
  readonly forgetRecents: (sessionId: SessionId) => void;
}

/**
 * Takes a session away with what Latchkey wrote for it (product.md §4). Foreign profiles that use it stay, and with them its
 * section; that they will have nobody to keep their sign-in fresh is asked about first.
 */
export function createSessionRemoval(ports: SessionRemovalPorts) {
  const { store, places } = ports;
  const journal = createProfileJournal(ports);
  const writer = createChangeWriter(ports);

  function planFor(session: AwsSessionRecord, context: CallContext): readonly [FilePlan, ...FilePlan[]] {
    const { config, credentials } = awsFilesOf(session, places, context.environment);
    const owned = journal.managedOf(session.id).filter(({ file }) => file !== credentials);
    const others = new Set(owned.map(({ file }) => file).filter((file) => file !== config));
    const planOf = (file: string): FilePlan => ({
      file,
      kind: 'config',
      plan: (text) =>
        planFile(
          text,
          session,
          file,
          owned.filter((entry) => entry.file === file),
        ),
    });
    return [planOf(config), ...[...others].map(planOf)];
  }

  function planFile(
    text: string,
    session: AwsSessionRecord,
    file: string,
    owned: readonly { readonly section: string }[],
  ): Result<PlannedFile> {
    const edits = planRemovalOfSession(text, new Set(owned.map(({ section }) => section)));
    if (!edits.ok) {
      return edits;
    }
    const users = foreignUsers(text, session, (section) => journal.isManaged(file, section));
    const asks =
      users.length === 0
        ? []
        : [appError('config.session-in-use', { session: session.name, users: namesOf(users) })];
    return ok({ edits: edits.value, asks });
  }

  async function preview(sessionId: SessionId, context: CallContext): Promise<Result<ChangePreview>> {
    const session = awsSessionOf(store.current(), sessionId);
    if (!session.ok) {
      return session;
    }
    const planned = await writer.preview({ files: planFor(session.value, context), warnings: [] });
    if (planned.ok || journal.managedOf(sessionId).length > 0) {
      return planned;
    }
    // A broken file is no reason to keep a session that nothing was written for.
    const { config } = awsFilesOf(session.value, places, context.environment);
    const unchanged = { file: config, diff: [] };
    return ok({ ...unchanged, files: [unchanged], digest: '', warnings: [planned.error], asks: [] });
  }

  return {
    preview,

    /** Errors: `config.session-in-use` unless agreed to, and those of the sign-out and of the change of the files. */
    async remove(
      sessionId: SessionId,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<RemovalReport>> {
      const session = awsSessionOf(store.current(), sessionId);
      if (!session.ok) {
        return session;
      }
      const planned = await preview(sessionId, context);
      if (!planned.ok) {
        return planned;
      }
      const [question] = planned.value.asks;
      if (question !== undefined && !consent.confirmed) {
        return err(question);
      }
      if (consent.digest !== null && consent.digest !== planned.value.digest) {
        return err(appError('config.changed-on-disk', { file: planned.value.file }));
      }
      const signedOut = await ports.signOut(session.value, context);
      if (!signedOut.ok) {
        return signedOut;
      }
      const sections = await ports.removeProfiles(session.value);
      if (!sections.ok) {
        return sections;
      }
      const registrations = await ports.forgetRegistrations(session.value);
      await ports.catalog.forget(sessionId);
      ports.forgetRecents(sessionId);
      await ports.sessions.remove(sessionId);
      return ok({
        ...signedOut.value,
        removed: [...signedOut.value.removed, ...sections.value, ...registrations],
      });
    },
  };
}

/** The foreign profiles of a file that sign in through a session. */
function foreignUsers(text: string, session: AwsSessionRecord, isOurs: (section: string) => boolean) {
  const parsed = readAwsConfig(text);
  const profiles = parsed.ok ? [...parsed.value.profiles] : [];
  return profiles.flatMap(([name, { values }]) => {
    const uses =
      session.kind === 'legacy'
        ? textValue(values, 'sso_session') === null && textValue(values, 'sso_start_url') === session.startUrl
        : textValue(values, 'sso_session') === session.name;
    return uses && !isOurs(profileSection(name)) ? [{ name, managed: false }] : [];
  });
}
