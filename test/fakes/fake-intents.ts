import type { CallContext, Intents } from '../../electron/core/intents.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AccessChanges } from '../../shared/model/access-changes.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { CatalogChunk } from '../../shared/model/catalog.ts';
import { instant } from '../../shared/model/instant.ts';
import type { ChangePreview, ProfileRow } from '../../shared/model/profile.ts';
import type { GeneratePreview, PrunePreview } from '../../shared/model/profile-batch.ts';
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

const preview: ChangePreview = {
  file: '/home/user/.aws/config',
  diff: [],
  files: [{ file: '/home/user/.aws/config', diff: [] }],
  digest: 'digest',
  warnings: [],
  asks: [],
};
const generated: GeneratePreview = { change: preview, profiles: [], present: 0 };
const pruned: PrunePreview = { change: preview, profiles: [], listedAt: instant(0) };
const row: ProfileRow = {
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
  chain: null,
  managed: false,
  valid: true,
  problem: null,
  problems: [],
  current: false,
};
const report = { removed: [], credentialsValidUntil: null, endsOtherTools: false };

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
      previewRemoval: (...input) => reply('sessions.previewRemoval', input, preview),
      remove: (...input) => reply('sessions.remove', input, report),
      previewRename: (...input) => reply('sessions.previewRename', input, preview),
      rename: (...input) => reply('sessions.rename', input, preview),
      find(name) {
        const found = state.sessions.find((session) => session.record.name === name);
        return found === undefined ? err(appError('input.session-unknown', { name })) : ok(found.record.id);
      },
    },
    aliyun: {
      addOAuth: (...input) => reply('aliyun.addOAuth', input, 'cccccccccccccccc' as SessionId),
      addCloudSso: (...input) => reply('aliyun.addCloudSso', input, 'cccccccccccccccc' as SessionId),
      addStsToken: (...input) => reply('aliyun.addStsToken', input, 'cccccccccccccccc' as SessionId),
      replaceStsToken: (...input) => reply('aliyun.replaceStsToken', input, undefined),
      previewPaste: (...input) =>
        reply('aliyun.previewPaste', input, {
          keyId: 'STS.…mple',
          found: ['access-key-id' as const],
          missing: ['access-key-secret' as const, 'security-token' as const],
          expiresAt: null,
          region: null,
          profileName: null,
        }),
      openAdministratorPage: (...input) => reply('aliyun.openAdministratorPage', input, undefined),
      addPractice: (...input) => reply('aliyun.addPractice', input, 'cccccccccccccccc' as SessionId),
    },
    sessionSettings: {
      previewEdit: (...input) =>
        reply('sessionSettings.previewEdit', input, { files: null, signsOut: false }),
      edit: (...input) => reply('sessionSettings.edit', input, { files: null, signsOut: false }),
      previewSection: (...input) => reply('sessionSettings.previewSection', input, preview),
      writeSection: (...input) => reply('sessionSettings.writeSection', input, preview),
    },
    signIn: {
      start: (...input) =>
        reply('signIn.start', input, { sessionName: 'my-sso', accessTokenExpiresAt: instant(0) }),
      cancel: (...input) => note('signIn.cancel', input),
      copyLink: (...input) => reply('signIn.copyLink', input, undefined),
      openLink: (...input) => reply('signIn.openLink', input, undefined),
      pasteCallback: (...input) => reply('signIn.pasteCallback', input, undefined),
      renew: (...input) =>
        reply('signIn.renew', input, { sessionName: 'my-sso', accessTokenExpiresAt: instant(0) }),
      signOut: (...input) => reply('signIn.signOut', input, report),
      signOutAll: (...input) => reply('signIn.signOutAll', input, { ...report, failed: [] }),
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
      ofProfile: (...input) => reply('credentials.ofProfile', input, { credentials, row }),
      copyRole: (...input) => reply('credentials.copyRole', input, { ...credentials }),
      copySession: (...input) => reply('credentials.copySession', input, { expiresAt: instant(0) }),
      copyProfile: (...input) => reply('credentials.copyProfile', input, { ...credentials }),
      environmentOf: (...input) => reply('credentials.environmentOf', input, {}),
    },
    profiles: {
      list: (...input) => reply('profiles.list', input, []),
      async all(...input) {
        const rows = await reply<readonly ProfileRow[]>('profiles.list', input, []);
        return rows.ok ? { rows: rows.value, problems: [] } : { rows: [], problems: [rows.error] };
      },
      previewAliyun: (...input) => reply('profiles.previewAliyun', input, preview),
      saveAliyun: (...input) =>
        reply('profiles.saveAliyun', input, {
          name: 'profile',
          file: '/home/user/.aliyun/config.json',
          tryCommand: 'aliyun sts GetCallerIdentity --profile profile',
          warnings: [],
        }),
      aliyunDetails: (...input) => reply('profiles.aliyunDetails', input, { row, input: null, usedBy: [] }),
      previewFileRepair: (...input) => reply('profiles.previewFileRepair', input, preview),
      repairFile: (...input) => reply('profiles.repairFile', input, preview),
      suggest: (...input) =>
        reply('profiles.suggest', input, { name: 'suggested', region: null, output: null }),
      preview: (...input) => reply('profiles.preview', input, preview),
      save: (...input) =>
        reply('profiles.save', input, {
          name: 'profile',
          file: preview.file,
          tryCommand: 'aws sts get-caller-identity --profile profile',
          warnings: [],
        }),
      previewRemoval: (...input) => reply('profiles.previewRemoval', input, preview),
      remove: (...input) => reply('profiles.remove', input, preview),
      undo: (...input) => reply('profiles.undo', input, preview),
      details: (...input) => reply('profiles.details', input, { row, input: null, extra: {}, usedBy: [] }),
      previewRename: (...input) => reply('profiles.previewRename', input, preview),
      rename: (...input) => reply('profiles.rename', input, preview),
      previewDefault: (...input) => reply('profiles.previewDefault', input, preview),
      makeDefault: (...input) => reply('profiles.makeDefault', input, preview),
      previewUndo: (...input) => reply('profiles.previewUndo', input, preview),
      previewGenerate: (...input) => reply('profiles.previewGenerate', input, generated),
      generate: (...input) => reply('profiles.generate', input, generated),
      previewPrune: (...input) => reply('profiles.previewPrune', input, pruned),
      prune: (...input) => reply('profiles.prune', input, pruned),
    },
    console: {
      open: (...input) =>
        reply('console.open', input, { way: 'portal' as const, outcome: 'opened' as const, link: null }),
    },
    found: {
      list: (...input) =>
        reply('found.list', input, {
          file: preview.file,
          sessions: [],
          profiles: { native: 0, legacy: 0, others: 0 },
        }),
      use: (...input) => reply('found.use', input, []),
      dismiss: (...input) => reply('found.dismiss', input, undefined),
      manage: (...input) => reply('found.manage', input, undefined),
      letGo: (...input) => reply('found.letGo', input, undefined),
      followFile: (...input) => reply('found.followFile', input, undefined),
    },
    preferences: {
      change(values) {
        note('preferences.change', [values]);
        return ok(undefined);
      },
    },
    identity: {
      accept: (...input) => reply('identity.accept', input, undefined),
    },
    browsers: {
      list: async () => [],
      choose: (...input) => reply('browsers.choose', input, undefined),
    },
    network: { change: (...input) => reply('network.change', input, undefined) },
    access: {
      changes: (sessionId) => {
        note('access.changes', [sessionId]);
        return (replies.get('access.changes') ?? ok(null)) as Result<AccessChanges | null>;
      },
      dismiss: (...input) => reply('access.dismiss', input, undefined),
    },
    favourites: {
      set(...input) {
        note('favourites.set', input);
        return ok(undefined);
      },
    },
    app: {
      openWindow: (...input) => note('app.openWindow', input),
      quit: () => note('app.quit', []),
    },
  };
}
