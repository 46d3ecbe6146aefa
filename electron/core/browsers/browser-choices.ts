import { appError } from '../../../shared/model/app-error.ts';
import type { InstalledBrowser } from '../../../shared/model/browser.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { BrowserChoice, SessionId } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import { sessionOf, withRecord, type AppStore } from '../app-store.ts';
import type { Browser, Settings } from '../ports.ts';

export interface BrowserChoicePorts {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly browser: Browser;
}

/** Which browser the pages of each session open in, so that two people of one portal do not share one's cookies. */
export function createBrowserChoices({ store, settings, browser }: BrowserChoicePorts) {
  async function check(choice: BrowserChoice): Promise<Result<void>> {
    if (choice.type !== 'installed') {
      return ok(undefined);
    }
    const found = (await browser.installed()).find(({ id }) => id === choice.id);
    if (found === undefined) {
      return err(appError('browser.missing', { browser: choice.id }));
    }
    if (choice.privateWindow && !found.privateWindow) {
      return err(appError('browser.no-private-window', { browser: found.name }));
    }
    const { profile } = choice;
    return profile === null || found.profiles.some(({ id }) => id === profile)
      ? ok(undefined)
      : err(appError('browser.profile-unknown', { browser: found.name, profile }));
  }

  return {
    list: (): Promise<readonly InstalledBrowser[]> => browser.installed(),

    /** Errors: `input.session-unknown`, `browser.missing`, `browser.no-private-window`, `browser.profile-unknown`. */
    async choose(sessionId: SessionId, choice: BrowserChoice): Promise<Result<void>> {
      const checked = await check(choice);
      if (!checked.ok) {
        return checked;
      }
      const session = sessionOf(store.current(), sessionId);
      if (!session.ok) {
        return session;
      }
      settings.set(
        'sessions',
        settings
          .get('sessions')
          .map((stored) => (stored.id === sessionId ? { ...stored, browser: choice } : stored)),
      );
      store.update(withRecord({ ...session.value, browser: choice }));
      return ok(undefined);
    },
  };
}
