import type { Edit } from '../../../shared/config-files/edit-plan.ts';
import { editedSections } from '../../../shared/config-files/edit-plan.ts';
import { profileName } from '../../../shared/credentials/profile-name-template.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type {
  ChangeConsent,
  ChangePreview,
  ProfileDetails,
  ProfileInput,
  ProfileRow,
} from '../../../shared/model/profile.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { awsSessionOf, type AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallContext, SavedProfile } from '../intents.ts';
import { awsFilesOf, practiceAwsFiles, userAwsFiles, type Places } from '../places.ts';
import type { Cancel, Clock, FileStore, Hash, Settings } from '../ports.ts';
import type { ChangePlan } from './change-plan.ts';
import { createKeyPlans, type SavedKeys } from '../static-keys/key-plans.ts';
import { createChangeWriter } from './change-writer.ts';
import { planRemovalOfSession } from './plans/plan-removal.ts';
import { createProfileChanges } from './profile-changes.ts';
import { profileDetails } from './profile-details.ts';
import { createProfileJournal } from './profile-journal.ts';
import { createProfileReader } from './profile-reader.ts';
import { createProfileUndo } from './profile-undo.ts';

export interface ProfilePorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly catalog: Pick<CatalogService, 'account'>;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly places: Places;
  /** For static profiles. */
  readonly credentialsOf: (role: RoleRef) => Promise<Result<RoleCredentials>>;
  /** Told of keys that have been written for a static profile. */
  readonly onKeys: (saved: SavedKeys) => void;
}

/** The profiles of the vendors' files: ours written, changed, taken away and back; foreign ones only read. */
export function createProfileService(ports: ProfilePorts) {
  const { store, settings, files, places } = ports;
  const journal = createProfileJournal(ports);
  const writer = createChangeWriter(ports);
  const reader = createProfileReader({ ...ports, journal });
  const undo = createProfileUndo({ ...ports, writer, journal });
  const changes = createProfileChanges({
    ...ports,
    journal,
    reader,
    keyPlans: createKeyPlans({ ...ports, journal }),
  });
  const { removal, renaming, defaulting } = changes;
  let watches: readonly Cancel[] = [];

  /** Writes a planned change and remembers how to take it back. */
  async function apply(plan: ChangePlan, consent: ChangeConsent): Promise<Result<ChangePreview>> {
    const written = await writer.write(plan, consent);
    if (!written.ok) {
      return written;
    }
    journal.record(plan, written.value.files);
    return ok(written.value.effect);
  }

  async function previewed(plan: Result<ChangePlan>): Promise<Result<ChangePreview>> {
    return plan.ok ? writer.preview(plan.value) : plan;
  }

  async function applied(plan: Result<ChangePlan>, consent: ChangeConsent): Promise<Result<ChangePreview>> {
    return plan.ok ? apply(plan.value, consent) : plan;
  }

  return {
    all: reader.all,
    async find(name: string, context: CallContext): Promise<Result<ProfileRow>> {
      const found = await reader.find(name, context);
      return found.ok ? ok(found.value.row) : found;
    },
    /** For changes that are planned elsewhere; see `ChangePlan`. */
    apply,
    journal,
    reader,
    writer,

    async details(name: string, context: CallContext): Promise<Result<ProfileDetails>> {
      const found = await reader.find(name, context);
      return found.ok
        ? ok(
            profileDetails(
              found.value,
              (section) =>
                journal.managedIn(found.value.files.config).find((entry) => entry.section === section),
              journal.keysIn(found.value.files.credentials, name),
            ),
          )
        : found;
    },

    async preview(input: ProfileInput, context: CallContext): Promise<Result<ChangePreview>> {
      const prepared = await changes.saving(input, context);
      return prepared.ok ? writer.preview(prepared.value.plan) : prepared;
    },

    async save(
      input: ProfileInput,
      digest: string | null,
      context: CallContext,
    ): Promise<Result<SavedProfile>> {
      const prepared = await changes.saving(input, context);
      if (!prepared.ok) {
        return prepared;
      }
      const { plan, session, keys } = prepared.value;
      const saved = await apply(plan, { digest, confirmed: false });
      if (saved.ok && keys !== null) {
        ports.onKeys(keys);
      }
      return saved.ok
        ? ok({
            name: input.name,
            file: plan.files[0].file,
            tryCommand: tryCommand(input, session),
            warnings: saved.value.warnings,
          })
        : saved;
    },

    async suggest(role: RoleRef): Promise<Result<Pick<ProfileInput, 'name' | 'region' | 'output'>>> {
      const found = awsSessionOf(store.current(), role.sessionId);
      if (!found.ok) {
        return found;
      }
      const session = found.value;
      const read = await reader.read(awsFilesOf(session, places), session.practice);
      const rows = read.ok ? read.value.rows : [];
      const taken = new Set(rows.map((row) => row.name));
      const same = rows.find(
        (row) =>
          row.managed &&
          row.sessionId === role.sessionId &&
          row.accountId === role.accountId &&
          row.roleName === role.roleName,
      );
      const account = ports.catalog.account(role.sessionId, role.accountId);
      return ok({
        name:
          same?.name ??
          profileName(settings.get('preferences').profileNameTemplate, {
            accountId: role.accountId,
            accountName: account?.accountName ?? null,
            roleName: role.roleName,
            isTaken: (name: string) => taken.has(name),
          }),
        region: same?.region ?? session.region,
        output: 'json',
      });
    },

    previewRemoval: async (name: string, context: CallContext) => previewed(await removal(name, context)),
    remove: async (name: string, consent: ChangeConsent, context: CallContext) =>
      applied(await removal(name, context), consent),

    previewRename: async (name: string, newName: string, context: CallContext) =>
      previewed(await renaming(name, newName, context)),
    rename: async (name: string, newName: string, consent: ChangeConsent, context: CallContext) =>
      applied(await renaming(name, newName, context), consent),

    previewDefault: async (name: string, context: CallContext) => previewed(await defaulting(name, context)),
    makeDefault: async (name: string, consent: ChangeConsent, context: CallContext) =>
      applied(await defaulting(name, context), consent),

    previewUndo: undo.preview,
    undo: undo.undo,
    onSessionRenamed: undo.onRenamed,

    /** Takes away everything of a session that is ours; gives what was removed as `file: [section]`. */
    async removeAllOf(session: AwsSessionRecord): Promise<Result<readonly string[]>> {
      const removed: string[] = [];
      const owned = journal.managedOf(session.id);
      for (const file of new Set(owned.map((entry) => entry.file))) {
        const mine = new Set(owned.filter((entry) => entry.file === file).map((entry) => entry.section));
        const written = await writer.write(
          {
            files: [
              {
                file,
                kind: 'config',
                plan: (text) => {
                  const edits = planRemovalOfSession(text, mine);
                  return edits.ok ? ok({ edits: edits.value }) : edits;
                },
              },
            ],
            warnings: [],
          },
          { digest: null, confirmed: true },
        );
        if (!written.ok) {
          return written;
        }
        const edits: readonly Edit[] = written.value.files.flatMap(({ planned }) => planned.edits);
        removed.push(...editedSections(edits).map((section) => `${file}: [${section}]`));
      }
      journal.forget(session.id);
      return ok(removed);
    },

    /** Follows the user's files, so that the list is true when somebody else writes them. */
    follow(): void {
      const { config, credentials } = userAwsFiles(places);
      watches.forEach((stop) => stop());
      watches = [config, credentials, practiceAwsFiles(places).config].map((file) =>
        files.watch(file, journal.publish),
      );
      journal.publish();
    },

    dispose(): void {
      watches.forEach((stop) => stop());
    },
  };
}

export type ProfileService = ReturnType<typeof createProfileService>;

/** A practice profile lies where `aws` does not look by itself; `exec` points it there. */
function tryCommand({ name }: ProfileInput, session: AwsSessionRecord): string {
  if (session.practice) {
    // `aws` before 2.13 takes an endpoint from nowhere else.
    const endpoint = session.endpoints?.sts === undefined ? '' : ` --endpoint-url ${session.endpoints.sts}`;
    return `latchkey exec ${name} -- aws sts get-caller-identity${endpoint}`;
  }
  return `aws sts get-caller-identity${name === 'default' ? '' : ` --profile ${name}`}`;
}
