import type { AliyunSite } from '../../../shared/aliyun/sites.ts';

/** Somebody, or a role somebody has switched to, that a browser can be signed in as. */
export interface PracticeIdentity {
  readonly id: string;
  readonly name: string;
  readonly loginName: string;
  readonly type: 'RAMUser' | 'AssumedRoleUser';
  readonly accountId: string;
  readonly arn: string;
  readonly principalId: string;
  /** Whether an administrator has assigned `official-cli` to them (protocol/aliyun.md §1.10). */
  readonly isAssigned: boolean;
  /** Whether they may let `official-cli` into the account. */
  readonly isAdministrator: boolean;
}

interface Person {
  readonly user: string;
  readonly name: string;
  readonly account: number;
  readonly role?: string;
  readonly isAssigned?: boolean;
  readonly isAdministrator?: boolean;
}

const people: readonly Person[] = [
  { user: 'alice', name: 'Alice Practice', account: 0, isAdministrator: true },
  { user: 'alice', name: 'Alice Practice, as the role ops', account: 0, role: 'ops' },
  { user: 'bob', name: 'Bob Builder, of another account', account: 1 },
  { user: 'carol', name: 'Carol, who was not assigned', account: 0, isAssigned: false },
];

/** Two accounts a site, 16 digits as the real ones have. */
const accounts: Readonly<Record<AliyunSite, readonly [string, string]>> = {
  CN: ['1234567890123456', '1357924680135792'],
  INTL: ['5123456789012345', '5246813579024681'],
};

/** Who can sign in at a site. */
export function identitiesAt(site: AliyunSite): readonly PracticeIdentity[] {
  return people.map(({ user, name, account, role, isAssigned = true, isAdministrator = false }, index) => {
    const accountId = accounts[site][account] ?? '';
    return {
      id: role === undefined ? user : `${user}-${role}`,
      name,
      loginName: `${user}@${accountId}.onaliyun.com`,
      type: role === undefined ? 'RAMUser' : 'AssumedRoleUser',
      accountId,
      arn:
        role === undefined
          ? `acs:ram::${accountId}:user/${user}`
          : `acs:ram::${accountId}:assumed-role/${role}/${user}`,
      principalId: `2${accountId.slice(0, 14)}${String(index)}`,
      isAssigned,
      isAdministrator,
    };
  });
}

/** One of them, or undefined. */
export function identityAt(site: AliyunSite, id: string | null): PracticeIdentity | undefined {
  return identitiesAt(site).find((identity) => identity.id === id);
}
