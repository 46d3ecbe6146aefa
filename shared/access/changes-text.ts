import type { Translate } from '../i18n/translate.ts';

/** "3 roles added, 1 removed" */
export function changesText(
  t: Translate,
  { addedRoles, removedRoles }: { readonly addedRoles: number; readonly removedRoles: number },
): string {
  const added = t('access.rolesAdded', { count: addedRoles });
  if (removedRoles === 0) {
    return added;
  }
  return addedRoles === 0
    ? t('access.rolesRemoved', { count: removedRoles })
    : t('access.addedAndRemoved', { added, count: removedRoles });
}
