import { readAwsFiles } from '../../../shared/config-files/aws-config.ts';
import { checkNameTemplate } from '../../../shared/credentials/profile-name-template.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import { MINUTE, type Instant } from '../../../shared/model/instant.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import type { AccessRole } from '../../../shared/model/access-changes.ts';
import type { GenerateInput, GeneratePreview, PrunePreview } from '../../../shared/model/profile-batch.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId, AwsSessionRecord } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { compileTags } from '../../../shared/tags/tags.ts';
import type { AccessService } from '../access/access-service.ts';
import { aliyunRecordOf, awsSessionOf, type AppStore } from '../app-store.ts';
import type { CatalogLog } from '../catalog/catalog-log.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import { roleListings } from '../catalog/role-listings.ts';
import type { CallContext } from '../intents.ts';
import { readText } from '../own-files.ts';
import { awsFilesOf, type AwsFiles, type Places } from '../places.ts';
import type { Clock, FileStore, Settings } from '../ports.ts';
import type { ChangePlan } from './change-plan.ts';
import {
  planGeneration,
  planPrune,
  type BatchContext,
  type GenerateContext,
  type PlannedGeneration,
  type PlannedPrune,
} from './plans/plan-batch.ts';
import { checkProfileInput } from './plans/check-input.ts';
import type { ProfileService } from './profile-service.ts';

/** A listing that is older is made anew before anything is concluded from what is missing in it. */
const FRESH = 10 * MINUTE;

export interface BatchPorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly catalog: Pick<CatalogService, 'ready' | 'refresh'>;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly places: Places;
  /** What has come and gone among the roles of a session since somebody last looked. */
  readonly access: Pick<AccessService, 'addedRoles' | 'dismiss'>;
  readonly profiles: Pick<ProfileService, 'apply' | 'journal' | 'writer'>;
}

/** Many profiles of a session at once: for all of its roles, and away with those whose role is gone. */
export function createBatchService(ports: BatchPorts) {
  const { store, settings, catalog, files, clock, places } = ports;
  const { apply, journal, writer } = ports.profiles;

  function contextOf(session: AwsSessionRecord, file: string): BatchContext {
    const managed = journal.managedIn(file);
    const ours = new Set(managed.map(({ section }) => section));
    const ofSession = new Set(
      managed.filter(({ sessionId }) => sessionId === session.id).map(({ section }) => section),
    );
    return {
      session,
      isOurs: (section) => ours.has(section),
      isOfSession: (section) => ofSession.has(section),
    };
  }

  /** In the order of the portal, whatever a search finds best. */
  function wantedRoles(session: AwsSessionRecord, log: CatalogLog, { search, added }: GenerateInput) {
    const all = roleListings(session, log, null);
    const keyOf = (role: Pick<AccessRole, 'accountId' | 'roleName'>) => `${role.accountId}/${role.roleName}`;
    const isIn = (roles: readonly Pick<AccessRole, 'accountId' | 'roleName'>[]) => {
      const keys = new Set(roles.map(keyOf));
      return (role: (typeof all)[number]) => keys.has(keyOf(role));
    };
    const anything = () => true;
    const tagsOf = compileTags(settings.get('preferences').tagRules);
    const matches = search === null ? anything : isIn(roleListings(session, log, search, tagsOf));
    const isNew = added === true ? isIn(ports.access.addedRoles(session.id)) : anything;
    return all.filter((role) => matches(role) && isNew(role));
  }

  /** A complete listing that is young enough to conclude something from what is missing in it. */
  async function freshListing(
    session: AwsSessionRecord,
  ): Promise<Result<{ readonly log: CatalogLog; readonly at: Instant }>> {
    const known = await catalog.ready(session.id);
    if (!known.ok) {
      return known;
    }
    const status = () => store.current().catalogs[session.id]?.status;
    const before = status();
    if (before?.state === 'ready' && clock.now() - before.fetchedAt <= FRESH) {
      return ok({ log: known.value, at: before.fetchedAt });
    }
    const listed = await catalog.refresh(session.id, { afresh: true });
    if (!listed.ok) {
      return listed;
    }
    const log = await catalog.ready(session.id);
    const after = status();
    return log.ok
      ? ok({ log: log.value, at: after?.state === 'ready' ? after.fetchedAt : clock.now() })
      : log;
  }

  async function generation(
    input: GenerateInput,
    context: CallContext,
  ): Promise<Result<Batch<PlannedGeneration>>> {
    const found = batchSessionOf(store.current(), input.sessionId);
    if (!found.ok) {
      return found;
    }
    const template = checkNameTemplate(input.template ?? settings.get('preferences').profileNameTemplate);
    if (!template.ok) {
      return template;
    }
    const { sessionId, region, output } = input;
    const checked = checkProfileInput({
      name: 'any',
      sessionId,
      accountId: null,
      roleName: null,
      region,
      output,
    });
    if (!checked.ok) {
      return checked;
    }
    const session = found.value;
    const listed = await catalog.ready(session.id);
    if (!listed.ok) {
      return listed;
    }
    const awsFiles = awsFilesOf(session, places, context.environment);
    const details: GenerateContext = {
      ...contextOf(session, awsFiles.config),
      input,
      roles: wantedRoles(session, listed.value, input),
      template: template.value,
      inCredentials: await credentialsNames(awsFiles),
    };
    return ok(batchOf('generate', session, awsFiles, (text) => planGeneration(text, details)));
  }

  async function credentialsNames({ credentials }: AwsFiles): Promise<ReadonlySet<string>> {
    const parsed = readAwsFiles(null, await readText(files, credentials));
    return new Set(parsed.ok ? parsed.value.profiles.keys() : []);
  }

  async function pruning(
    sessionId: SessionId,
    context: CallContext,
  ): Promise<Result<Batch<PlannedPrune> & { readonly listedAt: Instant }>> {
    const found = batchSessionOf(store.current(), sessionId);
    if (!found.ok) {
      return found;
    }
    const session = found.value;
    const listed = await freshListing(session);
    if (!listed.ok) {
      return listed;
    }
    const { log, at } = listed.value;
    /** What was listed before, by a listing that was cut off, is no news. */
    const isNews = (accountId: string) => clock.now() - (log.listedAt(accountId) ?? -Infinity) <= FRESH;
    const awsFiles = awsFilesOf(session, places, context.environment);
    const details = contextOf(session, awsFiles.config);
    const batch = batchOf('prune', session, awsFiles, (text) =>
      planPrune(
        text,
        (accountId) => {
          if (log.account(accountId) === null) {
            return 'not-listed';
          }
          return (isNews(accountId) ? log.rolesOf(accountId) : null) ?? 'unknown';
        },
        details,
      ),
    );
    return ok({ ...batch, listedAt: at });
  }

  async function preview<Planned extends PlannedBatch>(
    batch: Batch<Planned>,
  ): Promise<Result<{ readonly change: ChangePreview; readonly planned: Planned }>> {
    const previewed = await writer.preview(batch.plan);
    return previewed.ok ? ok({ change: previewed.value, planned: batch.planned() }) : previewed;
  }

  async function write<Planned extends PlannedBatch>(
    batch: Batch<Planned>,
    consent: ChangeConsent,
  ): Promise<Result<{ readonly change: ChangePreview; readonly planned: Planned }>> {
    const written = await apply(batch.plan, consent);
    return written.ok ? ok({ change: written.value, planned: batch.planned() }) : written;
  }

  return {
    /** Errors: `input.session-unknown`, `input.template-*`, `input.region-invalid`, `input.value-invalid`, those of listing and of the plan. */
    async previewGenerate(input: GenerateInput, context: CallContext): Promise<Result<GeneratePreview>> {
      const batch = await generation(input, context);
      const done = batch.ok ? await preview(batch.value) : batch;
      return done.ok ? ok(generated(done.value)) : done;
    },

    /** All in one transaction and one step of undo. Errors also: `input.too-many-profiles`, those of writing. */
    async generate(
      input: GenerateInput,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<GeneratePreview>> {
      const batch = await generation(input, context);
      const done = batch.ok ? await write(batch.value, consent) : batch;
      if (done.ok && input.added === true) {
        await ports.access.dismiss(input.sessionId, 'added');
      }
      return done.ok ? ok(generated(done.value)) : done;
    },

    /** Asks the portal where the listing is not complete or not fresh; fails as that does, and then takes nothing away. */
    async previewPrune(sessionId: SessionId, context: CallContext): Promise<Result<PrunePreview>> {
      const batch = await pruning(sessionId, context);
      if (!batch.ok) {
        return batch;
      }
      const done = await preview(batch.value);
      return done.ok ? ok(pruned(done.value, batch.value.listedAt)) : done;
    },

    async prune(
      sessionId: SessionId,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<PrunePreview>> {
      const batch = await pruning(sessionId, context);
      if (!batch.ok) {
        return batch;
      }
      const done = await write(batch.value, consent);
      if (done.ok) {
        await ports.access.dismiss(sessionId, 'removed');
      }
      return done.ok ? ok(pruned(done.value, batch.value.listedAt)) : done;
    },
  };
}

type PlannedBatch = PlannedGeneration | PlannedPrune;

interface Batch<Planned extends PlannedBatch> {
  readonly plan: ChangePlan;
  /** What was planned last. */
  readonly planned: () => Planned;
}

/** A batch as a change of the config file; the plan may be made several times before it is written. */
function batchOf<Planned extends PlannedBatch>(
  change: ChangePlan['change'],
  session: AwsSessionRecord,
  { config }: AwsFiles,
  makePlan: (text: string) => Result<Planned>,
): Batch<Planned> {
  let last: Planned | null = null;
  return {
    plan: {
      change,
      profileName: session.name,
      sessionId: session.id,
      claims: [],
      files: [
        {
          file: config,
          kind: 'config',
          plan(text) {
            const planned = makePlan(text);
            if (planned.ok) {
              last = planned.value;
            }
            return planned;
          },
        },
      ],
      warnings: [],
      renamed: null,
    },
    planned() {
      if (last === null) {
        throw new Error('nothing has been planned yet');
      }
      return last;
    },
  };
}

function generated({
  change,
  planned,
}: {
  change: ChangePreview;
  planned: PlannedGeneration;
}): GeneratePreview {
  return { change, profiles: planned.profiles, present: planned.present };
}

function pruned(
  { change, planned }: { change: ChangePreview; planned: PlannedPrune },
  listedAt: Instant,
): PrunePreview {
  return { change, profiles: planned.profiles, listedAt };
}

/** Many profiles at once are made of a listing into one file of AWS. Errors: `input.aws-sessions-only`. */
function batchSessionOf(state: AppState, sessionId: SessionId): Result<AwsSessionRecord> {
  const aliyun = aliyunRecordOf(state, sessionId);
  return aliyun === null
    ? awsSessionOf(state, sessionId)
    : err(appError('input.aws-sessions-only', { session: aliyun.name }));
}
