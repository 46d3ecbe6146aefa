import type { AwsFiles as ParsedAwsFiles } from '../../../../shared/config-files/aws-config.ts';
import { readAwsConfig, textValue } from '../../../../shared/config-files/aws-config.ts';
import type { EditValue } from '../../../../shared/config-files/edit-rules.ts';
import type { SectionEdit } from '../../../../shared/config-files/edit-plan.ts';
import { appError } from '../../../../shared/model/app-error.ts';
import type { ProfileInput, WrittenDelivery } from '../../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../../shared/model/session.ts';
import type { AwsFiles } from '../../places.ts';
import type { ChangePlan, FilePlan, PlannedFile } from '../change-plan.ts';
import { formKeys } from './extra-keys.ts';
import { problemsAfter } from './problems-after.ts';
import { profileSection, type IsOurs } from './sections.ts';
import { planSessionSection } from './session-section.ts';

/** What a delivery is planned from. The input has been checked. */
export interface DeliveryRequest {
  readonly input: ProfileInput;
  readonly session: AwsSessionRecord;
  readonly files: AwsFiles;
  readonly isManaged: (file: string, section: string) => boolean;
  /** Profiles of the credentials file. */
  readonly inCredentials: ReadonlySet<string>;
  /** For a static profile: what happens to the credentials file. */
  readonly keysFile: FilePlan | null;
}

export type DeliveryPlan = Pick<ChangePlan, 'files' | 'claims'>;

/** How a profile gets its credentials, as changes of files. */
export type DeliveryPlanner = (request: DeliveryRequest) => Result<DeliveryPlan>;

/** A profile of an sso-session: readers find the token by the name of the session (protocol/aws.md §4.1). */
const planNative: DeliveryPlanner = (request) => {
  const { input, session, files, isManaged } = request;
  if (session.kind === 'legacy') {
    return unavailable(request, 'native');
  }
  const { accountId, roleName } = input;
  const own = { sso_session: session.name, sso_account_id: accountId, sso_role_name: roleName };
  return inConfig(request, own, (parsed) =>
    planSessionSection(parsed.ssoSessions.get(session.name), session, (section) =>
      isManaged(files.config, section),
    ),
  );
};

/** The portal's address in the profile itself: the token lies under the address, byte for byte (protocol/aws.md §4.1). */
const planLegacy: DeliveryPlanner = (request) => {
  const { input, session } = request;
  if (session.kind !== 'legacy') {
    return unavailable(request, 'legacy');
  }
  return inConfig(request, {
    sso_start_url: session.startUrl,
    sso_region: session.region,
    sso_account_id: input.accountId,
    sso_role_name: input.roleName,
  });
};

/** A role assumed with another profile's credentials; that profile says where they come from. */
const planChain: DeliveryPlanner = (request) => {
  const { input, inCredentials } = request;
  const { chain } = input;
  if (chain === undefined) {
    return err(appError('input.chain-invalid'));
  }
  return inConfig(
    request,
    {
      role_arn: chain.roleArn,
      source_profile: chain.sourceProfile,
      role_session_name: chain.roleSessionName,
      external_id: chain.externalId,
      duration_seconds: chain.durationSeconds === null ? null : String(chain.durationSeconds),
    },
    (parsed) => {
      if (!parsed.profiles.has(chain.sourceProfile) && !inCredentials.has(chain.sourceProfile)) {
        return err(appError('input.profile-unknown', { name: chain.sourceProfile }));
      }
      return leadsTo(parsed, chain.sourceProfile, input.name) ? err(appError('input.chain-invalid')) : ok([]);
    },
  );
};

/**
 * Keys in the credentials file, region and output in the config file; nothing of a sign-in, which readers would take
 * instead of the keys or beside them (protocol/aws.md §6).
 */
const planStatic: DeliveryPlanner = (request) => {
  const { input, session, keysFile } = request;
  if (keysFile === null || input.accountId === null) {
    return unavailable(request, 'static');
  }
  // A section of the config file holds at least one key, or it is none.
  const region = input.region ?? (input.output === null ? session.region : null);
  const planned = inConfig({ ...request, input: { ...input, region } }, {});
  return planned.ok
    ? ok({ files: [...planned.value.files, keysFile], claims: [...planned.value.claims, input.name] })
    : planned;
};

/** The planner of each delivery that can be written; one that is missing is refused. */
const deliveries: Partial<Record<WrittenDelivery, DeliveryPlanner>> = {
  native: planNative,
  legacy: planLegacy,
  static: planStatic,
};

/**
 * Plans a profile in the form asked for, else in that of its session. Errors: `input.delivery-unavailable`,
 * `input.profile-name-taken`, `config.session-section-differs`, `input.profile-unknown`, `input.chain-invalid`.
 */
export function planDelivery(request: DeliveryRequest): Result<DeliveryPlan> {
  const { input, session } = request;
  if (input.chain !== undefined) {
    return planChain(request);
  }
  const delivery = input.delivery ?? (session.kind === 'legacy' ? 'legacy' : 'native');
  const planner = deliveries[delivery];
  return planner === undefined ? unavailable(request, delivery) : planner(request);
}

/** The keys of a profile in the config file, and what else its form needs there. */
function inConfig(
  request: DeliveryRequest,
  own: Readonly<Record<string, EditValue>>,
  more: (parsed: ParsedAwsFiles) => Result<readonly SectionEdit[]> = () => ok([]),
): Result<DeliveryPlan> {
  const { input, files, isManaged } = request;
  const section = profileSection(input.name);
  const isOurs: IsOurs = (name) => isManaged(files.config, name);
  const plan = (text: string): Result<PlannedFile> => {
    const parsed = readAwsConfig(text);
    if (!parsed.ok) {
      return parsed;
    }
    const exists = parsed.value.profiles.has(input.name);
    if (exists && !isOurs(section)) {
      return err(appError('input.profile-name-taken', { name: input.name }));
    }
    const others = more(parsed.value);
    if (!others.ok) {
      return others;
    }
    const edits = [{ section, set: keysOf(input, own) }, ...others.value];
    return ok({
      edits,
      change: exists ? 'edit' : 'add',
      warnings: problemsAfter(text, edits, input.name),
    });
  };
  const file: FilePlan = { file: files.config, kind: 'config', plan };
  return ok({ files: [file], claims: [section] });
}

/** All keys of the form, those of other forms taken away; keys beside the form stay unless `extra` names them. */
function keysOf(
  { region, output, extra }: ProfileInput,
  own: Readonly<Record<string, EditValue>>,
): Readonly<Record<string, EditValue>> {
  const set: Record<string, EditValue> = { ...own, region, output };
  const unused = [...formKeys].filter((key) => !(key in set));
  return { ...set, ...Object.fromEntries(unused.map((key) => [key, null])), ...extra };
}

/** Whether following `source_profile` from one profile comes to the other. */
function leadsTo(parsed: ParsedAwsFiles, from: string, to: string): boolean {
  const seen = new Set<string>();
  for (let name: string | null = from; name !== null && !seen.has(name);) {
    if (name === to) {
      return true;
    }
    seen.add(name);
    const profile = parsed.profiles.get(name);
    name = profile === undefined ? null : textValue(profile.values, 'source_profile');
  }
  return false;
}

function unavailable({ session }: DeliveryRequest, delivery: WrittenDelivery): Result<never> {
  return err(appError('input.delivery-unavailable', { delivery, session: session.name }));
}
