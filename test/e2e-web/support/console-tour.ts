import type { Page } from 'playwright-core';
import type { Stop } from './tour.ts';

const row = (page: Page) => page.getByRole('row', { name: /Production.*ReadOnly/ }).first();

async function openMenu(page: Page): Promise<void> {
  await row(page).hover();
  await row(page).getByRole('button', { name: 'Open console at…' }).click();
  await page.getByRole('menuitem', { name: /^Another service/ }).waitFor();
}

async function openSheet(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: /^Another service/ }).click();
  await page.getByRole('combobox', { name: 'Service' }).waitFor();
}

/** Opening consoles. */
export const consoleTour: readonly Stop[] = [
  { name: 'the pages of a console', scenario: 'ready', go: openMenu },
  { name: 'choosing a place in the console', scenario: 'ready', go: openSheet },
  {
    name: 'finding a service of the console',
    scenario: 'ready',
    go: async (page) => {
      await openSheet(page);
      await page.getByRole('combobox', { name: 'Service' }).pressSequentially('sec');
      await page.getByRole('option', { name: /Secrets Manager/ }).waitFor();
    },
  },
  {
    name: 'a page that is not of this console',
    scenario: 'ready',
    go: async (page) => {
      await page.evaluate(() => {
        window.world.fail('console.open', {
          code: 'console.page-refused',
          params: { host: 'console.aws.amazon.com' },
        });
      });
      await openSheet(page);
      await page.getByRole('textbox', { name: 'Or the address of a page' }).fill('https://example.com/');
      await page.getByRole('dialog').getByRole('button', { name: 'Open console' }).click();
      await page.getByText('That is not a page of the console').waitFor();
    },
  },
  {
    name: 'a console that was opened',
    scenario: 'ready',
    go: async (page) => {
      await row(page).hover();
      await row(page).getByRole('button', { name: 'Open console', exact: true }).click();
      await page.getByText('Opened the console of Production · ReadOnly').waitFor();
    },
  },
];
