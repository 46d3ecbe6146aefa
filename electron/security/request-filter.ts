import type { Session } from 'electron';
import { isAppUrl } from './origin.ts';

export type FilteredSession = Pick<Session, 'webRequest'>;

/** Cancels whatever a page asks for outside our own bundle (R-06, security.md §2.2): a page has no network. */
export function filterRequests(session: FilteredSession): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isAppUrl(details.url) });
  });
}
