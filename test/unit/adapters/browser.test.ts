import { describe, expect, it } from 'vitest';
import { createBrowser } from '../../../electron/adapters/external-browser.ts';
import type { ExternalUrl } from '../../../electron/core/ports.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

const url = 'https://example.awsapps.com/start?canary-secret' as ExternalUrl;

describe('the browser', () => {
  it('is handed the link as it is', async () => {
    const opened: string[] = [];
    const browser = createBrowser(async (given) => void opened.push(given), createFakeLog());
    expect([await browser.open(url), opened]).toEqual([{ ok: true, value: undefined }, [url]]);
  });

  it('that does not open is an error by code, and the link stays out of the log', async () => {
    const log = createFakeLog();
    const browser = createBrowser(() => Promise.reject(new Error(`failed: ${url}`)), log);
    expect([await browser.open(url), log.entries]).toEqual([
      { ok: false, error: { code: 'sign-in.browser-unavailable' } },
      [{ level: 'warn', event: 'browser.failed', fields: { cause: 'Error' } }],
    ]);
  });
});
