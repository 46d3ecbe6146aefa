import type { Locator, Page } from 'playwright-core';

/** The window by its accessible names, which are part of the interface (design.md §7). */
export function windowOf(page: Page) {
  const search = page.getByRole('textbox', { name: 'Search accounts and roles' });

  const main = {
    page,

    async search(text: string): Promise<void> {
      await search.fill(text);
    },

    /** The row of a role, found by searching for its account and name. */
    async role(account: string, roleName: string): Promise<Locator> {
      await search.fill(`${account} ${roleName}`);
      const row = page.getByRole('row').filter({ hasText: account }).filter({ hasText: roleName });
      await row.first().waitFor();
      return row.first();
    },

    /** Copies a role's credentials from its row; without a format, in the one used last. */
    async copy(row: Locator, format?: string): Promise<void> {
      // The buttons of a row are there for the pointer and the focus.
      await row.hover();
      if (format === undefined) {
        await row.getByRole('button', { name: 'Copy credentials', exact: true }).click();
      } else {
        await row.getByRole('button', { name: 'Copy in another format' }).click();
        await page.getByRole('menuitemradio', { name: format, exact: true }).click();
      }
    },

    /** Opens the sheet that saves a role as a profile. */
    async saveProfileSheet(row: Locator): Promise<Locator> {
      await row.hover();
      await row.getByRole('button', { name: 'Save profile' }).click();
      const sheet = page.getByRole('dialog', { name: /^Save profile for/ });
      await sheet.getByRole('textbox', { name: 'Profile name' }).waitFor();
      return sheet;
    },

    /** The diff of a sheet, one line each as in a file of changes. */
    async diff(sheet: Locator): Promise<readonly string[]> {
      const lines = sheet.getByRole('list', { name: /^Changes to / }).getByRole('listitem');
      await lines.first().waitFor();
      return await lines.evaluateAll((items) =>
        items.map((item) => {
          const words = item.querySelector('code')?.textContent ?? '';
          const told = item.textContent.replace(words, '');
          return `${told.includes('Added') ? '+' : told.includes('Removed') ? '-' : ' '}${words}`;
        }),
      );
    },

    /** Opens one of the views. */
    async view(name: 'Roles' | 'Profiles'): Promise<void> {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
    },
  };
  return main;
}
