import { capGeneration, capPrune } from '../../electron/ipc/cap-preview.ts';
import { createProfileNamer } from '../../shared/credentials/profile-name-template.ts';
import type { Envelope, Handlers } from '../../shared/ipc/types.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { CatalogEntry } from '../../shared/model/catalog.ts';
import type { Instant } from '../../shared/model/instant.ts';
import {
  MANY_PROFILES,
  type BatchProfile,
  type GenerateInput,
  type GeneratePreview,
  type PrunedProfile,
  type PrunePreview,
} from '../../shared/model/profile-batch.ts';
import type { ChangePreview, DiffLine, ProfileRow } from '../../shared/model/profile.ts';
import type { SessionId } from '../../shared/model/session.ts';
import { aProfile } from './window-fixtures.ts';

interface BatchWorld {
  readonly now: () => Instant;
  readonly profiles: () => readonly ProfileRow[];
  readonly log: (sessionId: SessionId) => readonly CatalogEntry[];
  readonly change: (rows: readonly ProfileRow[], change: NonNullable<AppState['undo']>) => void;
  readonly unless: <T>(name: string, run: () => Envelope<T>) => Envelope<T>;
}

type BatchHandlers = Pick<Handlers['profiles'], 'previewGenerate' | 'generate' | 'previewPrune' | 'prune'>;

const file = '~/.aws/config';

/** Generating and pruning as the window sees them, over the profiles and the listing of a fake world. */
export function fakeBatches(world: BatchWorld): BatchHandlers {
  const { now, profiles, log, change, unless } = world;

  function generation(input: GenerateInput): GeneratePreview {
    const rows = profiles();
    const names = new Set(rows.map((row) => row.name));
    const hasOne = (role: Omit<BatchProfile, 'name'>) =>
      rows.some((row) => row.managed && row.accountId === role.accountId && row.roleName === role.roleName);
    const matching = rolesOf(log(input.sessionId)).filter(({ accountName, accountId, roleName }) =>
      `${accountName ?? ''} ${accountId} ${roleName}`
        .toLowerCase()
        .includes(input.search?.toLowerCase() ?? ''),
    );
    const wanted = input.again ? matching : matching.filter((role) => !hasOne(role));
    const nameOf = createProfileNamer(input.template ?? '{account}_{role}', (name) => names.has(name));
    const made = wanted.map((role) => ({ name: nameOf(role), ...role }));
    const lines = made.flatMap(({ name, accountId, roleName }) =>
      [
        '',
        `[profile ${name}]`,
        'sso_session = my-sso',
        `sso_account_id = ${accountId}`,
        `sso_role_name = ${roleName}`,
      ].map((text): DiffLine => ({ type: 'add', text })),
    );
    const many = made.length > MANY_PROFILES && input.search === null;
    return {
      change: {
        ...changeOf(lines),
        asks: many ? [appError('input.too-many-profiles', { count: made.length })] : [],
      },
      profiles: made,
      present: matching.length - wanted.length,
    };
  }

  function pruning(sessionId: SessionId): PrunePreview {
    const roles = rolesOf(log(sessionId));
    const gone = profiles().flatMap((row): PrunedProfile[] => {
      const { name, accountId, roleName } = row;
      if (!row.managed || row.sessionId !== sessionId || accountId === null || roleName === null) return [];
      const inAccount = roles.filter((role) => role.accountId === accountId);
      if (inAccount.length === 0) return [{ name, accountId, roleName, gone: 'account' }];
      return inAccount.some((role) => role.roleName === roleName)
        ? []
        : [{ name, accountId, roleName, gone: 'role' }];
    });
    const lines = gone.map(({ name }): DiffLine => ({ type: 'remove', text: `[profile ${name}]` }));
    return { change: changeOf(lines), profiles: gone, listedAt: now() };
  }

  return {
    previewGenerate: async (input) =>
      unless('profiles.previewGenerate', () => ({ ok: true, value: capGeneration(generation(input)) })),
    generate: async ({ input, confirmed }) =>
      unless('profiles.generate', () => {
        const made = generation(input);
        const [ask] = made.change.asks;
        if (ask !== undefined && !confirmed) return { ok: false, error: ask };
        const rows = made.profiles.map(({ name, accountId, roleName }) =>
          aProfile(name, { accountId, roleName, sessionId: input.sessionId, region: input.region }),
        );
        change([...profiles(), ...rows], {
          file,
          profileName: 'my-sso',
          change: 'generate',
          count: rows.length,
        });
        return { ok: true, value: capGeneration(made) };
      }),
    previewPrune: async ({ sessionId }) =>
      unless('profiles.previewPrune', () => ({ ok: true, value: capPrune(pruning(sessionId)) })),
    prune: async ({ sessionId }) =>
      unless('profiles.prune', () => {
        const pruned = pruning(sessionId);
        const names = new Set(pruned.profiles.map(({ name }) => name));
        change(
          profiles().filter(({ name }) => !names.has(name)),
          { file, profileName: 'my-sso', change: 'prune', count: names.size },
        );
        return { ok: true, value: capPrune(pruned) };
      }),
  };
}

function changeOf(diff: readonly DiffLine[]): ChangePreview {
  return { file, diff, files: [{ file, diff }], digest: String(diff.length), warnings: [], asks: [] };
}

function rolesOf(entries: readonly CatalogEntry[]): readonly Omit<BatchProfile, 'name'>[] {
  const names = new Map(
    entries.flatMap((entry) =>
      entry.type === 'account' ? [[entry.accountId, entry.accountName] as const] : [],
    ),
  );
  return entries.flatMap((entry) =>
    entry.type === 'roles'
      ? entry.roleNames.map((roleName) => ({
          accountId: entry.accountId,
          accountName: names.get(entry.accountId) ?? null,
          roleName,
        }))
      : [],
  );
}
