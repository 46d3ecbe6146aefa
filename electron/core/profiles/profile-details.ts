import { textValue, type AwsValues } from '../../../shared/config-files/aws-config.ts';
import { holdsSecret, isCredentialKey } from '../../../shared/config-files/secret-keys.ts';
import type { ProfileDetails, ProfileInput, ProfileValue } from '../../../shared/model/profile.ts';
import type { KeptKeys, ManagedSection } from '../app-data.ts';
import { formKeys, otherSources } from './plans/extra-keys.ts';
import { profileSection, usersOf } from './plans/sections.ts';
import type { FoundProfile } from './profile-reader.ts';

/**
 * A profile as a form shows it. `managedAs` finds the entry of a section of the config file that is ours, `kept` are its keys
 * where Latchkey keeps them fresh.
 */
export function profileDetails(
  { row, parsed }: FoundProfile,
  managedAs: (section: string) => ManagedSection | undefined,
  kept: KeptKeys | null,
): ProfileDetails {
  const values: AwsValues = parsed.profiles.get(row.name)?.values ?? new Map();
  const entry = managedAs(profileSection(row.name));
  return {
    row,
    input: entry === undefined ? null : inputOf(row.name, values, entry, kept),
    extra: extraOf(values),
    usedBy: usersOf(parsed, 'source_profile', row.name, (section) => managedAs(section) !== undefined),
  };
}

function inputOf(
  name: string,
  values: AwsValues,
  { sessionId }: ManagedSection,
  kept: KeptKeys | null,
): ProfileInput {
  const text = (key: string) => textValue(values, key);
  const base = { name, sessionId, region: text('region'), output: text('output') };
  if (kept !== null) {
    const { accountId, roleName } = kept.keys;
    return { ...base, sessionId: kept.sessionId, accountId, roleName, delivery: 'static' };
  }
  const roleArn = text('role_arn');
  const sourceProfile = text('source_profile');
  if (roleArn !== null && sourceProfile !== null) {
    const seconds = Number(text('duration_seconds') ?? NaN);
    return {
      ...base,
      accountId: null,
      roleName: null,
      chain: {
        roleArn,
        sourceProfile,
        roleSessionName: text('role_session_name'),
        externalId: text('external_id'),
        durationSeconds: Number.isInteger(seconds) ? seconds : null,
      },
    };
  }
  return {
    ...base,
    accountId: matching(text('sso_account_id'), /^\d{12}$/),
    roleName: matching(text('sso_role_name'), /^[\w+=,.@-]{1,128}$/),
    delivery: text('sso_session') === null && text('sso_start_url') !== null ? 'legacy' : 'native',
  };
}

/** What somebody has made invalid in the file is asked for anew. */
function matching(value: string | null, pattern: RegExp): string | null {
  return value !== null && pattern.test(value) ? value : null;
}

/** By its name, by those of the keys below it, or by what it looks like; such keys stay in the file unseen. */
function isSecret(key: string, value: string | ReadonlyMap<string, string>): boolean {
  const parts = typeof value === 'string' ? [[key, value] as const] : [...value];
  return isCredentialKey(key) || parts.some(([name, text]) => holdsSecret(`${name} = ${text}`));
}

function extraOf(values: AwsValues): Readonly<Record<string, ProfileValue>> {
  const extra: Record<string, ProfileValue> = {};
  for (const [key, value] of values) {
    if (!formKeys.has(key) && !otherSources.has(key) && !isSecret(key, value)) {
      extra[key] = typeof value === 'string' ? value : Object.fromEntries(value);
    }
  }
  return extra;
}
