import type { IncomingMessage } from 'node:http';

/** The one route; the number is the version of the protocol between client and app. */
export const callRoute = '/v1/call';

/** The name in the URL that the client asks for. Nothing resolves it: the connection is the socket. */
const host = 'latchkey';
const formType = 'application/x-www-form-urlencoded';

/** Headers that only browsers send, and that no page can leave out of a request to another origin. */
const browserHeaders = ['origin', 'referer', 'cookie', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'];

export type RequestRefusal = 'not-the-client' | 'other-version';

/**
 * Whether a request is one of the shell client. A browser cannot reach a Unix socket; this holds even where something
 * forwards it to one: the host is fixed, and a header is asked for that a page cannot send without a preflight.
 */
export function refuseRequest(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
): RequestRefusal | null {
  const { method, url, headers } = request;
  if (
    headers.host !== host ||
    headers['latchkey-client'] === undefined ||
    browserHeaders.some((name) => headers[name] !== undefined)
  ) {
    return 'not-the-client';
  }
  if (url !== callRoute) {
    return 'other-version';
  }
  return method === 'POST' && headers['content-type'] === formType ? null : 'not-the-client';
}
