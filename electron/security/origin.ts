/** The scheme that the window's own files are served under; nothing else is ever loaded (security.md §2, items 1, 18). */
export const appScheme = 'app';
export const appHost = 'latchkey';
/** The one origin that may talk to main. */
export const appOrigin = `${appScheme}://${appHost}`;
/** The page of the window. */
export const appPage = `${appOrigin}/index.html`;

/** Whether a URL is of our own bundle: exact scheme and host, no port, no user. `about:blank` and empty ones are not. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) {
    return false;
  }
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}
