import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioName } from './support/scenarios.ts';
import { startWindowBrowser, type WindowBrowser } from './support/window-browser.ts';

let browser: WindowBrowser;
let page: Page;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => {
  await browser.close();
});
afterEach(async () => {
  expect(await browser.problemsOf(page)).toEqual([]);
  await page.context().close();
});

const open = async (scenario: ScenarioName) => {
  page = await browser.open(scenario);
};
const press = async (...keys: string[]) => {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
};
const type = (text: string) => page.keyboard.type(text);

/** Name and role of what has the focus, and whether it shows. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    const labelledBy = element?.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const label = labelledBy.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    return {
      name:
        element === document.body
          ? ''
          : (element?.getAttribute('aria-label') ?? (label || element?.textContent) ?? '').trim(),
      visible: element?.matches(':focus-visible') === true,
    };
  });
/** Tabs on until `name` has the focus; every stop on the way must show that it has it. */
const tabTo = async (name: string | RegExp) => {
  for (let step = 0; step < 40; step += 1) {
    await press('Tab');
    const now = await focused();
    if (now.name !== '') expect(now).toMatchObject({ visible: true });
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
};
const callsOf = (name: string) => page.evaluate((one) => window.world.callsOf(one), name);

describe('by keyboard alone', () => {
  it('a session is added, signed in to, a role copied, and a profile saved and undone', async () => {
    await open('firstStart');
    await tabTo(/^AWS IAM Identity Center/);
    await press('Enter');
    await page.getByRole('dialog', { name: 'Add session' }).waitFor();
    await type('work');
    await press('Tab');
    await type('https://my-company.awsapps.com/start/#/');
    await press('Tab');
    await type('frankf');
    await press('ArrowDown', 'Enter', 'Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await callsOf('sessions.addAws')).toEqual([
      expect.objectContaining({
        startUrl: 'https://my-company.awsapps.com/start/#/',
        region: 'eu-central-1',
      }),
    ]);

    await tabTo('Sign in');
    await press('Enter');
    await page.getByRole('button', { name: 'Copy link' }).waitFor();
    await tabTo('Copy link');
    await press('Enter');
    expect(await callsOf('signIn.copyLink')).toHaveLength(1);
    await page.evaluate(() => {
      const { id } = window.world.state().sessions[0]!.record;
      window.world.setPortal(id, [
        { type: 'account', accountId: '111122223333', accountName: 'Production', emailAddress: null },
        { type: 'account', accountId: '111122224444', accountName: 'Staging', emailAddress: null },
        { type: 'roles', accountId: '111122223333', roleNames: ['ReadOnly', 'Deploy'] },
        { type: 'roles', accountId: '111122224444', roleNames: ['ReadOnly', 'PowerUser'] },
      ]);
      window.world.approve(id);
    });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /PowerUser/ }).waitFor();

    await press('Control+k');
    await type('stag power');
    await page.getByText('1 match', { exact: true }).first().waitFor();
    await press('Enter');
    await page.getByText(/^Copied Staging · PowerUser for bash, zsh/).waitFor();

    await press('ArrowDown', 'ArrowRight');
    expect((await focused()).name).toBe('Copy credentials');
    await press('ArrowRight', 'Enter');
    await page.getByRole('menuitemradio', { name: 'fish' }).waitFor();
    await type('f');
    await press('Enter');
    await page.getByText(/for fish/).waitFor();
    expect(await callsOf('credentials.copy')).toEqual([
      expect.objectContaining({ accountId: '111122224444', roleName: 'PowerUser', format: 'env' }),
      expect.objectContaining({ accountId: '111122224444', roleName: 'PowerUser', format: 'fish' }),
    ]);
    expect((await focused()).name).toBe('Copy in another format');

    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    await page.getByText('[profile 111122224444_PowerUser]').waitFor();
    await press('Control+a');
    await type('staging');
    await page.getByText('[profile staging]').waitFor();
    await page.locator('button[type=submit]:enabled').waitFor();
    await press('Enter');
    await page.getByText('Saved staging in').waitFor();
    await tabTo('Undo');
    await press('Enter');
    await page.getByText('Undone.').waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await focused()).name).toBe('Save profile');
  });

  it('the list is walked, folded, and searched by its first letters', async () => {
    await open('ready');
    await tabTo(/^Production/);
    await press('End');
    expect((await focused()).name).toMatch(/^Web Shop/);
    await press('Home');
    expect((await focused()).name).toMatch(/^Production.*ReadOnly/);
    await type('dev');
    expect((await focused()).name).toMatch(/^Development/);
    await press('ArrowRight', 'ArrowDown');
    expect((await focused()).name).toMatch(/^Development.*AdministratorAccess/);
    await press('ArrowLeft');
    expect((await focused()).name).toMatch(/^Development.*3 roles/);
    await press('ArrowLeft');
    expect(await page.getByRole('row', { name: /^Development/ }).getAttribute('aria-expanded')).toBe('false');
    await press('Home', 'ArrowUp');
    expect((await focused()).name).toBe('Search accounts and roles');
  });

  it('Escape closes what is on top first, and focus goes back to where it was', async () => {
    await open('ready');
    await tabTo(/^my-sso/);
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Sign in again' }).waitFor();
    await press('Escape');
    await page.getByRole('menuitem', { name: 'Sign in again' }).waitFor({ state: 'detached' });
    expect((await focused()).name).toMatch(/^my-sso/);

    await tabTo('Add session');
    await press('Enter', 'Tab', 'Tab', 'ArrowDown');
    await page.getByRole('option', { name: /Frankfurt/ }).waitFor();
    await press('Escape');
    await page.getByRole('option', { name: /Frankfurt/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(1);
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await focused()).name).toBe('Add session');
  });
});
