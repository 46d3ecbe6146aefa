/**
 * Dangerous things have one place each (security.md ). Patterns are paths below the project root;
 * `*` stands for anything but `/`. An empty list means nowhere.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const electronNames = {
  BrowserWindow: ['electron/app/window-factory.ts'],
  BaseWindow: [],
  BrowserView: [],
  WebContentsView: [],
  ipcMain: ['electron/ipc/ipc-main.ts'],
  ipcRenderer: ['electron/preload.ts'],
  shell: ['electron/adapters/browser.ts'],
  clipboard: ['electron/adapters/clipboard.ts'],
  safeStorage: [],
  net: [],
  crashReporter: [],
  autoUpdater: [],
  desktopCapturer: [],
};

/** Packages with one place. @type {Readonly<Record<string, readonly string[]>>} */
export const packagePlaces = {
  keytar: ['electron/adapters/secret-store/keytar.ts'],
  'electron-store': ['electron/adapters/settings.ts'],
};

/** @param {string} path @param {readonly string[]} patterns */
export function isPlace(path, patterns) {
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(path),
  );
}
