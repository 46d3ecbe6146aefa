import * as v from 'valibot';
import { appErrorCodes } from '../model/app-error.ts';
import type { AppState } from '../model/app-state.ts';
import type { CatalogChunk } from '../model/catalog.ts';
import type { FoundOnMachine, FoundView, ManageTarget, SessionSection } from '../model/found.ts';
import type { Instant } from '../model/instant.ts';
import type { SessionId } from '../model/session.ts';
import { usualNetwork } from '../model/network.ts';
import { usualFiles, type Preferences } from '../model/preferences.ts';
import type { ChangePreview, ProfileDetails, ProfileInput, ProfileRow } from '../model/profile.ts';
import { accessChangesView, fileOverrides, tagRules } from './access-schemas.ts';
import { identityView, networkSettings } from './surroundings-schemas.ts';

export type Schema = v.GenericSchema;

const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** A line of text a person typed: no control characters. */
export const shortText = v.pipe(
  v.string(),
  v.maxLength(256),
  v.check((text) => !controlCharacters.test(text)),
);
/** URLs, lists and commands. */
export const longText = v.pipe(
  v.string(),
  v.maxLength(4096),
  v.check((text) => !controlCharacters.test(text)),
);
export const sessionId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{16}$/),
  v.transform((text) => text as SessionId),
);
/** 12 digits on AWS, up to 32 on Alibaba Cloud. */
export const accountId = v.pipe(v.string(), v.regex(/^\d{1,32}$/));
export const roleName = v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(/^[\w+=,.@-]+$/));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
export const instant = v.pipe(
  v.number(),
  v.transform((value) => value as Instant),
);
/** A person has said yes to what guard rails ask about. */
export const confirmed = v.exactOptional(v.boolean());
export const nothing = v.strictObject({});
export const done = v.strictObject({ done: v.literal(true) });

export const appErrorSchema = v.strictObject({
  code: v.picklist(appErrorCodes),
  params: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
});

const identity = v.strictObject({ accountId: v.string(), arn: v.string(), name: v.string() });

const endpointOverrides = v.strictObject({
  ssoOidc: v.exactOptional(v.string()),
  sso: v.exactOptional(v.string()),
  sts: v.exactOptional(v.string()),
});

export const browserChoice = v.variant('type', [
  v.strictObject({ type: v.literal('default') }),
  v.strictObject({
    type: v.literal('installed'),
    id: shortText,
    privateWindow: v.boolean(),
    profile: v.optional(v.nullable(shortText), null),
  }),
  v.strictObject({ type: v.literal('link-only') }),
]);

/** Fields that came later have a default, so that a record of an earlier version is still read. */
const awsSessionRecord = v.strictObject({
  id: sessionId,
  name: v.string(),
  cloud: v.literal('aws'),
  kind: v.picklist(['sso-session', 'legacy']),
  practice: v.boolean(),
  storage: v.picklist(['shared', 'vault']),
  startUrl: v.string(),
  portalUrl: v.optional(v.nullable(v.string()), null),
  region: v.string(),
  scopes: v.array(v.string()),
  flow: v.picklist(['pkce', 'device']),
  endpoints: v.nullable(endpointOverrides),
  endpointVariant: v.optional(v.strictObject({ fips: v.boolean(), dualStack: v.boolean() }), {
    fips: false,
    dualStack: false,
  }),
  browser: v.optional(browserChoice, { type: 'default' }),
  sessionDuration: v.optional(v.nullable(v.number()), null),
  createdAt: instant,
  identity: v.nullable(identity),
});

const aliyunEndpoints = v.strictObject({
  signIn: v.exactOptional(v.string()),
  oauth: v.exactOptional(v.string()),
  cloudSso: v.exactOptional(v.string()),
  sts: v.exactOptional(v.string()),
});

const aliyunSessionRecord = v.strictObject({
  id: sessionId,
  name: v.string(),
  cloud: v.literal('aliyun'),
  kind: v.picklist(['oauth', 'cloud-sso', 'sts-token']),
  practice: v.boolean(),
  storage: v.picklist(['shared', 'vault']),
  site: v.picklist(['CN', 'INTL']),
  signInUrl: v.nullable(v.string()),
  region: v.string(),
  profileName: v.nullable(v.string()),
  endpoints: v.nullable(aliyunEndpoints),
  browser: browserChoice,
  createdAt: instant,
  makesCurrent: v.exactOptional(v.boolean()),
  keysEnd: v.exactOptional(v.strictObject({ keyId: v.string(), at: instant })),
  identity: v.nullable(identity),
});

export const sessionRecord = v.variant('cloud', [awsSessionRecord, aliyunSessionRecord]);

const sessionPhase = v.variant('state', [
  v.strictObject({ state: v.literal('signed-out'), error: v.nullable(appErrorSchema) }),
  v.strictObject({
    state: v.literal('signing-in'),
    step: v.picklist(['preparing', 'browser', 'approval', 'accounts']),
    flow: v.picklist(['pkce', 'device']),
    linkPreview: v.nullable(v.string()),
    userCode: v.nullable(v.string()),
    deadline: instant,
    browserProblem: v.nullable(appErrorSchema),
  }),
  v.strictObject({
    state: v.literal('active'),
    accessTokenExpiresAt: v.nullable(instant),
    renewable: v.boolean(),
    nextRenewalAt: v.nullable(instant),
    sessionEndsEstimate: v.nullable(
      v.strictObject({ at: instant, basis: v.picklist(['default-duration', 'set-duration', 'learned']) }),
    ),
    inMemory: v.exactOptional(v.literal(true)),
    error: v.nullable(appErrorSchema),
  }),
  v.strictObject({ state: v.literal('expired'), expiredAt: instant, error: v.nullable(appErrorSchema) }),
]);

const catalogStatus = v.variant('state', [
  v.strictObject({ state: v.literal('idle') }),
  v.strictObject({
    state: v.literal('listing'),
    accountsListed: count,
    accountsTotal: v.nullable(count),
    roles: count,
    startedAt: instant,
    slowed: v.boolean(),
  }),
  v.strictObject({ state: v.literal('ready'), accounts: count, roles: count, fetchedAt: instant }),
  v.strictObject({ state: v.literal('failed'), error: appErrorSchema, accounts: count, roles: count }),
]);

const roleRef = { sessionId, accountId: v.string(), roleName: v.string() };

export const recentRole = v.strictObject({
  ...roleRef,
  accountName: v.nullable(v.string()),
  usedAt: instant,
  weight: v.optional(v.number(), 1),
});

export const favouriteRole = v.strictObject({ ...roleRef, accountName: v.nullable(v.string()) });

export const preferences: v.GenericSchema<unknown, Preferences> = v.strictObject({
  profileNameTemplate: v.pipe(shortText, v.minLength(1)),
  network: v.optional(networkSettings, usualNetwork),
  tagRules: v.optional(tagRules, []),
  files: v.optional(fileOverrides, usualFiles),
  staticKeysOnQuit: v.optional(v.picklist(['keep', 'remove']), 'keep'),
});

export const preferencesChange = v.strictObject({
  profileNameTemplate: v.exactOptional(v.pipe(shortText, v.minLength(1))),
  tagRules: v.exactOptional(tagRules),
  files: v.exactOptional(fileOverrides),
  staticKeysOnQuit: v.exactOptional(v.picklist(['keep', 'remove'])),
});

export const profileChange = v.picklist([
  'add',
  'edit',
  'remove',
  'rename',
  'default',
  'rename-session',
  'generate',
  'prune',
]);

const foundView: v.GenericSchema<unknown, FoundView> = v.strictObject({
  file: v.string(),
  sessions: count,
  profiles: count,
  fresh: v.array(v.string()),
});

const sessionSection: v.GenericSchema<unknown, SessionSection> = v.strictObject({
  file: v.string(),
  owner: v.picklist(['managed', 'foreign', 'none']),
  problem: v.nullable(appErrorSchema),
  foreignProfiles: v.array(v.string()),
});

export const foundOnMachine: v.GenericSchema<unknown, FoundOnMachine> = v.strictObject({
  file: v.string(),
  sessions: v.array(
    v.strictObject({
      name: v.string(),
      kind: v.picklist(['sso-session', 'legacy']),
      startUrl: v.string(),
      region: v.string(),
      profiles: v.array(v.string()),
      sessionId: v.nullable(sessionId),
      managed: v.boolean(),
      signedInUntil: v.nullable(instant),
      problem: v.nullable(appErrorSchema),
    }),
  ),
  profiles: v.strictObject({ native: count, legacy: count, others: count }),
});

/** Names come from the user's file, and may be of any length and spelling. */
export const manageTarget: v.GenericSchema<unknown, ManageTarget> = v.strictObject({
  type: v.picklist(['session', 'profile']),
  name: longText,
});

export const appState: v.GenericSchema<unknown, AppState> = v.strictObject({
  version: count,
  now: instant,
  sessions: v.array(v.strictObject({ record: sessionRecord, phase: sessionPhase })),
  catalogs: v.record(v.string(), v.strictObject({ generation: count, length: count, status: catalogStatus })),
  credentials: v.array(v.strictObject({ ...roleRef, expiresAt: instant })),
  identities: v.record(v.string(), identityView),
  recents: v.array(recentRole),
  favourites: v.array(favouriteRole),
  accessChanges: v.record(v.string(), accessChangesView),
  production: v.array(
    v.strictObject({ ...roleRef, accountName: v.nullable(v.string()), expiresAt: instant }),
  ),
  profilesRevision: count,
  found: v.nullable(foundView),
  sections: v.record(v.string(), sessionSection),
  undo: v.nullable(
    v.strictObject({
      file: v.string(),
      profileName: v.string(),
      change: profileChange,
      count: v.exactOptional(count),
    }),
  ),
  preferences,
  networkEnvironment: networkSettings,
  practice: v.nullable(v.strictObject({ origin: v.string(), home: v.string() })),
  about: v.strictObject({
    version: v.string(),
    electron: v.string(),
    platform: v.string(),
    sandboxed: v.boolean(),
    runtime: v.picklist(['official', 'fallback']),
    socket: v.nullable(v.string()),
    command: v.nullable(
      v.strictObject({
        path: v.string(),
        state: v.picklist(['installed', 'copy', 'foreign', 'failed']),
        onPath: v.boolean(),
      }),
    ),
  }),
});

export const catalogChunk: v.GenericSchema<unknown, CatalogChunk> = v.strictObject({
  sessionId,
  generation: count,
  offset: count,
  entries: v.array(
    v.variant('type', [
      v.strictObject({
        type: v.literal('account'),
        accountId: v.string(),
        accountName: v.nullable(v.string()),
        emailAddress: v.nullable(v.string()),
      }),
      v.strictObject({ type: v.literal('roles'), accountId: v.string(), roleNames: v.array(v.string()) }),
    ]),
  ),
});

const profileValue = v.union([longText, v.record(shortText, longText)]);

export const profileInput: v.GenericSchema<unknown, ProfileInput> = v.strictObject({
  name: shortText,
  sessionId,
  accountId: v.nullable(accountId),
  roleName: v.nullable(roleName),
  region: v.nullable(shortText),
  output: v.nullable(shortText),
  delivery: v.exactOptional(v.picklist(['native', 'legacy', 'static'])),
  extra: v.exactOptional(v.record(shortText, v.nullable(profileValue))),
  chain: v.exactOptional(
    v.strictObject({
      roleArn: longText,
      sourceProfile: shortText,
      roleSessionName: v.nullable(shortText),
      externalId: v.nullable(longText),
      durationSeconds: v.nullable(count),
    }),
  ),
});

export const profileRow: v.GenericSchema<unknown, ProfileRow> = v.strictObject({
  name: v.string(),
  cloud: v.picklist(['aws', 'aliyun']),
  file: v.string(),
  practice: v.boolean(),
  sessionName: v.nullable(v.string()),
  sessionId: v.nullable(sessionId),
  accountId: v.nullable(v.string()),
  roleName: v.nullable(v.string()),
  region: v.nullable(v.string()),
  delivery: v.nullable(v.picklist(['native', 'legacy', 'static', 'vault', 'endpoint'])),
  chain: v.nullable(v.strictObject({ roleArn: v.string(), sourceProfile: v.string() })),
  managed: v.boolean(),
  valid: v.boolean(),
  problem: v.nullable(appErrorSchema),
  problems: v.array(appErrorSchema),
  current: v.boolean(),
});

/** A profile by its name, and by its cloud where both have one of that name. */
export const profileTarget = v.strictObject({
  name: shortText,
  cloud: v.exactOptional(v.picklist(['aws', 'aliyun'])),
});

export const profileDetails: v.GenericSchema<unknown, ProfileDetails> = v.strictObject({
  row: profileRow,
  input: v.nullable(profileInput),
  extra: v.record(v.string(), v.union([v.string(), v.record(v.string(), v.string())])),
  usedBy: v.array(v.strictObject({ name: v.string(), managed: v.boolean() })),
});

const diff = v.array(v.strictObject({ type: v.picklist(['context', 'add', 'remove']), text: v.string() }));

export const changePreview: v.GenericSchema<unknown, ChangePreview> = v.strictObject({
  file: v.string(),
  diff,
  files: v.array(v.strictObject({ file: v.string(), diff, left: v.exactOptional(count) })),
  digest: v.string(),
  warnings: v.array(appErrorSchema),
  asks: v.array(appErrorSchema),
});

/** `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`; what is absent stays as it is. */
export const someEndpointVariant = v.strictObject({
  fips: v.exactOptional(v.boolean()),
  dualStack: v.exactOptional(v.boolean()),
});

export const sessionChanges = v.strictObject({
  startUrl: v.exactOptional(longText),
  region: v.exactOptional(v.nullable(shortText)),
  scopes: v.exactOptional(v.nullable(longText)),
  flow: v.exactOptional(v.picklist(['pkce', 'device'])),
  endpointVariant: v.exactOptional(someEndpointVariant),
  sessionDuration: v.exactOptional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))),
});

export const changedSession = v.strictObject({ files: v.nullable(changePreview), signsOut: v.boolean() });

export const savedProfile = v.strictObject({
  name: v.string(),
  file: v.string(),
  tryCommand: v.string(),
  warnings: v.array(appErrorSchema),
});

/** How a previewed change is to be carried out. */
export const changeConsent = { digest: shortText, confirmed: v.boolean() };

const removal = {
  removed: v.array(v.string()),
  credentialsValidUntil: v.nullable(instant),
  endsOtherTools: v.boolean(),
};

export const removalReport = v.strictObject(removal);

export const signOutAllReport = v.strictObject({
  ...removal,
  failed: v.array(v.strictObject({ session: v.string(), error: appErrorSchema })),
});
