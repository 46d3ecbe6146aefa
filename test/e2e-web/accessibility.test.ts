import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tour } from './support/tour.ts';
import { startWindowBrowser, type WindowBrowser } from './support/window-browser.ts';

let browser: WindowBrowser;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** What axe finds, each as one line. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  );
}

describe.each(['light', 'dark'] as const)('in the %s theme axe finds nothing wrong with', (theme) => {
  it.each(tour.map((stop) => [stop.name, stop] as const))('%s', async (_, stop) => {
    const page = await browser.open(stop.scenario, { theme });
    await stop.go(page);
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });
});

it('shows everything at the smallest size without scrolling sideways', async () => {
  for (const stop of tour) {
    const page = await browser.open(stop.scenario, { size: { width: 640, height: 480 } });
    await stop.go(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, stop.name).toBe(0);
    await page.context().close();
  }
});
