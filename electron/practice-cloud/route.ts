import type { Answer } from './answer.ts';
import type { PracticeContext } from './context.ts';
import type { PracticeRequest } from './request.ts';
import type { Operation } from './request-log.ts';

/** What some refusals say besides. */
export interface RefusalDetails {
  /** The name of the exception where it does not follow from the error, e.g. `InvalidRequestRegionException`. */
  readonly exception?: string;
  /** More members of the body, e.g. `reason` (protocol/aws.md §2.6). */
  readonly members?: Readonly<Record<string, string>>;
}

/** Says no in the form that callers of this part understand. */
export type Refuse = (status: number, error: string, message: string, details?: RefusalDetails) => Answer;

/** One endpoint. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Parts may be `:name`, with a beginning of their own before it. */
  readonly path: string;
  readonly operation: Operation;
  /** Whether the request limit of the portal counts it (protocol/aws.md §3). */
  readonly throttled?: boolean;
  readonly refuse: Refuse;
  handle(request: PracticeRequest, context: PracticeContext): Answer;
}

export type RouteMatch =
  | { readonly is: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly is: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly is: 'unknown' };

/** The route for a method and path. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const allow: string[] = [];
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params === null) continue;
    if (route.method === method) return { is: 'found', route, params };
    allow.push(route.method);
  }
  return allow.length > 0 ? { is: 'wrong-method', allow } : { is: 'unknown' };
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? '';
    const [before = '', name] = part.split(':');
    if (name === undefined ? part !== value : !value.startsWith(before)) return null;
    if (name !== undefined) params[name] = value.slice(before.length);
  }
  return params;
}
