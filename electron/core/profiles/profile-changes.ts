import { isWritableName } from '../../../shared/config-files/section-names.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import { awsSessionOf, type AppStore } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import { awsFilesOf, type AwsFiles, type Places } from '../places.ts';
import type { KeyPlans, SavedKeys } from '../static-keys/key-plans.ts';
import type { ChangePlan, PlannedFile } from './change-plan.ts';
import { checkProfileInput } from './plans/check-input.ts';
import { planDelivery } from './plans/deliveries.ts';
import { reachProblem } from './plans/extra-keys.ts';
import { planDefault } from './plans/plan-default.ts';
import { planRemoval } from './plans/plan-removal.ts';
import { planRename } from './plans/plan-rename.ts';
import { profileSection } from './plans/sections.ts';
import type { ProfileJournal } from './profile-journal.ts';
import type { FoundProfile, ProfileReader, ReadProfiles } from './profile-reader.ts';

/** What saves a profile, and the keys that go with it if it is a static one. */
export interface Saving {
  readonly plan: ChangePlan;
  readonly session: AwsSessionRecord;
  readonly keys: SavedKeys | null;
}

/** Plans changes of single profiles: what is asked for, checked, as edits of files. Nothing is written here. */
export function createProfileChanges({
  store,
  places,
  journal,
  reader,
  keyPlans,
}: {
  readonly store: AppStore;
  readonly places: Places;
  readonly journal: ProfileJournal;
  readonly reader: ProfileReader;
  readonly keyPlans: KeyPlans;
}) {
  async function saving(input: ProfileInput, context: CallContext): Promise<Result<Saving>> {
    const checked = checkProfileInput(input);
    if (!checked.ok) {
      return checked;
    }
    const session = awsSessionOf(store.current(), input.sessionId);
    if (!session.ok) {
      return session;
    }
    const awsFiles = awsFilesOf(session.value, places, context.environment);
    const read = await reader.read(awsFiles, session.value.practice);
    const before = read.ok ? read.value.parsed.profiles.get(input.name)?.values : undefined;
    const problem = context.origin === 'window' ? reachProblem(input.extra ?? {}, before) : null;
    if (problem !== null) {
      return err(problem);
    }
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

  return { saving, removal, renaming, defaulting };
}
