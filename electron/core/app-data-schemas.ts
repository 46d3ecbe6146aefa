import * as v from 'valibot';
import {
  favouriteRole,
  instant,
  preferences,
  profileChange,
  recentRole,
  sessionId,
  sessionRecord,
} from '../../shared/ipc/schemas.ts';
import type { AppData } from './app-data.ts';

const editValue = v.union([v.string(), v.null(), v.record(v.string(), v.string())]);

const sectionEdit = v.union([
  v.strictObject({ section: v.string(), set: v.record(v.string(), editValue) }),
  v.strictObject({ section: v.string(), remove: v.literal(true) }),
  v.strictObject({ section: v.string(), rename: v.string() }),
]);

const edit = v.union([
  sectionEdit,
  v.strictObject({
    restore: v.array(
      v.strictObject({
        at: v.number(),
        now: v.union([v.string(), v.strictObject({ length: v.number(), checksum: v.string() })]),
        was: v.string(),
      }),
    ),
    sections: v.array(v.string()),
    otherwise: v.array(sectionEdit),
  }),
]);

const managedSection = v.strictObject({
  file: v.string(),
  section: v.string(),
  sessionId,
  hash: v.string(),
  keys: v.exactOptional(
    v.strictObject({
      accountId: v.string(),
      roleName: v.string(),
      config: v.string(),
      keyHash: v.nullable(v.string()),
      expiresAt: v.nullable(instant),
      renewAt: v.nullable(instant),
      replaced: v.boolean(),
    }),
  ),
});

const aliyunValue = v.union([v.string(), v.number(), v.boolean()]);

const managedAliyunProfile = v.strictObject({
  file: v.string(),
  profile: v.string(),
  sessionId,
  delivery: v.picklist(['native', 'static']),
  fields: v.record(v.string(), aliyunValue),
  role: v.nullable(v.strictObject({ accountId: v.string(), roleName: v.string() })),
  keys: v.nullable(
    v.strictObject({
      keyHash: v.nullable(v.string()),
      expiresAt: v.nullable(instant),
      renewAt: v.nullable(instant),
      replaced: v.boolean(),
      away: v.nullable(v.strictObject({ current: v.nullable(v.string()) })),
    }),
  ),
});

const aliyunEdit = v.union([
  v.strictObject({
    profile: v.string(),
    set: v.record(v.string(), v.nullable(aliyunValue)),
    at: v.exactOptional(v.number()),
  }),
  v.strictObject({ profile: v.string(), remove: v.literal(true) }),
  v.strictObject({ profile: v.string(), rename: v.string() }),
  v.strictObject({ current: v.string() }),
]);

const undoneFile = v.variant('kind', [
  v.strictObject({
    file: v.string(),
    kind: v.picklist(['config', 'credentials']),
    edits: v.array(edit),
    after: v.string(),
    managedBefore: v.array(managedSection),
  }),
  v.strictObject({
    file: v.string(),
    kind: v.literal('aliyun'),
    edits: v.array(aliyunEdit),
    after: v.string(),
    managedBefore: v.array(managedAliyunProfile),
  }),
]);

/** One schema per key of the settings file; what does not fit falls back to its default alone. */
export const appDataSchemas: { readonly [Key in keyof AppData]: v.GenericSchema<unknown, AppData[Key]> } = {
  sessions: v.array(sessionRecord),
  managed: v.array(managedSection),
  managedAliyun: v.array(managedAliyunProfile),
  undo: v.array(
    v.strictObject({
      profileName: v.string(),
      change: profileChange,
      count: v.exactOptional(v.number()),
      files: v.pipe(v.array(undoneFile), v.minLength(1)),
      renamed: v.nullable(v.strictObject({ sessionId, from: v.string(), to: v.string() })),
      at: instant,
    }),
  ),
  recents: v.array(recentRole),
  favourites: v.array(favouriteRole),
  backedUp: v.array(v.string()),
  practice: v.strictObject({
    port: v.nullable(v.number()),
    portals: v.record(
      v.string(),
      v.strictObject({
        accounts: v.number(),
        rolesPerAccount: v.number(),
        region: v.exactOptional(v.string()),
      }),
    ),
  }),
  preferences,
  tokenClients: v.record(v.string(), v.string()),
  foundSeen: v.array(v.string()),
  sectionsSeen: v.record(
    v.string(),
    v.strictObject({ startUrl: v.string(), region: v.string(), managed: v.boolean() }),
  ),
  signedInAt: v.record(v.string(), instant),
};
