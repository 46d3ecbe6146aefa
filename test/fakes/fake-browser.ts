import type { Browser, ExternalUrl } from '../../electron/core/ports.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { InstalledBrowser } from '../../shared/model/browser.ts';
import { err, ok } from '../../shared/model/result.ts';
import type { BrowserChoice } from '../../shared/model/session.ts';

export interface FakeBrowser extends Browser {
  /** What was opened, and what in; null for the default one. */
  readonly opened: { readonly url: ExternalUrl; readonly choice: BrowserChoice | null }[];
  /** The links alone. */
  readonly urls: ExternalUrl[];
  /** The browsers there are besides the default one. */
  present: InstalledBrowser[];
  /** Whether the default one opens. */
  works: boolean;
}

/** A desktop with browsers; none by default but the default one. */
export function createFakeBrowser(): FakeBrowser {
  const fake: FakeBrowser = {
    opened: [],
    urls: [],
    present: [],
    works: true,
    installed: () => Promise.resolve(fake.present),
    open(url, choice) {
      if (choice?.type === 'installed' && !fake.present.some(({ id }) => id === choice.id)) {
        return Promise.resolve(err(appError('browser.missing', { browser: choice.id })));
      }
      if (choice?.type !== 'installed' && !fake.works) {
        return Promise.resolve(err(appError('sign-in.browser-unavailable')));
      }
      fake.urls.push(url);
      fake.opened.push({ url, choice: choice ?? null });
      return Promise.resolve(ok(undefined));
    },
  };
  return fake;
}
