import { readAwsConfig, textValue } from '../../../shared/config-files/aws-config.ts';
import type { SectionEdit } from '../../../shared/config-files/edit-plan.ts';
import { isWritableName } from '../../../shared/config-files/section-names.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionRecord } from '../../../shared/model/session.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import type { ManagedSection } from '../app-data.ts';
import { profileSection } from './profile-rows.ts';

/** What `aws configure` offers (protocol/aws.md §1.1). */
const outputs = new Set(['json', 'yaml', 'yaml-stream', 'text', 'table', 'off']);

/** What a save would do to a config file. */
export interface ProfilePlan {
  readonly edits: readonly SectionEdit[];
  readonly change: 'add' | 'edit';
}

/** Checks what was typed. Errors: `input.profile-name-invalid`, `input.account-invalid`, `input.region-invalid`, `input.value-invalid`. */
export function checkProfileInput(input: ProfileInput): Result<ProfileInput> {
  if (!isWritableName(input.name)) {
    return err(appError('input.profile-name-invalid', { name: input.name }));
  }
  if (!/^\d{12}$/.test(input.accountId)) {
    return err(appError('input.account-invalid', { account: input.accountId }));
  }
  if (!/^[\w+=,.@-]{1,128}$/.test(input.roleName)) {
    return err(appError('input.role-unknown', { role: input.roleName }));
  }
  if (input.output !== null && !outputs.has(input.output)) {
    return err(appError('input.value-invalid', { name: 'output' }));
  }
  const region = input.region === null ? ok(null) : validateRegion(input.region);
  return region.ok ? ok(input) : region;
}

/**
 * The edits that save a native profile of a session into this text: the profile, and its sso-session section unless one
 * that says the same is there already. A section that somebody else wrote is never touched: `input.profile-name-taken`,
 * `config.foreign-section`.
 */
export function planProfile(
  text: string,
  input: ProfileInput,
  session: SessionRecord,
  isManaged: (section: string) => boolean,
): Result<ProfilePlan> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const section = profileSection(input.name);
  const exists = parsed.value.profiles.has(input.name);
  if (exists && !isManaged(section)) {
    return err(appError('input.profile-name-taken', { name: input.name }));
  }
  const sessionEdit = planSession(parsed.value.ssoSessions.get(session.name), session, isManaged);
  if (!sessionEdit.ok) {
    return sessionEdit;
  }
  const profileEdit: SectionEdit = {
    section,
    set: {
      sso_session: session.name,
      sso_account_id: input.accountId,
      sso_role_name: input.roleName,
      region: input.region,
      output: input.output,
    },
  };
  return ok({ edits: [profileEdit, ...sessionEdit.value], change: exists ? 'edit' : 'add' });
}

function planSession(
  existing: ReadonlyMap<string, string | ReadonlyMap<string, string>> | undefined,
  session: SessionRecord,
  isManaged: (section: string) => boolean,
): Result<readonly SectionEdit[]> {
  const section = sessionSection(session);
  const wanted = sessionKeys(session);
  if (existing !== undefined && !isManaged(section)) {
    const same =
      textValue(existing, 'sso_start_url') === wanted.sso_start_url &&
      textValue(existing, 'sso_region') === wanted.sso_region;
    return same ? ok([]) : err(appError('config.foreign-section', { section }));
  }
  return ok([{ section, set: wanted }]);
}

export function sessionSection(session: Pick<SessionRecord, 'name'>): string {
  return `sso-session ${session.name}`;
}

function sessionKeys(session: SessionRecord) {
  return {
    sso_start_url: session.startUrl,
    sso_region: session.region,
    sso_registration_scopes: session.scopes.join(','),
  };
}

/**
 * The edits that take away a session's managed sections. The sso-session section stays while a foreign profile uses it
 * (product.md §4).
 */
export function planRemovalOfSession(
  text: string,
  session: SessionRecord,
  managed: readonly ManagedSection[],
): Result<readonly SectionEdit[]> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const ours = new Set(managed.map((entry) => entry.section));
  const foreignUsers = [...parsed.value.profiles].filter(
    ([name, profile]) =>
      !ours.has(profileSection(name)) && textValue(profile.values, 'sso_session') === session.name,
  );
  return ok(
    [...ours]
      .filter((section) => section !== sessionSection(session) || foreignUsers.length === 0)
      .map((section) => ({ section, remove: true })),
  );
}
