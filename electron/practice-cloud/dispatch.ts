import { type Answer, plain } from './answer.ts';
import type { PracticeContext } from './context.ts';
import type { DamageFault, RefusalFault } from './faults.ts';
import type { PracticeRequest } from './request.ts';
import type { RequestLog } from './request-log.ts';
import { matchRoute, type Route } from './route.ts';

/** What the server is to do with the connection. */
export type Delivery =
  | { readonly is: 'answer'; readonly answer: Answer }
  /** Half of the answer, then the line goes dead. */
  | { readonly is: 'cut'; readonly answer: Answer }
  /** Nothing; the connection stays open. */
  | { readonly is: 'silence' };

/** A request for a route that exists. */
export interface Arrival extends PracticeRequest {
  readonly route: Route;
}

const THROTTLED: RefusalFault = {
  status: 429,
  error: 'TooManyRequestsException',
  message: 'HTTP 429 Unknown Code',
};

/** The route of a request, or the answer to one that has none. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
):
  { readonly route: Route; readonly params: Readonly<Record<string, string>> } | { readonly answer: Answer } {
  const match = matchRoute(routes, method, path);
  switch (match.is) {
    case 'found':
      return match;
    case 'wrong-method':
      return { answer: plain(405, 'Method not allowed\n', { allow: match.allow.join(', ') }) };
    case 'unknown':
      return { answer: plain(404, 'Not found\n') };
  }
}

/** Answers one request, with whatever has been programmed to go wrong, and notes it in the log. */
export async function dispatch(
  arrival: Arrival,
  context: PracticeContext,
  log: RequestLog,
  stopped: AbortSignal,
): Promise<Delivery> {
  const { route } = arrival;
  const { faults } = context;
  const at = context.now();
  const note = (answer: Answer | null): void => {
    log.add({
      operation: route.operation,
      at,
      status: answer?.status ?? 0,
      ...(answer?.error === undefined ? {} : { error: answer.error }),
      ...(answer?.grantType === undefined ? {} : { grantType: answer.grantType }),
    });
  };

  await faults.linger(stopped);
  if (stopped.aborted) return { is: 'silence' };
  const throttled = route.throttled === true && !faults.admit(context.now());
  const fault = throttled ? THROTTLED : faults.take(route.operation);
  if (fault !== null && 'status' in fault) {
    const refusal = refuseWith(route, fault);
    note(refusal);
    return { is: 'answer', answer: refusal };
  }
  if (fault?.answer === 'hang') {
    note(null);
    return { is: 'silence' };
  }
  const answer = route.handle(arrival, context);
  note(answer);
  return fault === null ? { is: 'answer', answer } : damaged(answer, fault);
}

function refuseWith(route: Route, fault: RefusalFault): Answer {
  const refusal = route.refuse(
    fault.status,
    fault.error,
    fault.message ?? 'Refused on request',
    fault.details,
  );
  if (fault.retryAfterSeconds === undefined) return refusal;
  return { ...refusal, headers: { ...refusal.headers, 'retry-after': String(fault.retryAfterSeconds) } };
}

function damaged(answer: Answer, fault: DamageFault): Delivery {
  switch (fault.answer) {
    case 'malformed-json':
      return { is: 'answer', answer: { ...answer, body: `${firstHalf(answer.body)}<` } };
    case 'wrong-content-type':
      return { is: 'answer', answer: captivePortal(answer) };
    case 'truncated':
      return { is: 'cut', answer };
    case 'hang':
      return { is: 'silence' };
  }
}

/** What a hotel's network puts in the place of an answer. */
function captivePortal(answer: Answer): Answer {
  return {
    ...answer,
    headers: { ...answer.headers, 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Welcome to the guest network</title><p>Please accept the terms of use.</p>',
  };
}

/** Half of a body, and never all of it. */
export function firstHalf(body: string): string {
  return body.slice(0, Math.floor(body.length / 2));
}
