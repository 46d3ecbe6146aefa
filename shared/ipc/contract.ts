import * as v from 'valibot';
import { aliyunExportFormats } from '../credentials/aliyun-export-formats.ts';
import { copyFormats } from '../credentials/copy-formats.ts';
import { accessChanges } from './access-schemas.ts';
import * as aliyun from './aliyun-schemas.ts';
import * as batch from './batch-schemas.ts';
import { consoleCall, consoleOpening } from './console-schemas.ts';
import * as s from './schemas.ts';
import { installedBrowser, networkSettings } from './surroundings-schemas.ts';

/**
 * Everything that crosses between the window and main, as one value: router, preload, fakes and types derive from it.
 * A call takes one strict object (unknown keys are refused) and answers with an envelope; an event carries one payload.
 * No result and no event holds a secret: the window asks main to copy, main copies.
 */
export const contract = {
  state: {
    current: call(s.nothing, s.appState),
    changed: event(s.appState),
  },
  sessions: {
    addAws: call(
      v.strictObject({
        name: s.shortText,
        startUrl: s.longText,
        region: v.nullable(s.shortText),
        scopes: v.nullable(s.longText),
        flow: v.exactOptional(v.picklist(['pkce', 'device'])),
        kind: v.exactOptional(v.picklist(['sso-session', 'legacy'])),
        endpointVariant: v.exactOptional(s.someEndpointVariant),
        /** Hosts that main has named in `input.endpoint-unconfirmed` and the user has allowed. */
        confirmedEndpointHosts: v.exactOptional(v.pipe(v.array(s.shortText), v.maxLength(3))),
      }),
      v.strictObject({ sessionId: s.sessionId }),
    ),
    addPractice: call(
      v.strictObject({
        name: s.shortText,
        accounts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
        rolesPerAccount: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
      }),
      v.strictObject({ sessionId: s.sessionId }),
    ),
    previewRemoval: call(v.strictObject({ sessionId: s.sessionId }), s.changePreview),
    remove: call(
      v.strictObject({ sessionId: s.sessionId, digest: v.nullable(s.shortText), confirmed: v.boolean() }),
      s.removalReport,
    ),
    previewRename: call(v.strictObject({ sessionId: s.sessionId, newName: s.shortText }), s.changePreview),
    rename: call(
      v.strictObject({ sessionId: s.sessionId, newName: s.shortText, ...s.changeConsent }),
      s.changePreview,
    ),
  },
  aliyun: {
    addOAuth: call(aliyun.newAliyunSession, v.strictObject({ sessionId: s.sessionId })),
    addCloudSso: call(aliyun.newCloudSsoSession, v.strictObject({ sessionId: s.sessionId })),
    addStsToken: call(aliyun.newStsTokenSession, v.strictObject({ sessionId: s.sessionId })),
    replaceStsToken: call(
      v.strictObject({
        sessionId: s.sessionId,
        source: aliyun.stsKeysSource,
        expiresAt: v.exactOptional(s.instant),
      }),
      s.done,
    ),
    /** Says what was found, never what it is. */
    previewPaste: call(v.strictObject({ source: aliyun.stsKeysSource }), aliyun.pastePreview),
    openAdministratorPage: call(
      v.strictObject({ site: aliyun.aliyunSite, page: v.picklist(['install', 'assign']) }),
      s.done,
    ),
    addPractice: call(
      v.strictObject({
        name: s.shortText,
        kind: v.picklist(['oauth', 'cloud-sso']),
        site: aliyun.aliyunSite,
      }),
      v.strictObject({ sessionId: s.sessionId }),
    ),
  },
  sessionSettings: {
    previewEdit: call(
      v.strictObject({ sessionId: s.sessionId, changes: s.sessionChanges }),
      s.changedSession,
    ),
    edit: call(
      v.strictObject({
        sessionId: s.sessionId,
        changes: s.sessionChanges,
        digest: v.nullable(s.shortText),
        confirmed: v.boolean(),
        signOut: v.boolean(),
      }),
      s.changedSession,
    ),
    previewSection: call(v.strictObject({ sessionId: s.sessionId }), s.changePreview),
    writeSection: call(v.strictObject({ sessionId: s.sessionId, ...s.changeConsent }), s.changePreview),
  },
  signIn: {
    /** Starts the attempt and answers at once; AppState tells how it goes. */
    start: call(
      v.strictObject({ sessionId: s.sessionId, flow: v.exactOptional(v.picklist(['pkce', 'device'])) }),
      s.done,
    ),
    cancel: call(v.strictObject({ sessionId: s.sessionId }), s.done),
    copyLink: call(v.strictObject({ sessionId: s.sessionId }), s.done),
    openLink: call(
      v.strictObject({ sessionId: s.sessionId, inDefaultBrowser: v.exactOptional(v.boolean()) }),
      s.done,
    ),
    pasteCallback: call(v.strictObject({ sessionId: s.sessionId, address: aliyun.pastedCallback }), s.done),
    renew: call(v.strictObject({ sessionId: s.sessionId }), s.done),
    signOut: call(v.strictObject({ sessionId: s.sessionId }), s.removalReport),
    signOutAll: call(s.nothing, s.signOutAllReport),
  },
  catalog: {
    read: call(
      v.strictObject({ sessionId: s.sessionId, generation: s.count, offset: s.count }),
      s.catalogChunk,
    ),
    appended: event(s.catalogChunk),
    refresh: call(v.strictObject({ sessionId: s.sessionId }), s.done),
  },
  credentials: {
    copy: call(
      v.strictObject({
        sessionId: s.sessionId,
        accountId: s.accountId,
        roleName: s.roleName,
        format: v.picklist(copyFormats),
        confirmed: s.confirmed,
      }),
      v.strictObject({ expiresAt: s.instant }),
    ),
    /** The identity that a session of Alibaba Cloud signed in as. */
    copySession: call(
      v.strictObject({ sessionId: s.sessionId, format: v.picklist(aliyunExportFormats) }),
      v.strictObject({ expiresAt: v.nullable(s.instant) }),
    ),
    /** With the region of the profile. */
    copyProfile: call(
      v.strictObject({
        name: s.shortText,
        /** Where both vendors' files have a profile of that name. */
        cloud: v.exactOptional(v.picklist(['aws', 'aliyun'])),
        format: v.picklist(copyFormats),
        confirmed: s.confirmed,
      }),
      v.strictObject({ expiresAt: v.nullable(s.instant) }),
    ),
  },
  profiles: {
    list: call(
      s.nothing,
      v.strictObject({ rows: v.array(s.profileRow), problems: v.array(s.appErrorSchema) }),
    ),
    suggest: call(
      v.strictObject({ sessionId: s.sessionId, accountId: s.accountId, roleName: s.roleName }),
      v.strictObject({ name: v.string(), region: v.nullable(v.string()), output: v.nullable(v.string()) }),
    ),
    preview: call(s.profileInput, s.changePreview),
    save: call(
      v.strictObject({ input: s.profileInput, digest: s.shortText, confirmed: s.confirmed }),
      s.savedProfile,
    ),
    details: call(v.strictObject({ name: s.shortText }), s.profileDetails),
    previewRemoval: call(s.profileTarget, s.changePreview),
    remove: call(v.strictObject({ ...s.profileTarget.entries, ...s.changeConsent }), s.changePreview),
    previewRename: call(
      v.strictObject({ ...s.profileTarget.entries, newName: s.shortText }),
      s.changePreview,
    ),
    rename: call(
      v.strictObject({ ...s.profileTarget.entries, newName: s.shortText, ...s.changeConsent }),
      s.changePreview,
    ),
    previewDefault: call(s.profileTarget, s.changePreview),
    makeDefault: call(v.strictObject({ ...s.profileTarget.entries, ...s.changeConsent }), s.changePreview),
    previewAliyun: call(aliyun.profileInput, s.changePreview),
    saveAliyun: call(v.strictObject({ input: aliyun.profileInput, ...s.changeConsent }), s.savedProfile),
    aliyunDetails: call(v.strictObject({ name: s.shortText }), aliyun.profileDetails),
    /** Of the user's own `config.json`, or of the practice cloud's. */
    previewFileRepair: call(v.strictObject({ practice: v.boolean() }), s.changePreview),
    repairFile: call(v.strictObject({ practice: v.boolean(), ...s.changeConsent }), s.changePreview),
    previewGenerate: call(batch.generateInput, batch.generatePreview),
    generate: call(v.strictObject({ input: batch.generateInput, ...s.changeConsent }), batch.generatePreview),
    previewPrune: call(v.strictObject({ sessionId: s.sessionId }), batch.prunePreview),
    prune: call(v.strictObject({ sessionId: s.sessionId, ...s.changeConsent }), batch.prunePreview),
    previewUndo: call(s.nothing, s.changePreview),
    /** The digest of a preview where the file has changed since; null takes back what nobody else has touched. */
    undo: call(v.strictObject({ digest: v.nullable(s.shortText), confirmed: v.boolean() }), s.changePreview),
  },
  console: {
    /** Main opens the link; it never comes here. */
    open: call(consoleCall, consoleOpening),
  },
  found: {
    /** What the user's config file describes already. */
    list: call(s.nothing, s.foundOnMachine),
    /** Uses the sign-ins of these names as they stand; nothing is written. */
    use: call(v.strictObject({ names: v.pipe(v.array(s.longText), v.maxLength(1000)) }), s.done),
    /** Tells no more of what is there now. */
    dismiss: call(s.nothing, s.done),
    manage: call(s.manageTarget, s.done),
    letGo: call(s.manageTarget, s.done),
    /** Takes over start URL and region of a session from its section. */
    followFile: call(v.strictObject({ sessionId: s.sessionId }), s.done),
  },
  access: {
    /** All changes of a session; AppState tells how many, and the first few. */
    changes: call(
      v.strictObject({ sessionId: s.sessionId }),
      v.strictObject({ changes: v.nullable(accessChanges) }),
    ),
    dismiss: call(v.strictObject({ sessionId: s.sessionId }), s.done),
  },
  favourites: {
    set: call(
      v.strictObject({
        sessionId: s.sessionId,
        accountId: s.accountId,
        roleName: s.roleName,
        starred: v.boolean(),
      }),
      s.done,
    ),
  },
  preferences: {
    /** Sets what is given and leaves the rest. */
    change: call(s.preferencesChange, s.done),
  },
  identity: {
    accept: call(v.strictObject({ sessionId: s.sessionId }), s.done),
  },
  browsers: {
    list: call(s.nothing, v.strictObject({ browsers: v.array(installedBrowser) })),
    choose: call(v.strictObject({ sessionId: s.sessionId, choice: s.browserChoice }), s.done),
  },
  network: {
    change: call(networkSettings, s.done),
  },
  app: {
    /** Puts text that the window shows (a command, a path) on the clipboard. */
    copyText: call(v.strictObject({ text: s.longText }), s.done),
    /** Which view main wants shown, e.g. after a click in the tray. */
    showView: event(
      v.strictObject({ view: v.picklist(['roles', 'profiles', 'settings', 'add-session', 'sign-out-all']) }),
    ),
    quit: call(s.nothing, s.done),
  },
} as const;

export type Contract = typeof contract;

export interface CallEntry<Arguments extends s.Schema, Value extends s.Schema> {
  readonly kind: 'call';
  readonly arguments: Arguments;
  readonly result: Value;
}

export interface EventEntry<Payload extends s.Schema> {
  readonly kind: 'event';
  readonly payload: Payload;
}

function call<Arguments extends s.Schema, Value extends s.Schema>(
  args: Arguments,
  result: Value,
): CallEntry<Arguments, Value> {
  return { kind: 'call', arguments: args, result };
}

function event<Payload extends s.Schema>(payload: Payload): EventEntry<Payload> {
  return { kind: 'event', payload };
}
