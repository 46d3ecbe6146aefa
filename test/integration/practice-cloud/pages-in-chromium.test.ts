import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud } from '../../fixtures/practice-cloud.ts';
import { deviceRegistration, pkcePair } from '../../fixtures/practice-client.ts';

const CHROMIUM = '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
const why = present ? '' : ` (skipped: ${CHROMIUM} is not installed)`;

/** An app's listener: answers the callback with a redirect to a page of its own. */
async function startCallback(): Promise<{ readonly server: Server; readonly redirectUri: string }> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url?.startsWith('/oauth/callback?') === true) {
      outgoing.writeHead(303, { location: '/done' }).end();
    } else outgoing.writeHead(200, { 'content-type': 'text/plain' }).end('Done');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, redirectUri: `http://127.0.0.1:${port}/oauth/callback` };
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${page.url()}: ${violation.id}`)).toEqual([]);
}

describe.skipIf(!present)(`in Chromium${why}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    // Chromium's own sandbox refuses to start as root, where tests may run; it opens nothing but the practice pages.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  test.for(['light', 'dark'] as const)(
    'a person signs in on accessible pages and the browser follows back to the app (%s)',
    async (colorScheme) => {
      await using practice = await startTestCloud();
      const { cloud, client } = practice;
      const { server, redirectUri } = await startCallback();
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));

      const registration = await client.register();
      const parameters = { redirect_uri: redirectUri };
      await page.goto(client.authorizeUrl(registration, pkcePair().challenge, parameters));
      await expectAccessible(page);
      await page.getByRole('textbox', { name: 'User name' }).fill('kim@example.com');
      await page.keyboard.press('Enter');
      await page.getByText('kim@example.com').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await page.waitForURL('**/done');

      await page.goto(cloud.startUrl());
      await expectAccessible(page);
      expect(complaints).toEqual([]);
      await context.close();
      server.closeAllConnections();
      server.close();
    },
  );

  test('a person compares the device code and denies', async () => {
    await using practice = await startTestCloud();
    const { cloud, client } = practice;
    const registration = await client.register(deviceRegistration());
    const { body } = await client.startDevice(registration, cloud.startUrl());
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(String(body['verificationUri']));
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Code' }).fill('nonsense');
    await page.getByRole('button', { name: 'Confirm and continue' }).click();
    await page.getByText('There is no such code').waitFor();
    await expectAccessible(page);
    await page.goto(String(body['verificationUriComplete']));
    await page.getByText(String(body['userCode'])).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Confirm and continue' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(String(body['userCode'])).waitFor();
    await page.getByRole('button', { name: 'Deny', exact: true }).click();
    await page.getByRole('heading', { name: 'Request denied' }).waitFor();
    await expectAccessible(page);
    expect((await client.pollDevice(registration, body['deviceCode'])).body['error']).toBe('access_denied');
    await context.close();
  });

  test.for(['light', 'dark'] as const)(
    'a console link with a fragment leads through the sign-in to the console, and access is changed on a page (%s)',
    async (colorScheme) => {
      await using practice = await startTestCloud();
      const { cloud } = practice;
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      const [account] = cloud.world.default.accounts();
      const query = new URLSearchParams({ account_id: account?.accountId ?? '', role_name: 'ReadOnly' });
      await page.goto(`${cloud.startUrl()}/#/console?${query.toString()}`);
      await page.getByRole('button', { name: 'Dana Developer' }).click();
      await page.getByRole('heading', { name: 'Practice console' }).waitFor();
      await page.getByText('ReadOnly', { exact: true }).waitFor();
      await expectAccessible(page);

      await page.goto(cloud.startUrl());
      await page.getByRole('link', { name: 'Change access' }).click();
      await page.getByRole('button', { name: 'Assign a new account' }).click();
      await page.getByText('New Project 1').waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Change roles: New Project 1' }).click();
      await page.getByRole('checkbox', { name: 'BreakGlass' }).check();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { name: 'Change access' }).waitFor();
      const added = cloud.world.default.accounts('dana.developer@example.com').at(-1);
      expect([added?.roles.includes('BreakGlass'), complaints]).toEqual([true, []]);
      await context.close();
    },
  );
});
