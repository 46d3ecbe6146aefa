import type { Account } from '../model/catalog.ts';
import type { Tag, TagField, TagRule } from '../model/tag.ts';
import { matchesPattern } from './pattern.ts';

/** The tags of the roles of an account, in the order of the rules, each name once. */
export type TagsOf = (account: Account) => (roleName: string) => readonly Tag[];

const none: readonly Tag[] = [];

/** Puts the rules together once, for many accounts and roles. */
export function compileTags(rules: readonly TagRule[]): TagsOf {
  if (rules.length === 0) {
    return () => () => none;
  }
  // A portal has thousands of accounts but a few dozen role names.
  const roleMatches = new Map<string, readonly boolean[]>();
  const matchesOf = (roleName: string): readonly boolean[] => {
    const known = roleMatches.get(roleName) ?? rules.map((rule) => matchesRole(rule, roleName));
    roleMatches.set(roleName, known);
    return known;
  };
  return (account) => {
    const ofAccount = rules.map((rule) => matchesAccount(rule, account));
    return (roleName) => {
      const ofRole = matchesOf(roleName);
      return tagsOf(rules.filter((_, place) => ofAccount[place] === true || ofRole[place] === true));
    };
  };
}

/** Whether any of the tags stands for production. */
export function isProduction(tags: readonly Tag[]): boolean {
  return tags.some((tag) => tag.production);
}

function tagsOf(rules: readonly TagRule[]): readonly Tag[] {
  if (rules.length === 0) {
    return none;
  }
  const tags = new Map<string, Tag>();
  for (const { name, colour, production } of rules) {
    const known = tags.get(name);
    tags.set(name, {
      name,
      colour: known?.colour ?? colour,
      production: production || known?.production === true,
    });
  }
  return [...tags.values()];
}

function matchesAccount({ field, pattern }: TagRule, account: Account): boolean {
  const { accountName, accountId, emailAddress } = account;
  return (
    (looksAt(field, 'accountName') && accountName !== null && matchesPattern(pattern, accountName)) ||
    (looksAt(field, 'accountId') && matchesPattern(pattern, accountId)) ||
    (looksAt(field, 'email') && emailAddress !== null && matchesPattern(pattern, emailAddress))
  );
}

function matchesRole({ field, pattern }: TagRule, roleName: string): boolean {
  return looksAt(field, 'role') && matchesPattern(pattern, roleName);
}

function looksAt(field: TagField, part: TagField): boolean {
  return field === 'any' || field === part;
}
