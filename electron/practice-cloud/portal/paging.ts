import { createHmac } from 'node:crypto';
import type { Checked } from '../answer.ts';
import type { PracticeRequest } from '../request.ts';
import { sameSecret } from '../secrets.ts';
import { invalidRequest } from './errors.ts';

/** Small on purpose: who forgets to page sees it at 21 items. */
const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextToken: string | null;
}

/**
 * Cuts one page out of a list. `max_result` is 1 to 100; `next_token` is what the page before gave for the same list,
 * anything else is refused.
 */
export function pageOf<T>(request: PracticeRequest, list: string, all: readonly T[]): Checked<Page<T>> {
  const asked = request.query.get('max_result');
  const size = asked === null ? DEFAULT_PAGE : Number(asked);
  if (asked !== null && (!/^\d{1,3}$/u.test(asked) || size < 1 || size > MAX_PAGE)) {
    return { ok: false, error: invalidRequest('max_result must be between 1 and 100') };
  }
  const token = request.query.get('next_token');
  const start = token === null ? 0 : readToken(token, list);
  if (start === null) return { ok: false, error: invalidRequest('next_token is invalid') };
  const end = start + size;
  return {
    ok: true,
    value: { items: all.slice(start, end), nextToken: end < all.length ? makeToken(end, list) : null },
  };
}

function makeToken(offset: number, list: string): string {
  const text = Buffer.from(String(offset)).toString('base64url');
  return `${text}.${seal(text, list)}`;
}

function readToken(token: string, list: string): number | null {
  const [text = '', mac = ''] = token.split('.');
  if (!sameSecret(mac, seal(text, list))) return null;
  return Number(Buffer.from(text, 'base64url').toString());
}

/** Not a secret: it makes tokens opaque and ties them to their list. */
function seal(text: string, list: string): string {
  return createHmac('sha256', list).update(text).digest('base64url').slice(0, 22);
}
