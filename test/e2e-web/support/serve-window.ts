import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { responseHeaders } from '../../../electron/security/response-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface WindowServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built window on loopback with the very headers of our own scheme. */
export async function serveWindow(folder: string): Promise<WindowServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://window').pathname;
    const file = join(folder, normalize(path === '/' ? '/index.html' : path));
    readFile(file).then(
      (body) => {
        response.writeHead(200, { ...responseHeaders, 'Content-Type': TYPES[extname(file)] ?? 'text/plain' });
        response.end(body);
      },
      () => {
        response.writeHead(404, responseHeaders);
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
