import { appError } from '../model/app-error.ts';
import { err, ok, type Result } from '../model/result.ts';
import { isLoopbackHost } from '../net/loopback.ts';
import { aliyunSignInSuffix } from './pages.ts';

const visibleAscii = /^[\x21-\x5b\x5d-\x7e]{1,1024}$/;
/** One label: the directory's own name on the sign-in host. */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const plainPath = /^[A-Za-z0-9._~/-]*$/;

/**
 * Reads the sign-in URL of a CloudSSO directory as people paste it: from the console (`…/start/login`), from the guide of
 * the CLI (`…/device/login`), or from the address bar of the user portal or the device page, which is then the directory's
 * `/start/login` or `/device/login` (protocol/aliyun.md §4). Blanks, query and fragment are cut off. With
 * `allowLoopbackHttp` a stand-in on this machine is taken as it stands. Errors: `input.sign-in-url-invalid`.
 */
export function parseCloudSsoUrl(
  text: string,
  { allowLoopbackHttp }: { readonly allowLoopbackHttp: boolean },
): Result<string> {
  const invalid = err(appError('input.sign-in-url-invalid'));
  const trimmed = text.trim();
  // `https:host` parses too, but nobody means it.
  if (!visibleAscii.test(trimmed) || !/^https?:\/\/[^/]/i.test(trimmed) || !URL.canParse(trimmed)) {
    return invalid;
  }
  const url = new URL(trimmed);
  const path = url.pathname.replace(/\/+$/, '');
  if (url.username !== '' || url.password !== '' || !plainPath.test(path)) {
    return invalid;
  }
  if (isLoopbackHost(url.hostname)) {
    return allowLoopbackHttp ? ok(`${url.origin}${path === '' ? '/start/login' : path}`) : invalid;
  }
  const isDirectory =
    url.hostname.endsWith(aliyunSignInSuffix) &&
    label.test(url.hostname.slice(0, -aliyunSignInSuffix.length));
  if (url.protocol !== 'https:' || url.port !== '' || !isDirectory) {
    return invalid;
  }
  const page = /^\/(start|device)(?:\/|$)/.exec(path)?.[1] ?? (path === '' ? 'start' : null);
  return page === null ? invalid : ok(`${url.origin}/${page}/login`);
}
