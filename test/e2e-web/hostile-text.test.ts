import * as fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWindowBrowser, type WindowBrowser } from './support/window-browser.ts';

let browser: WindowBrowser;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => {
  await browser.close();
});

const KNOWN = [
  '<img src=x onerror="window.pwned=1">',
  '<script>window.pwned=1</script>',
  '"><svg onload=window.pwned=1>',
  'javascript:window.pwned=1',
  '{{count}} $t(window.common.copy)',
  '&lt;b&gt;&amp;',
  '\u202eevil\u202c\u2066',
  "'; DROP TABLE accounts; --",
  '%s %d ${window.pwned=1} `x`',
  '__proto__',
] as const;
const BATCH = KNOWN.length;

/** Text as a cloud might send it: markup, templates, and whatever else. */
const hostile = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc
      .array(
        fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '{{', '}}', '$t(', 'script', 'onerror', 'x'),
        {
          minLength: 1,
          maxLength: 20,
        },
      )
      .map((pieces) => pieces.join('')),
  )
  // White space at the edges and in rows is folded by layout, not by us; an empty name is told as none.
  .map((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  .filter((text) => text !== '');

/** Shows a portal whose names are `texts`, and reads back what stands in the page. */
async function shown(page: Page, texts: readonly string[]) {
  return page.evaluate(async (names) => {
    const { world } = window;
    const { id } = world.state().sessions[0]!.record;
    const entries = names.flatMap((name, place) => {
      const accountId = String(100_000_000_000 + place);
      return [
        { type: 'account' as const, accountId, accountName: name, emailAddress: name },
        { type: 'roles' as const, accountId, roleNames: [name] },
      ];
    });
    const generation = (world.state().catalogs[id]?.generation ?? 0) + 1;
    const status = {
      state: 'ready' as const,
      accounts: names.length,
      roles: names.length,
      fetchedAt: world.now(),
    };
    world.emit('catalog', 'appended', { sessionId: id, generation, offset: 0, entries });
    world.update(({ catalogs }) => ({
      catalogs: { ...catalogs, [id]: { generation, length: entries.length, status } },
    }));
    const cells = () => [...document.querySelectorAll('[role=row][id]')];
    const read = () =>
      cells()
        .map((row) => ({
          id: row.querySelector('[id$="-account"]')!.children[1]!.textContent,
          name: row.querySelector('[id$="-account"]')!.children[0]!.textContent,
          role: row.querySelectorAll('[role=gridcell]')[1]!.textContent,
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    const expected = JSON.stringify(names);
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (JSON.stringify(read().map((row) => row.name)) === expected) break;
    }
    return {
      rows: read(),
      elements: document.querySelectorAll('*').length,
      pwned: 'pwned' in window,
    };
  }, texts);
}

describe('text from the cloud (R-07)', () => {
  it('is shown as text, whatever it says', async () => {
    const page = await browser.open('hostile');
    const harmless = await shown(
      page,
      KNOWN.map((_, place) => `Account ${String(place)}`),
    );
    expect(harmless.rows).toHaveLength(BATCH);
    const check = async (texts: readonly string[]) => {
      const { rows, elements, pwned } = await shown(page, texts);
      expect(rows.map(({ name, role }) => ({ name, role }))).toEqual(
        texts.map((text) => ({ name: text, role: text })),
      );
      expect(elements).toBe(harmless.elements);
      expect(pwned).toBe(false);
    };
    await check(KNOWN);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(hostile, { minLength: BATCH, maxLength: BATCH }), check),
      { numRuns: 25 },
    );
    expect(await browser.problemsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('is shown as text in notes, sheets, errors and the profile list too', async () => {
    const page = await browser.open('ready');
    const text = KNOWN[0];
    await page.evaluate((evil) => {
      const { world } = window;
      const session = world.state().sessions[0]!;
      world.update(() => ({
        sessions: [{ ...session, record: { ...session.record, name: evil } }],
        undo: { file: evil, profileName: evil, change: 'add' },
      }));
      world.setProfiles([
        {
          name: evil,
          cloud: 'aws',
          file: evil,
          practice: false,
          sessionName: evil,
          sessionId: null,
          accountId: evil,
          roleName: evil,
          region: evil,
          delivery: null,
          managed: true,
          valid: false,
          problem: { code: 'config.session-section-missing', params: { session: evil } },
          problems: [{ code: 'config.session-section-missing', params: { session: evil } }],
          chain: { roleArn: evil, sourceProfile: evil },
          current: true,
        },
      ]);
      world.answer({
        profiles: {
          suggest: () => Promise.resolve({ ok: true, value: { name: evil, region: evil, output: evil } }),
          preview: () =>
            Promise.resolve({
              ok: true,
              value: {
                file: evil,
                diff: [{ type: 'add', text: evil }],
                files: [{ file: evil, diff: [{ type: 'add', text: evil }] }],
                digest: 'x',
                warnings: [],
                asks: [],
              },
            }),
        },
        credentials: {
          copy: () =>
            Promise.resolve({ ok: false, error: { code: 'sign-in.required', params: { session: evil } } }),
        },
      });
    }, text);
    await page
      .getByRole('row', { name: /Production.*ReadOnly/ })
      .first()
      .press('Enter');
    await page.getByText(`You are not signed in to ${text}.`).waitFor();
    await page.getByRole('button', { name: 'Profiles' }).click();
    await page.getByText(`Added ${text} to ${text}.`).waitFor();
    await page.getByRole('button', { name: 'Roles', exact: true }).click();
    await page
      .getByRole('row', { name: /Production.*ReadOnly/ })
      .first()
      .hover();
    await page.getByRole('button', { name: 'Save profile' }).first().click();
    expect(await page.getByLabel('Profile name').inputValue()).toBe(text);
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await browser.problemsOf(page)).toEqual([]);
    await page.context().close();
  });
});
