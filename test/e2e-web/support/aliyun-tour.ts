import type { Page } from 'playwright-core';
import type { Stop } from './tour.ts';

const dialog = (page: Page) => page.getByRole('dialog').last();
const click = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();

async function addAliyun(page: Page, way?: RegExp): Promise<void> {
  await click(page, /^Alibaba Cloud/);
  if (way !== undefined) await page.getByRole('radio', { name: way }).check();
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('Pasted text').fill(text);
  await page.getByLabel('Pasted text').blur();
}

async function endWith(page: Page, code: string): Promise<void> {
  await page.evaluate((failed) => {
    const session = window.world.state().sessions[0];
    window.world.setPhase(session!.record.id, {
      state: 'signed-out',
      error: { code: failed as 'sign-in.nobody-returned' },
    });
  }, code);
}

const openProfiles = async (page: Page) => {
  await page.getByRole('button', { name: 'Profiles', exact: true }).click();
  await page.getByRole('row', { name: /acme-cn/ }).waitFor();
};
const openProfileMenu = async (page: Page, name: string) => {
  await openProfiles(page);
  await page.getByRole('button', { name: `More for ${name}` }).click();
};

/** Views and dialogs of Alibaba Cloud. */
export const aliyunTour: readonly Stop[] = [
  { name: 'adding an OAuth session', scenario: 'firstStart', go: (page) => addAliyun(page) },
  {
    name: 'adding an OAuth session of the international site',
    scenario: 'firstStart',
    go: (page) => addAliyun(page, /^International site/),
  },
  {
    name: 'the guide for administrators',
    scenario: 'firstStart',
    go: async (page) => {
      await addAliyun(page);
      await click(page, 'For administrators');
      await page.getByText('official-cli, an application').waitFor();
    },
  },
  {
    name: 'adding a CloudSSO session',
    scenario: 'firstStart',
    go: async (page) => {
      await addAliyun(page, /^CloudSSO/);
      await dialog(page).getByRole('button', { name: 'Add session' }).click();
      await page.locator('[aria-invalid]').waitFor();
    },
  },
  {
    name: 'pasted credentials',
    scenario: 'firstStart',
    go: async (page) => {
      await addAliyun(page, /^Paste STS credentials/);
      await paste(page, 'export ALIBABA_CLOUD_ACCESS_KEY_ID=STS.EXAMPLE');
      await page.getByText('Found STS').waitFor();
    },
  },
  {
    name: 'pasted text that a shell would run',
    scenario: 'firstStart',
    go: async (page) => {
      await page.evaluate(() => {
        window.world.fail('aliyun.previewPaste', { code: 'paste.unsafe' });
      });
      await addAliyun(page, /^Paste STS credentials/);
      await paste(page, 'export A=$(whoami)');
      await page.getByText('something that a shell would run').waitFor();
    },
  },
  {
    name: 'credentials one by one',
    scenario: 'firstStart',
    go: async (page) => {
      await addAliyun(page, /^Paste STS credentials/);
      await page.getByRole('radio', { name: 'One by one' }).check();
      await dialog(page).getByRole('button', { name: 'Add session' }).click();
      await page.locator('[aria-invalid]').waitFor();
    },
  },
  {
    name: 'credentials on the clipboard',
    scenario: 'firstStart',
    go: async (page) => {
      await addAliyun(page, /^Paste STS credentials/);
      await page.getByRole('radio', { name: 'From clipboard' }).check();
      await click(page, 'Look at the clipboard');
      await page.getByText('Found STS').waitFor();
    },
  },
  {
    name: 'a practice session of Alibaba Cloud',
    scenario: 'firstStart',
    go: async (page) => {
      await click(page, /^Look around/);
      await page.getByRole('radio', { name: 'Alibaba Cloud' }).last().check();
    },
  },
  { name: 'signed out of Alibaba Cloud', scenario: 'aliyunSignedOut', go: async () => {} },
  {
    name: 'a sign-in to Alibaba Cloud',
    scenario: 'aliyunSigningIn',
    go: (page) => click(page, 'Show sign-in'),
  },
  {
    name: 'a callback address that is none',
    scenario: 'aliyunSigningIn',
    go: async (page) => {
      await page.evaluate(() => {
        window.world.fail('signIn.pasteCallback', { code: 'paste.not-callback' });
      });
      await click(page, 'Show sign-in');
      await page.getByText('Browser on another machine?').click();
      await page.getByLabel('Address it was sent to').fill('http://127.0.0.1:12345/other');
      await click(page, 'Continue with this address');
      await page.getByText('That is not the address').waitFor();
      await page.getByText('Did the page say').click();
      await page.getByText('Did the page say').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'a sign-in that nobody came back from',
    scenario: 'aliyunSigningIn',
    go: async (page) => {
      await click(page, 'Show sign-in');
      await endWith(page, 'sign-in.nobody-returned');
      await page.getByRole('button', { name: 'For administrators' }).waitFor();
    },
  },
  {
    name: 'who has signed in to Alibaba Cloud',
    scenario: 'aliyunSigningIn',
    go: async (page) => {
      await click(page, 'Show sign-in');
      await page.evaluate(() => {
        const { world } = window;
        world.update(({ sessions, now }) => ({
          identities: { [sessions[0]!.record.id]: { state: 'confirmed', name: 'operator/alice' } },
          sessions: sessions.map(({ record }) => ({
            record: {
              ...record,
              identity: {
                accountId: '1234567890123456',
                arn: 'acs:ram::1234567890123456:assumed-role/operator/alice',
                name: 'operator/alice',
              },
            },
            phase: {
              state: 'active',
              accessTokenExpiresAt: (now + 3_600_000) as typeof now,
              renewable: true,
              nextRenewalAt: (now + 2_400_000) as typeof now,
              sessionEndsEstimate: null,
              error: null,
            },
          })),
        }));
      });
      await page.getByText('acs:ram').waitFor();
    },
  },
  {
    name: 'somebody else than last time at Alibaba Cloud',
    scenario: 'aliyunSomeoneElse',
    go: async () => {},
  },
  {
    name: 'sessions of both clouds',
    scenario: 'bothClouds',
    go: (page) =>
      page
        .getByRole('row', { name: /^alice/ })
        .first()
        .click(),
  },
  {
    name: 'the formats of an identity',
    scenario: 'bothClouds',
    go: async (page) => {
      const row = page.getByRole('row', { name: /^alice/ }).first();
      await row.hover();
      await row.getByRole('button', { name: 'Copy in another format' }).click();
      await page.getByRole('menuitemradio', { name: /^External/ }).waitFor();
    },
  },
  {
    name: 'a role of CloudSSO',
    scenario: 'bothClouds',
    go: (page) => page.getByRole('row', { name: /ReadOnlyAccess/ }).click(),
  },
  {
    name: 'the menu of a session of Alibaba Cloud',
    scenario: 'bothClouds',
    go: async (page) => {
      await click(page, /acme-cn/);
      await page.getByRole('menuitem', { name: 'Renew now' }).waitFor();
    },
  },
  {
    name: 'new credentials for pasted ones',
    scenario: 'bothClouds',
    go: (page) => click(page, 'Paste new credentials'),
  },
  {
    name: 'saving a profile of an identity',
    scenario: 'bothClouds',
    go: async (page) => {
      const row = page.getByRole('row', { name: /^alice/ }).first();
      await row.hover();
      await row.getByRole('button', { name: 'Save profile' }).click();
      await page.getByText('"mode": "OAuth"').waitFor();
    },
  },
  { name: 'profiles of both clouds', scenario: 'bothClouds', go: openProfiles },
  {
    name: 'profiles of Alibaba Cloud alone',
    scenario: 'bothClouds',
    go: async (page) => {
      await openProfiles(page);
      await page.getByRole('radio', { name: 'Alibaba Cloud' }).check({ force: true });
    },
  },
  {
    name: 'making a profile current',
    scenario: 'bothClouds',
    go: async (page) => {
      await openProfileMenu(page, 'from-ops');
      await page.getByRole('menuitem', { name: 'Make current…' }).click();
      await page.getByText('No profile changes').waitFor();
    },
  },
  {
    name: 'editing a profile of Alibaba Cloud',
    scenario: 'bothClouds',
    go: async (page) => {
      await openProfileMenu(page, 'sso-production');
      await page.getByRole('menuitem', { name: 'Edit…' }).click();
      await page.getByText('"mode": "CloudSSO"').waitFor();
    },
  },
];
