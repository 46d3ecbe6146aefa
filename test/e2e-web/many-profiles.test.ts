import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWindowBrowser, type WindowBrowser } from './support/window-browser.ts';

let browser: WindowBrowser;
let page: Page;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  page = await browser.open('manyProfiles');
  await page.getByRole('button', { name: 'Profiles', exact: true }).click();
  await page.getByText('2500 profiles').waitFor();
});
afterEach(async () => {
  expect(await browser.problemsOf(page)).toEqual([]);
  await page.context().close();
});

describe('with 2,500 profiles', () => {
  it('only what can be seen is rendered, and the last one is a key away', async () => {
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.getByRole('row', { name: /^team-0001/ }).focus();
    await page.keyboard.press('End');
    await page.getByRole('row', { name: /^team-2495/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^team-2495/);
    expect(await page.getByRole('row').count()).toBeLessThan(60);
  });

  it('a profile is found, its menu opened and a sheet left again, all by keys, and the focus is where it was', async () => {
    await page.getByRole('textbox', { name: 'Filter profiles' }).fill('team-1234');
    await page.getByText('1 profile', { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    while (!(await page.evaluate(() => document.activeElement?.getAttribute('role') === 'row'))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Edit…' }).waitFor();
    await page.keyboard.press('R');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Rename profile team-1234' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.closest('[role=row]')?.textContent)).toMatch(
      /^team-1234/,
    );
  });
});
