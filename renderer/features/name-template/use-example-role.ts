import type { NamedRole } from '../../../shared/credentials/profile-name-template.ts';
import { useCatalogs } from '../../state/services.tsx';

const MADE_UP: NamedRole = { accountId: '111122223333', accountName: 'Production', roleName: 'ReadOnly' };

/** A role to make examples of: the first there is, or a made-up one. */
export function useExampleRole(): NamedRole {
  return firstRole(useCatalogs()) ?? MADE_UP;
}

function firstRole(catalogs: ReturnType<typeof useCatalogs>): NamedRole | null {
  for (const { accounts } of catalogs.values()) {
    for (const { accountId, accountName, roleNames } of accounts) {
      const roleName = roleNames?.[0];
      if (roleName !== undefined) return { accountId, accountName, roleName };
    }
  }
  return null;
}
