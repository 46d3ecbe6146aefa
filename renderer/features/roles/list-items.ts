import type { FavouriteRole, RecentRole } from '../../../shared/model/app-state.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CatalogIndex, IndexedAccount } from '../../../shared/search/catalog-index.ts';
import { isSameRole, keyOf, type SearchHit } from '../../../shared/search/search.ts';

/** One line of the Roles list. `key` names it for good, wherever it stands. */
export type ListItem = HeadingItem | SessionItem | AccountItem | RoleItem | IdentityItem;

export interface HeadingItem {
  readonly kind: 'heading';
  readonly key: string;
  readonly of: 'favourites' | 'recent' | 'results' | 'identities';
  readonly count: number;
}

export interface SessionItem {
  readonly kind: 'session';
  readonly key: string;
  readonly sessionId: SessionId;
}

export interface AccountItem {
  readonly kind: 'account';
  readonly key: string;
  readonly account: IndexedAccount;
  readonly expanded: boolean;
}

export interface RoleItem {
  readonly kind: 'role';
  readonly key: string;
  readonly role: RoleRef;
  readonly accountName: string | null;
  /** 2 below an account row, which then tells the account. */
  readonly level: 1 | 2;
}

/** A session that is one identity instead of accounts with roles. */
export interface IdentityItem {
  readonly kind: 'identity';
  readonly key: string;
  readonly record: AliyunSessionRecord;
}

/** Lines that can be selected. */
export type RowItem = AccountItem | RoleItem | IdentityItem;

export function isRow(item: ListItem): item is RowItem {
  return item.kind === 'account' || item.kind === 'role' || item.kind === 'identity';
}

const RECENT_AT_MOST = 5;
/** Up to here every account stands open from the start; beyond, folding keeps the list short. */
const OPEN_UP_TO = 10;

interface ListInput {
  readonly identities: readonly AliyunSessionRecord[];
  readonly catalogs: readonly CatalogIndex[];
  readonly favourites: readonly FavouriteRole[];
  readonly recents: readonly RecentRole[];
  /** Keys of account rows that the user folded (false) or unfolded (true). */
  readonly folds: ReadonlyMap<string, boolean>;
}

/** The list as it stands without a search: roles with a star, recent ones, then each session with its accounts. */
export function browseItems({
  identities,
  catalogs,
  favourites,
  recents,
  folds,
}: ListInput): readonly ListItem[] {
  const items: ListItem[] = [];
  const shown = new Set(catalogs.map((catalog) => catalog.sessionId));
  const starred = favourites.filter((role) => shown.has(role.sessionId) && mayBeListed(role, catalogs));
  if (starred.length > 0) {
    items.push({ kind: 'heading', key: 'heading/favourites', of: 'favourites', count: starred.length });
    for (const { sessionId, accountId, roleName, accountName } of starred) {
      items.push(roleItem('favourite', { sessionId, accountId, roleName }, accountName, 1));
    }
  }
  const latest = recents
    .filter((role) => shown.has(role.sessionId) && !starred.some((one) => isSameRole(one, role)))
    .slice(0, RECENT_AT_MOST);
  if (latest.length > 0) {
    items.push({ kind: 'heading', key: 'heading/recent', of: 'recent', count: latest.length });
    for (const { sessionId, accountId, roleName, accountName } of latest) {
      items.push(roleItem('recent', { sessionId, accountId, roleName }, accountName, 1));
    }
  }
  if (identities.length > 0) {
    items.push({ kind: 'heading', key: 'heading/identities', of: 'identities', count: identities.length });
    items.push(...identities.map(identityItem));
  }
  for (const catalog of catalogs) {
    items.push({ kind: 'session', key: `session/${catalog.sessionId}`, sessionId: catalog.sessionId });
    const openByDefault = catalog.accounts.length <= OPEN_UP_TO;
    for (const account of catalog.accounts) {
      items.push(...accountItems(account, folds, openByDefault));
    }
  }
  return items;
}

/** The list while searching: what matches, best first. */
export function resultItems(
  hits: readonly SearchHit[],
  identities: readonly AliyunSessionRecord[] = [],
): readonly ListItem[] {
  const count = hits.length + identities.length;
  return [
    { kind: 'heading', key: 'heading/results', of: 'results', count },
    ...identities.map(identityItem),
    ...hits.map(({ sessionId, accountId, roleName, account }) =>
      roleItem('results', { sessionId, accountId, roleName }, account.accountName, 1),
    ),
  ];
}

/** Identities that say all words of a search somewhere. */
export function matchingIdentities(
  identities: readonly AliyunSessionRecord[],
  query: string,
): readonly AliyunSessionRecord[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return identities.filter(({ name, identity }) => {
    const text = [name, identity?.name, identity?.accountId, identity?.arn].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function identityItem(record: AliyunSessionRecord): IdentityItem {
  return { kind: 'identity', key: `identity/${record.id}`, record };
}

/** Not where its account is listed without it: then it has been taken away. */
function mayBeListed(role: RoleRef, catalogs: readonly CatalogIndex[]): boolean {
  const catalog = catalogs.find(({ sessionId }) => sessionId === role.sessionId);
  const account = catalog?.accounts.find(({ accountId }) => accountId === role.accountId);
  return account?.roleNames?.includes(role.roleName) ?? true;
}

/** The key of an account row. */
export function accountKey(account: Pick<IndexedAccount, 'sessionId' | 'accountId'>): string {
  return `account/${account.sessionId}/${account.accountId}`;
}

function accountItems(
  account: IndexedAccount,
  folds: ReadonlyMap<string, boolean>,
  openByDefault: boolean,
): readonly ListItem[] {
  const { sessionId, accountId, accountName, roleNames } = account;
  const [only] = roleNames ?? [];
  if (only !== undefined && roleNames?.length === 1) {
    // A sole role needs no unfolding.
    return [roleItem('all', { sessionId, accountId, roleName: only }, accountName, 1)];
  }
  const key = accountKey(account);
  const expanded = (folds.get(key) ?? openByDefault) && roleNames !== null && roleNames.length > 0;
  const head: ListItem = { kind: 'account', key, account, expanded };
  return expanded
    ? [
        head,
        ...roleNames.map((roleName) => roleItem('all', { sessionId, accountId, roleName }, accountName, 2)),
      ]
    : [head];
}

function roleItem(section: string, role: RoleRef, accountName: string | null, level: 1 | 2): RoleItem {
  return { kind: 'role', key: `${section}/${keyOf(role)}`, role, accountName, level };
}
