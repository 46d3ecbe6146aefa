import { appError } from '../model/app-error.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isLoopbackHost } from '../net/loopback.ts';

interface StartUrlOptions {
  /** Takes `http://127.0.0.1:<port>` too: sessions whose endpoints are all loopback. */
  readonly allowLoopbackHttp?: boolean;
  /**
   * Gives the text as it was typed, without blanks around it: the token of a legacy session lies under the hash of these
   * very bytes (protocol/aws.md §4.1).
   */
  readonly keepForm?: boolean;
}

const maximumLength = 1024;
const visibleAscii = /^[\x21-\x7e]+$/;
const plainPath = /^[A-Za-z0-9._~%/-]*$/;
/** What may stand in a config file behind `=` whatever its reader. */
const plainUrl = /^[A-Za-z0-9._~%/:?#&=[\]-]+$/;

/**
 * Reads a start URL or issuer URL as people paste it (protocol/aws.md §1.5): blanks around it, `/`, `#/` and what a portal
 * page puts behind are cut off. The result has no query, fragment or trailing slash.
 * Errors: `input.start-url-invalid`, `input.start-url-not-https`.
 */
export function parseStartUrl(
  text: string,
  options: StartUrlOptions = {},
): Result<{ readonly startUrl: string }> {
  const trimmed = text.trim();
  // No backslash: URL parsers read it as a slash.
  if (trimmed.length > maximumLength || !visibleAscii.test(trimmed) || trimmed.includes('\\')) {
    return err(appError('input.start-url-invalid'));
  }
  if (!URL.canParse(trimmed)) {
    return err(appError('input.start-url-invalid'));
  }
  const url = new URL(trimmed);
  const loopback = isLoopbackHost(url.hostname);
  if (url.protocol === 'http:' && !(loopback && options.allowLoopbackHttp === true)) {
    return err(appError('input.start-url-not-https'));
  }
  const valid =
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    // `https:host` parses too, but nobody means it.
    /^https?:\/\/[^/]/i.test(trimmed) &&
    url.username === '' &&
    url.password === '' &&
    (loopback || (url.port === '' && isDomainName(url.hostname))) &&
    plainPath.test(url.pathname) &&
    (options.keepForm !== true || plainUrl.test(trimmed));
  return valid
    ? ok({ startUrl: options.keepForm === true ? trimmed : bareUrl(url) })
    : err(appError('input.start-url-invalid'));
}

function bareUrl(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** At least two labels, the last not a number: no bare names, no addresses. */
function isDomainName(hostname: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname);
}
