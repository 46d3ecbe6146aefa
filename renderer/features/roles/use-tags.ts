import { useMemo } from 'react';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import type { CatalogIndex, IndexedAccount } from '../../../shared/search/catalog-index.ts';
import { keyOf } from '../../../shared/search/search.ts';
import { compileTags, type TagsOf } from '../../../shared/tags/tags.ts';
import { useAppState } from '../../state/services.tsx';

interface Tags {
  readonly tagsOf: TagsOf;
  /** The same value for the same role as long as rules and lists are the same, so that rows need not render again. */
  readonly tagsOfRole: (role: RoleRef) => readonly Tag[];
}

/** The tags of what is listed. They are worked out as rows come into sight. */
export function useTags(catalogs: readonly CatalogIndex[]): Tags {
  const rules = useAppState((state) => state.preferences.tagRules);
  const tagsOf = useMemo(() => compileTags(rules), [rules]);
  const tagsOfRole = useMemo(() => {
    const accounts = new Map<string, IndexedAccount>();
    const known = new Map<string, readonly Tag[]>();
    for (const catalog of rules.length === 0 ? [] : catalogs) {
      for (const account of catalog.accounts) {
        accounts.set(`${account.sessionId}/${account.accountId}`, account);
      }
    }
    return (role: RoleRef) => {
      const key = keyOf(role);
      const account = accounts.get(`${role.sessionId}/${role.accountId}`);
      const tags = known.get(key) ?? (account === undefined ? NONE : tagsOf(account)(role.roleName));
      known.set(key, tags);
      return tags;
    };
  }, [catalogs, rules, tagsOf]);
  return { tagsOf, tagsOfRole };
}

const NONE: readonly Tag[] = [];
