import { rm } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FakeWorld } from '../../fakes/fake-world.ts';
import { buildFakes, buildWindow } from './build-window.ts';
import { serveWindow, type WindowServer } from './serve-window.ts';
import type { ScenarioName } from './scenarios.ts';

declare global {
  interface Window {
    /** The fake main process of the page. */
    world: FakeWorld;
    /** What the content policy refused so far. */
    violations: string[];
  }
}

export interface OpenOptions {
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
}

export interface WindowBrowser {
  /** Opens the window in a named state. */
  open(scenario: ScenarioName, options?: OpenOptions): Promise<Page>;
  /** What went wrong in `page` so far: policy violations, and errors nobody caught. */
  problemsOf(page: Page): Promise<readonly string[]>;
  readonly origin: string;
  close(): Promise<void>;
}

/** Debian's Chromium, with the window as it ships, served under its real headers. */
export async function startWindowBrowser(): Promise<WindowBrowser> {
  const [folder, fakes] = await Promise.all([buildWindow(), buildFakes()]);
  const server: WindowServer = await serveWindow(folder);
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const errors = new WeakMap<Page, string[]>();
  return {
    origin: server.origin,
    async open(scenario, options = {}) {
      const context = await browser.newContext({
        colorScheme: options.theme ?? 'light',
        viewport: options.size ?? { width: 960, height: 680 },
        reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
      });
      const page = await context.newPage();
      const seen: string[] = [];
      errors.set(page, seen);
      page.on('pageerror', (error) => seen.push(error.message));
      page.setDefaultTimeout(15_000);
      await page.addInitScript(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => {
          window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
        });
      });
      await page.addInitScript(
        `${fakes}; window.world = windowFakes.scenarios[${JSON.stringify(scenario)}](); window.latchkey = window.world.bridge;`,
      );
      await page.goto(server.origin);
      await page.getByRole('main').locator('> *').first().waitFor();
      return page;
    },
    async problemsOf(page) {
      return [...(errors.get(page) ?? []), ...(await page.evaluate(() => window.violations))];
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
