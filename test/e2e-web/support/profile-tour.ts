import type { Page } from 'playwright-core';
import type { Stop } from './tour.ts';

const openProfiles = async (page: Page) => {
  await page.getByRole('button', { name: 'Profiles', exact: true }).click();
  await page
    .getByRole('row', { name: /prod|team/ })
    .first()
    .waitFor();
};
const openMenu = async (page: Page, name: string) => {
  await openProfiles(page);
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
};
const choose = async (page: Page, name: string, item: string) => {
  await openMenu(page, name);
  await page.getByRole('menuitem', { name: item }).click();
};
const changes = (page: Page) =>
  page
    .getByRole('list', { name: /^Changes to/ })
    .first()
    .waitFor();
const openEdit = async (page: Page) => {
  await choose(page, 'prod', 'Edit…');
  await changes(page);
};
const openGenerate = async (page: Page) => {
  await openProfiles(page);
  await page.getByRole('button', { name: 'Generate for all roles…' }).click();
  await page.getByText('new profiles').first().waitFor();
};

/** Every state of the Profiles view and of its sheets. */
export const profileTour: readonly Stop[] = [
  {
    name: 'the profiles',
    scenario: 'profiles',
    go: async (page) => {
      await openProfiles(page);
      await page.getByText('not usable').first().waitFor();
    },
  },
  {
    name: 'a profile’s menu',
    scenario: 'profiles',
    go: async (page) => {
      await openMenu(page, 'prod');
      await page.getByRole('menuitem', { name: 'Remove…' }).waitFor();
    },
  },
  {
    name: 'a foreign profile’s menu',
    scenario: 'profiles',
    go: async (page) => {
      await openMenu(page, 'theirs');
      await page.getByRole('menuitem', { name: 'Manage' }).waitFor();
    },
  },
  {
    name: 'the formats of a profile',
    scenario: 'profiles',
    go: async (page) => {
      await openProfiles(page);
      await page
        .getByRole('button', { name: 'Copy credentials of prod in another format', exact: true })
        .click();
      await page.getByRole('menuitemradio', { name: 'fish' }).waitFor();
    },
  },
  {
    name: 'very many profiles',
    scenario: 'manyProfiles',
    go: async (page) => {
      await openProfiles(page);
      await page.getByText('2500 profiles').waitFor();
    },
  },
  {
    name: 'no profile that matches',
    scenario: 'manyProfiles',
    go: async (page) => {
      await openProfiles(page);
      await page.getByRole('textbox', { name: 'Filter profiles' }).fill('zzz');
      await page.getByText('No profile matches.').waitFor();
    },
  },
  { name: 'editing a profile', scenario: 'profiles', go: openEdit },
  {
    name: 'editing a profile that assumes a role',
    scenario: 'profiles',
    go: async (page) => {
      await openEdit(page);
      await page.getByText('More options').click();
      await page.getByLabel('Credentials of a role that this one assumes').check();
      await page.getByLabel('Role to assume').fill('arn:aws:iam::444455556666:role/Deploy');
      await page.getByLabel('Duration in seconds').fill('10');
      await page.getByText('A whole number from 900').waitFor();
    },
  },
  {
    name: 'further keys that are none',
    scenario: 'profiles',
    go: async (page) => {
      await openEdit(page);
      await page.getByText('More options').click();
      await page.getByLabel('More keys').fill('cli_pager = less\nnonsense');
      await page.getByText('Line 2 is not').waitFor();
    },
  },
  {
    name: 'renaming a profile',
    scenario: 'profiles',
    go: async (page) => {
      await choose(page, 'prod', 'Rename…');
      await page.getByLabel('New name').fill('live');
      await changes(page);
    },
  },
  {
    name: 'making a profile the default over a foreign one',
    scenario: 'profiles',
    go: async (page) => {
      await page.evaluate(() => {
        const file = '~/.aws/config';
        const diff = [
          { type: 'context' as const, text: '[default]' },
          { type: 'remove' as const, text: 'region = us-east-1' },
          { type: 'add' as const, text: 'region = eu-central-1' },
        ];
        const asks = [{ code: 'config.foreign-default' as const }];
        const value = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks };
        window.world.answer({ profiles: { previewDefault: async () => ({ ok: true, value }) } });
      });
      await choose(page, 'prod', 'Make default…');
      await page.getByRole('checkbox').waitFor();
    },
  },
  {
    name: 'removing a profile',
    scenario: 'profiles',
    go: async (page) => {
      await choose(page, 'prod', 'Remove…');
      await changes(page);
    },
  },
  {
    name: 'undoing a change',
    scenario: 'profiles',
    go: async (page) => {
      await page.evaluate(() => {
        const file = '~/.aws/config';
        const diff = [{ type: 'remove' as const, text: '[profile prod]' }];
        const asks = [{ code: 'config.undo-changed' as const, params: { file } }];
        const value = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks };
        window.world.answer({ profiles: { previewUndo: async () => ({ ok: true, value }) } });
      });
      await openProfiles(page);
      await page.getByRole('button', { name: 'Undo' }).click();
      await changes(page);
    },
  },
  { name: 'generating profiles', scenario: 'profiles', go: openGenerate },
  {
    name: 'generating profiles by a template that cannot be used',
    scenario: 'profiles',
    go: async (page) => {
      await openGenerate(page);
      await page.getByLabel('Names', { exact: true }).selectOption('custom');
      await page.getByLabel('Template', { exact: true }).fill('{rolle}');
      await page.getByText('which is not a placeholder').waitFor();
    },
  },
  {
    name: 'generating a great many profiles',
    scenario: 'manyProfiles',
    go: async (page) => {
      await openGenerate(page);
      await page.getByText('and 1000 more').waitFor();
      await page.getByRole('checkbox', { name: /Do it all the same/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'pruning profiles',
    scenario: 'profiles',
    go: async (page) => {
      await openProfiles(page);
      await page.getByRole('button', { name: 'Prune…' }).click();
      await page.getByText('2 profiles to remove').waitFor();
    },
  },
  {
    name: 'renaming a session',
    scenario: 'profiles',
    go: async (page) => {
      await page.evaluate(() => {
        const file = '~/.aws/config';
        const diff = [
          { type: 'remove' as const, text: '[sso-session my-sso]' },
          { type: 'add' as const, text: '[sso-session work]' },
        ];
        const asks = [
          { code: 'config.session-in-use' as const, params: { session: 'my-sso', users: 'theirs' } },
        ];
        const value = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks };
        window.world.answer({ sessions: { previewRename: async () => ({ ok: true, value }) } });
      });
      await page
        .getByRole('button', { name: /^my-sso/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Rename…' }).click();
      await page.getByLabel('New name').fill('work');
      await changes(page);
    },
  },
];
