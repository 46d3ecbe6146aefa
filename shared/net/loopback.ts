const literalLoopback = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether the host of a parsed URL is a literal loopback address. Names do not count, `localhost` included: what a name
 * leads to is decided elsewhere (security.md §0.5, RFC 8252 §8.3).
 */
export function isLoopbackHost(hostname: string): boolean {
  return literalLoopback.test(hostname);
}

/** Whether nothing but this machine can be behind the URL. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}

/** Whether a URL may carry secrets: https, or http to a literal loopback address. */
export function isSecureOrigin(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}
