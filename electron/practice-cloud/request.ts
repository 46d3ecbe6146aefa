/** A request as the handlers see it: body read, host checked. */
export interface PracticeRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** The path without the region in front and without the query. */
  readonly path: string;
  /** The region in front of the path; null for the home region. */
  readonly region: string | null;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers joined with a comma, as a request signature wants them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the caller addressed and signed: differs from what arrived only behind a TLS front. */
  readonly addressed: { readonly host: string; readonly target: string };
  /** Our own origin, `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** The origin with the region of the request behind it: where its services and pages are. */
  readonly base: string;
  /** The `:name` parts of the route. */
  readonly params: Readonly<Record<string, string>>;
}
