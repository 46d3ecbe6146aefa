import type { CallContext, Intents } from '../../electron/core/intents.ts';
import { aState } from './app-state-builders.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { RoleCredentials } from '../../shared/model/credentials.ts';
import { HOUR, instant, type Instant } from '../../shared/model/instant.ts';
import type { FoundOnMachine } from '../../shared/model/found.ts';
import type { ChangePreview, ProfileRow, ProfileTarget } from '../../shared/model/profile.ts';
import type { GeneratePreview, PrunePreview } from '../../shared/model/profile-batch.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { SessionId, SessionPhase, SessionView } from '../../shared/model/session.ts';

/** Groups of intents in which a test puts its own answers. */
export type IntentsChanges = { readonly [Group in keyof Intents]?: Partial<Intents[Group]> };

export interface RecordedCall {
  readonly intent: string;
  readonly arguments: readonly unknown[];
}

export interface BrokerIntents {
  readonly intents: Intents;
  /** Every intent that was called, in order. */
  readonly calls: readonly RecordedCall[];
  /** From now on these answer instead of the ones before. */
  readonly change: (changes: IntentsChanges) => void;
}

export const testNow = instant(Date.UTC(2026, 10, 22, 12));

/** A session as the state shows it. */
export function aSession(name: string, phase: SessionPhase, practice = false): SessionView {
  return {
    record: {
      id: `id-of-${name}` as SessionId,
      name,
      cloud: 'aws',
      kind: 'sso-session',
      practice,
      storage: 'shared',
      startUrl: 'https://acme.awsapps.com/start',
      portalUrl: null,
      region: 'eu-west-1',
      scopes: ['sso:account:access'],
      flow: 'pkce',
      endpoints: null,
      endpointVariant: { fips: false, dualStack: false },
      browser: { type: 'default' },
      sessionDuration: null,
      createdAt: testNow,
      identity: null,
    },
    phase,
  };
}

/** An access token with so much left. */
export function activeFor(left: number): SessionPhase {
  return {
    state: 'active',
    accessTokenExpiresAt: instant(testNow + left),
    renewable: true,
    nextRenewalAt: instant(testNow + left / 2),
    sessionEndsEstimate: { at: instant(testNow + 8 * HOUR), basis: 'default-duration' },
    error: null,
  };
}

export function aProfileRow(name: string, changes: Partial<ProfileRow> = {}): ProfileRow {
  return {
    name,
    cloud: 'aws',
    file: '/home/me/.aws/config',
    practice: false,
    sessionName: 'my-sso',
    sessionId: 'id-of-my-sso' as SessionId,
    accountId: '111122223333',
    roleName: 'ReadOnly',
    region: 'eu-west-1',
    delivery: 'native',
    chain: null,
    managed: true,
    valid: true,
    problem: null,
    problems: changes.problem == null ? [] : [changes.problem],
    current: false,
    ...changes,
  };
}

export const testKeys: RoleCredentials = {
  accessKeyId: 'ASIATESTKEY',
  secretAccessKey: 'c2VjcmV0/c2VjcmV0+c2VjcmV0',
  sessionToken: 'dG9rZW4=',
  expiresAt: instant(testNow + HOUR),
  accountId: '111122223333',
};

const testDiff = [
  { type: 'context', text: '[default]' },
  { type: 'add', text: '[profile dev]' },
  { type: 'remove', text: 'region = old' },
] as const;

export const testChange: ChangePreview = {
  file: '/home/me/.aws/config',
  diff: testDiff,
  files: [{ file: '/home/me/.aws/config', diff: testDiff }],
  digest: 'digest',
  warnings: [],
  asks: [],
};

export const testFound: FoundOnMachine = {
  file: '/home/me/.aws/config',
  sessions: [
    {
      name: 'corp',
      kind: 'sso-session',
      startUrl: 'https://corp.awsapps.com/start',
      region: 'eu-west-1',
      profiles: ['corp-admin', 'corp-read'],
      sessionId: null,
      managed: false,
      signedInUntil: instant(testNow + HOUR),
      problem: null,
    },
  ],
  profiles: { native: 2, legacy: 0, others: 1 },
};

export const testGeneration: GeneratePreview = {
  change: testChange,
  profiles: [
    { name: 'prod', accountId: '111122223333', accountName: 'Production', roleName: 'Admin' },
    { name: 'dev-2', accountId: '111122223333', accountName: null, roleName: 'ReadOnly' },
  ],
  present: 1,
};

export const testPrune: PrunePreview = {
  change: testChange,
  profiles: [{ name: 'old', accountId: '444455556666', roleName: 'Admin', gone: 'account' }],
  listedAt: testNow,
};

/** The intents with one session, two roles and the profile `dev`; nothing behind them. */
export function createBrokerIntents(
  sessions: readonly SessionView[] = [aSession('my-sso', activeFor(HOUR))],
): BrokerIntents {
  const calls: RecordedCall[] = [];
  let views = sessions;
  const removal = {
    removed: ['/home/me/.aws/sso/cache/abc.json'],
    credentialsValidUntil: instant(testNow + HOUR) as Instant | null,
    endsOtherTools: true,
  };
  const add = (name: string, practice: boolean): Result<SessionId> => {
    const view = aSession(name, { state: 'signed-out', error: null }, practice);
    views = [...views, view];
    return ok(view.record.id);
  };
  const nameOf = (profile: ProfileTarget) => (typeof profile === 'string' ? profile : profile.name);
  const profileOr = <T>(target: ProfileTarget, value: T): Result<T> => {
    const name = typeof target === 'string' ? target : target.name;
    return name === 'dev' ? ok(value) : err(appError('input.profile-unknown', { name }));
  };

  const defaults: Intents = {
    state: { current: () => aState({ now: testNow, sessions: views }), subscribe: () => () => undefined },
    sessions: {
      addAws: async (input) => add(input.name, false),
      addPractice: async (input) => add(input.name, true),
      previewRemoval: async () => ok(testChange),
      remove: async () => ok(removal),
      previewRename: async () => ok(testChange),
      rename: async () => ok(testChange),
      find(name) {
        const found = views.find((view) => view.record.name === name);
        return found === undefined ? err(appError('input.session-unknown', { name })) : ok(found.record.id);
      },
    },
    aliyun: {
      addOAuth: async (input) => add(input.name, false),
      addCloudSso: async (input) => add(input.name, false),
      addStsToken: async (input) => add(input.name, false),
      replaceStsToken: async () => ok(undefined),
      openAdministratorPage: async () => ok(undefined),
      previewPaste: async () =>
        ok({ keyId: null, found: [], missing: [], expiresAt: null, region: null, profileName: null }),
      addPractice: async (input) => add(input.name, true),
    },
    sessionSettings: {
      previewEdit: async () => ok({ files: testChange, signsOut: false }),
      edit: async () => ok({ files: testChange, signsOut: false }),
      previewSection: async () => ok(testChange),
      writeSection: async () => ok(testChange),
    },
    signIn: {
      start: async () => ok({ sessionName: 'my-sso', accessTokenExpiresAt: instant(testNow + HOUR) }),
      cancel: () => undefined,
      copyLink: async () => ok(undefined),
      openLink: async () => ok(undefined),
      pasteCallback: async () => ok(undefined),
      renew: async () => ok({ sessionName: 'my-sso', accessTokenExpiresAt: instant(testNow + HOUR) }),
      signOut: async () => ok(removal),
      signOutAll: async () => ok({ ...removal, failed: [] }),
    },
    catalog: {
      read: (sessionId, generation, offset) => ({ sessionId, generation, offset, entries: [] }),
      subscribe: () => () => undefined,
      refresh: async () => ok(undefined),
      roles: async () =>
        ok(
          ['Admin', 'ReadOnly'].map((roleName) => ({
            session: 'my-sso',
            cloud: 'aws' as const,
            accountId: '111122223333',
            accountName: roleName === 'Admin' ? 'Production' : null,
            emailAddress: null,
            roleName,
          })),
        ),
    },
    credentials: {
      ofRole: async () => ok(testKeys),
      ofProfile: async (target) =>
        profileOr(target, {
          credentials: testKeys,
          row: aProfileRow(typeof target === 'string' ? target : target.name),
        }),
      copyRole: async () => ok({ expiresAt: testKeys.expiresAt }),
      copySession: async () => ok({ expiresAt: instant(testNow + HOUR) }),
      copyProfile: async (name) => profileOr(name, { expiresAt: testKeys.expiresAt }),
      environmentOf: async (name) => profileOr(name, { AWS_ACCESS_KEY_ID: 'ASIATESTKEY' }),
    },
    profiles: {
      list: async () => ok([aProfileRow('dev')]),
      all: async () => ({ rows: [aProfileRow('dev')], problems: [] }),
      previewAliyun: async () => ok(testChange),
      saveAliyun: async ({ name }) =>
        ok({
          name,
          file: '/home/me/.aliyun/config.json',
          tryCommand: `aliyun sts GetCallerIdentity --profile ${name}`,
          warnings: [],
        }),
      aliyunDetails: async (name) =>
        profileOr(name, { row: aProfileRow(name, { cloud: 'aliyun' }), input: null, usedBy: [] }),
      previewFileRepair: async () => ok(testChange),
      repairFile: async () => ok(testChange),
      suggest: async () => ok({ name: 'dev', region: 'eu-west-1', output: 'json' }),
      preview: async () => ok(testChange),
      save: async (input) =>
        ok({
          name: input.name,
          file: '/home/me/.aws/config',
          tryCommand: `aws sts get-caller-identity --profile ${input.name}`,
          warnings: [],
        }),
      previewRemoval: async (profile) => profileOr(nameOf(profile), testChange),
      remove: async (profile) => profileOr(nameOf(profile), testChange),
      undo: async () => ok(testChange),
      details: async (name) =>
        profileOr(name, { row: aProfileRow(name), input: null, extra: {}, usedBy: [] }),
      previewRename: async (profile) => profileOr(nameOf(profile), testChange),
      rename: async (profile) => profileOr(nameOf(profile), testChange),
      previewDefault: async (profile) => profileOr(nameOf(profile), testChange),
      makeDefault: async (profile) => profileOr(nameOf(profile), testChange),
      previewUndo: async () => ok(testChange),
      previewGenerate: async () => ok(testGeneration),
      generate: async () => ok(testGeneration),
      previewPrune: async () => ok(testPrune),
      prune: async () => ok(testPrune),
    },
    console: {
      open: async (target, { print = false }) =>
        target.type === 'role' || target.name === 'dev'
          ? ok({
              way: 'portal',
              outcome: print ? 'printed' : 'opened',
              link: print ? 'https://acme.awsapps.com/start/#/console?account_id=111122223333' : null,
            })
          : err(appError('input.profile-unknown', { name: target.name })),
    },
    found: {
      list: async () => ok(testFound),
      use: async (names) => ok((names ?? ['corp']).map((name) => `id-of-${name}` as SessionId)),
      dismiss: async () => ok(undefined),
      manage: async () => ok(undefined),
      letGo: async () => ok(undefined),
      followFile: async () => ok(undefined),
    },
    preferences: { change: () => ok(undefined) },
    identity: { accept: async () => ok(undefined) },
    browsers: {
      list: async () => [{ id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [] }],
      choose: async () => ok(undefined),
    },
    network: { change: async () => ok(undefined) },
    access: { changes: () => ok(null), dismiss: async () => ok(undefined) },
    favourites: { set: () => ok(undefined) },
    app: { openWindow: () => undefined, quit: () => undefined },
  };

  const current = recording(defaults, calls);
  return {
    intents: current,
    calls,
    change(changes) {
      const next = Object.entries(defaults).map(([group, members]: [string, object]) => [
        group,
        { ...members, ...changes[group as keyof Intents] },
      ]);
      Object.assign(current, recording(Object.fromEntries(next) as Intents, calls));
    },
  };
}

function recording(intents: Intents, calls: RecordedCall[]): Intents {
  const groups = Object.entries(intents).map(([group, members]: [string, object]) => [
    group,
    Object.fromEntries(
      Object.entries(members).map(([name, member]) => [
        name,
        (...args: unknown[]): unknown => {
          calls.push({ intent: `${group}.${name}`, arguments: args });
          return (member as (...given: unknown[]) => unknown)(...args);
        },
      ]),
    ),
  ]);
  return Object.fromEntries(groups) as Intents;
}

/** The context that an intent was called with. */
export function contextOf(call: RecordedCall | undefined): CallContext {
  const context = call?.arguments.find(isContext);
  if (context === undefined) {
    throw new Error('no such call');
  }
  return context;
}

function isContext(value: unknown): value is CallContext {
  return typeof value === 'object' && value !== null && 'origin' in value;
}
