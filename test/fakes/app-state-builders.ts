import type { AppState, RecentRole } from '../../shared/model/app-state.ts';
import { instant } from '../../shared/model/instant.ts';
import { usualNetwork } from '../../shared/model/network.ts';
import { usualFiles } from '../../shared/model/preferences.ts';
import type { SessionId, SessionPhase, AwsSessionRecord, SessionView } from '../../shared/model/session.ts';

export const noon = instant(Date.UTC(2026, 10, 22, 12));

/** A whole state with no sessions; parts of it can be replaced. */
export function aState(change: Partial<AppState> = {}): AppState {
  return {
    version: 1,
    now: noon,
    sessions: [],
    catalogs: {},
    credentials: [],
    identities: {},
    recents: [],
    favourites: [],
    accessChanges: {},
    production: [],
    profilesRevision: 1,
    undo: null,
    found: null,
    sections: {},
    preferences: {
      profileNameTemplate: '{account}_{role}',
      network: usualNetwork,
      tagRules: [],
      files: usualFiles,
      staticKeysOnQuit: 'keep',
    },
    networkEnvironment: usualNetwork,
    practice: null,
    about: {
      version: '0.1.0',
      electron: '45.4.1',
      platform: 'linux',
      sandboxed: true,
      runtime: 'official',
      socket: null,
      command: null,
    },
    ...change,
  };
}

/** A session; ids are made of the name, so that two calls with one name mean one session. */
export function aSession(
  name: string,
  phase: SessionPhase = { state: 'signed-out', error: null },
  change: Partial<AwsSessionRecord> = {},
): SessionView {
  return {
    record: {
      id: idOf(name),
      name,
      cloud: 'aws',
      kind: 'sso-session',
      practice: false,
      storage: 'shared',
      startUrl: 'https://example.awsapps.com/start',
      portalUrl: null,
      region: 'eu-central-1',
      scopes: ['sso:account:access'],
      flow: 'pkce',
      endpoints: null,
      endpointVariant: { fips: false, dualStack: false },
      browser: { type: 'default' },
      sessionDuration: null,
      createdAt: noon,
      identity: null,
      ...change,
    },
    phase,
  };
}

/** 16 hexadecimal digits, as session ids are. */
export function idOf(name: string): SessionId {
  return Buffer.from(name.padEnd(8, '.')).toString('hex').slice(0, 16) as SessionId;
}

export function active(accessTokenExpiresAt: number): SessionPhase {
  return {
    state: 'active',
    accessTokenExpiresAt: instant(accessTokenExpiresAt),
    renewable: true,
    nextRenewalAt: null,
    sessionEndsEstimate: null,
    error: null,
  };
}

export function aRecent(session: string, accountName: string | null, roleName: string): RecentRole {
  return {
    sessionId: idOf(session),
    accountId: '111122223333',
    roleName,
    accountName,
    usedAt: noon,
    weight: 1,
  };
}
