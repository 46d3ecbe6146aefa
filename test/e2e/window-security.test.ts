import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { contract } from '../../shared/ipc/contract.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCanary, type Canary } from '../fixtures/canary-server.ts';
import { makeAppHome, type AppHome } from './support/app-home.ts';
import { askProbe, startHidden, type HiddenApp } from './support/driven-window.ts';
import { trayOf } from './support/desktop.ts';
import { hasSandbox } from './support/surroundings.ts';

let home: AppHome;
let app: HiddenApp;
let canary: Canary;
let page: Page;

beforeAll(async () => {
  home = await makeAppHome();
  canary = await startCanary();
  app = await startHidden(home);
  page = await app.openWindow();
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await canary[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

describe('the process of the page (R-02)', () => {
  it.runIf(hasSandbox)(
    'is sandboxed by the system, no new privileges and system calls filtered',
    async () => {
      const pid = await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
      );
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      expect([/^Seccomp:\s+2$/m.test(status), /^NoNewPrivs:\s+1$/m.test(status)]).toEqual([true, true]);
    },
  );

  it('runs its preload sandboxed and isolated', async () => {
    expect([await askProbe(page, 'sandboxed'), await askProbe(page, 'isolated')]).toEqual([true, true]);
  });

  it('has no Node, no Electron, and of us only the contract', async () => {
    const reach = await page.evaluate(() => {
      const all = globalThis as unknown as Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
          (name) => name in all,
        ),
        bridge: Object.keys(all['latchkey'] as object).sort(),
      };
    });
    expect(reach).toEqual({
      node: [],
      bridge: Object.keys(contract).sort(),
    });
  });

  it('gives nothing to a frame inside the page', async () => {
    const inside = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const names = Object.keys(frame.contentWindow ?? {});
      frame.remove();
      return names.includes('latchkey');
    });
    expect(inside).toBe(false);
  });
});

describe('the content policy (R-05)', () => {
  it('is not violated by the page itself', async () => {
    await trayOf(app.pid).click('Add session…');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await askProbe(page, 'violations')).toEqual([]);
  });

  it.each<[string, string, () => unknown]>([
    [
      'an inline script',
      'require-trusted-types-for',
      () => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.injected = true';
        document.body.append(script);
      },
    ],
    [
      'markup',
      'require-trusted-types-for',
      () => {
        // eslint-disable-next-line no-restricted-syntax -- the attack that must fail
        document.body.innerHTML += '<img src=x onerror="globalThis.injected = true">';
      },
    ],
    [
      'an inline handler',
      'script-src-attr',
      () => {
        const button = document.createElement('button');
        document.body.append(button);
        button.setAttribute('onclick', 'globalThis.injected = true');
        button.click();
      },
    ],
    [
      'a script from elsewhere',
      'script-src-elem',
      () => {
        const script = document.createElement('script');
        script.setAttribute('src', 'https://example.com/x.js');
        document.body.append(script);
      },
    ],
    [
      'an inline style',
      'style-src-attr',
      () => {
        document.body.setAttribute('style', 'color: red');
      },
    ],
    [
      'a style sheet of its own',
      'style-src-elem',
      () => {
        const style = document.createElement('style');
        style.textContent = 'body { color: red }';
        document.head.append(style);
      },
    ],
  ])('blocks %s', async (_what, directive, attempt) => {
    const before = (await askProbe(page, 'violations')).length;
    await page.evaluate(attempt).catch(() => undefined);
    const later = (await askProbe(page, 'violations')).slice(before);
    const injected = await page.evaluate(() => 'injected' in globalThis);
    expect({ injected, violated: later.map((violation) => violation.split(' ')[0]) }).toEqual({
      injected: false,
      violated: expect.arrayContaining([
        expect.stringMatching(new RegExp(`^(${directive}|require-trusted-types-for)$`)),
      ]) as unknown,
    });
  });

  it.each(['eval', 'Function'])('blocks %s', async (how) => {
    // In a later turn: what the debugger evaluates itself is exempt.
    const outcome = await page.evaluate(
      (name) =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              const all = globalThis as unknown as Record<string, (source: string) => unknown>;
              resolve(`ran: ${typeof all[name]?.('1 + 1')}`);
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
      how,
    );
    expect(outcome).toBe('EvalError');
  });

  it('lets no policy for trusted types be made', async () => {
    const outcome = await page.evaluate(() => {
      try {
        const { trustedTypes } = globalThis as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): unknown };
        };
        trustedTypes.createPolicy('mine', { createHTML: (text: string) => text });
        return 'made';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(outcome).toBe('TypeError');
  });
});

describe('the network of the page (R-06)', () => {
  it('does not exist, by whatever means', async () => {
    const outcomes = await page.evaluate(probeNetwork, { http: canary.url, udp: canary.udpPort });
    // The server itself is there and counts.
    await fetch(`${canary.url}/from-the-test`);
    expect({
      reached: Object.entries(outcomes).filter(([, outcome]) => outcome === 'reached'),
      requests: canary.requests(),
      connections: canary.connections(),
      packets: canary.packets(),
      tried: Object.keys(outcomes).length,
    }).toEqual({ reached: [], requests: ['GET /from-the-test'], connections: 1, packets: 0, tried: 33 });
  });
});

describe('permissions (R-09)', () => {
  it('are all denied', async () => {
    const outcomes = await page.evaluate(probePermissions);
    expect(Object.entries(outcomes).filter(([, outcome]) => !/^(denied|missing)/.test(outcome))).toEqual([]);
    expect(Object.keys(outcomes).length).toBeGreaterThan(25);
  });
});

describe('the place of the page', () => {
  it.each<[string, (url: string) => unknown]>([
    ['a location', (url) => (location.href = url)],
    [
      'a link',
      (url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
        link.remove();
      },
    ],
    [
      'a link into a new window',
      (url) => {
        const link = document.createElement('a');
        link.href = url;
        link.target = '_blank';
        document.body.append(link);
        link.click();
        link.remove();
      },
    ],
    ['a new window', (url) => window.open(url)],
    ['a named window', (url) => window.open(url, 'named', 'width=100')],
    ['our own page in a new window', () => window.open(location.href)],
    ['a blank window', () => window.open('about:blank')],
    [
      'a form',
      (url) => {
        const form = document.createElement('form');
        form.action = url;
        form.method = 'post';
        document.body.append(form);
        form.submit();
        form.remove();
      },
    ],
  ])('is not left by %s', async (_what, attempt) => {
    await page.evaluate(attempt, canary.url).catch(() => undefined);
    const after = await app.electron.evaluate(({ BrowserWindow, webContents }) => ({
      windows: BrowserWindow.getAllWindows().length,
      pages: webContents.getAllWebContents().map((contents) => contents.getURL()),
    }));
    expect(after).toEqual({ windows: 1, pages: ['app://latchkey/index.html'] });
  });

  it('is the same after all that, and still works', async () => {
    const reply = await page.evaluate(() =>
      (
        globalThis as unknown as { latchkey: { state: { current(args: object): Promise<{ ok: boolean }> } } }
      ).latchkey.state.current({}),
    );
    expect([reply.ok, canary.connections()]).toEqual([true, 1]);
  });
});

/** Tries to reach the canary from the page in every way there is; each way tells how it ended. */
async function probeNetwork({ http, udp }: { http: string; udp: number }): Promise<Record<string, string>> {
  const host = http.replace('http://', '');
  const ws = `ws://${host}`;
  let next = 0;
  const url = (): string => `${http}/probe-${(next += 1)}`;
  const outcomes: Record<string, string> = {};
  const patience = <T>(promise: Promise<T>): Promise<T | 'nothing'> =>
    Promise.race([promise, new Promise<'nothing'>((resolve) => setTimeout(() => resolve('nothing'), 700))]);
  const waits: Promise<void>[] = [];
  const tryOut = (name: string, attempt: () => Promise<unknown>): void => {
    waits.push(
      patience((async () => await attempt())())
        .then((value) => void (outcomes[name] = value === 'nothing' ? 'nothing' : 'reached'))
        .catch((error: unknown) => void (outcomes[name] = `refused: ${(error as Error).name}`)),
    );
  };
  const onLoad = (element: HTMLElement, add = true): Promise<void> =>
    new Promise((resolve, reject) => {
      element.addEventListener('load', () => resolve());
      element.addEventListener('error', () => reject(new Error('error')));
      if (add) document.body.append(element);
    });
  const link = (rel: string, more: Record<string, string> = {}): Promise<void> => {
    const element = document.createElement('link');
    Object.assign(element, { rel, href: url(), ...more });
    return onLoad(element);
  };
  const never = new Promise<never>(() => undefined);

  tryOut('fetch', () => fetch(url()));
  tryOut('fetch no-cors', () => fetch(url(), { mode: 'no-cors' }));
  tryOut('fetch keepalive', () =>
    fetch(url(), { mode: 'no-cors', keepalive: true, method: 'POST', body: 'x' }),
  );
  tryOut('fetch https', () => fetch(url().replace('http:', 'https:'), { mode: 'no-cors' }));
  tryOut('XMLHttpRequest', () => {
    const request = new XMLHttpRequest();
    request.open('GET', url());
    request.send();
    return new Promise((resolve, reject) => {
      request.onload = resolve;
      request.onerror = () => reject(new Error('error'));
    });
  });
  tryOut('WebSocket', () => {
    const socket = new WebSocket(ws);
    return new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('error'));
    });
  });
  tryOut('EventSource', () => {
    const source = new EventSource(url());
    return new Promise((resolve, reject) => {
      source.onopen = resolve;
      source.onerror = () => {
        source.close();
        reject(new Error('error'));
      };
    });
  });
  tryOut('sendBeacon', async () => {
    navigator.sendBeacon(url(), 'x');
    return never;
  });
  tryOut('image', () => onLoad(Object.assign(new Image(), { src: url() })));
  tryOut('image set', () => onLoad(Object.assign(new Image(), { srcset: `${url()} 1x` })));
  tryOut('input image', () =>
    onLoad(Object.assign(document.createElement('input'), { type: 'image', src: url() })),
  );
  tryOut('audio', () => onLoad(Object.assign(new Audio(), { src: url(), autoplay: true })));
  tryOut('video poster', () =>
    onLoad(Object.assign(document.createElement('video'), { poster: url(), src: url() })),
  );
  tryOut('track', () => {
    const video = document.createElement('video');
    const track = Object.assign(document.createElement('track'), { src: url(), default: true });
    video.append(track);
    document.body.append(video);
    return onLoad(track, false);
  });
  tryOut('iframe', () => {
    const frame = document.createElement('iframe');
    frame.src = url();
    document.body.append(frame);
    return never;
  });
  tryOut('object', () => onLoad(Object.assign(document.createElement('object'), { data: url() })));
  tryOut('embed', () => onLoad(Object.assign(document.createElement('embed'), { src: url() })));
  tryOut('style sheet', () => link('stylesheet'));
  tryOut('prefetch', () => link('prefetch'));
  tryOut('preload', () => link('preload', { as: 'script' }));
  tryOut('modulepreload', () => link('modulepreload'));
  tryOut('preconnect', () => link('preconnect'));
  tryOut('dns-prefetch', () => link('dns-prefetch'));
  tryOut('icon', () => link('icon'));
  tryOut('manifest', () => link('manifest'));
  // eslint-disable-next-line no-unsanitized/method -- the attack that must fail
  tryOut('import', () => import(url()));
  tryOut('worker', async () => {
    const worker = new Worker(url());
    return new Promise((_resolve, reject) => (worker.onerror = () => reject(new Error('error'))));
  });
  tryOut('service worker', () => navigator.serviceWorker.register(url()));
  tryOut('font', () => new FontFace('probe', `url(${url()})`).load());
  tryOut('background', async () => {
    document.body.style.backgroundImage = `url(${url()})`;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html { background: url(${url()}) } @font-face { font-family: p; src: url(${url()}) }`);
    document.adoptedStyleSheets.push(sheet);
    return never;
  });
  tryOut('ping', async () => {
    const anchor = document.createElement('a');
    anchor.href = url();
    anchor.ping = url();
    document.body.append(anchor);
    anchor.click();
    return never;
  });
  tryOut('WebTransport', async () => {
    const { WebTransport: Transport } = globalThis as unknown as {
      WebTransport: new (url: string) => { ready: Promise<void> };
    };
    return new Transport(`https://127.0.0.1:${udp}/`).ready;
  });
  tryOut('WebRTC', async () => {
    const connection = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:127.0.0.1:${udp}` },
        { urls: `turn:127.0.0.1:${udp}`, username: 'x', credential: 'x' },
        { urls: `turn:${host}?transport=tcp`, username: 'x', credential: 'x' },
      ],
    });
    connection.createDataChannel('probe');
    await connection.setLocalDescription(await connection.createOffer());
    return never;
  });
  await Promise.all(waits);
  return outcomes;
}

/** Asks for everything a page can ask for. */
async function probePermissions(): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  type Anything = Record<string, (...args: unknown[]) => Promise<unknown>>;
  const nav = navigator as unknown as Record<string, Anything | undefined>;
  const judge = async (name: string, attempt: () => Promise<unknown>): Promise<void> => {
    try {
      const value = await Promise.race([
        attempt(),
        new Promise((resolve) => setTimeout(() => resolve('denied: no answer'), 2000)),
      ]);
      const isNothing = value === false || value === null || (Array.isArray(value) && value.length === 0);
      outcomes[name] = isNothing ? 'denied' : typeof value === 'string' ? value : 'granted';
    } catch (error) {
      const { name: kind } = error as Error;
      outcomes[name] = kind === 'ReferenceError' ? 'missing' : `denied: ${kind}`;
    }
  };
  for (const name of [
    ...['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'persistent-storage', 'push'],
    ...['background-sync', 'background-fetch', 'clipboard-read', 'clipboard-write', 'display-capture'],
    ...['idle-detection', 'local-fonts', 'nfc', 'payment-handler', 'periodic-background-sync'],
    ...['screen-wake-lock', 'speaker-selection', 'storage-access', 'window-management', 'accelerometer'],
    ...[
      'gyroscope',
      'magnetometer',
      'ambient-light-sensor',
      'keyboard-lock',
      'pointer-lock',
      'local-network-access',
    ],
  ]) {
    await judge(`query ${name}`, async () => {
      const options = { name, ...(name === 'push' ? { userVisibleOnly: true } : {}) };
      return (await navigator.permissions.query(options as unknown as PermissionDescriptor)).state;
    });
  }
  await judge(
    'geolocation',
    () =>
      new Promise((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => reject(new Error('refused')),
        );
      }),
  );
  await judge('notification', () => Notification.requestPermission());
  await judge('camera', () => navigator.mediaDevices.getUserMedia({ video: true }));
  await judge('microphone', () => navigator.mediaDevices.getUserMedia({ audio: true }));
  await judge('screen', () => navigator.mediaDevices.getDisplayMedia());
  await judge('clipboard read', () => navigator.clipboard.readText());
  await judge('clipboard write', () => navigator.clipboard.writeText('canary'));
  await judge('midi', () => navigator.requestMIDIAccess({ sysex: true }));
  await judge('storage', () => navigator.storage.persist());
  await judge('usb devices', async () => nav['usb']?.['getDevices']?.() ?? false);
  await judge('hid devices', async () => nav['hid']?.['getDevices']?.() ?? false);
  await judge('serial ports', async () => nav['serial']?.['getPorts']?.() ?? false);
  await judge(
    'bluetooth',
    async () => nav['bluetooth']?.['requestDevice']?.({ acceptAllDevices: true }) ?? false,
  );
  await judge('usb', async () => nav['usb']?.['requestDevice']?.({ filters: [] }) ?? false);
  await judge('hid', async () => nav['hid']?.['requestDevice']?.({ filters: [] }) ?? false);
  await judge('serial', async () => nav['serial']?.['requestPort']?.() ?? false);
  await judge('wake lock', async () => nav['wakeLock']?.['request']?.('screen') ?? false);
  await judge('fonts', async () => (globalThis as unknown as Anything)['queryLocalFonts']?.() ?? false);
  await judge('full screen', () => document.documentElement.requestFullscreen().then(() => 'granted'));
  return outcomes;
}
