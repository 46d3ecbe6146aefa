import { get } from 'node:http';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';

const chromiumPath = '/usr/bin/chromium';

/** A person at Debian's Chromium. */
export interface Person extends AsyncDisposable {
  readonly page: Page;
  /** Signs in at the practice page and answers the consent page; ends on the page of the app. */
  signIn(url: string, options?: SignInOptions): Promise<void>;
}

export interface SignInOptions {
  readonly user?: string;
  readonly decision?: 'Allow' | 'Deny';
  /** Called at each page, before it is answered. */
  readonly at?: (page: 'sign-in' | 'consent' | 'done') => Promise<void>;
}

/** Opens the browser; without `headed` nothing is to be seen on the screen. */
export async function openPerson(
  options: BrowserContextOptions & { readonly headed?: boolean } = {},
): Promise<Person> {
  const { headed = false, ...context } = options;
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath,
    headless: !headed,
    // It opens nothing but pages of this machine; its sandbox would not start for every user that tests run as.
    args: ['--no-sandbox', ...(headed ? ['--window-position=0,0', '--window-size=1000,720'] : [])],
  });
  const page = await browser.newPage(context);
  return {
    page,
    async signIn(url, { user = 'kim@example.com', decision = 'Allow', at } = {}) {
      await page.goto(url);
      const name = page.getByRole('textbox', { name: 'User name' });
      const allow = page.getByRole('button', { name: decision, exact: true });
      const back = /\/oauth\/(?:callback|done)|127\.0\.0\.1:\d+\/(?!sign-in|consent)/;
      // An application that this browser has allowed before is let through without a page.
      if (!/127\.0\.0\.1:\d+\/(?:oauth\/callback|done)/.test(page.url())) {
        await name.or(allow).first().waitFor();
        if (await name.isVisible()) {
          await at?.('sign-in');
          await name.fill(user);
          await page.keyboard.press('Enter');
        }
        await allow.waitFor();
        await at?.('consent');
        await allow.click();
        await page.waitForURL(back);
      }
      await page.waitForLoadState();
      await at?.('done');
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** The same decision without a browser, for tests whose point is elsewhere. */
export async function decideQuickly(
  url: string,
  decision: 'allow' | 'deny' = 'allow',
  user = 'kim@example.com',
): Promise<void> {
  const { location } = await openPracticeBrowser().decide(url, decision, user);
  if (location === null) throw new Error('the practice cloud does not lead back to the app');
  // Not `fetch`, which calls itself a script: the listener takes navigations only.
  await new Promise<void>((resolve, reject) => {
    get(location, (answer) => {
      answer.resume().once('end', resolve);
    }).once('error', reject);
  });
}
