import { useMemo } from 'react';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import type { CatalogIndex, IndexedAccount } from '../../../shared/search/catalog-index.ts';
import { keyOf } from '../../../shared/search/search.ts';
import { compileTags, type TagsOf } from '../../../shared/tags/tags.ts';
import { useAppState } from '../../state/services.tsx';

/** Tags of rows: the same value for the same row while rules and lists are the same, so that it need not render again. */
export interface Tags {
  readonly tagsOf: TagsOf;
  readonly ofRole: (role: RoleRef) => readonly Tag[];
  /** Those that all roles of an account have. */
  readonly ofAccount: (account: IndexedAccount) => readonly Tag[];
}

const none: readonly Tag[] = [];

/** The tags of what is listed. They are worked out as rows come into sight. */
export function useTags(catalogs: readonly CatalogIndex[]): Tags {
  const rules = useAppState((state) => state.preferences.tagRules);
  const tagsOf = useMemo(() => compileTags(rules), [rules]);
  return useMemo((): Tags => {
    if (rules.length === 0) return { tagsOf, ofRole: () => none, ofAccount: () => none };
    const accounts = new Map(
      catalogs.flatMap((catalog) =>
        catalog.accounts.map((account) => [`${account.sessionId}/${account.accountId}`, account] as const),
      ),
    );
    const roleTags = new Map<string, readonly Tag[]>();
    const accountTags = new Map<IndexedAccount, readonly Tag[]>();
    return {
      tagsOf,
      ofRole(role) {
        const key = keyOf(role);
        const account = accounts.get(`${role.sessionId}/${role.accountId}`);
        const tags = roleTags.get(key) ?? (account === undefined ? none : tagsOf(account)(role.roleName));
        roleTags.set(key, tags);
        return tags;
      },
      ofAccount(account) {
        const tags = accountTags.get(account) ?? tagsOfAll(tagsOf(account), account.roleNames ?? []);
        accountTags.set(account, tags);
        return tags;
      },
    };
  }, [catalogs, rules, tagsOf]);
}

function tagsOfAll(ofRole: ReturnType<TagsOf>, roleNames: readonly string[]): readonly Tag[] {
  const [first = none, ...others] = roleNames.map(ofRole);
  return first.filter(({ name }) => others.every((tags) => tags.some((tag) => tag.name === name)));
}
