import type { Envelope } from '../../shared/ipc/types.ts';
import { appError, type AppError } from '../../shared/model/app-error.ts';
import type { AccessChanges } from '../../shared/model/access-changes.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { CatalogEntry, CatalogStatus, RoleRef } from '../../shared/model/catalog.ts';
import type { FoundOnMachine, FoundView } from '../../shared/model/found.ts';
import { HOUR, addMillis, instant, type Instant } from '../../shared/model/instant.ts';
import type { ChangePreview, DiffLine, ProfileInput, ProfileRow } from '../../shared/model/profile.ts';
import type { SessionId, SessionPhase } from '../../shared/model/session.ts';
import { isSameRole } from '../../shared/search/search.ts';
import { fakeBatches } from './fake-batches.ts';
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { fakeAliyunCalls } from './fake-aliyun-calls.ts';
import { fakeAliyunProfiles } from './fake-aliyun-profiles.ts';
import { fakeSessionSettings } from './fake-session-settings.ts';
import {
  aProfile,
  aSession,
  aSessionId,
  activeSince,
  anAppState,
  catalogView,
  signedOut,
  signingIn,
  someBrowsers,
} from './window-fixtures.ts';

export interface FakeWorld extends FakeBridge {
  now(): Instant;
  state(): AppState;
  /** Publishes the next version of the snapshot. */
  update(change: (state: AppState) => Partial<AppState>): void;
  setPhase(sessionId: SessionId, phase: SessionPhase): void;
  /** What the portal of a session will list once it is signed in. */
  setPortal(sessionId: SessionId, entries: readonly CatalogEntry[]): void;
  /** Appends to the log of a session, with the status that goes with it. */
  append(sessionId: SessionId, entries: readonly CatalogEntry[], status: CatalogStatus): void;
  /** Approves the sign-in of a session, as the browser would: it becomes active and its portal is listed. */
  approve(sessionId: SessionId): void;
  setProfiles(rows: readonly ProfileRow[]): void;
  /** What a rescan has found; the snapshot tells of it. */
  setAccessChanges(changes: AccessChanges): void;
  /** Makes calls of `name` fail from now on; null lets them work again. */
  fail(name: string, error: AppError | null): void;
}

interface WorldOptions {
  readonly now?: () => Instant;
  readonly state?: Partial<AppState>;
  readonly profiles?: readonly ProfileRow[];
  readonly found?: FoundOnMachine;
}

const nothingFound: FoundOnMachine = {
  file: '~/.aws/config',
  sessions: [],
  profiles: { native: 0, legacy: 0, others: 0 },
};

/** What the snapshot says of what was found. */
export function foundView(found: FoundOnMachine, fresh: readonly string[]): FoundView {
  const usable = found.sessions.filter((one) => one.sessionId === null && one.problem === null);
  return {
    file: found.file,
    sessions: usable.length,
    profiles: usable.reduce((sum, one) => sum + one.profiles.length, 0),
    fresh,
  };
}

const done = { ok: true, value: { done: true } } as const;

/** A main process as the window sees one: sessions, sign-ins, credentials and profiles that behave, in memory. */
export function createFakeWorld(options: WorldOptions = {}): FakeWorld {
  const now = options.now ?? (() => instant(Date.now()));
  let state = anAppState(now(), options.state);
  let profiles: readonly ProfileRow[] = options.profiles ?? [];
  let found: FoundOnMachine = options.found ?? nothingFound;
  const logs = new Map<SessionId, readonly CatalogEntry[]>();
  const portals = new Map<SessionId, readonly CatalogEntry[]>();
  const failures = new Map<string, AppError>();
  const allChanges = new Map<SessionId, AccessChanges>();
  let undoTo: readonly ProfileRow[] | null = null;

  const fake = createFakeBridge();
  const update = (change: (before: AppState) => Partial<AppState>) => {
    state = { ...state, ...change(state), version: state.version + 1, now: now() };
    fake.emit('state', 'changed', state);
  };
  const setPhase = (sessionId: SessionId, phase: SessionPhase) => {
    update(({ sessions }) => ({
      sessions: sessions.map((session) =>
        session.record.id === sessionId ? { ...session, phase } : session,
      ),
    }));
  };
  const append: FakeWorld['append'] = (sessionId, entries, status) => {
    const log = logs.get(sessionId) ?? [];
    logs.set(sessionId, [...log, ...entries]);
    fake.emit('catalog', 'appended', { sessionId, generation: 1, offset: log.length, entries: [...entries] });
    update(({ catalogs }) => ({
      catalogs: { ...catalogs, [sessionId]: { generation: 1, length: log.length + entries.length, status } },
    }));
  };
  const nameOf = ({ sessionId, accountId }: Pick<RoleRef, 'sessionId' | 'accountId'>) => {
    const entry = logs.get(sessionId)?.find((one) => one.type === 'account' && one.accountId === accountId);
    return entry?.type === 'account' ? entry.accountName : null;
  };
  /** Answers unless the call is to fail. */
  const unless = <T>(name: string, run: () => Envelope<T>): Envelope<T> => {
    const error = failures.get(name);
    return error === undefined ? run() : { ok: false, error };
  };
  const add = (name: string, practice: boolean, startUrl: string, region: string) => {
    if (state.sessions.some(({ record }) => record.name === name)) {
      return { ok: false, error: appError('input.session-name-taken', { name }) } as const;
    }
    const id = aSessionId(state.sessions.length + 1);
    update(({ sessions }) => ({
      sessions: [...sessions, aSession(signedOut, { id, name, practice, startUrl, region })],
    }));
    return { ok: true, value: { sessionId: id } } as const;
  };
  const changeProfiles = (rows: readonly ProfileRow[], change: NonNullable<AppState['undo']>) => {
    undoTo = profiles;
    profiles = rows;
    update(({ profilesRevision }) => ({ profilesRevision: profilesRevision + 1, undo: change }));
  };
  const forget = (sessionId: SessionId) => {
    setPhase(sessionId, signedOut);
    const removed: string[] = ['~/.aws/sso/cache/c7aaaf71fcc8777ae2475525ed049d39fe16c484.json'];
    const credentialsValidUntil = state.credentials[0]?.expiresAt ?? null;
    const value = { removed, credentialsValidUntil, endsOtherTools: true };
    return { ok: true as const, value };
  };

  const setManaged = (type: 'session' | 'profile', name: string, managed: boolean) => {
    if (type === 'profile') {
      profiles = profiles.map((row) => (row.name === name ? { ...row, managed } : row));
    }
    update(({ profilesRevision, sections, sessions }) => ({
      profilesRevision: profilesRevision + 1,
      sections: Object.fromEntries(
        Object.entries(sections).map(([id, section]) => {
          const own =
            type === 'session' && sessions.some(({ record }) => record.id === id && record.name === name);
          return [
            id,
            own ? { ...section, owner: managed ? ('managed' as const) : ('foreign' as const) } : section,
          ];
        }),
      ),
    }));
    return done;
  };
  const removalPreview = (sessionId: SessionId): { ok: true; value: ChangePreview } => {
    const file = '~/.aws/config';
    const own = profiles.filter((row) => row.managed && row.sessionId === sessionId);
    const diff = own.flatMap((row) => [
      { type: 'remove' as const, text: `[profile ${row.name}]` },
      { type: 'remove' as const, text: `sso_account_id = ${row.accountId ?? ''}` },
    ]);
    const users = state.sections[sessionId]?.foreignProfiles ?? [];
    const session = state.sessions.find(({ record }) => record.id === sessionId)?.record.name ?? '';
    const asks =
      users.length === 0 ? [] : [appError('config.session-in-use', { session, users: users.join(', ') })];
    const value = { file, diff, files: [{ file, diff }], digest: 'removal', warnings: [], asks };
    return { ok: true, value };
  };

  const hasProfile = (name: string) => profiles.some((row) => row.name === name);

  fake.answer({
    state: { current: async () => ({ ok: true, value: state }) },
    sessions: {
      addAws: async ({ name, startUrl, region }) =>
        unless('sessions.addAws', () => add(name, false, startUrl, region ?? 'us-east-1')),
      addPractice: async ({ name }) =>
        unless('sessions.addPractice', () => add(name, true, 'http://127.0.0.1:8123/start', 'us-east-1')),
      previewRemoval: async ({ sessionId }) =>
        unless('sessions.previewRemoval', () => removalPreview(sessionId)),
      remove: async ({ sessionId, confirmed }) =>
        unless('sessions.remove', () => {
          const preview = removalPreview(sessionId);
          if (preview.value.asks[0] !== undefined && !confirmed) {
            return { ok: false, error: preview.value.asks[0] };
          }
          const gone = profiles.filter((row) => row.managed && row.sessionId === sessionId);
          profiles = profiles.filter((row) => !gone.includes(row));
          const { value } = forget(sessionId);
          update(({ sessions, profilesRevision }) => ({
            sessions: sessions.filter(({ record }) => record.id !== sessionId),
            profilesRevision: profilesRevision + 1,
          }));
          const removed = [...value.removed, ...gone.map((row) => `[profile ${row.name}] in ${row.file}`)];
          return { ok: true, value: { ...value, removed } };
        }),
    },
    aliyun: fakeAliyunCalls({
      state: () => state,
      unless,
      add: (session) => {
        update(({ sessions }) => ({ sessions: [...sessions, session] }));
      },
      setPhase,
    }),
    sessionSettings: fakeSessionSettings({ state: () => state, update, unless }),
    signIn: {
      start: async ({ sessionId }) =>
        unless('signIn.start', () => {
          setPhase(sessionId, signingIn(now()));
          return done;
        }),
      cancel: async ({ sessionId }) => {
        setPhase(sessionId, signedOut);
        return done;
      },
      copyLink: async () => unless('signIn.copyLink', () => done),
      openLink: async () => unless('signIn.openLink', () => done),
      pasteCallback: async () => unless('signIn.pasteCallback', () => done),
      renew: async () => unless('signIn.renew', () => done),
      signOut: async ({ sessionId }) => unless('signIn.signOut', () => forget(sessionId)),
      signOutAll: async () =>
        unless('signIn.signOutAll', () => {
          const reports = state.sessions.map(({ record }) => forget(record.id).value);
          const credentialsValidUntil = reports[0]?.credentialsValidUntil ?? null;
          const removed = reports.flatMap((report) => report.removed);
          return { ok: true, value: { removed, credentialsValidUntil, endsOtherTools: true, failed: [] } };
        }),
    },
    catalog: {
      read: async ({ sessionId, generation, offset }) => ({
        ok: true,
        value: {
          sessionId,
          generation: Math.max(1, generation),
          offset,
          entries: [...(logs.get(sessionId) ?? []).slice(offset)],
        },
      }),
      refresh: async () => unless('catalog.refresh', () => done),
    },
    credentials: {
      copyProfile: async () =>
        unless('credentials.copyProfile', () => ({
          ok: true,
          value: { expiresAt: addMillis(now(), HOUR - 1000) },
        })),
      copySession: async () =>
        unless('credentials.copySession', () => ({
          ok: true,
          value: { expiresAt: addMillis(now(), HOUR - 1000) },
        })),
      copy: async ({ sessionId, accountId, roleName }) =>
        unless('credentials.copy', () => {
          const expiresAt = addMillis(now(), HOUR - 1000);
          const accountName = nameOf({ sessionId, accountId });
          const same = (one: { sessionId: SessionId; accountId: string; roleName: string }) =>
            one.sessionId === sessionId && one.accountId === accountId && one.roleName === roleName;
          update(({ credentials, recents }) => ({
            credentials: [
              ...credentials.filter((one) => !same(one)),
              { sessionId, accountId, roleName, expiresAt },
            ],
            recents: [
              { sessionId, accountId, roleName, accountName, usedAt: now(), weight: 1 },
              ...recents.filter((one) => !same(one)),
            ],
          }));
          return { ok: true, value: { expiresAt } };
        }),
    },
    profiles: {
      ...fakeAliyunProfiles({ state: () => state, profiles: () => profiles, changeProfiles, unless }),
      list: async () =>
        unless('profiles.list', () => ({ ok: true, value: { rows: [...profiles], problems: [] } })),
      suggest: async ({ accountId, roleName }) =>
        unless('profiles.suggest', () => ({
          ok: true,
          value: { name: `${accountId}_${roleName}`, region: 'eu-central-1', output: 'json' },
        })),
      preview: async (input) => unless('profiles.preview', () => previewOf(input, profiles)),
      save: async ({ input, digest }) =>
        unless('profiles.save', () => {
          const preview = previewOf(input, profiles);
          if (!preview.ok) return preview;
          if (preview.value.digest !== digest) {
            return { ok: false, error: appError('config.changed-on-disk') };
          }
          const { name, sessionId, accountId, roleName, region } = input;
          const row = aProfile(name, { sessionId, accountId, roleName, region });
          changeProfiles([...profiles.filter((one) => one.name !== name), row], {
            file: row.file,
            profileName: name,
            change: 'add',
          });
          return {
            ok: true,
            value: {
              name,
              file: row.file,
              tryCommand: `aws sts get-caller-identity --profile ${name}`,
              warnings: [],
            },
          };
        }),
      previewRemoval: async ({ name }) => unless('profiles.previewRemoval', () => removalOf(name, profiles)),
      remove: async ({ name }) =>
        unless('profiles.remove', () => {
          const preview = removalOf(name, profiles);
          if (preview.ok) {
            changeProfiles(
              profiles.filter((row) => row.name !== name),
              { file: preview.value.file, profileName: name, change: 'remove' },
            );
          }
          return preview;
        }),
      undo: async () =>
        unless('profiles.undo', () => {
          if (undoTo === null) return { ok: false, error: appError('config.nothing-to-undo') };
          profiles = undoTo;
          undoTo = null;
          update(({ profilesRevision }) => ({ profilesRevision: profilesRevision + 1, undo: null }));
          return { ok: true, value: previewOfLines('undo', []) };
        }),
      ...fakeBatches({
        now,
        profiles: () => profiles,
        log: (sessionId) => logs.get(sessionId) ?? [],
        change: changeProfiles,
        unless,
      }),
      previewUndo: async () => unless('profiles.previewUndo', () => changeOf('undo', undoTo !== null)),
      details: async ({ name }) =>
        unless('profiles.details', () => {
          const row = profiles.find((one) => one.name === name);
          return row === undefined
            ? { ok: false, error: appError('input.profile-unknown', { name }) }
            : { ok: true, value: { row, input: inputOf(row), extra: {}, usedBy: [] } };
        }),
      previewRename: async ({ name }) =>
        unless('profiles.previewRename', () => changeOf('rename', hasProfile(name), name)),
      rename: async ({ name, newName }) =>
        unless('profiles.rename', () => {
          const preview = changeOf('rename', hasProfile(name), name);
          if (preview.ok) {
            changeProfiles(
              profiles.map((row) => (row.name === name ? { ...row, name: newName } : row)),
              { file: preview.value.file, profileName: newName, change: 'rename' },
            );
          }
          return preview;
        }),
      previewDefault: async ({ name }) =>
        unless('profiles.previewDefault', () => changeOf('default', hasProfile(name), name)),
      makeDefault: async ({ name }) =>
        unless('profiles.makeDefault', () => {
          const preview = changeOf('default', hasProfile(name), name);
          const source = profiles.find((row) => row.name === name);
          if (preview.ok && source !== undefined) {
            changeProfiles(
              [...profiles.filter((row) => !row.current), { ...source, name: 'default', current: true }],
              { file: preview.value.file, profileName: 'default', change: 'default' },
            );
          }
          return preview;
        }),
    },
    console: {
      open: async () =>
        unless('console.open', () => ({ ok: true, value: { way: 'portal', outcome: 'opened' } })),
    },
    found: {
      list: async () => unless('found.list', () => ({ ok: true, value: found })),
      use: async ({ names }) =>
        unless('found.use', () => {
          for (const name of names) {
            const session = found.sessions.find((one) => one.name === name);
            if (session === undefined) continue;
            const added = add(name, false, session.startUrl, session.region);
            if (!added.ok) return added;
            found = {
              ...found,
              sessions: found.sessions.map((one) =>
                one === session ? { ...one, sessionId: added.value.sessionId } : one,
              ),
            };
          }
          update(() => ({ found: foundView(found, []) }));
          return done;
        }),
      dismiss: async () =>
        unless('found.dismiss', () => {
          update(({ found: view }) => ({ found: view === null ? null : { ...view, fresh: [] } }));
          return done;
        }),
      manage: async ({ type, name }) => unless('found.manage', () => setManaged(type, name, true)),
      letGo: async ({ type, name }) => unless('found.letGo', () => setManaged(type, name, false)),
      followFile: async ({ sessionId }) =>
        unless('found.followFile', () => {
          update(({ sections }) => {
            const section = sections[sessionId];
            return section === undefined
              ? {}
              : { sections: { ...sections, [sessionId]: { ...section, problem: null } } };
          });
          return done;
        }),
    },
    access: {
      changes: async ({ sessionId }) =>
        unless('access.changes', () => ({ ok: true, value: { changes: allChanges.get(sessionId) ?? null } })),
      dismiss: async ({ sessionId }) =>
        unless('access.dismiss', () => {
          allChanges.delete(sessionId);
          update(({ accessChanges }) => ({
            accessChanges: Object.fromEntries(
              Object.entries(accessChanges).filter(([id]) => id !== sessionId),
            ),
          }));
          return done;
        }),
    },
    favourites: {
      set: async ({ starred, ...role }) =>
        unless('favourites.set', () => {
          update(({ favourites }) => {
            const others = favourites.filter((one) => !isSameRole(one, role));
            return {
              favourites: starred ? [...others, { ...role, accountName: nameOf(role) }] : others,
            };
          });
          return done;
        }),
    },
    preferences: {
      change: async (values) =>
        unless('preferences.change', () => {
          update((state) => ({ preferences: { ...state.preferences, ...values } }));
          return done;
        }),
    },
    identity: {
      accept: async ({ sessionId }) =>
        unless('identity.accept', () => {
          update(({ identities }) => {
            const asked = identities[sessionId];
            return asked?.state === 'changed'
              ? { identities: { ...identities, [sessionId]: { state: 'confirmed', name: asked.now } } }
              : {};
          });
          return done;
        }),
    },
    browsers: {
      list: async () =>
        unless('browsers.list', () => ({ ok: true, value: { browsers: [...someBrowsers()] } })),
      choose: async ({ sessionId, choice }) =>
        unless('browsers.choose', () => {
          update(({ sessions }) => ({
            sessions: sessions.map((session) =>
              session.record.id === sessionId
                ? { ...session, record: { ...session.record, browser: choice } }
                : session,
            ),
          }));
          return done;
        }),
    },
    network: {
      change: async (network) =>
        unless('network.change', () => {
          update((before) => ({ preferences: { ...before.preferences, network } }));
          return done;
        }),
    },
    app: {
      copyText: async () => unless('app.copyText', () => done),
      quit: async () => done,
    },
  });

  return {
    ...fake,
    now,
    state: () => state,
    update,
    setPhase,
    setPortal: (sessionId, entries) => portals.set(sessionId, entries),
    append,
    approve(sessionId) {
      setPhase(sessionId, activeSince(now()));
      const entries = portals.get(sessionId) ?? [];
      append(sessionId, entries, catalogView(entries, now()).status);
    },
    setProfiles(rows) {
      profiles = rows;
      update(({ profilesRevision }) => ({ profilesRevision: profilesRevision + 1 }));
    },
    setAccessChanges(changes) {
      allChanges.set(changes.sessionId, changes);
      update(({ accessChanges }) => ({
        accessChanges: {
          ...accessChanges,
          [changes.sessionId]: {
            addedRoles: changes.addedRoles.length,
            removedRoles: changes.removedRoles.length,
            addedAccounts: changes.addedAccounts.length,
            removedAccounts: changes.removedAccounts.length,
            firstAdded: changes.addedRoles.slice(0, 3),
            firstRemoved: changes.removedRoles.slice(0, 3),
            foundAt: changes.foundAt,
          },
        },
      }));
    },
    fail(name, error) {
      if (error === null) failures.delete(name);
      else failures.set(name, error);
    },
  };
}

function inputOf(row: ProfileRow): ProfileInput | null {
  const { name, sessionId, accountId, roleName, region } = row;
  return row.managed && sessionId !== null
    ? { name, sessionId, accountId, roleName, region, output: 'json' }
    : null;
}

/** A change of the one file of this world. */
function previewOfLines(digest: string, diff: readonly DiffLine[]): ChangePreview {
  const file = '~/.aws/config';
  return { file, diff, files: [{ file, diff }], digest, warnings: [], asks: [] };
}

function changeOf(digest: string, possible: boolean, name?: string): Envelope<ChangePreview> {
  if (!possible) {
    return {
      ok: false,
      error:
        name === undefined ? appError('config.nothing-to-undo') : appError('input.profile-unknown', { name }),
    };
  }
  return { ok: true, value: previewOfLines(digest, [{ type: 'add', text: `[profile ${digest}]` }]) };
}

function previewOf(input: ProfileInput, profiles: readonly ProfileRow[]): Envelope<ChangePreview> {
  const { name, accountId, roleName, region, output } = input;
  if (/[\s\]]/.test(name)) return { ok: false, error: appError('input.profile-name-invalid', { name }) };
  const existing = profiles.find((row) => row.name === name);
  if (existing?.managed === false) {
    return { ok: false, error: appError('input.profile-name-taken', { name }) };
  }
  const lines = [
    `[profile ${name}]`,
    'sso_session = my-sso',
    ...(accountId === null ? [] : [`sso_account_id = ${accountId}`]),
    ...(roleName === null ? [] : [`sso_role_name = ${roleName}`]),
    ...(region === null ? [] : [`region = ${region}`]),
    ...(output === null ? [] : [`output = ${output}`]),
  ];
  return {
    ok: true,
    value: previewOfLines(`${lines.join('|').length}-${profiles.length}`, [
      { type: 'context', text: 'sso_registration_scopes = sso:account:access' },
      { type: 'context', text: '' },
      ...lines.map((text) => ({ type: 'add' as const, text })),
    ]),
  };
}

function removalOf(name: string, profiles: readonly ProfileRow[]): Envelope<ChangePreview> {
  const row = profiles.find((one) => one.name === name);
  if (row === undefined) return { ok: false, error: appError('input.profile-unknown', { name }) };
  return {
    ok: true,
    value: previewOfLines('removal', [
      { type: 'context', text: '[profile other]' },
      { type: 'remove', text: `[profile ${name}]` },
      { type: 'remove', text: `sso_account_id = ${row.accountId ?? ''}` },
    ]),
  };
}
