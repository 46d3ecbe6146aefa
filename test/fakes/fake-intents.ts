import type { CallContext, Intents } from '../../electron/core/intents.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { CatalogChunk } from '../../shared/model/catalog.ts';
import { instant } from '../../shared/model/instant.ts';
import type { ChangePreview } from '../../shared/model/profile.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { SessionId } from '../../shared/model/session.ts';
import { aState } from './app-state-builders.ts';

/** One call of an intent: its dotted name and what it was given, the caller's context left out. */
export interface IntentCall {
  readonly intent: string;
  readonly input: readonly unknown[];
  readonly origin: CallContext['origin'] | null;
}

export interface FakeIntents extends Intents {
  readonly calls: readonly IntentCall[];
  /** Publishes a new state, its version one higher. */
  setState(change: Partial<AppState>): void;
  publishChunk(chunk: CatalogChunk): void;
  /** From now on the intent gives this instead of a success. */
  answer(intent: string, reply: Result<unknown> | (() => Promise<Result<unknown>>)): void;
  listeners(): number;
}

const preview: ChangePreview = { file: '/home/user/.aws/config', diff: [], digest: 'digest', warnings: [] };
const report = { removed: [], credentialsValidUntil: null };

/** All intents in memory: they succeed, remember what they were asked, and can be told to answer otherwise. */
export function createFakeIntents(initial: AppState = aState()): FakeIntents {
  let state = initial;
  const calls: IntentCall[] = [];
  const replies = new Map<string, Result<unknown> | (() => Promise<Result<unknown>>)>();
  const stateListeners = new Set<(state: AppState) => void>();
  const chunkListeners = new Set<(chunk: CatalogChunk) => void>();

  function note(intent: string, input: readonly unknown[]): void {
    const isContext = (value: unknown): value is CallContext =>
      typeof value === 'object' && value !== null && 'origin' in value;
    calls.push({
      intent,
      input: input.filter((value) => value !== undefined && !isContext(value) && typeof value !== 'function'),
      origin: input.find(isContext)?.origin ?? null,
    });
  }

  async function reply<T>(intent: string, input: readonly unknown[], usual: T): Promise<Result<T>> {
    note(intent, input);
    const set = replies.get(intent);
    if (set === undefined) {
      return ok(usual);
    }
    return (typeof set === 'function' ? await set() : set) as Result<T>;
  }

  const credentials = {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'canary-secret',
    sessionToken: 'canary-session-token',
    expiresAt: instant(0),
    accountId: '111122223333',
  };

  return {
    calls,
    setState(change) {
      state = { ...state, ...change, version: state.version + 1 };
      for (const listener of stateListeners) {
        listener(state);
      }
    },
    publishChunk(chunk) {
      for (const listener of chunkListeners) {
        listener(chunk);
      }
    },
    answer: (intent, set) => void replies.set(intent, set),
    listeners: () => stateListeners.size + chunkListeners.size,
    state: {
      current: () => state,
      subscribe(listener) {
        stateListeners.add(listener);
        return () => stateListeners.delete(listener);
      },
    },
    sessions: {
      addAws: (...input) => reply('sessions.addAws', input, 'aaaaaaaaaaaaaaaa' as SessionId),
      addPractice: (...input) => reply('sessions.addPractice', input, 'bbbbbbbbbbbbbbbb' as SessionId),
      remove: (...input) => reply('sessions.remove', input, report),
      find(name) {
        const found = state.sessions.find((session) => session.record.name === name);
        return found === undefined ? err(appError('input.session-unknown', { name })) : ok(found.record.id);
      },
    },
    signIn: {
      start: (...input) =>
        reply('signIn.start', input, { sessionName: 'my-sso', accessTokenExpiresAt: instant(0) }),
      cancel: (...input) => note('signIn.cancel', input),
      copyLink: (...input) => reply('signIn.copyLink', input, undefined),
      openLink: (...input) => reply('signIn.openLink', input, undefined),
      signOut: (...input) => reply('signIn.signOut', input, report),
      signOutAll: (...input) => reply('signIn.signOutAll', input, report),
    },
    catalog: {
      read(sessionId, generation, offset) {
        note('catalog.read', [sessionId, generation, offset]);
        return { sessionId, generation, offset, entries: [] };
      },
      subscribe(listener) {
        chunkListeners.add(listener);
        return () => chunkListeners.delete(listener);
      },
      refresh: (...input) => reply('catalog.refresh', input, undefined),
      roles: (...input) => reply('catalog.roles', input, []),
    },
    credentials: {
      ofRole: (...input) => reply('credentials.ofRole', input, credentials),
      ofProfile: (...input) =>
        reply('credentials.ofProfile', input, {
          credentials,
          row: {
            name: 'profile',
            cloud: 'aws',
            file: '/home/user/.aws/config',
            practice: false,
            sessionName: null,
            sessionId: null,
            accountId: null,
            roleName: null,
            region: null,
            delivery: null,
            managed: false,
            valid: true,
            problem: null,
            current: false,
          },
        }),
      copyRole: (...input) => reply('credentials.copyRole', input, { ...credentials }),
      copyProfile: (...input) => reply('credentials.copyProfile', input, { ...credentials }),
      environmentOf: (...input) => reply('credentials.environmentOf', input, {}),
    },
    profiles: {
      list: (...input) => reply('profiles.list', input, []),
      suggest: (...input) =>
        reply('profiles.suggest', input, { name: 'suggested', region: null, output: null }),
      preview: (...input) => reply('profiles.preview', input, preview),
      save: (...input) =>
        reply('profiles.save', input, {
          name: 'profile',
          file: preview.file,
          tryCommand: 'aws sts get-caller-identity --profile profile',
        }),
      previewRemoval: (...input) => reply('profiles.previewRemoval', input, preview),
      remove: (...input) => reply('profiles.remove', input, preview),
      undo: (...input) => reply('profiles.undo', input, preview),
    },
    preferences: {
      change(values) {
        note('preferences.change', [values]);
        return ok(undefined);
      },
    },
    app: {
      openWindow: (...input) => note('app.openWindow', input),
      quit: () => note('app.quit', []),
    },
  };
}
