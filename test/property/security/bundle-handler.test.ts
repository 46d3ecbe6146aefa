import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBundleHandler } from '../../../electron/security/bundle-handler.ts';
import { responseHeaders } from '../../../electron/security/response-headers.ts';

const outside = 'canary: outside of the bundle';
let folder = '';
let serve: ReturnType<typeof createBundleHandler>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-bundle-'));
  const bundle = join(folder, 'bundle');
  mkdirSync(join(bundle, 'assets', 'folder.js'), { recursive: true });
  writeFileSync(join(bundle, 'index.html'), '<!doctype html>');
  writeFileSync(join(bundle, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(bundle, 'assets', 'with space.css'), 'a {}');
  writeFileSync(join(bundle, 'notes.txt'), outside);
  writeFileSync(join(folder, 'secret.js'), outside);
  mkdirSync(join(folder, 'bundle-beside'));
  writeFileSync(join(folder, 'bundle-beside', 'secret.js'), outside);
  symlinkSync(join(folder, 'secret.js'), join(bundle, 'assets', 'link.js'));
  symlinkSync(folder, join(bundle, 'assets', 'up'));
  symlinkSync(join(folder, 'bundle-beside'), join(bundle, 'beside'));
  symlinkSync('loop.js', join(bundle, 'loop.js'));
  execFileSync('mkfifo', [join(bundle, 'pipe.js')]);
  symlinkSync(join(bundle, 'assets', 'main.js'), join(bundle, 'inside.js'));
  serve = createBundleHandler(bundle);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const get = (url: string) => serve({ url, method: 'GET' });

describe('the files of the window (R-08)', () => {
  it.each([
    ['app://latchkey/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://latchkey/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://latchkey/index.html?query#hash', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://latchkey/assets/main.js', 'text/javascript; charset=utf-8', 'export {};'],
    ['app://latchkey/assets/with%20space.css', 'text/css; charset=utf-8', 'a {}'],
    ['app://latchkey/inside.js', 'text/javascript; charset=utf-8', 'export {};'],
  ])('%s is served with its type and every header', async (url, type, text) => {
    const response = await get(url);
    expect([response.status, Object.fromEntries(response.headers), await response.text()]).toEqual([
      200,
      Object.fromEntries(new Headers({ ...responseHeaders, 'Content-Type': type })),
      text,
    ]);
  });

  it.each([
    ['another host', 'app://other/index.html', 404],
    ['our host in capitals', 'app://LATCHKEY/index.html', 404],
    ['a port', 'app://latchkey:1/index.html', 404],
    ['a user', 'app://user@latchkey/index.html', 404],
    ['another scheme', 'https://latchkey/index.html', 404],
    ['no URL at all', 'index.html', 404],
    ['a folder', 'app://latchkey/assets', 404],
    ['a folder named like a script', 'app://latchkey/assets/folder.js', 404],
    ['a trailing slash', 'app://latchkey/assets/main.js/', 400],
    ['a type that is not served', 'app://latchkey/notes.txt', 404],
    ['what is not there', 'app://latchkey/assets/other.js', 404],
    ['dots', 'app://latchkey/assets/../../secret.js', 404],
    ['encoded dots', 'app://latchkey/assets/%2e%2e/%2e%2e/secret.js', 404],
    ['an encoded separator', 'app://latchkey/assets/..%2f..%2fsecret.js', 400],
    ['the other separator', 'app://latchkey/assets/..%5c..%5csecret.js', 400],
    ['double encoding', 'app://latchkey/assets/%252e%252e/%252e%252e/secret.js', 400],
    ['broken encoding', 'app://latchkey/assets/%e0%a4%a.js', 400],
    ['NUL', 'app://latchkey/assets/main.js%00.html', 400],
    ['a line break', 'app://latchkey/assets/main%0a.js', 400],
    ['a drive', 'app://latchkey/C:/secret.js', 400],
    ['two slashes', 'app://latchkey//secret.js', 400],
    ['a link to a file outside', 'app://latchkey/assets/link.js', 404],
    ['a link to a folder outside', 'app://latchkey/assets/up/secret.js', 404],
    ['a folder whose name begins like ours', 'app://latchkey/beside/secret.js', 404],
    ['a pipe', 'app://latchkey/pipe.js', 404],
    ['a link to itself', 'app://latchkey/loop.js', 404],
    ['a long name', `app://latchkey/${'a'.repeat(300)}.js`, 404],
    ['a very long path', `app://latchkey/${'a/'.repeat(300)}main.js`, 400],
  ])('%s is refused', async (_what, url, status) => {
    const response = await get(url);
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS', 'get', ''])('method "%s" is refused', async (method) => {
    expect((await serve({ url: 'app://latchkey/index.html', method })).status).toBe(405);
  });

  it('gives every header with a refusal too', async () => {
    const response = await get('app://latchkey/none.js');
    expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(new Headers(responseHeaders)));
  });

  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '..',
        '.',
        '%2e%2e',
        '%252e%252e',
        '..%2f',
        '%5c',
        '%00',
        '//',
        'assets',
        'up',
        'secret.js',
        'link.js',
      ],
      ...['bundle-beside', 'beside', 'main.js', '~', 'C:', '%c0%ae%c0%ae', '\\', '..;', 'index.html'],
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ minLength: 200, maxLength: 400 }),
  );

  it('nothing from outside is ever served, whatever the path, and nothing throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 8 }),
        fc.constantFrom('/', '%2f', '\\'),
        async (pieces, joint) => {
          const response = await get(`app://latchkey/${pieces.join(joint)}`);
          const text = await response.text();
          expect(text).not.toContain('canary');
          expect([200, 400, 404]).toContain(response.status);
          expect(response.headers.get('Content-Security-Policy')).toBe(
            responseHeaders['Content-Security-Policy'],
          );
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('no text that is no URL of ours gives anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.webUrl()), async (url) => {
        expect((await get(url)).status).toBe(404);
      }),
    );
  });
});
