import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { isAppUrl } from './origin.ts';
import { responseHeaders } from './response-headers.ts';

/** Types of the files that a bundle holds; anything else is not served. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const longestPath = 512;
/** Controls, the other separator, a second layer of encoding, and characters that no file of a bundle has. */
const refusedCharacters = /[\u0000-\u001f\u007f\\%:*?"<>|]/;

/** The parts of a `Request` that count. */
export interface BundleRequest {
  readonly url: string;
  readonly method: string;
}

/**
 * Serves the files of one folder under our own scheme, and nothing else (R-08, security.md §2.2): exact host, GET only,
 * decoded once, and the real path must lie inside the folder. 400 for what cannot be meant, 404 for what is not there.
 */
export function createBundleHandler(root: string): (request: BundleRequest) => Promise<Response> {
  return async ({ url, method }) => {
    if (!isAppUrl(url)) {
      return empty(404);
    }
    if (method !== 'GET') {
      return empty(405);
    }
    const segments = segmentsOf(url);
    if (segments === null) {
      return empty(400);
    }
    const type = mimeTypes[extname(segments.at(-1) ?? '')];
    const content = type === undefined ? null : await readInside(root, segments);
    return type === undefined || content === null
      ? empty(404)
      : new Response(content, { status: 200, headers: { ...responseHeaders, 'Content-Type': type } });
  };
}

/** The decoded path below the root, or null if it is not a plain one. The root itself is the page. */
function segmentsOf(url: string): readonly string[] | null {
  const { pathname } = new URL(url);
  if (pathname === '/' || pathname === '') {
    return ['index.html'];
  }
  if (pathname.length > longestPath) {
    return null;
  }
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (refusedCharacters.test(path)) {
    return null;
  }
  const segments = path.slice(1).split('/');
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..') ? null : segments;
}

/** The bytes of a regular file whose real path is inside the root; null otherwise. */
async function readInside(root: string, segments: readonly string[]): Promise<ArrayBuffer | null> {
  try {
    const realRoot = await realpath(root);
    const file = await realpath(join(realRoot, ...segments));
    // Looked at before it is opened: opening a pipe would wait for its other end.
    if (!file.startsWith(realRoot + sep) || !(await stat(file)).isFile()) {
      return null;
    }
    return new Uint8Array(await readFile(file)).buffer;
  } catch {
    return null;
  }
}

function empty(status: number): Response {
  return new Response(null, { status, headers: responseHeaders });
}
