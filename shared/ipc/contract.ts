import * as v from 'valibot';
import { exportFormats } from '../model/credentials.ts';
import * as s from './schemas.ts';

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
        region: s.shortText,
        scopes: v.nullable(s.longText),
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
    remove: call(v.strictObject({ sessionId: s.sessionId }), s.removalReport),
  },
  signIn: {
    /** Starts the attempt and answers at once; AppState tells how it goes. */
    start: call(
      v.strictObject({ sessionId: s.sessionId, flow: v.exactOptional(v.picklist(['pkce', 'device'])) }),
      s.done,
    ),
    cancel: call(v.strictObject({ sessionId: s.sessionId }), s.done),
    copyLink: call(v.strictObject({ sessionId: s.sessionId }), s.done),
    openLink: call(v.strictObject({ sessionId: s.sessionId }), s.done),
    signOut: call(v.strictObject({ sessionId: s.sessionId }), s.removalReport),
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
        format: v.picklist(exportFormats),
      }),
      v.strictObject({ expiresAt: s.instant }),
    ),
  },
  profiles: {
    list: call(s.nothing, v.strictObject({ rows: v.array(s.profileRow) })),
    suggest: call(
      v.strictObject({ sessionId: s.sessionId, accountId: s.accountId, roleName: s.roleName }),
      v.strictObject({ name: v.string(), region: v.nullable(v.string()), output: v.nullable(v.string()) }),
    ),
    preview: call(s.profileInput, s.changePreview),
    save: call(
      v.strictObject({ input: s.profileInput, digest: s.shortText }),
      v.strictObject({ name: v.string(), file: v.string(), tryCommand: v.string() }),
    ),
    previewRemoval: call(v.strictObject({ name: s.shortText }), s.changePreview),
    remove: call(v.strictObject({ name: s.shortText }), s.changePreview),
    undo: call(s.nothing, s.changePreview),
  },
  preferences: {
    /** Sets what is given and leaves the rest. */
    change: call(s.preferencesChange, s.done),
  },
  app: {
    /** Puts text that the window shows (a command, a path) on the clipboard. */
    copyText: call(v.strictObject({ text: s.longText }), s.done),
    /** Which view main wants shown, e.g. after a click in the tray. */
    showView: event(v.strictObject({ view: v.picklist(['roles', 'profiles', 'settings', 'add-session']) })),
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
