import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessDiff, isEmptyDiff, mergeDiffs } from '../../../shared/access/access-diff.ts';

type World = Readonly<Record<string, readonly string[]>>;

const rows = (world: World, name = (id: string): string | null => `Account ${id}`) =>
  Object.entries(world).map(([accountId, roleNames]) => ({
    account: { accountId, accountName: name(accountId), emailAddress: null },
    roleNames,
  }));
const between = (before: World, after: World) => accessDiff(rows(before), rows(after));

describe('the changes between two listings', () => {
  it('are the roles and accounts that came and went', () => {
    expect(
      between({ a: ['Admin', 'ReadOnly'], b: ['ReadOnly'] }, { a: ['ReadOnly', 'Support'], c: ['X'] }),
    ).toEqual({
      addedRoles: [
        { accountId: 'a', accountName: 'Account a', roleName: 'Support' },
        { accountId: 'c', accountName: 'Account c', roleName: 'X' },
      ],
      removedRoles: [
        { accountId: 'a', accountName: 'Account a', roleName: 'Admin' },
        { accountId: 'b', accountName: 'Account b', roleName: 'ReadOnly' },
      ],
      addedAccounts: [{ accountId: 'c', accountName: 'Account c' }],
      removedAccounts: [{ accountId: 'b', accountName: 'Account b' }],
    });
  });

  it('are none where only names of accounts and the order differ', () => {
    const renamed = rows({ b: ['Y'], a: ['X', 'W'] }, () => 'Renamed');
    expect(isEmptyDiff(accessDiff(rows({ a: ['W', 'X'], b: ['Y'] }), renamed))).toBe(true);
  });

  it('cancel out where something came and went again', () => {
    const [one, two] = [{ a: ['X'] }, { a: ['X', 'Y'], b: ['Z'] }];
    expect(isEmptyDiff(mergeDiffs(between(one, two), between(two, one)))).toBe(true);
  });

  it('found one after the other say what the first and the last listing say', () => {
    const world = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.uniqueArray(fc.constantFrom('X', 'Y', 'Z'), { minLength: 1 }),
    );
    const sorted = (diff: ReturnType<typeof between>) =>
      Object.entries(diff).map(([kind, list]: [string, readonly object[]]) => [
        kind,
        list.map((item) => JSON.stringify(item)).sort(),
      ]);
    fc.assert(
      fc.property(world, world, world, (first, second, third) => {
        expect(sorted(mergeDiffs(between(first, second), between(second, third)))).toEqual(
          sorted(between(first, third)),
        );
      }),
    );
  });
});
