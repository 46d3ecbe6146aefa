import type { AccessAccount, AccessDiff, AccessRole } from '../model/access-changes.ts';
import type { Account } from '../model/catalog.ts';

interface Row {
  readonly account: Account;
  /** Null counts as none: only complete listings are compared. */
  readonly roleNames: readonly string[] | null;
}

/** What has come and gone from one complete listing to the next. A new name of an account is no change. */
export function accessDiff(before: Iterable<Row>, after: Iterable<Row>): AccessDiff {
  const was = byAccount(before);
  const is = byAccount(after);
  return {
    addedRoles: rolesOnlyIn(is, was),
    removedRoles: rolesOnlyIn(was, is),
    addedAccounts: accountsOnlyIn(is, was),
    removedAccounts: accountsOnlyIn(was, is),
  };
}

export function isEmptyDiff(diff: AccessDiff): boolean {
  const { addedRoles, removedRoles, addedAccounts, removedAccounts } = diff;
  return [addedRoles, removedRoles, addedAccounts, removedAccounts].every(({ length }) => length === 0);
}

/** Two changes one after the other as one: what came and went again is none. */
export function mergeDiffs(first: AccessDiff, second: AccessDiff): AccessDiff {
  return {
    ...joined(
      first.addedRoles,
      first.removedRoles,
      second.addedRoles,
      second.removedRoles,
      roleKey,
      (a, r) => ({
        addedRoles: a,
        removedRoles: r,
      }),
    ),
    ...joined(
      first.addedAccounts,
      first.removedAccounts,
      second.addedAccounts,
      second.removedAccounts,
      ({ accountId }) => accountId,
      (a, r) => ({ addedAccounts: a, removedAccounts: r }),
    ),
  };
}

function joined<T, Named>(
  addedFirst: readonly T[],
  removedFirst: readonly T[],
  addedThen: readonly T[],
  removedThen: readonly T[],
  keyOf: (item: T) => string,
  name: (added: readonly T[], removed: readonly T[]) => Named,
): Named {
  const without = (items: readonly T[], others: readonly T[]) => {
    const keys = new Set(others.map(keyOf));
    return items.filter((item) => !keys.has(keyOf(item)));
  };
  return name(
    [...without(addedFirst, removedThen), ...without(addedThen, [...removedFirst, ...addedFirst])],
    [...without(removedFirst, addedThen), ...without(removedThen, [...addedFirst, ...removedFirst])],
  );
}

function byAccount(rows: Iterable<Row>): ReadonlyMap<string, Row> {
  return new Map(Array.from(rows, (row) => [row.account.accountId, row]));
}

function rolesOnlyIn(one: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>): AccessRole[] {
  return [...one.values()].flatMap(({ account, roleNames }) => {
    const known = new Set(other.get(account.accountId)?.roleNames ?? []);
    return (roleNames ?? [])
      .filter((roleName) => !known.has(roleName))
      .map((roleName) => ({ accountId: account.accountId, accountName: account.accountName, roleName }));
  });
}

function accountsOnlyIn(one: ReadonlyMap<string, Row>, other: ReadonlyMap<string, Row>): AccessAccount[] {
  return [...one.values()]
    .filter(({ account }) => !other.has(account.accountId))
    .map(({ account: { accountId, accountName } }) => ({ accountId, accountName }));
}

function roleKey({ accountId, roleName }: AccessRole): string {
  return `${accountId}/${roleName}`;
}
