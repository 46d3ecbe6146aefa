import type { AppState } from '../../shared/model/app-state.ts';
import { aState } from './app-state-builders.ts';
import type { InstalledBrowser } from '../../shared/model/browser.ts';
import type { CatalogEntry, CatalogView } from '../../shared/model/catalog.ts';
import { HOUR, MINUTE, addMillis, instant, type Instant } from '../../shared/model/instant.ts';
import type { ProfileRow } from '../../shared/model/profile.ts';
import type { SessionId, SessionPhase, AwsSessionRecord, SessionView } from '../../shared/model/session.ts';

/** A session id that says which one it is. */
export function aSessionId(number: number): SessionId {
  return number.toString(16).padStart(16, '0') as SessionId;
}

export function aSession(phase: SessionPhase, record: Partial<AwsSessionRecord> = {}): SessionView {
  return {
    record: {
      id: aSessionId(1),
      name: 'my-sso',
      cloud: 'aws',
      kind: 'sso-session',
      practice: false,
      storage: 'shared',
      startUrl: 'https://my-company.awsapps.com/start',
      portalUrl: null,
      region: 'eu-central-1',
      scopes: ['sso:account:access'],
      flow: 'pkce',
      endpoints: null,
      endpointVariant: { fips: false, dualStack: false },
      browser: { type: 'default' },
      sessionDuration: null,
      createdAt: instant(0),
      identity: null,
      ...record,
    },
    phase,
  };
}

export const signedOut: SessionPhase = { state: 'signed-out', error: null };

export function activeSince(now: Instant, leftMs = 6 * HOUR + 12 * MINUTE + 30_000): SessionPhase {
  return {
    state: 'active',
    accessTokenExpiresAt: addMillis(now, 50 * MINUTE),
    renewable: true,
    nextRenewalAt: addMillis(now, 30 * MINUTE),
    sessionEndsEstimate: { at: addMillis(now, leftMs), basis: 'default-duration' },
    error: null,
  };
}

export function signingIn(
  now: Instant,
  over: Partial<Extract<SessionPhase, { state: 'signing-in' }>> = {},
): SessionPhase {
  return {
    state: 'signing-in',
    step: 'browser',
    flow: 'pkce',
    linkPreview: 'oidc.eu-central-1.amazonaws.com/authorize?response_type=code&client_id=w4…kJQ&state=Zx…91',
    userCode: null,
    deadline: addMillis(now, 10 * MINUTE),
    browserProblem: null,
    ...over,
  };
}

export function anAppState(now: Instant, over: Partial<AppState> = {}): AppState {
  const { about } = aState();
  return aState({ now, about: { ...about, socket: '/run/user/1000/latchkey/agent.sock' }, ...over });
}

const NAMES = [
  ['Analytics', 'ReadOnly', 'DataEngineer', 'AdministratorAccess'],
  ['Audit', 'SecurityAudit'],
  ['Backup Vault', 'ReadOnly', 'BackupOperator'],
  ['Billing', 'Billing'],
  ['Core Network', 'NetworkAdministrator', 'ReadOnly'],
  ['Data Lake', 'DataEngineer', 'ReadOnly'],
  ['Development', 'AdministratorAccess', 'PowerUserAccess', 'ReadOnly'],
  ['Log Archive', 'ReadOnly'],
  ['Machine Learning Sandbox for the Research Department', 'PowerUserAccess', 'ReadOnly'],
  ['Payments Production', 'ReadOnly', 'Support', 'BreakGlassAdministrator'],
  ['Production', 'AdministratorAccess', 'ReadOnly', 'Deploy', 'Support'],
  ['Shared Services', 'AdministratorAccess', 'ReadOnly'],
  ['Staging', 'AdministratorAccess', 'PowerUserAccess', 'ReadOnly'],
  ['Web Shop', 'PowerUserAccess', 'ReadOnly'],
] as const;

export function accountIdOf(place: number): string {
  return String(111_122_223_333 + place * 11_110_987).padStart(12, '0');
}

/** A portal of a believable size. */
export function smallPortal(): readonly CatalogEntry[] {
  const accounts = NAMES.map(([name], place) => ({
    type: 'account' as const,
    accountId: accountIdOf(place),
    accountName: name,
    emailAddress: `aws-${name.toLowerCase().replaceAll(' ', '-')}@example.com`,
  }));
  const roles = NAMES.map(([, ...roleNames], place) => ({
    type: 'roles' as const,
    accountId: accountIdOf(place),
    roleNames,
  }));
  return [...accounts, ...roles];
}

/** A portal of `accounts` × `roles`. */
export function largePortal(accounts = 1000, roles = 30): readonly CatalogEntry[] {
  const roleNames = Array.from({ length: roles }, (_, place) => `Team${String(place)}Operator`);
  const ids = Array.from({ length: accounts }, (_, place) => String(100_000_000_000 + place * 7919));
  return [
    ...ids.map((accountId, place) => ({
      type: 'account' as const,
      accountId,
      accountName: `Workload ${String(place).padStart(4, '0')}`,
      emailAddress: `workload${String(place)}@example.com`,
    })),
    ...ids.map((accountId) => ({ type: 'roles' as const, accountId, roleNames })),
  ];
}

export function catalogView(entries: readonly CatalogEntry[], now: Instant): CatalogView {
  return {
    generation: 1,
    length: entries.length,
    status: {
      state: 'ready',
      accounts: entries.filter((entry) => entry.type === 'account').length,
      roles: entries.reduce((sum, entry) => sum + (entry.type === 'roles' ? entry.roleNames.length : 0), 0),
      fetchedAt: addMillis(now, -2 * MINUTE),
    },
  };
}

export function aProfile(name: string, over: Partial<ProfileRow> = {}): ProfileRow {
  return {
    name,
    cloud: 'aws',
    file: '~/.aws/config',
    practice: false,
    sessionName: 'my-sso',
    sessionId: aSessionId(1),
    accountId: accountIdOf(10),
    roleName: 'ReadOnly',
    region: 'eu-central-1',
    delivery: 'native',
    chain: null,
    managed: true,
    valid: true,
    problem: null,
    problems: over.problem == null ? [] : [over.problem],
    current: false,
    ...over,
  };
}

/** What a desktop may have installed. */
export function someBrowsers(): readonly InstalledBrowser[] {
  return [
    {
      id: 'google-chrome',
      name: 'Google Chrome',
      privateWindow: true,
      profiles: [
        { id: 'Default', name: 'Jane' },
        { id: 'Profile 1', name: 'Work' },
      ],
    },
    { id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [] },
    { id: 'org.kde.falkon', name: 'Falkon', privateWindow: false, profiles: [] },
  ];
}
