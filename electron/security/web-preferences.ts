import type { WebPreferences } from 'electron';

/** In memory only: without `persist:` nothing of the window is ever written to disk. */
export const windowPartition = 'latchkey';

/**
 * How every page runs (R-01; security.md §2, items 2–4, 6, 8–11, and §2.3): isolated, sandboxed, without Node, plugins,
 * webviews, experiments, spell checker (it downloads dictionaries) or dropping files to navigate.
 */
export const fixedWebPreferences = {
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
  partition: windowPartition,
} as const satisfies WebPreferences;

/** `preload` is an absolute path. Developer tools exist only when run from source. */
export function webPreferences(options: {
  readonly preload: string;
  readonly packaged: boolean;
}): WebPreferences {
  return { ...fixedWebPreferences, preload: options.preload, devTools: !options.packaged };
}
