import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guardContents, type GuardedContents } from '../../../electron/security/navigation.ts';
import { denyPermissions, type PermissionSession } from '../../../electron/security/permissions.ts';
import { filterRequests, type FilteredSession } from '../../../electron/security/request-filter.ts';
import { contentSecurityPolicy, responseHeaders } from '../../../electron/security/response-headers.ts';
import {
  fixedWebPreferences,
  webPreferences,
  windowPartition,
} from '../../../electron/security/web-preferences.ts';

type Listener = (...args: unknown[]) => unknown;

/** An object of Electron's that remembers the handlers it was given, by the name of the method or event. */
function recorder() {
  const given = new Map<string, Listener>();
  const target = new Proxy(
    {},
    {
      get:
        (_target, method) =>
        (...args: unknown[]) => {
          const [first, second] = args;
          if (method === 'on') {
            given.set(String(first), second as Listener);
          } else if (typeof first === 'function') {
            given.set(String(method), first as Listener);
          } else {
            given.set(String(method), () => first);
          }
        },
    },
  );
  return { target, given };
}

const electronTypes = readFileSync(
  new URL('../../../node_modules/electron/electron.d.ts', import.meta.url),
  'utf8',
);

/** Every permission that Electron's own types name for a handler. */
function permissionsOf(method: string): readonly string[] {
  const line = electronTypes.split('\n').find((each) => each.trim().startsWith(`${method}(handler:`)) ?? '';
  const union = /permission: ((?:'[^']+'(?: \| )?)+)/.exec(line)?.[1] ?? '';
  return [...union.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
}

describe('permissions (R-09)', () => {
  const { target, given } = recorder();
  denyPermissions(target as PermissionSession);

  it('the list of Electron is found', () => {
    expect(permissionsOf('setPermissionRequestHandler').length).toBeGreaterThan(30);
    expect(permissionsOf('setPermissionCheckHandler').length).toBeGreaterThan(30);
  });

  it.each([...permissionsOf('setPermissionRequestHandler'), 'one-of-tomorrow'])(
    '%s is not granted when asked for',
    (permission) => {
      const answers: unknown[] = [];
      given.get('setPermissionRequestHandler')?.(
        {},
        permission,
        (granted: boolean) => answers.push(granted),
        {},
      );
      expect(answers).toEqual([false]);
    },
  );

  it.each([...permissionsOf('setPermissionCheckHandler'), 'one-of-tomorrow'])(
    '%s is not granted when checked',
    (permission) => {
      expect(given.get('setPermissionCheckHandler')?.({}, permission, 'app://latchkey', {})).toBe(false);
    },
  );

  it('devices, screens and pairings are refused', () => {
    const answers: unknown[] = [];
    const answer = (value: unknown) => answers.push(value);
    answers.push(given.get('setDevicePermissionHandler')?.({}));
    given.get('setDisplayMediaRequestHandler')?.({}, answer);
    given.get('setBluetoothPairingHandler')?.({}, answer);
    expect(answers).toEqual([false, null, { confirmed: false }]);
  });

  it.each([
    ['select-hid-device', 2],
    ['select-serial-port', 3],
    ['select-usb-device', 2],
  ])('%s chooses nothing', (event, position) => {
    let prevented = false;
    const chosen: unknown[] = [];
    const args: unknown[] = [{ preventDefault: () => (prevented = true) }, {}, {}];
    args[position] = (value: unknown) => chosen.push(value);
    given.get(event)?.(...args);
    expect([prevented, chosen.map((value) => value ?? '')]).toEqual([true, ['']]);
  });

  it('a download does not start', () => {
    let prevented = false;
    given.get('will-download')?.({ preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('navigation', () => {
  const { target, given } = recorder();
  guardContents(target as GuardedContents);

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s is prevented',
    (event) => {
      let prevented = false;
      given.get(event)?.({ preventDefault: () => (prevented = true) });
      expect(prevented).toBe(true);
    },
  );

  it('a new window is denied, whatever its URL', () => {
    const open = given.get('setWindowOpenHandler');
    expect(
      ['app://latchkey/index.html', 'https://example.com', 'about:blank'].map((url) => open?.({ url })),
    ).toEqual([{ action: 'deny' }, { action: 'deny' }, { action: 'deny' }]);
  });

  it('media connections use no network interface', () => {
    expect(given.get('setWebRTCIPHandlingPolicy')?.()).toBe('disable_non_proxied_udp');
  });
});

describe('requests of a page (R-06)', () => {
  it.each([
    ['app://latchkey/index.html', false],
    ['app://latchkey/assets/main.js', false],
    ['app://other/index.html', true],
    ['app://latchkey:80/index.html', true],
    ['app://user@latchkey/', true],
    ['http://127.0.0.1:8080/', true],
    ['https://latchkey/', true],
    ['ws://127.0.0.1:8080/', true],
    ['file:///etc/passwd', true],
    ['data:text/html,x', true],
    ['blob:app://latchkey/1', true],
    ['devtools://devtools/bundled/inspector.html', true],
    ['', true],
  ])('%s is cancelled: %s', (url, cancel) => {
    let listener: Listener | undefined;
    filterRequests({
      webRequest: { onBeforeRequest: (given: Listener) => void (listener = given) },
    } as unknown as FilteredSession);
    const answers: unknown[] = [];
    listener?.({ url }, (answer: unknown) => answers.push(answer));
    expect(answers).toEqual([{ cancel }]);
  });
});

describe('how pages run (R-01)', () => {
  it('is exactly the policy', () => {
    expect(webPreferences({ preload: '/app/preload.cjs', packaged: true })).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      webgl: false,
      javascript: true,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
      enableWebSQL: false,
      autoplayPolicy: 'document-user-activation-required',
      partition: 'latchkey',
      preload: '/app/preload.cjs',
      devTools: false,
    });
  });

  it('has developer tools only from source', () => {
    expect(webPreferences({ preload: '', packaged: false }).devTools).toBe(true);
  });

  it('turns on no feature of Blink and keeps nothing on disk', () => {
    expect([Object.keys(fixedWebPreferences).includes('enableBlinkFeatures'), windowPartition]).toEqual([
      false,
      expect.not.stringMatching(/^persist:/),
    ]);
  });
});

describe('headers of every answer (R-05)', () => {
  it('are exactly these', () => {
    const { 'Permissions-Policy': permissions, ...others } = responseHeaders;
    expect(others).toEqual({
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
        "connect-src 'none'; frame-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'; " +
        "object-src 'none'; worker-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    expect(permissions?.split(', ').every((feature) => /^[a-z-]+=\(\)$/.test(feature))).toBe(true);
  });

  it('allow nothing inline, evaluated or from elsewhere', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|data:|blob:|https?:|nonce|wasm/);
  });
});
