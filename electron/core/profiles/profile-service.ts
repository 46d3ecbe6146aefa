import {
  applyEditPlan,
  changeDigest,
  previewEditPlan,
  type AppliedEdit,
  type MakePlan,
} from '../../../shared/config-files/apply-edit-plan.ts';
import { readAwsFiles } from '../../../shared/config-files/aws-config.ts';
import { editedSections, planEdits, type Edit } from '../../../shared/config-files/edit-plan.ts';
import { maskedDiff } from '../../../shared/config-files/masked-diff.ts';
import { profileName } from '../../../shared/credentials/profile-name-template.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ChangePreview, ProfileInput, ProfileRow } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { sessionOf, type AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallContext, CallerEnvironment, SavedProfile } from '../intents.ts';
import { readText } from '../own-files.ts';
import { awsFilesOf, practiceAwsFiles, userAwsFiles, type AwsFiles, type Places } from '../places.ts';
import type { Cancel, Clock, FileStore, Hash, Settings } from '../ports.ts';
import { createProfileJournal } from './profile-journal.ts';
import { checkProfileInput, planProfile, planRemovalOfSession, type ProfilePlan } from './profile-plan.ts';
import { profileRows, profileSection } from './profile-rows.ts';

export interface ProfilePorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly catalog: CatalogService;
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly places: Places;
}

/** The profiles of the vendors' files: ours written, changed, taken away and back; foreign ones only read. */
export function createProfileService(ports: ProfilePorts) {
  const { store, settings, files, hash, clock, places } = ports;
  const journal = createProfileJournal(ports);
  const { managedIn } = journal;
  let watches: readonly Cancel[] = [];

  function hasPractice(): boolean {
    return store.current().sessions.some((session) => session.record.practice);
  }

  async function rowsOf(awsFiles: AwsFiles, practice: boolean): Promise<Result<ProfileRow[]>> {
    const config = await files.read(awsFiles.config);
    if (!config.ok) {
      return config;
    }
    const credentials = await files.read(awsFiles.credentials);
    if (!credentials.ok) {
      return credentials;
    }
    for (const snapshot of [config.value, credentials.value]) {
      if (snapshot?.text === null) {
        return err(appError('config.not-utf8', { file: snapshot.path }));
      }
    }
    const parsed = readAwsFiles(config.value?.text ?? null, credentials.value?.text ?? null);
    if (!parsed.ok) {
      const broken = parsed.error.params?.['kind'] === 'credentials' ? awsFiles.credentials : awsFiles.config;
      return err(appError(parsed.error.code, { ...parsed.error.params, file: broken }));
    }
    return ok(
      profileRows(parsed.value, {
        files: awsFiles,
        practice,
        sessions: store.current().sessions.map((session) => session.record),
        managed: managedIn(awsFiles.config),
      }),
    );
  }

  async function list(context: CallContext): Promise<Result<readonly ProfileRow[]>> {
    const own = await rowsOf(userAwsFiles(places, context.environment), false);
    if (!own.ok || !hasPractice()) {
      return own;
    }
    const practice = await rowsOf(practiceAwsFiles(places), true);
    return practice.ok ? ok([...own.value, ...practice.value]) : practice;
  }

  /** A profile by name; the user's own goes before one of the practice cloud. */
  async function find(name: string, context: CallContext): Promise<Result<ProfileRow>> {
    const rows = await list(context);
    if (!rows.ok) {
      // The practice cloud works also where the user's own file is broken.
      const practice = hasPractice() ? await rowsOf(practiceAwsFiles(places), true) : rows;
      const row = practice.ok ? practice.value.find((candidate) => candidate.name === name) : undefined;
      return row === undefined ? rows : ok(row);
    }
    const row = rows.value.find((candidate) => candidate.name === name);
    return row === undefined ? err(appError('input.profile-unknown', { name })) : ok(row);
  }

  async function shadowWarnings(name: string, credentialsFile: string): Promise<AppError[]> {
    const parsed = readAwsFiles(null, await readText(files, credentialsFile));
    return parsed.ok && parsed.value.profiles.has(name)
      ? [appError('config.shadowed-by-credentials', { name })]
      : [];
  }

  interface Saving {
    readonly session: SessionRecord;
    readonly awsFiles: AwsFiles;
    readonly plan: (text: string) => Result<ProfilePlan>;
  }

  function saving(input: ProfileInput, environment: CallerEnvironment | undefined): Result<Saving> {
    const checked = checkProfileInput(input);
    if (!checked.ok) {
      return checked;
    }
    const found = sessionOf(store.current(), input.sessionId);
    if (!found.ok) {
      return found;
    }
    const session = found.value;
    const awsFiles = awsFilesOf(session, places, environment);
    const managed = new Set(managedIn(awsFiles.config).map((entry) => entry.section));
    return ok({
      session,
      awsFiles,
      plan: (text) => planProfile(text, input, session, (section) => managed.has(section)),
    });
  }

  async function preview(input: ProfileInput, context: CallContext): Promise<Result<ChangePreview>> {
    const prepared = saving(input, context.environment);
    if (!prepared.ok) {
      return prepared;
    }
    const { awsFiles, plan } = prepared.value;
    const previewed = await previewEditPlan(files, hash, awsFiles.config, (text) => edit(text, plan));
    if (!previewed.ok) {
      return previewed;
    }
    const warnings = await shadowWarnings(input.name, awsFiles.credentials);
    return ok({ ...previewed.value, warnings: [...previewed.value.warnings, ...warnings] });
  }

  async function save(
    input: ProfileInput,
    digest: string | null,
    context: CallContext,
  ): Promise<Result<SavedProfile>> {
    const prepared = saving(input, context.environment);
    if (!prepared.ok) {
      return prepared;
    }
    const { session, awsFiles, plan } = prepared.value;
    let change: ProfilePlan['change'] = 'add';
    let edits: readonly Edit[] = [];
    const applied = await write(
      awsFiles.config,
      (text) =>
        edit(text, (before) => {
          const planned = plan(before);
          if (planned.ok) {
            ({ change, edits } = planned.value);
          }
          return planned;
        }),
      digest,
    );
    if (!applied.ok) {
      return applied;
    }
    const { plan: written } = applied.value;
    if (written.changed) {
      journal.record({
        file: awsFiles.config,
        sessionId: session.id,
        profileName: input.name,
        change,
        edits,
        inverse: written.inverse,
      });
    }
    return ok({ name: input.name, file: awsFiles.config, tryCommand: tryCommand(input.name, session) });
  }

  /** One transaction on a config file, with its one backup before the first change ever. */
  async function write(file: string, plan: MakePlan, digest: string | null): Promise<Result<AppliedEdit>> {
    const applied = await applyEditPlan(files, hash, file, plan, {
      backupAt: settings.get('backedUp').includes(file) ? null : clock.now(),
      ...(digest === null ? {} : { digest }),
    });
    if (applied.ok && applied.value.plan.changed && !settings.get('backedUp').includes(file)) {
      settings.set('backedUp', [...settings.get('backedUp'), file]);
    }
    return applied;
  }

  /** What a change did, in the form in which it would have been previewed. */
  function effectOf(file: string, { before, plan }: AppliedEdit): ChangePreview {
    return {
      file,
      diff: maskedDiff(before, plan.text),
      digest: changeDigest(hash, before, plan.text),
      warnings: [],
    };
  }

  async function removal(
    name: string,
    context: CallContext,
  ): Promise<Result<{ row: ProfileRow; plan: MakePlan; edits: readonly Edit[] }>> {
    const row = await find(name, context);
    if (!row.ok) {
      return row;
    }
    if (!row.value.managed) {
      return err(appError('config.foreign-section', { section: profileSection(name) }));
    }
    const edits: readonly Edit[] = [{ section: profileSection(name), remove: true }];
    return ok({ row: row.value, edits, plan: (text) => planEdits(text, edits) });
  }

  return {
    list,
    find,
    preview,
    save,

    async suggest(role: RoleRef): Promise<Result<Pick<ProfileInput, 'name' | 'region' | 'output'>>> {
      const found = sessionOf(store.current(), role.sessionId);
      if (!found.ok) {
        return found;
      }
      const session = found.value;
      const rows = await rowsOf(awsFilesOf(session, places), session.practice);
      const taken = new Set(rows.ok ? rows.value.map((row) => row.name) : []);
      const same = rows.ok
        ? rows.value.find(
            (row) =>
              row.managed &&
              row.sessionId === role.sessionId &&
              row.accountId === role.accountId &&
              row.roleName === role.roleName,
          )
        : undefined;
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

    async previewRemoval(name: string, context: CallContext): Promise<Result<ChangePreview>> {
      const planned = await removal(name, context);
      return planned.ok ? previewEditPlan(files, hash, planned.value.row.file, planned.value.plan) : planned;
    },

    async remove(name: string, context: CallContext): Promise<Result<ChangePreview>> {
      const planned = await removal(name, context);
      if (!planned.ok) {
        return planned;
      }
      const { row, plan, edits } = planned.value;
      const applied = await write(row.file, plan, null);
      if (!applied.ok) {
        return applied;
      }
      const owner = managedIn(row.file).find((entry) => entry.section === profileSection(name));
      if (owner !== undefined && applied.value.plan.changed) {
        journal.record({
          file: row.file,
          sessionId: owner.sessionId,
          profileName: name,
          change: 'remove',
          edits,
          inverse: applied.value.plan.inverse,
        });
      }
      return ok(effectOf(row.file, applied.value));
    },

    /** Takes away everything of a session that is ours; gives what was removed as `file: [section]`. */
    async removeAllOf(session: SessionRecord): Promise<Result<readonly string[]>> {
      const removed: string[] = [];
      const owned = journal.managedOf(session.id);
      for (const file of new Set(owned.map((entry) => entry.file))) {
        const ours = owned.filter((entry) => entry.file === file);
        let edits: readonly Edit[] = [];
        const applied = await write(
          file,
          (text) => {
            const planned = planRemovalOfSession(text, session, ours);
            if (!planned.ok) {
              return planned;
            }
            edits = planned.value;
            return planEdits(text, edits);
          },
          null,
        );
        if (!applied.ok) {
          return applied;
        }
        removed.push(...editedSections(edits).map((section) => `${file}: [${section}]`));
      }
      journal.forget(session.id);
      return ok(removed);
    },

    /** Takes the last change back. Errors: `config.nothing-to-undo`, and those of the write. */
    async undo(): Promise<Result<ChangePreview>> {
      const step = journal.last();
      if (step === null) {
        return err(appError('config.nothing-to-undo'));
      }
      const applied = await write(step.file, (text) => planEdits(text, step.edits), null);
      if (!applied.ok) {
        return applied;
      }
      journal.takenBack(step);
      return ok(effectOf(step.file, applied.value));
    },

    /** Follows the user's files, so that the list is true when somebody else writes them. */
    follow(): void {
      const { config, credentials } = userAwsFiles(places);
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

function edit(text: string, plan: (text: string) => Result<ProfilePlan>) {
  const planned = plan(text);
  return planned.ok ? planEdits(text, planned.value.edits) : planned;
}

/** A practice profile lies where `aws` does not look by itself; `exec` points it there. */
function tryCommand(name: string, session: SessionRecord): string {
  if (session.practice) {
    // `aws` before 2.13 takes an endpoint from nowhere else.
    const endpoint = session.endpoints?.sts === undefined ? '' : ` --endpoint-url ${session.endpoints.sts}`;
    return `latchkey exec ${name} -- aws sts get-caller-identity${endpoint}`;
  }
  return `aws sts get-caller-identity${name === 'default' ? '' : ` --profile ${name}`}`;
}
