import { textValue, type AwsFiles, type AwsValues } from '../../../shared/config-files/aws-config.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { FoundProfileCounts, FoundSession } from '../../../shared/model/found.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import {
  parseScopes,
  parseStartUrl,
  validateRegion,
  validateSessionName,
} from '../../../shared/start-url/index.ts';

/** What the config file alone says of a sign-in. */
export interface DescribedSession extends Omit<FoundSession, 'signedInUntil' | 'managed'> {
  /** As typed in the section; null where it names none. */
  readonly scopes: string | null;
}

export interface FoundContext {
  /** The sessions of the user's own files, practice ones left out. */
  readonly records: readonly AwsSessionRecord[];
  /** Whether a portal on this machine may be used, which speaks plain http. */
  readonly allowLoopbackHttp: boolean;
}

/** Tells sessions of the file apart over time, whatever they are called here. */
export function foundKey(session: Pick<FoundSession, 'kind' | 'name' | 'startUrl'>): string {
  return session.kind === 'legacy' ? `legacy ${session.startUrl}` : `sso-session ${session.name}`;
}

/**
 * The sign-ins that a config file describes, in its order: its sso-session sections, then its legacy profiles, those of
 * one start URL (byte for byte, as the token's file name goes by it: protocol/aws.md §4.1) as one.
 */
export function describedSessions(parsed: AwsFiles, context: FoundContext): DescribedSession[] {
  const sections = [...parsed.ssoSessions].map(([name, values]) =>
    sectionSession(
      name,
      values,
      profilesWhere(parsed, (profile) => sessionNameOf(profile) === name),
      context,
    ),
  );
  const taken = new Set([...sections.map(({ name }) => name), ...context.records.map(({ name }) => name)]);
  const legacy: DescribedSession[] = [];
  for (const [startUrl, profiles] of legacyGroups(parsed)) {
    const session = legacySession(parsed, startUrl, profiles, taken, context);
    taken.add(session.name);
    legacy.push(session);
  }
  return [...sections, ...legacy];
}

/** How many profiles there are of each kind, those of the credentials file alone left out. */
export function countProfiles(parsed: AwsFiles): FoundProfileCounts {
  const all = [...parsed.profiles.values()].filter((profile) => profile.inConfig);
  const native = all.filter(({ values }) => sessionNameOf(values) !== null).length;
  const legacy = all.filter(({ values }) => legacyUrlOf(values) !== null).length;
  return { native, legacy, others: all.length - native - legacy };
}

/** The start URL of a legacy profile; null for every other one. */
export function legacyUrlOf(values: AwsValues): string | null {
  return sessionNameOf(values) === null ? textValue(values, 'sso_start_url') : null;
}

function sessionNameOf(values: AwsValues): string | null {
  return textValue(values, 'sso_session');
}

function profilesWhere(parsed: AwsFiles, matches: (values: AwsValues) => boolean): string[] {
  return [...parsed.profiles].filter(([, { values }]) => matches(values)).map(([name]) => name);
}

function sectionSession(
  name: string,
  values: AwsValues,
  profiles: readonly string[],
  context: FoundContext,
): DescribedSession {
  const startUrl = textValue(values, 'sso_start_url');
  const region = textValue(values, 'sso_region');
  const scopes = textValue(values, 'sso_registration_scopes');
  const record = context.records.find((one) => one.name === name);
  const problem =
    startUrl === null || region === null
      ? appError('config.session-section-incomplete', { session: name })
      : record?.kind === 'legacy'
        ? appError('input.session-name-taken', { name })
        : (problemOf(startUrl, region, scopes, context) ?? nameProblem(name));
  return {
    name,
    kind: 'sso-session',
    startUrl: startUrl ?? '',
    region: region ?? '',
    scopes,
    profiles,
    sessionId: record?.kind === 'sso-session' ? record.id : null,
    problem,
  };
}

function legacyGroups(parsed: AwsFiles): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, { values }] of parsed.profiles) {
    const startUrl = legacyUrlOf(values);
    if (startUrl !== null) {
      groups.set(startUrl, [...(groups.get(startUrl) ?? []), name]);
    }
  }
  return groups;
}

function legacySession(
  parsed: AwsFiles,
  startUrl: string,
  profiles: readonly string[],
  taken: ReadonlySet<string>,
  context: FoundContext,
): DescribedSession {
  const record = context.records.find((one) => one.kind === 'legacy' && one.startUrl === startUrl);
  const regions = profiles.flatMap((name) => {
    const region = textValue(parsed.profiles.get(name)?.values ?? new Map(), 'sso_region');
    return region === null ? [] : [region];
  });
  const name = record?.name ?? freeName(nameFromUrl(startUrl), taken);
  const region = mostFrequent(regions) ?? '';
  return {
    name,
    kind: 'legacy',
    startUrl,
    region,
    scopes: null,
    profiles,
    sessionId: record?.id ?? null,
    problem: problemOf(startUrl, region, null, context),
  };
}

function problemOf(
  startUrl: string,
  region: string,
  scopes: string | null,
  { allowLoopbackHttp }: FoundContext,
): AppError | null {
  const failed = [
    parseStartUrl(startUrl, { allowLoopbackHttp }),
    validateRegion(region),
    parseScopes(scopes),
  ].find((result) => !result.ok);
  return failed?.ok === false ? failed.error : null;
}

function nameProblem(name: string): AppError | null {
  const valid = validateSessionName(name);
  return valid.ok ? null : valid.error;
}

/** The part of a start URL that its people know it by: `acme` of `https://acme.awsapps.com/start`. */
function nameFromUrl(startUrl: string): string {
  if (!URL.canParse(startUrl)) {
    return 'legacy';
  }
  const url = new URL(startUrl);
  const [label = ''] = url.hostname.split('.');
  // `https://start.us-gov-home.awsapps.com/directory/ID`, `https://identitycenter.amazonaws.com/ssoins-…`
  const last = url.pathname.split('/').findLast((part) => part !== '');
  const name = (label === 'start' || label === 'identitycenter') && last !== undefined ? last : label;
  return validateSessionName(name).ok && !/^\d+$/.test(name) ? name : 'legacy';
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${String(number)}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  // The first of equals, so that the answer does not change from look to look.
  return (
    [...counts].reduce<[string, number] | null>(
      (best, one) => (best === null || one[1] > best[1] ? one : best),
      null,
    )?.[0] ?? null
  );
}
