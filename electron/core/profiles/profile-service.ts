import type { Edit } from '../../../shared/config-files/edit-plan.ts';
import { editedSections } from '../../../shared/config-files/edit-plan.ts';
import { isWritableName } from '../../../shared/config-files/section-names.ts';
import { profileName } from '../../../shared/credentials/profile-name-template.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { RoleCredentials } from '../../../shared/model/credentials.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type {
  ChangeConsent,
  ChangePreview,
  ProfileDetails,
  ProfileInput,
  ProfileRow,
} from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, SessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { sessionOf, type AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallContext, SavedProfile } from '../intents.ts';
import { awsFilesOf, practiceAwsFiles, userAwsFiles, type AwsFiles, type Places } from '../places.ts';
import type { Cancel, Clock, FileStore, Hash, Settings } from '../ports.ts';
import type { ChangePlan, PlannedFile } from './change-plan.ts';
import { createKeyPlans, type SavedKeys } from '../static-keys/key-plans.ts';
import { createChangeWriter } from './change-writer.ts';
import { checkProfileInput } from './plans/check-input.ts';
import { planDelivery } from './plans/deliveries.ts';
import { planDefault } from './plans/plan-default.ts';
import { planRemoval, planRemovalOfSession } from './plans/plan-removal.ts';
import { planRename } from './plans/plan-rename.ts';
import { profileSection } from './plans/sections.ts';
import { profileDetails } from './profile-details.ts';
import { createProfileJournal } from './profile-journal.ts';
import { createProfileReader, type FoundProfile, type ReadProfiles } from './profile-reader.ts';
import { createProfileUndo } from './profile-undo.ts';

export interface ProfilePorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly catalog: CatalogService;
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
  const keyPlans = createKeyPlans({ ...ports, journal });
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

  async function saving(
    input: ProfileInput,
    context: CallContext,
  ): Promise<
    Result<{ readonly plan: ChangePlan; readonly session: SessionRecord; readonly keys: SavedKeys | null }>
  > {
    const checked = checkProfileInput(input);
    if (!checked.ok) {
      return checked;
    }
    const session = sessionOf(store.current(), input.sessionId);
    if (!session.ok) {
      return session;
    }
    const awsFiles = awsFilesOf(session.value, places, context.environment);
    const read = await reader.read(awsFiles, session.value.practice);
    const keys = await keyPlans.fetch(input, awsFiles);
    if (!keys.ok) {
      return keys;
    }
    const planned = planDelivery({
      input,
      session: session.value,
      files: awsFiles,
      isManaged: journal.isManaged,
      inCredentials: new Set(read.ok ? credentialsNames(read.value) : []),
      keysFile: keys.value === null ? null : keyPlans.writing(awsFiles, input.name, keys.value.credentials),
    });
    if (!planned.ok) {
      return planned;
    }
    const plan: ChangePlan = {
      ...planned.value,
      files: [...planned.value.files, ...(keys.value === null ? keyPlans.removal(awsFiles, input.name) : [])],
      change: 'add',
      profileName: input.name,
      sessionId: input.sessionId,
      warnings: read.ok ? shadowed(input.name, read.value) : [],
      renamed: null,
    };
    return ok({ plan, session: session.value, keys: keys.value });
  }

  function credentialsNames({ parsed }: ReadProfiles): string[] {
    return [...parsed.profiles].filter(([, profile]) => profile.inCredentials).map(([name]) => name);
  }

  /** A section of that name in the credentials file joins the profile, and its keys win (protocol/aws.md §5.2). */
  function shadowed(name: string, { parsed, files: { credentials } }: ReadProfiles): AppError[] {
    const foreign = !journal.isManaged(credentials, name);
    return parsed.profiles.get(name)?.inCredentials === true && foreign
      ? [appError('config.shadowed-by-credentials', { name })]
      : [];
  }

  /** A profile of ours and the session that it belongs to. Errors: `config.foreign-section`. */
  async function ours(
    name: string,
    context: CallContext,
  ): Promise<Result<FoundProfile & { readonly sessionId: SessionId }>> {
    const found = await reader.find(name, context);
    if (!found.ok) {
      return found;
    }
    const section = profileSection(name);
    const entry = journal.managedIn(found.value.files.config).find((one) => one.section === section);
    return entry === undefined
      ? err(appError('config.foreign-section', { section }))
      : ok({ ...found.value, sessionId: entry.sessionId });
  }

  /** A change of the config file alone. */
  function inConfig(
    { files: { config } }: { readonly files: AwsFiles },
    plan: (text: string, isOurs: (section: string) => boolean) => Result<PlannedFile>,
  ): ChangePlan['files'] {
    const isOurs = (section: string) => journal.isManaged(config, section);
    return [{ file: config, kind: 'config', plan: (text) => plan(text, isOurs) }];
  }

  async function removal(name: string, context: CallContext): Promise<Result<ChangePlan>> {
    const found = await ours(name, context);
    if (!found.ok) {
      return found;
    }
    return ok({
      change: 'remove',
      profileName: name,
      sessionId: found.value.sessionId,
      claims: [],
      files: [
        ...inConfig(found.value, (text, isOurs) => planRemoval(text, name, isOurs)),
        ...keyPlans.removal(found.value.files, name),
      ],
      warnings: [],
      renamed: null,
    });
  }

  async function renaming(name: string, newName: string, context: CallContext): Promise<Result<ChangePlan>> {
    if (!isWritableName(newName)) {
      return err(appError('input.profile-name-invalid', { name: newName }));
    }
    const found = await ours(name, context);
    if (!found.ok) {
      return found;
    }
    return ok({
      change: 'rename',
      profileName: newName,
      sessionId: found.value.sessionId,
      claims: [],
      files: [
        ...inConfig(found.value, (text, isOurs) => planRename(text, name, newName, isOurs)),
        ...keyPlans.renaming(found.value.files, name, newName),
      ],
      warnings: shadowed(newName, found.value),
      renamed: null,
    });
  }

  async function defaulting(name: string, context: CallContext): Promise<Result<ChangePlan>> {
    const found = await reader.find(name, context);
    if (!found.ok) {
      return found;
    }
    const kept = journal.keysIn(found.value.files.credentials, name);
    if (kept !== null) {
      return err(appError('config.default-static', { name }));
    }
    const section = profileSection(name);
    const owner = journal.managedIn(found.value.files.config).find((entry) => entry.section === section);
    const sessionId = owner?.sessionId ?? found.value.row.sessionId;
    if (sessionId === null) {
      return err(appError('config.foreign-section', { section }));
    }
    return ok({
      change: 'default',
      profileName: name,
      sessionId,
      claims: ['default'],
      files: inConfig(found.value, (text, isOurs) => planDefault(text, name, isOurs)),
      warnings: shadowed('default', found.value),
      renamed: null,
    });
  }

  async function previewed(plan: Result<ChangePlan>): Promise<Result<ChangePreview>> {
    return plan.ok ? writer.preview(plan.value) : plan;
  }

  async function applied(plan: Result<ChangePlan>, consent: ChangeConsent): Promise<Result<ChangePreview>> {
    return plan.ok ? apply(plan.value, consent) : plan;
  }

  return {
    list: reader.list,
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
            profileDetails(found.value, (section) =>
              journal.managedIn(found.value.files.config).find((entry) => entry.section === section),
            ),
          )
        : found;
    },

    async preview(input: ProfileInput, context: CallContext): Promise<Result<ChangePreview>> {
      const prepared = await saving(input, context);
      return prepared.ok ? writer.preview(prepared.value.plan) : prepared;
    },

    async save(
      input: ProfileInput,
      digest: string | null,
      context: CallContext,
    ): Promise<Result<SavedProfile>> {
      const prepared = await saving(input, context);
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
      const found = sessionOf(store.current(), role.sessionId);
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
    async removeAllOf(session: SessionRecord): Promise<Result<readonly string[]>> {
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
function tryCommand({ name }: ProfileInput, session: SessionRecord): string {
  if (session.practice) {
    // `aws` before 2.13 takes an endpoint from nowhere else.
    const endpoint = session.endpoints?.sts === undefined ? '' : ` --endpoint-url ${session.endpoints.sts}`;
    return `latchkey exec ${name} -- aws sts get-caller-identity${endpoint}`;
  }
  return `aws sts get-caller-identity${name === 'default' ? '' : ` --profile ${name}`}`;
}
