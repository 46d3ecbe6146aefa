import { expect, test } from 'vitest';
import { DEFAULT_PORTAL, PracticeWorld } from '../../../electron/practice-cloud/world.ts';

function world(accounts: number, rolesPerAccount: number, seed = 'seed'): PracticeWorld {
  const made = new PracticeWorld(seed);
  made.addPortal(DEFAULT_PORTAL, { accounts, rolesPerAccount });
  return made;
}

test('the largest world has 1,000 different accounts with 30 different roles each', () => {
  const accounts = world(1000, 30).default.accounts();
  expect(accounts).toHaveLength(1000);
  for (const key of ['accountId', 'accountName', 'emailAddress'] as const) {
    expect(new Set(accounts.map((account) => account[key])).size).toBe(1000);
  }
  expect(accounts.every((account) => new Set(account.roles).size === 30)).toBe(true);
});

test('ids have 12 digits, one of the first three starts with 0, addresses are of example.com', () => {
  const accounts = world(1000, 1).default.accounts();
  for (const { accountId, emailAddress } of accounts) {
    expect(accountId).toMatch(/^\d{12}$/u);
    expect(emailAddress).toMatch(/^aws\+[a-z0-9-]+@example\.com$/u);
  }
  expect(accounts[2]?.accountId.startsWith('0')).toBe(true);
});

test('the same seed makes the same world, another seed or portal another one', () => {
  const ids = (made: PracticeWorld) => made.default.accounts().map((account) => account.accountId);
  expect(ids(world(10, 1))).toEqual(ids(world(10, 1)));
  expect(ids(world(10, 1))).not.toEqual(ids(world(10, 1, 'other')));
  const made = world(10, 1);
  const other = made.addPortal('other', { accounts: 10, rolesPerAccount: 1 });
  expect(other.accounts()[0]?.accountId).not.toBe(ids(made)[0]);
  expect(other.instanceId).toMatch(/^ssoins-[0-9a-f]{16}$/u);
});

test('a larger portal contains the smaller one with the same seed', () => {
  const small = world(50, 2).default.accounts();
  expect(world(500, 2).default.accounts().slice(0, 50)).toEqual(small);
});

test('every account with a role has ReadOnly, and accounts differ in the others', () => {
  const accounts = world(40, 6).default.accounts();
  expect(accounts.every((account) => account.roles[0] === 'ReadOnly')).toBe(true);
  expect(new Set(accounts.map((account) => account.roles.join())).size).toBeGreaterThan(5);
});

test('names are clean unless hostile ones are asked for', () => {
  const clean = world(1000, 30).default.accounts();
  expect(clean.every((account) => /^[A-Za-z ]+$/u.test(account.accountName ?? ''))).toBe(true);
  const hostile = new PracticeWorld('seed').addPortal(
    'h',
    { accounts: 1, rolesPerAccount: 1 },
    { hostileNames: true },
  );
  expect(hostile.accounts().some((account) => account.accountName?.includes('<b>') === true)).toBe(true);
  expect(hostile.accounts().some((account) => account.accountName === undefined)).toBe(true);
});

const ORIGIN = 'http://127.0.0.1:1234';

test.for([
  ['/start', 'default'],
  ['/start/', 'default'],
  ['/start#/', 'default'],
  ['/start/#/console?account_id=1', 'default'],
  ['/portal/two/start', 'two'],
  ['/portal/two/start/', 'two'],
  ['/portal/three/start', undefined],
  ['/started', undefined],
  ['/start?x=1', undefined],
  ['', undefined],
] as const)('%s is the portal %s', ([path, id]) => {
  const made = world(1, 1);
  made.addPortal('two', { accounts: 1, rolesPerAccount: 1 });
  expect(made.portalOfUrl(ORIGIN + path, ORIGIN)?.id).toBe(id);
  expect(made.portalOfUrl(`http://localhost:1234${path}`, ORIGIN)).toBeUndefined();
});
