import { app, shell } from 'electron';
import type { Browser, Log } from '../core/ports.ts';
import { createBrowser, hasLinkOpener } from './external-browser.ts';

/** The one call in Latchkey that opens something outside; it takes only what the allow-list has accepted. */
export function createElectronBrowser(log: Log): Browser {
  return createBrowser({
    openExternal: (url) => shell.openExternal(url),
    canOpen: () => hasLinkOpener(process.platform, process.env['PATH'] ?? ''),
    loadInstalled: async () => {
      const { createInstalledBrowsers } = await import('./browsers/installed-browsers.ts');
      return createInstalledBrowsers(process.platform, {
        home: app.getPath('home'),
        environment: process.env,
      });
    },
    log,
  });
}
