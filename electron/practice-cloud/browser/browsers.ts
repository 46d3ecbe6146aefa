import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken, sameSecret } from '../secrets.ts';
import type { BrowserRecord, PortalSession } from '../state.ts';

const COOKIE = 'latchkey-practice-browser';
const BROWSER_DAYS = 30;

/** The browser behind a request, with the header that makes it remember who it is. */
export interface BrowserVisit {
  readonly browser: BrowserRecord;
  /** A `set-cookie` header for a browser seen for the first time, else nothing. */
  readonly cookie: Readonly<Record<string, string>>;
  /** Who is signed in at a portal in this browser. */
  sessionAt(portalId: string): PortalSession | undefined;
}

/** Recognises the browser by its cookie, or gives it one: for this host only, out of reach of scripts and other sites. */
export function browserOf(request: PracticeRequest, context: PracticeContext): BrowserVisit {
  const known = knownBrowser(request, context);
  if (known !== undefined) return visitOf(known, {}, context);
  const browser: BrowserRecord = {
    id: randomToken(context.random, 24),
    csrf: randomToken(context.random, 24),
    sessions: {},
    expiresAt: context.now() + BROWSER_DAYS * 24 * 3600 * 1000,
  };
  context.state.browsers.set(browser.id, browser);
  return visitOf(
    browser,
    { 'set-cookie': `${COOKIE}=${browser.id}; Path=/; HttpOnly; SameSite=Lax` },
    context,
  );
}

/** The visit of a form post: cookie, token of the form and origin must all be ours. */
export function browserOfForm(
  request: PracticeRequest,
  form: URLSearchParams,
  context: PracticeContext,
): BrowserVisit | undefined {
  const browser = knownBrowser(request, context);
  const origin = request.headers['origin'];
  if (browser === undefined || (origin !== undefined && origin !== request.origin)) return undefined;
  if (!sameSecret(form.get('csrf') ?? '', browser.csrf)) return undefined;
  return visitOf(browser, {}, context);
}

function visitOf(
  browser: BrowserRecord,
  cookie: Readonly<Record<string, string>>,
  context: PracticeContext,
): BrowserVisit {
  return {
    browser,
    cookie,
    sessionAt: (portalId) => {
      const sessionId = context.state.browsers.get(browser.id)?.sessions[portalId];
      return sessionId === undefined ? undefined : context.state.liveSession(sessionId, context.now());
    },
  };
}

function knownBrowser(request: PracticeRequest, context: PracticeContext): BrowserRecord | undefined {
  for (const pair of (request.headers['cookie'] ?? '').split(/[;,]/u)) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === COOKIE && value !== undefined) {
      const browser = context.state.browsers.get(value);
      if (browser !== undefined && context.now() < browser.expiresAt) return browser;
    }
  }
  return undefined;
}
