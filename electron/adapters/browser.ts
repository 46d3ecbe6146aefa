import { shell } from 'electron';
import type { Browser, Log } from '../core/ports.ts';
import { createBrowser } from './external-browser.ts';

/** The one call in Latchkey that opens something outside; it takes only what the allow-list has accepted. */
export function createElectronBrowser(log: Log): Browser {
  return createBrowser((url) => shell.openExternal(url), log);
}
