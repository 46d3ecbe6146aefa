import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser, hasLinkOpener } from '../../../electron/adapters/external-browser.ts';
import type { ExternalUrl } from '../../../electron/core/ports.ts';
import type { InstalledBrowsers } from '../../../electron/adapters/browsers/installed-browsers.ts';
import type { InstalledBrowser } from '../../../shared/model/browser.ts';
import type { BrowserChoice } from '../../../shared/model/session.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

const url = 'https://example.awsapps.com/start?canary-secret' as ExternalUrl;
const unavailable = { ok: false, error: { code: 'sign-in.browser-unavailable' } };

const firefox: InstalledBrowser = { id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [] };

function setUp(openExternal: (url: string) => Promise<void>, canOpen = true) {
  const log = createFakeLog();
  const inFirefox: string[] = [];
  const installed: InstalledBrowsers = {
    list: async () => [firefox],
    open: async (given, { id }) => {
      if (id !== firefox.id) return 'missing';
      inFirefox.push(given);
      return 'opened';
    },
  };
  const loadInstalled = async () => installed;
  const browser = createBrowser({ openExternal, canOpen: async () => canOpen, loadInstalled, log });
  return { browser, log, inFirefox };
}

const chosen = (id: string): BrowserChoice => ({
  type: 'installed',
  id,
  privateWindow: false,
  profile: null,
});

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

describe('a chosen browser', () => {
  it('gets the link in the place of the default one', async () => {
    const opened: string[] = [];
    const { browser, inFirefox } = setUp(async (given) => void opened.push(given));
    expect(await browser.open(url, chosen('firefox'))).toEqual({ ok: true, value: undefined });
    expect([opened, inFirefox]).toEqual([[], [url]]);
  });

  it('that is gone is an error by code, and the default one is not opened in its stead', async () => {
    const opened: string[] = [];
    const { browser } = setUp(async (given) => void opened.push(given));
    expect([await browser.open(url, chosen('gone')), opened]).toEqual([
      { ok: false, error: { code: 'browser.missing', params: { browser: 'gone' } } },
      [],
    ]);
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
