import type { PracticeAccount } from './world.ts';

/** Somebody who can sign in at every portal, and what the organisation has assigned to them. */
export interface PracticePerson {
  /** The user name, which is the session name of every role (product.md §2). */
  readonly user: string;
  readonly name: string;
  /** What they may use of one account of the organisation; null for nothing. `at` is its place in the list. */
  readonly assigned: (account: PracticeAccount, at: number) => PracticeAccount | null;
}

/** The people that the sign-in page offers; anybody else who types a name gets what the first of them gets. */
export const people: readonly PracticePerson[] = [
  { user: 'sam.practice@example.com', name: 'Sam Practice', assigned: (account) => account },
  {
    user: 'dana.developer@example.com',
    name: 'Dana Developer',
    assigned: (account, at) =>
      at % 2 === 0
        ? { ...account, roles: account.roles.filter((role) => role !== 'AdministratorAccess') }
        : null,
  },
  {
    user: 'avery.auditor@example.com',
    name: 'Avery Auditor',
    assigned: (account) => ({ ...account, roles: account.roles.filter((role) => role === 'ReadOnly') }),
  },
  { user: 'noor.newcomer@example.com', name: 'Noor Newcomer', assigned: () => null },
];

/** What a person was assigned, before anybody changed their access. */
export function assignedTo(user: string, accounts: readonly PracticeAccount[]): readonly PracticeAccount[] {
  const person = people.find((one) => one.user === user);
  if (person === undefined) return accounts;
  return accounts.flatMap((account, at) => person.assigned(account, at) ?? []);
}
