import * as v from 'valibot';
import { appErrorCodes } from '../model/app-error.ts';
import type { AppState } from '../model/app-state.ts';
import type { CatalogChunk } from '../model/catalog.ts';
import type { Instant } from '../model/instant.ts';
import type { SessionId } from '../model/session.ts';
import type { Preferences } from '../model/preferences.ts';
import type { ChangePreview, ProfileInput, ProfileRow } from '../model/profile.ts';

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
export const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/));
export const roleName = v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(/^[\w+=,.@-]+$/));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
export const instant = v.pipe(
  v.number(),
  v.transform((value) => value as Instant),
);
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
  v.strictObject({ type: v.literal('installed'), id: shortText, privateWindow: v.boolean() }),
  v.strictObject({ type: v.literal('link-only') }),
]);

/** Fields that came later have a default, so that a record of an earlier version is still read. */
export const sessionRecord = v.strictObject({
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

const sessionPhase = v.variant('state', [
  v.strictObject({ state: v.literal('signed-out'), error: v.nullable(appErrorSchema) }),
  v.strictObject({
    state: v.literal('signing-in'),
    step: v.picklist(['preparing', 'browser', 'approval', 'accounts']),
    flow: v.picklist(['pkce', 'device']),
    linkPreview: v.nullable(v.string()),
    userCode: v.nullable(v.string()),
    deadline: instant,
  }),
  v.strictObject({
    state: v.literal('active'),
    accessTokenExpiresAt: instant,
    renewable: v.boolean(),
    nextRenewalAt: v.nullable(instant),
    sessionEndsEstimate: v.nullable(
      v.strictObject({ at: instant, basis: v.picklist(['default-duration', 'set-duration', 'learned']) }),
    ),
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
  }),
  v.strictObject({ state: v.literal('ready'), accounts: count, roles: count, fetchedAt: instant }),
  v.strictObject({ state: v.literal('failed'), error: appErrorSchema, accounts: count, roles: count }),
]);

const roleRef = { sessionId, accountId: v.string(), roleName: v.string() };

export const recentRole = v.strictObject({
  ...roleRef,
  accountName: v.nullable(v.string()),
  usedAt: instant,
});

export const preferences: v.GenericSchema<unknown, Preferences> = v.strictObject({
  profileNameTemplate: v.pipe(shortText, v.minLength(1)),
});

export const preferencesChange = v.strictObject({
  profileNameTemplate: v.exactOptional(v.pipe(shortText, v.minLength(1))),
});

export const appState: v.GenericSchema<unknown, AppState> = v.strictObject({
  version: count,
  now: instant,
  sessions: v.array(v.strictObject({ record: sessionRecord, phase: sessionPhase })),
  catalogs: v.record(v.string(), v.strictObject({ generation: count, length: count, status: catalogStatus })),
  credentials: v.array(v.strictObject({ ...roleRef, expiresAt: instant })),
  recents: v.array(recentRole),
  profilesRevision: count,
  undo: v.nullable(
    v.strictObject({
      file: v.string(),
      profileName: v.string(),
      change: v.picklist(['add', 'edit', 'remove']),
    }),
  ),
  preferences,
  practice: v.nullable(
    v.strictObject({ origin: v.string(), home: v.string(), endpoints: endpointOverrides }),
  ),
  about: v.strictObject({
    version: v.string(),
    electron: v.string(),
    platform: v.string(),
    sandboxed: v.boolean(),
    runtime: v.picklist(['official', 'fallback']),
    socket: v.nullable(v.string()),
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

export const profileInput: v.GenericSchema<unknown, ProfileInput> = v.strictObject({
  name: shortText,
  sessionId,
  accountId,
  roleName,
  region: v.nullable(shortText),
  output: v.nullable(shortText),
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
  managed: v.boolean(),
  valid: v.boolean(),
  problem: v.nullable(appErrorSchema),
  current: v.boolean(),
});

export const changePreview: v.GenericSchema<unknown, ChangePreview> = v.strictObject({
  file: v.string(),
  diff: v.array(v.strictObject({ type: v.picklist(['context', 'add', 'remove']), text: v.string() })),
  digest: v.string(),
  warnings: v.array(appErrorSchema),
});

export const removalReport = v.strictObject({
  removed: v.array(v.string()),
  credentialsValidUntil: v.nullable(instant),
});
