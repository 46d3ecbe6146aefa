import {
  readAwsConfig,
  textValue,
  type AwsFiles as ParsedAwsFiles,
} from '../../../../shared/config-files/aws-config.ts';
import type { SectionEdit } from '../../../../shared/config-files/edit-plan.ts';
import { createProfileNamer, type NamedRole } from '../../../../shared/credentials/profile-name-template.ts';
import { appError, type AppError } from '../../../../shared/model/app-error.ts';
import {
  MANY_PROFILES,
  type BatchProfile,
  type GenerateInput,
  type PrunedProfile,
} from '../../../../shared/model/profile-batch.ts';
import { ok, type Result } from '../../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../../shared/model/session.ts';
import type { PlannedFile } from '../change-plan.ts';
import { profileSection, type IsOurs } from './sections.ts';
import { planSessionSection } from './session-section.ts';

/** What both batches need to know of the file. */
export interface BatchContext {
  readonly session: AwsSessionRecord;
  /** Whether a section is ours, and whether it belongs to this session. */
  readonly isOurs: IsOurs;
  readonly isOfSession: IsOurs;
}

export interface GenerateContext extends BatchContext {
  readonly input: GenerateInput;
  /** The roles that are wanted, in the order of the portal. */
  readonly roles: readonly NamedRole[];
  /** The template to use, checked. */
  readonly template: string;
  /** Names in the credentials file; a profile of ours of such a name would not be the one that is used. */
  readonly inCredentials: ReadonlySet<string>;
}

export interface PlannedGeneration extends PlannedFile {
  readonly profiles: readonly BatchProfile[];
  /** Roles that have a profile of ours already, and so get none. */
  readonly present: number;
}

/**
 * New profiles for roles of a session. Roles with a profile of ours for this session are passed over unless asked for
 * again; a name that anybody uses is not given, nor `default`, which every tool takes where no profile is named. Very
 * many that no search has narrowed down are asked about. Errors: `config.session-section-differs`.
 */
export function planGeneration(text: string, context: GenerateContext): Result<PlannedGeneration> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const { session, isOurs, input } = context;
  const { profiles, present } = nameProfiles(parsed.value, context);
  const sessionEdits =
    session.kind === 'legacy' || profiles.length === 0
      ? ok([])
      : planSessionSection(parsed.value.ssoSessions.get(session.name), session, isOurs);
  if (!sessionEdits.ok) {
    return sessionEdits;
  }
  const source: Readonly<Record<string, string>> =
    session.kind === 'legacy'
      ? { sso_start_url: session.startUrl, sso_region: session.region }
      : { sso_session: session.name };
  const edits = profiles.map(({ name, accountId, roleName }): SectionEdit => ({
    section: profileSection(name),
    set: {
      ...source,
      sso_account_id: accountId,
      sso_role_name: roleName,
      ...(input.region === null ? {} : { region: input.region }),
      ...(input.output === null ? {} : { output: input.output }),
    },
  }));
  const many = profiles.length > MANY_PROFILES && input.search === null;
  return ok({
    edits: [...edits, ...sessionEdits.value],
    asks: many ? [appError('input.too-many-profiles', { count: profiles.length })] : [],
    profiles,
    present,
    count: profiles.length,
  });
}

function nameProfiles(config: ParsedAwsFiles, context: GenerateContext) {
  const { roles, template, inCredentials, input } = context;
  const present = new Set(ourRoles(config, context).map(roleKey));
  const wanted = input.again ? roles : roles.filter((role) => !present.has(roleKey(role)));
  const nameOf = createProfileNamer(
    template,
    (name) => name === 'default' || config.profiles.has(name) || inCredentials.has(name),
  );
  const profiles = wanted.map((role): BatchProfile => ({
    name: nameOf(role),
    accountId: role.accountId,
    accountName: role.accountName,
    roleName: role.roleName,
  }));
  return { profiles, present: roles.length - wanted.length };
}

/** What a listing says of an account: its roles, that it is not there, or nothing that could be relied on. */
export type ListedRoles = (accountId: string) => readonly string[] | 'not-listed' | 'unknown';

export interface PlannedPrune extends PlannedFile {
  readonly profiles: readonly PrunedProfile[];
}

/**
 * Takes away the profiles of ours whose role is no longer listed. An account that is listed without any role is one whose
 * roles were not told, so nothing is concluded from it. Profiles that stay and get their credentials from one that goes
 * are asked about.
 */
export function planPrune(text: string, listed: ListedRoles, context: BatchContext): Result<PlannedPrune> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const profiles = ourRoles(parsed.value, context).flatMap(
    ({ name, accountId, roleName }): PrunedProfile[] => {
      const roles = listed(accountId);
      if (roles === 'not-listed') {
        return [{ name, accountId, roleName, gone: 'account' }];
      }
      return roles === 'unknown' || roles.length === 0 || roles.includes(roleName)
        ? []
        : [{ name, accountId, roleName, gone: 'role' }];
    },
  );
  const asks = usersLeft(parsed.value, new Set(profiles.map(({ name }) => name)));
  return ok({
    edits: profiles.map(({ name }): SectionEdit => ({ section: profileSection(name), remove: true })),
    asks,
    profiles,
    count: profiles.length,
  });
}

/** Questions about the profiles that stay and get their credentials from one that goes. */
function usersLeft(config: ParsedAwsFiles, going: ReadonlySet<string>): readonly AppError[] {
  const users = new Map<string, string[]>();
  for (const [user, { values }] of config.profiles) {
    const source = textValue(values, 'source_profile');
    if (source !== null && going.has(source) && !going.has(user)) {
      users.set(source, [...(users.get(source) ?? []), user]);
    }
  }
  return [...users].map(([name, names]) =>
    appError('config.profile-in-use', { name, users: names.slice(0, 5).join(', ') }),
  );
}

interface OurRole {
  readonly name: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** The profiles of ours that give credentials of a role of the session, as the file has them. */
function ourRoles(config: ParsedAwsFiles, { session, isOfSession }: BatchContext): readonly OurRole[] {
  return [...config.profiles].flatMap(([name, { values }]): OurRole[] => {
    const accountId = textValue(values, 'sso_account_id');
    const roleName = textValue(values, 'sso_role_name');
    // Somebody may have pointed it elsewhere since.
    const leadsThere =
      textValue(values, 'sso_session') === session.name ||
      textValue(values, 'sso_start_url') === session.startUrl;
    return leadsThere && accountId !== null && roleName !== null && isOfSession(profileSection(name))
      ? [{ name, accountId, roleName }]
      : [];
  });
}

/** Account ids are digits, so the parts cannot run into each other. */
function roleKey({ accountId, roleName }: Pick<OurRole, 'accountId' | 'roleName'>): string {
  return `${accountId}/${roleName}`;
}
