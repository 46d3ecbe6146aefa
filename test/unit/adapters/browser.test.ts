import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser, hasLinkOpener } from '../../../electron/adapters/external-browser.ts';
import type { ExternalUrl } from '../../../electron/core/ports.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

const url = 'https://example.awsapps.com/start?canary-secret' as ExternalUrl;
const unavailable = { ok: false, error: { code: 'sign-in.browser-unavailable' } };

function setUp(openExternal: (url: string) => Promise<void>, canOpen = true) {
  const log = createFakeLog();
  return { browser: createBrowser({ openExternal, canOpen: async () => canOpen, log }), log };
}

describe('the browser', () => {
  it('is handed the link as it is', async () => {
    const opened: string[] = [];
    const { browser } = setUp(async (given) => void opened.push(given));
    expect([await browser.open(url), opened]).toEqual([{ ok: true, value: undefined }, [url]]);
  });

  it('that does not open is an error by code, and the link stays out of the log', async () => {
    const { browser, log } = setUp(() => Promise.reject(new Error(`failed: ${url}`)));
    expect([await browser.open(url), log.entries]).toEqual([
      unavailable,
      [{ level: 'warn', event: 'browser.failed', fields: { cause: 'Error' } }],
    ]);
  });

  it('is not called where nothing would open it', async () => {
    const opened: string[] = [];
    const { browser } = setUp(async (given) => void opened.push(given), false);
    expect([await browser.open(url), opened]).toEqual([unavailable, []]);
  });
});

describe('what opens links', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-path-'));
    for (const [name, mode] of [
      ['with', 0o755],
      ['not-executable', 0o644],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'xdg-open'), '#!/bin/sh\n');
      chmodSync(join(folder, name, 'xdg-open'), mode);
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['linux', ['none', 'with'], true],
    ['linux', ['not-executable'], false],
    ['linux', ['none'], false],
    ['linux', [''], false],
    ['darwin', ['none'], true],
    ['win32', ['none'], true],
  ])('on %s with %j on the search path: %s', async (platform, folders, expected) => {
    const path = folders.map((name) => (name === '' ? '' : join(folder, name))).join(':');
    expect(await hasLinkOpener(platform, path)).toBe(expected);
  });
});
