import { BrowserWindow, nativeTheme, session } from 'electron';
import { appPage } from '../security/origin.ts';
import { applySessionPolicy } from '../security/session-policy.ts';
import { webPreferences, windowPartition } from '../security/web-preferences.ts';
import { smallestWindow, type WindowSize } from './shell-data.ts';
import type { AppWindow } from './windows.ts';

export interface WindowFactoryOptions {
  /** Absolute paths: the preload script, the folder of the window's files, the icon of the window. */
  readonly preload: string;
  readonly bundleRoot: string;
  readonly icon: string;
  readonly packaged: boolean;
  readonly title: string;
}

/** What the window shows before its page does: `--surface` of the page's tokens, so that nothing flashes. */
const backgrounds = { light: '#ffffff', dark: '#18191e' };

let policy: Promise<void> | null = null;

/** The one place that makes windows. The window loads our page by itself and stays hidden until it is painted. */
export function createAppWindow(options: WindowFactoryOptions, size: WindowSize): AppWindow {
  policy ??= applySessionPolicy(session.fromPartition(windowPartition), options.bundleRoot);
  const inForce = policy;
  const window = new BrowserWindow({
    ...size,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: options.title,
    icon: options.icon,
    autoHideMenuBar: true,
    fullscreenable: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: webPreferences(options),
  });
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  return {
    id: window.webContents.id,
    load: async () => {
      await inForce;
      await window.loadURL(appPage);
    },
    show: () => {
      window.show();
    },
    focus: () => {
      if (window.isMinimized()) {
        window.restore();
      }
      window.show();
      window.focus();
    },
    isVisible: () => !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
    isFocused: () => window.isFocused(),
    isDestroyed: () => window.isDestroyed(),
    size: () => {
      const { width, height } = window.getNormalBounds();
      return { width, height };
    },
    send: (channel, payload) => {
      if (!window.isDestroyed()) {
        window.webContents.send(channel, payload);
      }
    },
    destroy: () => {
      window.destroy();
    },
    onceReady: (task) => {
      window.once('ready-to-show', task);
    },
    onVisible: (task) => {
      window.on('show', task);
      window.on('restore', task);
    },
    onClosing: (task) => {
      window.on('close', task);
    },
    onClosed: (task) => {
      window.once('closed', task);
    },
    onGone: (task) => {
      window.webContents.on('render-process-gone', (_event, { reason }) => {
        task(reason);
      });
    },
  };
}
