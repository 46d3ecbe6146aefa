import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = resolve(fileURLToPath(import.meta.url), '../../../..');

/** A variable that the frame around the tests sets (build/scripts/lib/desktop.mjs, test/desktop/desktop.py). */
export function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: run this by \`npm test\` or \`npm run demo\``);
  }
  return value;
}

/** The Electron executable. */
export function electronPath(): string {
  return given('LATCHKEY_TEST_ELECTRON');
}

/** Whether this machine gives an ordinary user Electron's sandbox. */
export const hasSandbox = process.env['LATCHKEY_TEST_NO_SANDBOX'] !== '1' && process.getuid?.() !== 0;

/** What a program needs of the desktop, and nothing of the user's own accounts. */
export function desktopEnvironment(): Record<string, string> {
  const kept =
    /^(?:PATH|DISPLAY|DBUS_SESSION_BUS_ADDRESS|DESKTOP_\w+|BROWSER|XDG_CURRENT_DESKTOP|XDG_SESSION_TYPE|NO_AT_BRIDGE|LANG|LC_\w+|TZ|FONTCONFIG_\w+)$/;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      kept.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
