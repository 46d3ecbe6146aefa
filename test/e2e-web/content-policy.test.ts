import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

describe('the content policy (R-05)', () => {
  it.each(tour.map((stop) => [stop.name, stop] as const))('is not violated by %s', async (_, stop) => {
    const page = await browser.open(stop.scenario, { reducedMotion: false });
    await stop.go(page);
    expect(await browser.problemsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('lets no script run that was put into the page', async () => {
    const page = await browser.open('firstStart');
    const outcome = await page.evaluate(async () => {
      const marks = window as unknown as { ran: string[] };
      marks.ran = [];
      const attempt = (name: string, run: () => void) => {
        try {
          run();
        } catch {
          marks.ran.push(`${name} threw`);
        }
      };
      // Out of the debugger's own evaluation, which the policy does not bind.
      await new Promise<void>((resolve) => {
        setTimeout(() => {
          attempt('inline', () => {
            const script = document.createElement('script');
            script.append("window.ran.push('inline ran')");
            document.body.append(script);
          });
          attempt('eval', () => {
            // eslint-disable-next-line no-eval -- trying it is the test
            (0, eval)("window.ran.push('eval ran')");
          });
          attempt('markup', () => {
            // eslint-disable-next-line no-restricted-syntax -- trying it is the test
            document.body.innerHTML = '<img src=x onerror="window.ran.push(1)">';
          });
          attempt('handler', () => {
            const image = document.createElement('img');
            image.setAttribute('onerror', "window.ran.push('handler ran')");
            image.src = '/missing.png';
            document.body.append(image);
          });
          setTimeout(resolve, 300);
        });
      });
      return marks.ran;
    });
    expect(outcome).toEqual(['eval threw', 'markup threw', 'handler threw']);
    expect((await browser.problemsOf(page)).length).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });
});

describe('the network (R-06)', () => {
  let canary: Server;
  let hits: string[];
  let address: string;
  beforeAll(async () => {
    hits = [];
    canary = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end();
    });
    canary.on('upgrade', (request, socket) => {
      hits.push(request.url ?? '');
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(canary.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    canary.closeAllConnections();
    await new Promise((resolve) => canary.close(resolve));
  });

  it('cannot be reached from the window', async () => {
    const page = await browser.open('firstStart');
    const refused = await page.evaluate(async (host) => {
      const before = window.violations.length;
      const add = (tag: string, attributes: Record<string, string>) => {
        const element = document.createElement(tag);
        try {
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          document.head.append(element);
        } catch {
          // Trusted Types refuse it before it could load.
        }
      };
      await fetch(`http://${host}/fetch`).catch(() => null);
      await fetch('/same-origin').catch(() => null);
      new Image().src = `http://${host}/image`;
      navigator.sendBeacon(`http://${host}/beacon`, 'x');
      try {
        new WebSocket(`ws://${host}/socket`);
        new EventSource(`http://${host}/events`);
      } catch {
        // Refused right away, which is as good.
      }
      add('link', { rel: 'stylesheet', href: `http://${host}/style` });
      add('link', { rel: 'prefetch', href: `http://${host}/prefetch` });
      add('iframe', { src: `http://${host}/frame` });
      add('object', { data: `http://${host}/object` });
      await new Promise((resolve) => setTimeout(resolve, 500));
      return window.violations.length - before;
    }, address);
    expect(hits).toEqual([]);
    expect(refused).toBeGreaterThanOrEqual(8);
    await page.context().close();
  });
});
