import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserEntry, commandOf } from '../../../electron/adapters/browsers/desktop-entry.ts';
import { createInstalledBrowsers } from '../../../electron/adapters/browsers/installed-browsers.ts';
import { profilesOf } from '../../../electron/adapters/browsers/profiles.ts';
import { registeredBrowsers } from '../../../electron/adapters/browsers/windows.ts';
import type { ExternalUrl } from '../../../electron/core/ports.ts';

const url = 'https://oidc.us-east-1.amazonaws.com/authorize?a=1&b=$(touch%20x)' as ExternalUrl;

function entry(lines: Readonly<Record<string, string>> = {}): string {
  const all = {
    Type: 'Application',
    Name: 'Firefox',
    Exec: '/usr/bin/firefox %u',
    MimeType: 'text/html;x-scheme-handler/http;x-scheme-handler/https;',
    ...lines,
  };
  return `[Desktop Entry]\n${Object.entries(all)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')}`;
}

describe('a desktop file', () => {
  it('of a browser says how it is started', () => {
    expect(browserEntry(entry())).toEqual({
      name: 'Firefox',
      exec: ['/usr/bin/firefox', '%u'],
      tryExec: null,
    });
  });

  it('is read in its first group alone, comments and other languages aside', () => {
    const text = `# mine\n${entry({ 'Name[de]': 'Feuerfuchs' })}\n[Desktop Action new]\nExec=/bin/other %u\n`;
    expect(browserEntry(text)).toMatchObject({ name: 'Firefox', exec: ['/usr/bin/firefox', '%u'] });
  });

  it.each<[string, Record<string, string>]>([
    ['of something that opens no pages', { MimeType: 'text/html;' }],
    ['that is hidden', { Hidden: 'true' }],
    ['that is not shown', { NoDisplay: 'true' }],
    ['that needs a terminal', { Terminal: 'true' }],
    ['of a link', { Type: 'Link' }],
    ['without a command', { Exec: '' }],
    ['with a quote left open', { Exec: '"/usr/bin/firefox %u' }],
  ])('%s is no browser', (_, lines) => {
    expect(browserEntry(entry(lines))).toBe(null);
  });

  it.each<[string, readonly string[]]>([
    ['/usr/bin/chromium %U', ['/usr/bin/chromium', '--incognito', url]],
    ['/usr/bin/chromium', ['/usr/bin/chromium', '--incognito', url]],
    [
      '"/opt/My Browser/run" --name "a\\\\"b" %u',
      ['/opt/My Browser/run', '--name', 'a"b', '--incognito', url],
    ],
    ['env BAMF=x /snap/bin/firefox %u', ['env', 'BAMF=x', '/snap/bin/firefox', '--incognito', url]],
    [
      '/usr/bin/flatpak run --file-forwarding org.x.Browser @@u %u @@',
      ['/usr/bin/flatpak', 'run', '--file-forwarding', 'org.x.Browser', '--incognito', url],
    ],
    ['browser %i %c --new %u --last', ['browser', '--new', '--incognito', url, '--last']],
    ['browser --zoom=100%% %u', ['browser', '--zoom=100%', '--incognito', url]],
  ])('%s leaves the link one argument, never anything for a shell', (exec, expected) => {
    const read = browserEntry(entry({ Exec: exec }));
    expect(commandOf(read?.exec ?? [], ['--incognito'], url)).toEqual(expected);
  });
});

describe('user profiles', () => {
  it('are those of `Local State`, in the order of their folders', () => {
    const text = JSON.stringify({
      profile: {
        info_cache: {
          'Profile 10': { name: 'Ten', other: 1 },
          Default: { name: 'Kim' },
          'Profile 2': { name: 'Two' },
          '../../etc': { name: 'evil' },
        },
      },
    });
    expect(profilesOf(text)).toEqual([
      { id: 'Default', name: 'Kim' },
      { id: 'Profile 2', name: 'Two' },
      { id: 'Profile 10', name: 'Ten' },
    ]);
  });

  it.each(['', '{}', '[]', '{"profile":{"info_cache":[1]}}'])('are none in %j', (text) => {
    expect(profilesOf(text)).toEqual([]);
  });
});

it('browsers registered in Windows are read with their names and programs', () => {
  const listing = [
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Clients\\StartMenuInternet\\Google Chrome',
    '    (Default)    REG_SZ    Google Chrome',
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Clients\\StartMenuInternet\\Google Chrome\\shell\\open\\command',
    '    (Default)    REG_SZ    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"',
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Clients\\StartMenuInternet\\Firefox-308046B0AF4A39CB\\shell\\open\\command',
    '    (Standard)    REG_SZ    "C:\\Program Files\\Mozilla Firefox\\firefox.exe"',
    '',
    'End of search: 3 match(es) found.',
  ].join('\r\n');
  expect(registeredBrowsers(listing)).toEqual([
    {
      id: 'Google Chrome',
      name: 'Google Chrome',
      program: 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    },
    {
      id: 'Firefox-308046B0AF4A39CB',
      name: 'Firefox-308046B0AF4A39CB',
      program: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    },
  ]);
});

describe('on a Linux desktop', () => {
  let home = '';

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'latchkey-browsers-'));
  });

  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  function write(path: string, text: string, mode = 0o644): string {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  }

  /** A browser that writes down how it was called. */
  function program(name: string): string {
    return write(
      `bin/${name}`,
      `#!/bin/sh\nprintf '%s\\n' "$@" > "$0.new" && mv "$0.new" "$0.called"\n`,
      0o755,
    );
  }

  function desktopFile(path: string, lines: Readonly<Record<string, string>>): void {
    write(`data/applications/${path}.desktop`, entry(lines));
  }

  const browsers = () =>
    createInstalledBrowsers('linux', {
      home,
      environment: {
        PATH: join(home, 'bin'),
        XDG_DATA_HOME: join(home, 'data'),
        XDG_DATA_DIRS: join(home, 'shared'),
        XDG_CONFIG_HOME: join(home, 'config'),
      },
    });

  const own = async () => {
    const ids = ['google-chrome', 'firefox', 'org-falkon', 'gone', 'gone-too'];
    return (await browsers().list()).filter(({ id }) => ids.includes(id));
  };

  function installSome(): void {
    program('chrome');
    program('firefox');
    program('falkon');
    desktopFile('google-chrome', { Name: 'Google Chrome', Exec: 'chrome %U' });
    desktopFile('firefox', { Name: 'Firefox', Exec: `${join(home, 'bin/firefox')} %u` });
    desktopFile('org/falkon', { Name: 'Falkon', Exec: 'falkon %u' });
    desktopFile('gone', { Exec: '/nowhere/browser %u' });
    desktopFile('gone-too', { Exec: 'chrome %u', TryExec: 'not-there' });
    write(
      'config/google-chrome/Local State',
      JSON.stringify({
        profile: { info_cache: { Default: { name: 'Kim' }, 'Profile 1': { name: 'Work' } } },
      }),
    );
    write('shared/applications/firefox.desktop', entry({ Name: 'Another Firefox', Exec: 'chrome %u' }));
  }

  it('those whose program is there are offered, each once, with what they can do', async () => {
    installSome();
    expect(await own()).toEqual([
      { id: 'org-falkon', name: 'Falkon', privateWindow: false, profiles: [] },
      { id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [] },
      {
        id: 'google-chrome',
        name: 'Google Chrome',
        privateWindow: true,
        profiles: [
          { id: 'Default', name: 'Kim' },
          { id: 'Profile 1', name: 'Work' },
        ],
      },
    ]);
  });

  const calledWith = (name: string) =>
    vi.waitFor(() =>
      readFileSync(join(home, 'bin', `${name}.called`), 'utf8')
        .trimEnd()
        .split('\n'),
    );

  it.each([
    ['google-chrome', 'chrome', false, null, []],
    ['google-chrome', 'chrome', true, null, ['--incognito']],
    ['google-chrome', 'chrome', true, 'Profile 1', ['--profile-directory=Profile 1', '--incognito']],
    ['firefox', 'firefox', true, null, ['--private-window']],
  ])('%s is started as it was chosen', async (id, name, privateWindow, profile, flags) => {
    installSome();
    const outcome = await browsers().open(url, { type: 'installed', id, privateWindow, profile });
    expect([outcome, await calledWith(name)]).toEqual(['opened', [...flags, url]]);
  });

  it.each([
    ['that is not there', 'nothing', false],
    ['that cannot open a private window, where one was wanted', 'org-falkon', true],
  ])('one %s opens nothing', async (_, id, privateWindow) => {
    installSome();
    const outcome = await browsers().open(url, { type: 'installed', id, privateWindow, profile: null });
    expect([outcome, existsSync(join(home, 'bin/falkon.called'))]).toEqual(['missing', false]);
  });

  it.each([
    ['google-chrome', 'Profile 2'],
    ['google-chrome', '../../elsewhere'],
    ['firefox', 'Default'],
  ])('%s opens nothing where its user profile %s is not there', async (id, profile) => {
    installSome();
    const choice = { type: 'installed', id, privateWindow: false, profile } as const;
    expect(await browsers().open(url, choice)).toBe('missing');
  });
});
