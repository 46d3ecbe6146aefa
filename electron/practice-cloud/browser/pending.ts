import type { Answer } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import { messagePage } from '../pages/message.ts';
import { words } from '../pages/words.ts';
import type { ClientRequest, PendingRequest } from '../state.ts';
import type { BrowserVisit } from './browsers.ts';

/** The request that a browser is to answer; another browser's is none of its business. */
export function pendingOf(
  id: string | null,
  visit: BrowserVisit,
  context: PracticeContext,
): PendingRequest | undefined {
  const pending = context.state.pending.get(id ?? '');
  if (pending?.browserId !== visit.browser.id) return undefined;
  return context.now() < pending.expiresAt ? pending : undefined;
}

/** The same, if it is a client's: only those need a decision. */
export function clientRequestOf(
  id: string | null,
  visit: BrowserVisit,
  context: PracticeContext,
): ClientRequest | undefined {
  const pending = pendingOf(id, visit, context);
  return pending?.kind === 'page' ? undefined : pending;
}

/** The answer to a request that was answered already or waited too long. */
export function gone(): Answer {
  return { ...messagePage(410, words.problem.title, words.problem.gone), error: 'gone' };
}

/** The answer to a form that did not come from our own page. */
export function forged(): Answer {
  return { ...messagePage(403, words.problem.title, words.problem.forged), error: 'forged' };
}
