import { aliyunIdentityType } from '../../shared/aliyun/identity-type.ts';
import type { Translate } from '../../shared/i18n/translate.ts';
import type { AccessChanges } from '../../shared/model/access-changes.ts';
import type { AppErrorCode } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { ProfileCredentials } from '../../shared/model/credentials.ts';
import type { IdentityView } from '../../shared/model/identity.ts';
import { SECOND, toRfc3339, type Instant } from '../../shared/model/instant.ts';
import type { ChangePreview, FileChange, ProfileRow } from '../../shared/model/profile.ts';
import type { AliyunSessionRecord } from '../../shared/model/aliyun-session.ts';
import type {
  AwsSessionRecord,
  SessionPhase,
  SessionRecord,
  SessionView,
} from '../../shared/model/session.ts';
import { clockPhase } from '../../shared/time/clock-phase.ts';
import type { RemovalReport, RoleListing, SavedProfile } from '../core/intents.ts';
import type { StatusFacts } from './command-context.ts';
import { errorJson } from './failure.ts';

/** The states of a session on the command line (product.md §5). */
export type SessionState = 'signed-out' | 'signing-in' | 'active' | 'expiring' | 'expired' | 'error';

/** Ends of an attempt that the person chose or let pass: the session is as it was, signed out. */
const unfinishedSignIns: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>([
  'sign-in.cancelled',
  'sign-in.replaced',
  'sign-in.denied',
  'sign-in.timed-out',
  'sign-in.code-expired',
]);

/** `expiring` and `expired` follow from the clock, whatever was published last. */
export function sessionState(phase: SessionPhase, now: Instant): SessionState {
  switch (phase.state) {
    case 'signed-out':
      return phase.error === null || unfinishedSignIns.has(phase.error.code) ? 'signed-out' : 'error';
    case 'active': {
      const end = phase.accessTokenExpiresAt;
      const left = end === null ? 'fine' : clockPhase(end, now);
      return left === 'over' ? 'expired' : left === 'now' ? 'expiring' : 'active';
    }
    case 'signing-in':
    case 'expired':
      return phase.state;
  }
}

/** A session as in `status` and `session list`. */
export function sessionJson(
  t: Translate,
  { record, phase }: SessionView,
  now: Instant,
  who: IdentityView | null = null,
) {
  const active = phase.state === 'active' ? phase : null;
  const error = phase.state === 'signing-in' ? null : phase.error;
  const estimate = active?.sessionEndsEstimate ?? null;
  const expiresAt = active?.accessTokenExpiresAt ?? (phase.state === 'expired' ? phase.expiredAt : null);
  return known({
    name: record.name,
    cloud: record.cloud,
    kind: record.kind,
    practice: record.practice,
    storage: record.storage,
    state: sessionState(phase, now),
    accessTokenExpiresAt: timeOrNull(expiresAt),
    // A token that nobody can renew ends with its sign-in.
    sessionEndsAt: timeOrNull(active?.renewable === false && estimate === null ? expiresAt : null),
    sessionEndsEstimate: estimate === null ? null : { at: toRfc3339(estimate.at), basis: estimate.basis },
    nextRenewalAt: timeOrNull(active?.nextRenewalAt ?? null),
    identity: identityJson(record),
    identityQuestion: who?.state === 'changed' ? { was: who.was, now: who.now } : null,
    browser: record.browser,
    error: error === null ? null : errorJson(t, error),
    region: record.region,
    endpoints: record.endpoints,
    ...(record.cloud === 'aws' ? awsFacts(record) : aliyunFacts(record)),
  });
}

/** A session with what the config file says of it. */
export function sessionWithSectionJson(t: Translate, state: AppState, view: SessionView, now: Instant) {
  const section = state.sections[view.record.id] ?? null;
  return {
    ...sessionJson(t, view, now, state.identities[view.record.id]),
    ...known({
      section:
        section === null
          ? null
          : known({
              file: section.file,
              owner: section.owner,
              foreignProfiles: section.foreignProfiles,
              problem: section.problem === null ? null : errorJson(t, section.problem),
            }),
    }),
  };
}

/** On Alibaba Cloud with the kind of identity: the account itself (`root`), a `user` or a `role`. */
function identityJson({ cloud, identity }: SessionRecord) {
  return identity === null || cloud === 'aws'
    ? identity
    : { ...identity, type: aliyunIdentityType(identity.arn) };
}

function awsFacts(record: AwsSessionRecord) {
  const { startUrl, portalUrl, scopes, flow, endpointVariant, sessionDuration } = record;
  const durationSeconds = sessionDuration === null ? null : sessionDuration / SECOND;
  return { startUrl, portalUrl, scopes, flow, endpointVariant, durationSeconds };
}

function aliyunFacts({ kind, site, signInUrl, profileName }: AliyunSessionRecord) {
  return { site: kind === 'oauth' ? site : null, signInUrl, profile: profileName };
}

/** `status`. */
export function statusJson(t: Translate, state: AppState, facts: StatusFacts, now: Instant) {
  return known({
    version: state.about.version,
    electron: state.about.electron,
    sandboxed: state.about.sandboxed,
    pid: facts.pid,
    socket: facts.socket,
    secretStorage: facts.secretStorage,
    sessions: state.sessions.map((session) => sessionWithSectionJson(t, state, session, now)),
    found: state.found,
    platform: state.about.platform,
    runtime: state.about.runtime,
    practice: state.practice === null ? null : { ...state.practice },
  });
}

/** A row of `roles`. */
export function roleJson(listing: RoleListing) {
  return known({
    session: listing.session,
    cloud: listing.cloud,
    accountId: listing.accountId,
    accountName: listing.accountName,
    email: listing.emailAddress,
    roleName: listing.roleName,
  });
}

/** `roles --changes`: per session with changes, what has come and gone. */
export function accessChangesJson(session: string, changes: AccessChanges) {
  return {
    session,
    foundAt: toRfc3339(changes.foundAt),
    addedRoles: changes.addedRoles.map(known),
    removedRoles: changes.removedRoles.map(known),
    addedAccounts: changes.addedAccounts.map(known),
    removedAccounts: changes.removedAccounts.map(known),
  };
}

/** A row of `profile list`. */
export function profileJson(t: Translate, row: ProfileRow) {
  return known({
    name: row.name,
    cloud: row.cloud,
    session: row.sessionName,
    accountId: row.accountId,
    roleName: row.roleName,
    region: row.region,
    delivery: row.delivery,
    managed: row.managed,
    valid: row.valid,
    problem: row.problem === null ? null : errorJson(t, row.problem),
    problems: row.problems.map((problem) => errorJson(t, problem)),
    chain: row.chain === null ? null : { ...row.chain },
    current: row.current,
    file: row.file,
    practice: row.practice,
  });
}

/** `credentials --format json`. */
export function credentialsJson(row: ProfileRow, credentials: ProfileCredentials) {
  return known({
    profile: row.name,
    cloud: row.cloud,
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    expiresAt: timeOrNull(credentials.expiresAt),
    accountId: credentials.accountId,
  });
}

/** `--dry-run`, `undo` and removals of profiles; each line of the diff begins with `+`, `-` or a space. */
export function changeJson(t: Translate, change: ChangePreview) {
  return {
    file: change.file,
    diff: diffText(change),
    warnings: change.warnings.map((warning) => errorJson(t, warning)),
    ...(change.files.length > 1
      ? { files: change.files.map((one) => ({ file: one.file, diff: diffText(one) })) }
      : {}),
    ...(change.asks.length > 0 ? { asks: change.asks.map((question) => errorJson(t, question)) } : {}),
  };
}

/** A profile that has been saved. */
export function savedJson(t: Translate, { name, file, tryCommand, warnings }: SavedProfile) {
  return {
    name,
    file,
    tryCommand,
    ...(warnings.length > 0 ? { warnings: warnings.map((warning) => errorJson(t, warning)) } : {}),
  };
}

const diffMarks = { context: ' ', add: '+', remove: '-' } as const;

/** The diff as a terminal shows it. */
export function diffLines({ diff }: Pick<FileChange, 'diff'>): readonly string[] {
  return diff.map((line) => `${diffMarks[line.type]}${line.text}`);
}

function diffText(change: FileChange): string {
  return diffLines(change)
    .map((line) => `${line}\n`)
    .join('');
}

/** What a sign-out or a removal took away. */
export function removalJson(report: RemovalReport) {
  return known({
    removed: report.removed,
    credentialsValidUntil: timeOrNull(report.credentialsValidUntil),
  });
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : toRfc3339(at);
}

type Known<T> = { readonly [Key in keyof T]?: Exclude<T[Key], null> };

/** Without what is not known: absent, never null. */
function known<T extends object>(value: T): Known<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null)) as Known<T>;
}
