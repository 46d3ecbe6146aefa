import type { Page } from 'playwright-core';
import { aliyunTour } from './aliyun-tour.ts';
import { consoleTour } from './console-tour.ts';
import { profileTour } from './profile-tour.ts';
import type { ScenarioName } from './scenarios.ts';

/** A state of the window, and how to get there. */
export interface Stop {
  readonly name: string;
  readonly scenario: ScenarioName;
  readonly go: (page: Page) => Promise<void>;
}

const stay = async () => {};
const productionRow = (page: Page) => page.getByRole('row', { name: /Production.*ReadOnly/ }).first();
const click = async (page: Page, name: string | RegExp) => {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
};
const openSessionMenu = (page: Page) => click(page, /^my-sso/);
const openSaveSheet = async (page: Page) => {
  await productionRow(page).hover();
  await productionRow(page).getByRole('button', { name: 'Save profile' }).click();
  await page.getByText('[profile').waitFor();
};
const startSignIn = async (page: Page) => {
  await click(page, 'Sign in');
  await page.getByRole('button', { name: 'Copy link' }).waitFor();
};

/** Every view, dialog, menu and select of the window. */
export const tour: readonly Stop[] = [
  { name: 'first start', scenario: 'firstStart', go: stay },
  { name: 'what is on this machine, at the first start', scenario: 'found', go: stay },
  {
    name: 'choosing from what was found',
    scenario: 'found',
    go: async (page) => {
      await click(page, /^Found on this machine/);
      await page.getByRole('checkbox', { name: /^old-company/ }).uncheck();
    },
  },
  { name: 'something new on this machine', scenario: 'newOnMachine', go: stay },
  {
    name: 'a session that the config file has elsewhere',
    scenario: 'sectionDiffers',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Take over what the file says' }).waitFor();
    },
  },
  {
    name: 'removing a session that other profiles use',
    scenario: 'sectionDiffers',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('checkbox').check();
    },
  },
  {
    name: 'signing out of all',
    scenario: 'sectionDiffers',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Sign out of all' }).click();
    },
  },
  {
    name: 'what signing out of all took away',
    scenario: 'sectionDiffers',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Sign out of all' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out of all' }).click();
      await page.getByRole('button', { name: 'Done' }).waitFor();
    },
  },
  { name: 'somebody else than last time', scenario: 'someoneElse', go: stay },
  {
    name: 'choosing the browser of a session',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Sign in with…' }).click();
      await page.getByRole('radio', { name: 'Google Chrome' }).check();
      await page.getByRole('checkbox', { name: 'In a private window' }).check();
    },
  },
  {
    name: 'a sign-in whose browser is gone',
    scenario: 'browserGone',
    go: async (page) => {
      await click(page, 'Show sign-in');
      await page.getByRole('button', { name: 'Open in the default browser' }).waitFor();
    },
  },
  {
    name: 'a sign-in by copied link alone',
    scenario: 'linkOnly',
    go: async (page) => {
      await click(page, 'Show sign-in');
      await page.getByRole('button', { name: 'Copy link' }).waitFor();
    },
  },
  { name: 'signed out', scenario: 'signedOut', go: stay },
  { name: 'a failed sign-in', scenario: 'failedBefore', go: stay },
  { name: 'the list of roles', scenario: 'ready', go: (page) => productionRow(page).click() },
  { name: 'several sessions', scenario: 'several', go: stay },
  { name: 'listing', scenario: 'listing', go: stay },
  { name: 'a listing that is slowed down', scenario: 'slowed', go: stay },
  { name: 'favourites, tags and changes of access', scenario: 'marked', go: stay },
  {
    name: 'a search for a tag',
    scenario: 'marked',
    go: async (page) => {
      await page.getByRole('textbox', { name: 'Search accounts and roles' }).fill('data');
      await page.getByText('matches').first().waitFor();
    },
  },
  {
    name: 'the question before production credentials are copied',
    scenario: 'marked',
    go: async (page) => {
      await page.evaluate(() => {
        window.world.fail('credentials.copy', {
          code: 'guard.confirmation-needed',
          params: { account: 'Production', role: 'ReadOnly' },
        });
      });
      await productionRow(page).hover();
      await productionRow(page).getByRole('button', { name: 'Copy credentials' }).click();
      await page.getByRole('dialog', { name: 'This is production' }).waitFor();
    },
  },
  {
    name: 'all changes of access',
    scenario: 'marked',
    go: async (page) => {
      await click(page, 'Show all');
      await page.getByRole('dialog').getByText('BillingAdministrator').waitFor();
    },
  },
  {
    name: 'the settings',
    scenario: 'ready',
    go: async (page) => {
      await click(page, 'Settings');
      await page.getByRole('heading', { name: 'About' }).waitFor();
    },
  },
  {
    name: 'the settings with tags, one not complete',
    scenario: 'marked',
    go: async (page) => {
      await click(page, 'Settings');
      await click(page, 'Add tag');
      await page.getByText('Give the tag a name').waitFor();
    },
  },
  { name: 'an ended sign-in', scenario: 'expired', go: stay },
  { name: 'offline', scenario: 'offline', go: stay },
  {
    name: 'search results',
    scenario: 'ready',
    go: async (page) => {
      await page.getByRole('textbox', { name: 'Search accounts and roles' }).fill('prod');
      await page.getByText('matches').first().waitFor();
    },
  },
  {
    name: 'no match',
    scenario: 'ready',
    go: async (page) => {
      await page.getByRole('textbox', { name: 'Search accounts and roles' }).fill('zzz');
      await page.getByText('No account or role matches.').waitFor();
    },
  },
  {
    name: 'the menu of a session',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    },
  },
  {
    name: 'the formats to copy in',
    scenario: 'ready',
    go: async (page) => {
      await productionRow(page).hover();
      await productionRow(page).getByRole('button', { name: 'Copy in another format' }).click();
      await page.getByRole('menuitemradio', { name: 'fish' }).waitFor();
    },
  },
  {
    name: 'copied',
    scenario: 'ready',
    go: async (page) => {
      await productionRow(page).hover();
      await productionRow(page).getByRole('button', { name: 'Copy credentials' }).click();
      await page.getByText(/^Copied Production/).waitFor();
    },
  },
  {
    name: 'a failed copy',
    scenario: 'ready',
    go: async (page) => {
      await page.evaluate(() => {
        window.world.fail('credentials.copy', { code: 'portal.unauthorized' });
      });
      await productionRow(page).hover();
      await productionRow(page).getByRole('button', { name: 'Copy credentials' }).click();
      await page.getByText('The portal no longer accepts').waitFor();
    },
  },
  { name: 'signing in', scenario: 'signedOut', go: startSignIn },
  {
    name: 'a sign-in that fails',
    scenario: 'signedOut',
    go: async (page) => {
      await startSignIn(page);
      await page.evaluate(() => {
        const { sessions } = window.world.state();
        window.world.setPhase(sessions[0]!.record.id, {
          state: 'signed-out',
          error: { code: 'sign-in.denied' },
        });
      });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  },
  {
    name: 'a device code',
    scenario: 'device',
    go: async (page) => {
      await click(page, 'Show sign-in');
      await page.getByRole('button', { name: 'Copy code' }).waitFor();
    },
  },
  { name: 'adding an AWS session', scenario: 'firstStart', go: (page) => click(page, /^AWS IAM/) },
  {
    name: 'adding an AWS session with wrong values',
    scenario: 'firstStart',
    go: async (page) => {
      await click(page, /^AWS IAM/);
      await page.getByLabel('Name', { exact: true }).fill('my sso');
      await page.getByLabel('Start URL or issuer URL').fill('http://x.awsapps.com/start');
      await page.getByRole('combobox').fill('us_west-2');
      await page.getByText('More options').click();
      await page.getByRole('button', { name: 'Use us-west-2' }).waitFor();
    },
  },
  {
    name: 'choosing a region',
    scenario: 'firstStart',
    go: async (page) => {
      await click(page, /^AWS IAM/);
      await page.getByRole('combobox').click();
      await page.getByRole('option', { name: /Frankfurt/ }).waitFor();
    },
  },
  {
    name: 'adding a session with every option in sight',
    scenario: 'firstStart',
    go: async (page) => {
      await click(page, /^AWS IAM/);
      await page
        .getByLabel('Start URL or issuer URL')
        .fill('https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws');
      await page.getByText('More options').click();
      await page.getByRole('radio', { name: /^Legacy/ }).check();
      await page.getByLabel('Registration scopes').fill('codewhisperer:analysis');
      await page.getByText('Without the scope').waitFor();
      await page.getByLabel('Registration scopes').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'adding a session at a foreign endpoint',
    scenario: 'firstStart',
    go: async (page) => {
      await page.evaluate(() => {
        window.world.fail('sessions.addAws', {
          code: 'input.endpoint-unconfirmed',
          params: { variable: 'AWS_ENDPOINT_URL_SSO', host: 'sso.example.net' },
        });
      });
      await click(page, /^AWS IAM/);
      await page.getByLabel('Start URL or issuer URL').fill('https://aws.example.com');
      await page.getByRole('dialog').getByRole('button', { name: 'Add session' }).click();
      await page.getByRole('button', { name: 'Allow sso.example.net' }).waitFor();
    },
  },
  {
    name: 'the settings of a session',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Settings…' }).click();
      await page.getByRole('combobox', { name: 'Region of IAM Identity Center' }).fill('eu-west-1');
      await page.keyboard.press('Tab');
      await page.getByText('Saving this signs you out.').waitFor();
    },
  },
  {
    name: 'the section of a session before it is written',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Write to config file…' }).click();
      await page.getByText('[sso-session my-sso]').waitFor();
    },
  },
  { name: 'adding a practice session', scenario: 'firstStart', go: (page) => click(page, /^Look around/) },
  {
    name: 'a sign-in that found no port',
    scenario: 'signedOut',
    go: async (page) => {
      await startSignIn(page);
      await page.evaluate(() => {
        const session = window.world.state().sessions[0];
        window.world.setPhase(session!.record.id, {
          state: 'signed-out',
          error: { code: 'sign-in.port-unavailable' },
        });
      });
      await page.getByRole('button', { name: 'Use a device code instead' }).waitFor();
    },
  },
  {
    name: 'a sign-in at a portal in another region',
    scenario: 'signedOut',
    go: async (page) => {
      await startSignIn(page);
      await page.evaluate(() => {
        const session = window.world.state().sessions[0];
        window.world.setPhase(session!.record.id, {
          state: 'signed-out',
          error: {
            code: 'sign-in.wrong-region',
            params: {
              session: 'my-sso',
              region: 'eu-central-1',
              detected: 'eu-west-1',
              suggestion: 'eu-west-1',
            },
          },
        });
      });
      await page.getByRole('button', { name: 'Use eu-west-1 and sign in' }).waitFor();
    },
  },
  { name: 'adding on a substitute Electron', scenario: 'practice', go: (page) => click(page, 'Add session') },
  { name: 'saving a profile', scenario: 'ready', go: openSaveSheet },
  {
    name: 'choosing an output',
    scenario: 'ready',
    go: async (page) => {
      await openSaveSheet(page);
      await page.getByLabel('Output').click();
      await page.keyboard.press('Escape');
      await page.getByLabel('Output').selectOption('table');
    },
  },
  {
    name: 'a profile name that is taken',
    scenario: 'ready',
    go: async (page) => {
      await openSaveSheet(page);
      await page.getByLabel('Profile name').fill('old-tool');
      await page.getByText('There is a profile named').waitFor();
    },
  },
  {
    name: 'a saved profile',
    scenario: 'ready',
    go: async (page) => {
      await openSaveSheet(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Save profile' }).click();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  {
    name: 'signing out',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
    },
  },
  {
    name: 'what a sign-out took away',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Done' }).waitFor();
    },
  },
  {
    name: 'removing a session',
    scenario: 'ready',
    go: async (page) => {
      await openSessionMenu(page);
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await page.getByText('profiles go with it').waitFor();
    },
  },
  {
    name: 'practice profiles',
    scenario: 'practice',
    go: async (page) => {
      await click(page, 'Profiles');
      await page.getByRole('button', { name: 'Copy variables' }).waitFor();
    },
  },
  ...consoleTour,
  ...profileTour,
  ...aliyunTour,
];
