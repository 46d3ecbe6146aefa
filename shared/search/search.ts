import type { RoleRef } from '../model/catalog.ts';
import type { Tag } from '../model/tag.ts';
import type { TagsOf } from '../tags/tags.ts';
import type { CatalogIndex, IndexedAccount } from './catalog-index.ts';
import { parsePastedText, type PastedReference } from './pasted-text.ts';

/** One account+role that matches, best first. */
export interface SearchHit extends RoleRef {
  readonly account: IndexedAccount;
  readonly score: number;
}

const EXACT = 100;
const PREFIX = 60;
const WORD = 40;
const INSIDE = 20;
/** A match in the role tells more than one in an e-mail address. */
const WEIGHT = { role: 1, name: 1, id: 0.9, email: 0.6 } as const;
const RECENT_BONUS = 30;

/**
 * Searches accounts and roles by account id, name, e-mail address, role and tag; every word must match somewhere. A pasted
 * ARN, account id, console URL or AccessDenied text finds the account and role it names. Best first; equally good ones
 * keep the order of the list. `recent` (best first) lifts what is used often and lately.
 */
export function search(
  catalogs: readonly CatalogIndex[],
  text: string,
  recent: readonly RoleRef[] = [],
  tagsOf: TagsOf | null = null,
): readonly SearchHit[] {
  const pasted = parsePastedText(text);
  const score =
    pasted === null
      ? wordScorer(text.toLowerCase().split(/\s+/).filter(Boolean), tagsOf)
      : referenceScorer(pasted);
  if (score === null) {
    return [];
  }
  const bonus = recentBonus(recent);
  const hits: SearchHit[] = [];
  for (const catalog of catalogs) {
    for (const account of catalog.accounts) {
      const ofRole = score(account);
      if (ofRole === null) {
        continue;
      }
      for (const roleName of account.roleNames ?? []) {
        const points = ofRole(roleName);
        if (points > 0) {
          const { sessionId, accountId } = account;
          const lift = bonus.get(keyOf({ sessionId, accountId, roleName })) ?? 0;
          hits.push({ sessionId, accountId, roleName, account, score: points + lift });
        }
      }
    }
  }
  return hits.sort((a, b) => b.score - a.score);
}

/** Scores the roles of an account; null if none of them can match. */
type Scorer = (account: IndexedAccount) => ((roleName: string) => number) | null;

function wordScorer(words: readonly string[], tagsOf: TagsOf | null): Scorer | null {
  if (words.length === 0) {
    return null;
  }
  // A portal has thousands of accounts but a few dozen role names: each is looked at once per search.
  const roleScores = new Map<string, readonly number[]>();
  const scoresOf = (roleName: string) => {
    let scores = roleScores.get(roleName);
    if (scores === undefined) {
      const lower = roleName.toLowerCase();
      scores = words.map((word) => matchScore(lower, word, roleName) * WEIGHT.role);
      roleScores.set(roleName, scores);
    }
    return scores;
  };
  return (account) => {
    const accountScores = words.map((word) => accountScore(account, word));
    const tagsOfRole = tagsOf?.(account) ?? null;
    return (roleName) => {
      const ofRole = scoresOf(roleName);
      const tags = tagsOfRole?.(roleName) ?? [];
      let sum = 0;
      for (const [position, ofAccount] of accountScores.entries()) {
        const best = Math.max(ofAccount, ofRole[position] ?? 0, tagScore(tags, words[position] ?? ''));
        if (best === 0) {
          return 0;
        }
        sum += best;
      }
      return sum;
    };
  };
}

function referenceScorer(reference: PastedReference): Scorer {
  const { accountIds, roleName: wanted } = reference;
  return (account) => {
    const place = accountIds.indexOf(account.accountId);
    if (accountIds.length > 0 && place < 0) {
      return null;
    }
    const base = accountIds.length === 0 ? 0 : 1000 * (accountIds.length - place);
    return (roleName) => {
      if (wanted === null || accountIds.length > 0) {
        return base + (roleName === wanted ? 500 : 0);
      }
      return roleName === wanted ? 500 : 0;
    };
  };
}

function accountScore(account: IndexedAccount, word: string): number {
  const { accountName, accountId, emailAddress } = account;
  return Math.max(
    accountName === null ? 0 : matchScore(accountName.toLowerCase(), word, accountName) * WEIGHT.name,
    matchScore(accountId, word.replaceAll('-', ''), accountId) * WEIGHT.id,
    emailAddress === null ? 0 : matchScore(emailAddress.toLowerCase(), word, emailAddress) * WEIGHT.email,
  );
}

/** A tag is a person's own word for a role, and tells as much as its name. */
function tagScore(tags: readonly Tag[], word: string): number {
  return tags.reduce((best, { name }) => Math.max(best, matchScore(name.toLowerCase(), word, name)), 0);
}

/** How well `word` (lower case) matches a field; 0 if not at all. `original` shows where words of CamelCase begin. */
function matchScore(field: string, word: string, original: string): number {
  const at = word === '' ? -1 : field.indexOf(word);
  if (at < 0) {
    return 0;
  }
  if (at === 0) {
    return field.length === word.length ? EXACT : PREFIX;
  }
  for (let place = at; place >= 0; place = field.indexOf(word, place + 1)) {
    if (startsWord(original, place)) {
      return WORD;
    }
  }
  return INSIDE;
}

function startsWord(text: string, place: number): boolean {
  const before = text.charAt(place - 1);
  const here = text.charAt(place);
  return !/[\p{L}\p{N}]/u.test(before) || (/\p{Lu}/u.test(here) && !/\p{Lu}/u.test(before));
}

function recentBonus(recent: readonly RoleRef[]): ReadonlyMap<string, number> {
  return new Map(
    recent.map((role, place) => [keyOf(role), RECENT_BONUS * (1 - place / recent.length)] as const),
  );
}

export function isSameRole(one: RoleRef, other: RoleRef): boolean {
  return (
    one.sessionId === other.sessionId && one.accountId === other.accountId && one.roleName === other.roleName
  );
}

/** A role as one text, for keys. Account ids are digits, so the parts cannot run into each other. */
export function keyOf(role: RoleRef): string {
  return `${role.sessionId}/${role.accountId}/${role.roleName}`;
}
